import DatabaseKit
public import Domain
import Store

/// Register lists on the centre's page: uploaded, looked at, taken or thrown away (domain, section 7).
public struct RegisterLists: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Days after which a list that nobody has taken is thrown away.
    static let retention: Int64 = 7

    public struct Page: Sendable {
        public let lists: [RegisterList]
        /// The year that people work on: its retirement data are as of a day of its own.
        public let year: PlanYear?
        public let today: CalendarDay
    }

    public func page(_ occasion: Occasion) async throws -> Page {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            Page(
                lists: try RegisterListStore(transaction, platform.seal).list(limit: 50),
                year: try PlanYearStore(transaction).current(on: occasion.today), today: occasion.today)
        }
    }

    public func find(_ occasion: Occasion, _ id: ID<RegisterList>) async throws -> RegisterList {
        try Self.require(occasion)
        return try await platform.database.read { try find(id, $0) }
    }

    /// Reads a list, counts what it would do, and keeps it sealed; nobody's status changes.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken, `Refusal.dayMissing`, `.registerDayAhead`.
    public func stage(
        _ occasion: Occasion, _ kind: RegisterKind, asOf: CalendarDay?, file: [UInt8], name: String
    ) async throws -> ID<RegisterList> {
        try Self.require(occasion)
        guard let asOf else { throw Refusal.dayMissing }
        guard asOf <= occasion.today else { throw Refusal.registerDayAhead(asOf, today: occasion.today) }
        guard file.count <= RegisterList.byteLimit else {
            throw MemberFileRefusal.tooLarge(limit: RegisterList.byteLimit / 1_000_000)
        }
        let counts = try await preview(kind, RegisterFileReader(file, today: occasion.today))
        return try await platform.once("stage-register", occasion) { [platform] transaction in
            let store = RegisterListStore(transaction, platform.seal)
            try store.purge(before: occasion.now.adding(days: -Self.retention))
            let id = try store.stage(
                kind, asOf: asOf, file: file, name: String(name.suffix(200)), counts: counts,
                by: occasion.actor.account, at: occasion.now)
            try Registers.recordEvent(.staged, id.rawValue, kind, asOf, counts, occasion, transaction)
            return id
        }
    }

    /// What a list would do.
    func preview(_ kind: RegisterKind, _ reader: RegisterFileReader) async throws -> RegisterCounts {
        var counts = RegisterCounts()
        var changing: Set<ID<Person>> = []
        while let chunk = try reader.next() {
            counts.rows += chunk.unreadable + chunk.documents.count
            counts.unreadable += chunk.unreadable
            let found = try await platform.database.read { [platform] transaction in
                let register = RegisterStore(transaction)
                var people: [ID<Person>] = []
                let indexes = Array(Set(chunk.documents.map { DocumentIndex($0, platform.seal) }))
                for start in stride(from: 0, to: indexes.count, by: Registers.chunk) {
                    people += try register.people(
                        with: Array(indexes[start..<min(start + Registers.chunk, indexes.count)]))
                }
                return (people.count, try register.peopleToChange(kind, among: people))
            }
            counts.matched += found.0
            changing.formUnion(found.1)
        }
        guard counts.rows > 0 else { throw MemberFileRefusal.noRows }
        counts.changed = changing.count
        return counts
    }

    /// Takes a staged list: from now on its people have the status it gives them.
    ///
    /// In chunks; one that was cut off is simply taken again. A list that was taken answers with what it did.
    public func apply(_ occasion: Occasion, _ id: ID<RegisterList>) async throws -> RegisterCounts {
        try Self.require(occasion)
        let (list, file) = try await platform.database.read { [platform] transaction in
            let store = RegisterListStore(transaction, platform.seal)
            return (try find(id, transaction), try store.file(of: id))
        }
        switch list.status {
        case .applied: return list.counts
        case .discarded, .undone: throw Refusal.changedMeanwhile
        case .staged: break
        }
        guard let file else { throw Refusal.changedMeanwhile }
        let reader = try RegisterFileReader(file, today: occasion.today)
        try await platform.database.write { try RegisterUndoStore($0).forgetOthers(of: list.kind, than: id) }
        let counts = try await Registers(platform).read(list.kind, list.asOf, reader, of: id, occasion)
        return try await platform.database.write { [platform] transaction in
            let store = RegisterListStore(transaction, platform.seal)
            guard try store.finish(id, as: .applied, counts: counts, on: occasion.today, at: occasion.now) else {
                return try find(id, transaction).counts
            }
            try Registers.recordEvent(.loaded, id.rawValue, list.kind, list.asOf, counts, occasion, transaction)
            return counts
        }
    }

    public func discard(_ occasion: Occasion, _ id: ID<RegisterList>) async throws {
        try Self.require(occasion)
        try await platform.database.write { [platform] transaction in
            let list = try find(id, transaction)
            switch list.status {
            case .discarded: return
            case .applied, .undone: throw Refusal.changedMeanwhile
            case .staged: break
            }
            let store = RegisterListStore(transaction, platform.seal)
            guard try store.finish(id, as: .discarded, counts: list.counts, on: occasion.today, at: occasion.now) else {
                return
            }
            try Registers.recordEvent(
                .discarded, id.rawValue, list.kind, list.asOf, list.counts, occasion, transaction)
        }
    }

    static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.importRegister, on: .root)
    }

    func find(_ id: ID<RegisterList>, _ transaction: any Transaction) throws -> RegisterList {
        guard let list = try RegisterListStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        return list
    }
}
