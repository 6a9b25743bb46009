import DatabaseKit
public import Domain
import Store

/// The ledger of a district or of the centre: who owes how much, who has paid, by which lines of which bank statement
/// (domain 5.6).
public struct Ledger: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What is owed to the actor's union in a year.
    public struct Page: Sendable {
        public let receivables: [Receivable]
        public let year: Int?
        public let years: [Int]
        public let statements: [BankStatement]
    }

    public func page(_ occasion: Occasion, year: Int?) async throws -> Page {
        try Self.require(occasion)
        return try await platform.database.read { [platform] transaction in
            let years = PlanYearStore(transaction)
            let offered = try years.years()
            let chosen = try year ?? years.current(on: occasion.today)?.year ?? offered.first
            return Page(
                receivables: try chosen.map { try Self.receivables(occasion, year: $0, transaction) } ?? [],
                year: chosen, years: offered,
                statements: try BankStore(transaction, platform.seal).statements(
                    of: occasion.actor.union, limit: 50))
        }
    }

    /// Reads a statement and keeps its lines that are new; nothing is booked.
    ///
    /// - Throws: `BankFileRefusal`.
    public func upload(_ occasion: Occasion, file: [UInt8], name: String) async throws -> ID<BankStatement> {
        try Self.require(occasion)
        guard file.count <= BankStatement.byteLimit else {
            throw BankFileRefusal.file(.tooLarge(limit: BankStatement.byteLimit / 1_000_000))
        }
        let read = try BankFile(file, today: occasion.today)
        return try await platform.once("upload-statement", occasion) { [platform] transaction in
            let store = BankStore(transaction, platform.seal)
            var read = read
            read.drop(known: try store.known(read.drafts, of: occasion.actor.union))
            let id = try store.insert(
                read.drafts, counts: read.counts, fileName: String(name.suffix(200)), of: occasion.actor.union,
                by: occasion.actor.account, at: occasion.moment)
            try Self.record(
                "uploaded", id, "rows=\(read.counts.rows) new=\(read.counts.new) fen=\(read.counts.amount.fen)",
                occasion, transaction)
            return id
        }
    }

    /// A line with what it most likely pays; nil once it is settled.
    public struct Line: Sendable {
        public let entry: BankEntry
        public let proposal: BankProposal?
    }

    public struct Sheet: Sendable {
        public let statement: BankStatement
        public let lines: [Line]
        /// Everything that the lines can pay.
        public let receivables: [Receivable.Key: Receivable]
        /// How many lines 全部确认 would book.
        public var sure: Int {
            lines.filter { line in
                if case .sure = line.proposal { return true }
                return false
            }.count
        }
    }

    public func sheet(_ occasion: Occasion, _ id: ID<BankStatement>) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            try Self.sheet(occasion, id, transaction, platform)
        }
    }

    private static func sheet(
        _ occasion: Occasion, _ id: ID<BankStatement>, _ transaction: any Transaction, _ platform: Platform
    ) throws -> Sheet {
        let store = BankStore(transaction, platform.seal)
        let statement = try find(id, occasion, store)
        let entries = try store.entries(of: id)
        let receivables = try owed(entries, occasion, transaction)
        var matching = StatementMatching(receivables)
        let lines = entries.map { entry in
            Line(entry: entry, proposal: entry.standing == .open ? matching.proposal(for: entry.line) : nil)
        }
        return Sheet(
            statement: statement, lines: lines,
            receivables: Dictionary(receivables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    /// What the lines can pay: the years of their days; the years after them, because a share is paid before the year
    /// begins; and the years before them, because what was enrolled at once in December is paid in January.
    private static func owed(
        _ entries: [BankEntry], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [Receivable] {
        let days = Set(entries.map(\.line.day.year))
        let wanted = Set(days.flatMap { [$0 - 1, $0, $0 + 1] })
        let years = try PlanYearStore(transaction).years().filter(wanted.contains)
        return try years.flatMap { try receivables(occasion, year: $0, transaction) }
    }

    private static func receivables(
        _ occasion: Occasion, year: Int, _ transaction: any Transaction
    ) throws -> [Receivable] {
        let scope = try occasion.actor.authority.scope(for: .keepLedger)
        let store = ReceivableStore(transaction)
        guard occasion.actor.kind == .cityFederation else { return try store.units(in: scope, year: year) }
        return try store.districts(in: scope, year: year)
    }

    /// One line of the actor's own statements.
    public func line(
        _ occasion: Occasion, _ id: ID<BankEntry>
    ) async throws -> (entry: BankEntry, statement: ID<BankStatement>) {
        try await platform.database.read { [platform] transaction in
            let found = try Self.line(id, occasion, BankStore(transaction, platform.seal))
            return (found.entry, found.statement)
        }
    }

    private static func line(
        _ id: ID<BankEntry>, _ occasion: Occasion, _ store: BankStore
    ) throws -> (entry: BankEntry, statement: ID<BankStatement>) {
        guard let found = try store.entry(id), found.union == occasion.actor.union else { throw Refusal.notFound }
        try occasion.actor.authority.require(.keepLedger, on: found.path)
        return (found.entry, found.statement)
    }

    // MARK: Booking

    /// Books every line whose proposal is sure; those that are not stay.
    ///
    /// - Parameter expected: how many the page has shown.
    /// - Throws: `Refusal.countChanged` when it is not so many any more.
    public func bookSure(_ occasion: Occasion, _ id: ID<BankStatement>, expected: Int) async throws -> Int {
        try await platform.once("book-sure", occasion) { [platform] transaction in
            let sheet = try Self.sheet(occasion, id, transaction, platform)
            guard sheet.sure == expected else {
                throw Refusal.countChanged(expected: expected, actual: sheet.sure)
            }
            let store = BankStore(transaction, platform.seal)
            for line in sheet.lines {
                guard case .sure(let key, _)? = line.proposal else { continue }
                try Self.book(line.entry, on: key, id, occasion, store, transaction)
            }
            return expected
        }
    }

    /// Books the lines as somebody has decided; all or none.
    ///
    /// - Throws: `BookingRefusal`; `Refusal.nothingSelected`.
    public func decide(
        _ occasion: Occasion, _ id: ID<BankStatement>, _ decisions: [ID<BankEntry>: BankDecision]
    ) async throws -> Int {
        guard !decisions.isEmpty else { throw Refusal.nothingSelected }
        return try await platform.once("book-lines", occasion) { [platform] transaction in
            let store = BankStore(transaction, platform.seal)
            _ = try Self.find(id, occasion, store)
            let entries = try store.entries(of: id).filter { decisions[$0.id] != nil }
            guard entries.count == decisions.count else { throw Refusal.notFound }
            let owed = Set(try Self.owed(entries, occasion, transaction).map(\.key))
            for entry in entries {
                switch decisions[entry.id] {
                case .pays(let key)?:
                    guard owed.contains(key) else { throw BookingRefusal.unknownReceivable }
                    try Self.book(entry, on: key, id, occasion, store, transaction)
                case .aside?:
                    try store.setAside(entry.id)
                    try Self.record("set-aside", id, "line=\(entry.line.row)", occasion, transaction)
                case nil: break
                }
            }
            return entries.count
        }
    }

    /// Opens a settled line again; the booking stays, with the reason.
    ///
    /// - Throws: `Refusal.reasonMissing`; `BookingRefusal.notBooked`.
    public func undo(_ occasion: Occasion, _ id: ID<BankEntry>, reason: String) async throws -> ID<BankStatement> {
        let reason = reason.trimmed(to: BankStatement.reasonLimit)
        return try await platform.once("undo-booking", occasion) { [platform] transaction in
            let store = BankStore(transaction, platform.seal)
            let found = try Self.line(id, occasion, store)
            guard !reason.isEmpty else { throw Refusal.reasonMissing }
            try store.undo(found.entry, reason: reason, by: occasion.actor.account, at: occasion.moment)
            try Self.record(
                "undone", found.statement, "line=\(found.entry.line.row) fen=\(found.entry.line.amount.fen)", occasion,
                transaction)
            if let key = found.entry.booked?.key { try Self.untell(key, occasion, store, transaction) }
            return found.statement
        }
    }

    private static func book(
        _ entry: BankEntry, on key: Receivable.Key, _ statement: ID<BankStatement>, _ occasion: Occasion,
        _ store: BankStore, _ transaction: any Transaction
    ) throws {
        try store.book(
            entry.id, on: key, amount: entry.line.amount, by: occasion.actor.account, at: occasion.moment)
        try record(
            "booked", statement, "line=\(entry.line.row) on=\(key.text) fen=\(entry.line.amount.fen)", occasion,
            transaction)
        try tell(key, entry.line.amount, occasion, transaction)
    }

    /// The unit learns that its money has come in.
    private static func tell(
        _ key: Receivable.Key, _ amount: Money, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        guard case .enrolment(let id) = key, let record = try EnrolmentStore(transaction).find(id),
            let unit = try UnionStore(transaction).unit(record.enrolment.unit)
        else { return }
        let todos = TodoStore(transaction)
        if let list = try PaymentReminderStore(transaction).find(id), list.open <= .zero {
            try todos.close(.payShare, subjects: [id.rawValue], at: occasion.moment)
        }
        // One that is still unread speaks of another payment; the newest is the one that is told.
        try todos.close(.paymentBooked, subjects: [id.rawValue], at: occasion.moment)
        try todos.open(
            .paymentBooked,
            [
                TodoStore.Opening(
                    union: unit.union, subject: id.rawValue, name: record.number, amount: 0, due: nil,
                    note: amount.yuanText)
            ], at: occasion.moment)
    }

    /// What the unit has not read yet is not true any more; of an earlier payment that still holds it is told again.
    private static func untell(
        _ key: Receivable.Key, _ occasion: Occasion, _ store: BankStore, _ transaction: any Transaction
    ) throws {
        guard case .enrolment(let id) = key,
            try TodoStore(transaction).isOpen(.paymentBooked, subject: id.rawValue)
        else { return }
        try TodoStore(transaction).close(.paymentBooked, subjects: [id.rawValue], at: occasion.moment)
        if let amount = try store.lastBooked(on: id) { try tell(key, amount, occasion, transaction) }
    }

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.keepLedger, on: occasion.actor.path)
    }

    /// A statement of the actor's own union: a bank account is nobody else's, not even the superior's.
    private static func find(
        _ id: ID<BankStatement>, _ occasion: Occasion, _ store: BankStore
    ) throws -> BankStatement {
        guard let found = try store.find(id), found.union == occasion.actor.union else { throw Refusal.notFound }
        try occasion.actor.authority.require(.keepLedger, on: found.path)
        return found.statement
    }

    private static func record(
        _ event: String, _ id: ID<BankStatement>, _ detail: String, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        try EventStore(transaction).record(
            event, on: .bankStatement, id.rawValue, at: occasion.actor.path, detail: detail, occasion)
    }
}
