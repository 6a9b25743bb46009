public import DatabaseKit
public import Domain
import Foundation

/// Lists of unions and enterprises that were uploaded, each sealed until it is applied or given up.
public struct OrganisationSheetStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    // MARK: Reading

    public func find(_ id: ID<OrganisationSheet>) throws -> OrganisationSheet? {
        try transaction.first("\(Self.select) WHERE x.id = \(id)").map(Self.sheet)
    }

    /// The files of a union, the newest first.
    public func list(of union: ID<Union>, limit: Int) throws -> [OrganisationSheet] {
        try transaction.query(
            "\(Self.select) WHERE x.union_id = \(union) ORDER BY x.id DESC LIMIT \(limit)"
        ).map(Self.sheet)
    }

    /// The file of a staged list, and how it is read; nil once it was applied or given up.
    public func source(
        of id: ID<OrganisationSheet>
    ) throws -> (file: [UInt8], reading: OrganisationReading)? {
        let row = try transaction.first("SELECT file_sealed, reading_sealed FROM organisation_sheet WHERE id = \(id)")
        let file: [UInt8]? = try row?.get("file_sealed")
        let reading: [UInt8]? = try row?.get("reading_sealed")
        guard let file, let reading else { return nil }
        return (
            try seal.openBytes(file, in: .organisationFile, row: id.rawValue),
            try JSONDecoder().decode(
                OrganisationReading.self,
                from: Data(try seal.openBytes(reading, in: .organisationReading, row: id.rawValue)))
        )
    }

    /// The rows that were not taken; none after their time.
    public func failed(of id: ID<OrganisationSheet>) throws -> [FailedOrganisation] {
        let row = try transaction.first("SELECT failed_sealed FROM organisation_sheet WHERE id = \(id)")
        let sealed: [UInt8]? = try row?.get("failed_sealed")
        guard let sealed else { return [] }
        return try JSONDecoder().decode(
            [FailedOrganisation].self,
            from: Data(try seal.openBytes(sealed, in: .organisationFailed, row: id.rawValue)))
    }

    // MARK: Writing

    /// Keeps a file to be looked at.
    public func stage(
        _ file: [UInt8], _ reading: OrganisationReading, name: String, _ subject: OrganisationSubject,
        counts: OrganisationCounts, for union: ID<Union>, by account: ID<Account>, at now: Instant
    ) throws -> ID<OrganisationSheet> {
        let id = try transaction.newID(OrganisationSheet.self)
        try transaction.execute(
            """
            INSERT INTO organisation_sheet (id, union_id, subject, file_name, status, added, changed, unchanged, failed,
                warned, file_sealed, reading_sealed, at, account_id)
            VALUES (\(id), \(union), \(subject), \(name), \(OrganisationSheet.Status.staged), \(counts.added),
                \(counts.changed), \(counts.unchanged), \(counts.failed), \(counts.warned),
                \(try seal.sealBytes(file, in: .organisationFile, row: id.rawValue)), \(try sealed(reading, id)),
                \(now), \(account))
            """)
        return id
    }

    /// - Throws: `StaleVersion` when it is not staged any more.
    public func read(
        _ id: ID<OrganisationSheet>, _ reading: OrganisationReading, counts: OrganisationCounts
    ) throws {
        try transaction.update(
            """
            UPDATE organisation_sheet SET reading_sealed = \(try sealed(reading, id)), \(Self.set(counts))
            WHERE id = \(id) AND status = 'staged'
            """)
    }

    /// Ends a staged list: the file goes, the counts and the rows that were not taken stay.
    ///
    /// - Throws: `StaleVersion` when somebody else has ended it.
    public func finish(
        _ id: ID<OrganisationSheet>, as status: OrganisationSheet.Status, counts: OrganisationCounts,
        failed: [FailedOrganisation] = [], at now: Instant
    ) throws {
        let kept =
            failed.isEmpty
            ? nil
            : try seal.sealBytes(
                [UInt8](try JSONEncoder().encode(failed)), in: .organisationFailed, row: id.rawValue)
        try transaction.update(
            """
            UPDATE organisation_sheet SET status = \(status), \(Self.set(counts)), at = \(now), file_sealed = NULL,
                reading_sealed = NULL, failed_sealed = \(kept)
            WHERE id = \(id) AND status = 'staged'
            """)
    }

    /// Throws away what was staged or not taken too long ago.
    ///
    /// - Returns: of how many sheets.
    @discardableResult
    public func purge(stagedBefore staged: Instant, failedBefore failed: Instant) throws -> Int {
        let discarded = try transaction.execute(
            """
            UPDATE organisation_sheet SET status = 'discarded', file_sealed = NULL, reading_sealed = NULL
            WHERE status = 'staged' AND at < \(staged)
            """)
        let forgotten = try transaction.execute(
            """
            UPDATE organisation_sheet SET failed_sealed = NULL
            WHERE status = 'applied' AND failed_sealed IS NOT NULL AND at < \(failed)
            """)
        return discarded + forgotten
    }

    // MARK: What a union has read before

    /// Remembers how the union reads a header, so that its next file of this kind is read in the same way.
    public func remember(
        _ layout: OrganisationLayout, _ subject: OrganisationSubject, for union: ID<Union>
    ) throws {
        try HeaderMemory(transaction, seal).keep(
            layout.columns.map { $0?.rawValue ?? "" }, of: layout.headers, Self.kind(subject), for: union)
    }

    /// The layout with the columns in which the union has read such a header before.
    public func remembered(
        _ layout: OrganisationLayout, _ subject: OrganisationSubject, of union: ID<Union>
    ) throws -> OrganisationLayout {
        let words = try HeaderMemory(transaction, seal).columns(of: layout.headers, Self.kind(subject), for: union)
        guard let words else { return layout }
        return layout.remembering(words.map { OrganisationColumn(rawValue: $0) }, for: subject)
    }

    private static func kind(_ subject: OrganisationSubject) -> HeaderMemory.Kind {
        switch subject {
        case .unions: .unions
        case .enterprises: .enterprises
        }
    }

    // MARK: Parts

    private func sealed(_ reading: OrganisationReading, _ id: ID<OrganisationSheet>) throws -> [UInt8] {
        try seal.sealBytes(
            [UInt8](try JSONEncoder().encode(reading)), in: .organisationReading, row: id.rawValue)
    }

    private static func set(_ counts: OrganisationCounts) -> SQL {
        """
        added = \(counts.added), changed = \(counts.changed), unchanged = \(counts.unchanged),
            failed = \(counts.failed), warned = \(counts.warned)
        """
    }

    private static let select: SQL = """
        SELECT x.id, x.union_id, u.path, x.subject, x.file_name, x.status, x.added, x.changed, x.unchanged, x.failed,
            x.warned, x.at, coalesce(a.display_name, '') AS account
        FROM organisation_sheet x JOIN trade_union u ON u.id = x.union_id LEFT JOIN account a ON a.id = x.account_id
        """

    private static func sheet(_ row: Row) throws -> OrganisationSheet {
        OrganisationSheet(
            id: try row.get("id"), union: try row.get("union_id"), path: try row.get("path"),
            subject: try row.get("subject"), fileName: try row.get("file_name"), status: try row.get("status"),
            counts: OrganisationCounts(
                added: try row.get("added"), changed: try row.get("changed"), unchanged: try row.get("unchanged"),
                failed: try row.get("failed"), warned: try row.get("warned")),
            at: try row.get("at"), account: try row.get("account"))
    }
}

extension OrganisationSheet.Status: SQLBindable, SQLReadable {}
extension OrganisationSubject: SQLBindable, SQLReadable {}
