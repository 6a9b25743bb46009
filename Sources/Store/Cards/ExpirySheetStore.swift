public import DatabaseKit
public import Domain

/// Sheets of expiry days that were uploaded, each sealed until it is applied or thrown away, and whom they are about.
public struct ExpirySheetStore {
    let transaction: any Transaction
    public let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    // MARK: Sheets

    /// Keeps a sheet to be looked at.
    public func stage(
        _ file: [UInt8], name: String, counts: ExpiryCounts, for unit: EnrollingUnit, by account: ID<Account>,
        at now: Instant
    ) throws -> ID<ExpirySheet> {
        let id = try transaction.newID(ExpirySheet.self)
        try transaction.execute(
            """
            INSERT INTO expiry_sheet (id, unit_id, file_name, status, changes, unchanged, refused, sealed, at, account_id)
            VALUES (\(id), \(unit.id), \(name), \(ExpirySheet.Status.staged), \(counts.changes),
                \(counts.unchanged), \(counts.refused),
                \(try seal.sealBytes(file, in: .expirySheet, row: id.rawValue)), \(now), \(account))
            """)
        return id
    }

    public func find(_ id: ID<ExpirySheet>) throws -> ExpirySheet? {
        try transaction.first("\(Self.select) WHERE x.id = \(id)").map(Self.sheet)
    }

    /// The sheets of a unit, the newest first.
    public func list(of unit: ID<EnrollingUnit>, limit: Int) throws -> [ExpirySheet] {
        try transaction.query(
            "\(Self.select) WHERE x.unit_id = \(unit) ORDER BY x.id DESC LIMIT \(limit)"
        ).map(Self.sheet)
    }

    /// The file of a staged sheet; nil once it was applied or thrown away.
    public func file(of id: ID<ExpirySheet>) throws -> [UInt8]? {
        let row = try transaction.first("SELECT sealed FROM expiry_sheet WHERE id = \(id) AND status = 'staged'")
        let sealed: [UInt8]? = try row?.get("sealed")
        return try sealed.map { try seal.openBytes($0, in: .expirySheet, row: id.rawValue) }
    }

    /// The rows of an applied sheet that were not taken, as a file; nil once it has had its time.
    public func refused(of id: ID<ExpirySheet>) throws -> [UInt8]? {
        let row = try transaction.first("SELECT sealed FROM expiry_sheet WHERE id = \(id) AND status = 'applied'")
        let sealed: [UInt8]? = try row?.get("sealed")
        return try sealed.map { try seal.openBytes($0, in: .expirySheet, row: id.rawValue) }
    }

    /// Ends a staged sheet: the file goes, the counts stay.
    ///
    /// - Parameter refused: the rows that were not taken, kept in its place.
    /// - Throws: `StaleVersion` when somebody else has ended it.
    public func finish(
        _ id: ID<ExpirySheet>, as status: ExpirySheet.Status, counts: ExpiryCounts, keeping refused: [UInt8]? = nil,
        at now: Instant
    ) throws {
        let kept = try refused.map { try seal.sealBytes($0, in: .expirySheet, row: id.rawValue) }
        try transaction.update(
            """
            UPDATE expiry_sheet SET status = \(status), changes = \(counts.changes), unchanged = \(counts.unchanged),
                refused = \(counts.refused), at = \(now), sealed = \(kept)
            WHERE id = \(id) AND status = 'staged'
            """)
    }

    /// Throws away what was staged before a moment and never applied, and the rows kept of what was.
    ///
    /// - Returns: of how many sheets.
    @discardableResult
    public func purge(before limit: Instant) throws -> Int {
        let applied = try transaction.execute(
            "UPDATE expiry_sheet SET sealed = NULL WHERE status = 'applied' AND sealed IS NOT NULL AND at < \(limit)")
        let staged = try transaction.execute(
            "UPDATE expiry_sheet SET status = 'discarded', sealed = NULL WHERE status = 'staged' AND at < \(limit)")
        return applied + staged
    }

    private static let select: SQL = """
        SELECT x.id, x.unit_id, u.path, x.file_name, x.status, x.changes, x.unchanged, x.refused, x.at,
            coalesce(a.display_name, '') AS account
        FROM expiry_sheet x JOIN enrolling_unit n ON n.id = x.unit_id JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN account a ON a.id = x.account_id
        """

    private static func sheet(_ row: Row) throws -> ExpirySheet {
        ExpirySheet(
            id: try row.get("id"), unit: try row.get("unit_id"), path: try row.get("path"),
            fileName: try row.get("file_name"), status: try row.get("status"),
            counts: ExpiryCounts(
                changes: try row.get("changes"), unchanged: try row.get("unchanged"), refused: try row.get("refused")),
            at: try row.get("at"), account: try row.get("account"))
    }

    // MARK: Members

    /// A member whose document a row may be about; the document's number stays sealed.
    public struct Subject: Sendable {
        public let member: ID<Member>
        public let number: String
        public let name: String
        public let path: UnionPath
        public let index: DocumentIndex
        public let expiry: IdentityDocument.Expiry?
        let person: ID<Person>
        let document: ID<IdentityDocument>
        let sealed: [UInt8]
    }

    /// The open members of the unit and of its union, in the order of their numbers.
    public func subjects(of unit: EnrollingUnit) throws -> [Subject] {
        var subjects: [Subject] = []
        try transaction.forEach(
            """
            SELECT m.id, m.number, p.name, u.path, d.type, d.number_index, d.expiry, p.id, d.id, d.number_sealed
            FROM member m JOIN person p ON p.id = m.person_id JOIN trade_union u ON u.id = m.union_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE (m.unit_id = \(unit.id) OR m.union_id = \(unit.union)) AND m.left_on IS NULL
            ORDER BY m.number
            """
        ) { row in
            let expiry: String? = try row.get(6)
            subjects.append(
                Subject(
                    member: try row.get(0), number: try row.get(1), name: try row.get(2), path: try row.get(3),
                    index: DocumentIndex(type: try row.get(4), index: try row.get(5)),
                    expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) }, person: try row.get(7),
                    document: try row.get(8), sealed: try row.get(9)))
        }
        return subjects
    }

    public func document(of subject: Subject) throws -> IdentityDocument {
        IdentityDocument(
            type: subject.index.type,
            number: try seal.open(subject.sealed, in: .documentNumber, row: subject.document.rawValue),
            expiry: subject.expiry)
    }

    /// Writes down until when these documents hold good.
    public func setExpiries(_ expiries: [(subject: Subject, expiry: IdentityDocument.Expiry)]) throws {
        try transaction.executeMany(
            expiries.map { subject, expiry -> SQL in
                "UPDATE identity_document SET expiry = \(expiry.rawValue) WHERE id = \(subject.document)"
            })
        try transaction.executeMany(
            expiries.map { subject, _ -> SQL in
                "UPDATE person SET version = version + 1 WHERE id = \(subject.person)"
            })
    }
}

extension ExpirySheet.Status: SQLBindable, SQLReadable {}
