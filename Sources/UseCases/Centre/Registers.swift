import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// The lists that the social-insurance registers send, matched with everybody in the city (domain, section 7).
public struct Registers: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What a list was and did.
    public typealias Receipt = RegisterCounts

    /// Takes a list that is at hand.
    ///
    /// Entries stay for people who join later. The list is taken in chunks; taking it again changes nothing, so one
    /// that was cut off is simply loaded anew. Of several lists the gravest holds: deceased, retired, insured.
    public func load(
        _ kind: RegisterKind, asOf: CalendarDay, documents: [IdentityDocument], _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.importRegister, on: occasion.actor.path)
        var receipt = Receipt()
        let id = try await begin(kind)
        for start in stride(from: 0, to: documents.count, by: Self.chunk) {
            let chunk = documents[start..<min(start + Self.chunk, documents.count)]
            try await take(Array(chunk), kind, asOf, of: id, into: &receipt, occasion)
        }
        try await record(id, kind, asOf, receipt, occasion)
        return receipt
    }

    /// Takes a list from a file, xlsx or csv, with the columns 证件类型 and 证件号码; without the first all are 身份证.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    public func load(
        _ kind: RegisterKind, asOf: CalendarDay, file: [UInt8], _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.importRegister, on: occasion.actor.path)
        return try await load(kind, asOf: asOf, RegisterFileReader(file, today: occasion.today), occasion)
    }

    /// A file that cannot be read is refused before anything is forgotten of the list before it.
    func load(
        _ kind: RegisterKind, asOf: CalendarDay, _ reader: RegisterFileReader, _ occasion: Occasion
    ) async throws -> Receipt {
        let id = try await begin(kind)
        let receipt = try await read(kind, asOf, reader, of: id, occasion)
        try await record(id, kind, asOf, receipt, occasion)
        return receipt
    }

    static let chunk = 1_000

    /// Takes every row of a file and finds which handed-in lists are not true any more.
    func read(
        _ kind: RegisterKind, _ asOf: CalendarDay, _ reader: RegisterFileReader, of id: ID<RegisterList>,
        _ occasion: Occasion
    ) async throws -> Receipt {
        var receipt = Receipt()
        var waiting: [IdentityDocument] = []
        while let chunk = try reader.next() {
            receipt.rows += chunk.unreadable
            receipt.unreadable += chunk.unreadable
            waiting += chunk.documents
            guard waiting.count >= Self.chunk else { continue }
            try await take(waiting, kind, asOf, of: id, into: &receipt, occasion)
            waiting = []
        }
        try await take(waiting, kind, asOf, of: id, into: &receipt, occasion)
        return receipt
    }

    /// The key of a list that comes without being staged; from now on the one before it is not taken back any more.
    private func begin(_ kind: RegisterKind) async throws -> ID<RegisterList> {
        try await platform.database.write { transaction in
            let id = try transaction.newID(RegisterList.self)
            try RegisterUndoStore(transaction).forgetOthers(of: kind, than: id)
            return id
        }
    }

    private func take(
        _ documents: [IdentityDocument], _ kind: RegisterKind, _ asOf: CalendarDay, of id: ID<RegisterList>,
        into receipt: inout Receipt, _ occasion: Occasion
    ) async throws {
        guard !documents.isEmpty else { return }
        let taken = try await platform.database.write { [platform] transaction in
            let register = RegisterStore(transaction)
            let indexes = Array(Set(documents.map { DocumentIndex($0, platform.seal) }))
            try register.put(indexes, kind: kind, asOf: asOf, of: id)
            let people = try register.people(with: indexes)
            let changing = try register.peopleToChange(kind, among: people)
            try RegisterUndoStore(transaction).keep(people, before: kind, asOf: asOf, as: id)
            let changed = try register.apply(kind, asOf: asOf, to: people)
            return (matched: people.count, changed: changed, lists: try register.openEnrolments(of: changing))
        }
        receipt.rows += documents.count
        receipt.matched += taken.matched
        receipt.changed += taken.changed
        try await refresh(taken.lists, occasion)
    }

    /// One after the other: each is as much work as the page of its unit.
    func refresh(_ lists: [ID<UnitEnrolment>], _ occasion: Occasion) async throws {
        for list in lists {
            try await platform.database.write { try Self.refresh(list, occasion, $0) }
        }
    }

    /// Marks a handed-in list that a register has made untrue, and says so to its unit (domain 5.2).
    private static func refresh(
        _ list: ID<UnitEnrolment>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        guard let record = try EnrolmentStore(transaction).find(list),
            let unit = try UnionStore(transaction).unit(record.enrolment.unit)
        else { return }
        var dossier = try EnrolmentDossier(
            transaction, occasion, unit: unit, action: .importRegister, year: record.enrolment.year)
        try dossier.refreshOutdated()
    }

    private func record(
        _ id: ID<RegisterList>, _ kind: RegisterKind, _ asOf: CalendarDay, _ receipt: Receipt, _ occasion: Occasion
    ) async throws {
        try await platform.database.write { transaction in
            try RegisterStore(transaction).record(
                id, kind, asOf: asOf, counts: receipt, by: occasion.author, on: occasion.today, at: occasion.now)
            try Self.recordEvent(.loaded, id.rawValue, kind, asOf, receipt, occasion, transaction)
        }
    }

    /// What happens to a list; the names of its events.
    enum ListEvent: String {
        case staged, loaded, discarded
        case undone = "list-undone"
    }

    static func recordEvent(
        _ event: ListEvent, _ id: Int64, _ kind: RegisterKind, _ asOf: CalendarDay, _ counts: RegisterCounts,
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try EventStore(transaction).record(
            event.rawValue, on: .register, id, at: occasion.actor.path,
            detail:
                "kind=\(kind.rawValue) as-of=\(asOf) rows=\(counts.rows) matched=\(counts.matched) "
                + "changed=\(counts.changed)",
            occasion)
    }
}
