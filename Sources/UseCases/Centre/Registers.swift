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
    public struct Receipt: Codable, Hashable, Sendable {
        public var rows = 0
        /// Rows whose number cannot be one; they are not kept.
        public var unreadable = 0
        /// People of the city whom the list names.
        public var matched = 0
        /// People whose status became another.
        public var changed = 0

        public init(rows: Int = 0, unreadable: Int = 0, matched: Int = 0, changed: Int = 0) {
            self.rows = rows
            self.unreadable = unreadable
            self.matched = matched
            self.changed = changed
        }
    }

    /// Takes a list that is at hand.
    ///
    /// Entries stay for people who join later. The list is taken in chunks; taking it again changes nothing, so one
    /// that was cut off is simply loaded anew. Of several lists the gravest holds: deceased, retired, insured.
    public func load(
        _ kind: RegisterKind, asOf: CalendarDay, documents: [IdentityDocument], _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.importRegister, on: occasion.actor.path)
        var receipt = Receipt()
        for start in stride(from: 0, to: documents.count, by: Self.chunk) {
            let chunk = documents[start..<min(start + Self.chunk, documents.count)]
            try await take(Array(chunk), kind, asOf, into: &receipt)
        }
        try await record(kind, asOf, receipt, occasion)
        return receipt
    }

    /// Takes a list from a file, xlsx or csv, with the columns 证件类型 and 证件号码; without the first all are 身份证.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    public func load(
        _ kind: RegisterKind, asOf: CalendarDay, file: [UInt8], _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.importRegister, on: occasion.actor.path)
        let reader = try RegisterFileReader(file, today: occasion.today)
        var receipt = Receipt()
        while let chunk = try reader.next() {
            receipt.rows += chunk.unreadable
            receipt.unreadable += chunk.unreadable
            try await take(chunk.documents, kind, asOf, into: &receipt)
        }
        try await record(kind, asOf, receipt, occasion)
        return receipt
    }

    private static let chunk = 1_000

    private func take(
        _ documents: [IdentityDocument], _ kind: RegisterKind, _ asOf: CalendarDay, into receipt: inout Receipt
    ) async throws {
        let (matched, changed) = try await platform.database.write { [platform] transaction in
            let register = RegisterStore(transaction)
            let indexes = Array(Set(documents.map { DocumentIndex($0, platform.seal) }))
            try register.put(indexes, kind: kind, asOf: asOf)
            let people = try register.people(with: indexes)
            return (people.count, try register.apply(kind, asOf: asOf, to: people))
        }
        receipt.rows += documents.count
        receipt.matched += matched
        receipt.changed += changed
    }

    private func record(
        _ kind: RegisterKind, _ asOf: CalendarDay, _ receipt: Receipt, _ occasion: Occasion
    ) async throws {
        try await platform.database.write { transaction in
            let id = try RegisterStore(transaction).record(
                kind, asOf: asOf, rows: receipt.rows, matched: receipt.matched, by: occasion.author, at: occasion.now)
            try EventStore(transaction).record(
                "loaded", on: .register, id, at: occasion.actor.path, to: kind.rawValue,
                detail: "as-of=\(asOf) rows=\(receipt.rows) matched=\(receipt.matched) changed=\(receipt.changed)",
                occasion)
        }
    }
}
