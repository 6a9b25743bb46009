public import DatabaseKit
public import Domain

/// 下载中心, with the content of its files sealed among the stored files.
public struct DownloadStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A file as it is kept: looked at, pictures written anew.
    public struct NewFile: Sendable {
        public let name: String
        public let kind: Download.Kind
        public let bytes: [UInt8]
        /// SHA-256 of the bytes.
        public let hash: [UInt8]

        public init(name: String, kind: Download.Kind, bytes: [UInt8], hash: [UInt8]) {
            self.name = name
            self.kind = kind
            self.bytes = bytes
            self.hash = hash
        }
    }

    public func insert(
        _ draft: DownloadDraft, _ file: NewFile, of union: ID<Union>, by account: ID<Account>?, at now: Instant
    ) throws -> ID<Download> {
        let key = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO stored_file (id, union_id, purpose, name, media_type, size, sha256, sealed, created_at,
                created_by)
            VALUES (\(key), \(union), 'download', \(file.name), \(file.kind), \(file.bytes.count), \(file.hash),
                \(try seal.sealBytes(file.bytes, in: .storedFile, row: key)), \(now), \(account))
            """)
        let id = try transaction.newID(Download.self)
        try transaction.execute(
            """
            INSERT INTO download (id, file_id, title, category, position, added_at)
            VALUES (\(id), \(key), \(draft.title), \(draft.category), \(draft.position), \(now))
            """)
        return id
    }

    /// What is offered, in the centre's order.
    public func offered() throws -> [Download] {
        try transaction.query("\(Self.select) WHERE d.standing = 'offered' ORDER BY d.position, d.id").map(
            Self.download)
    }

    public func find(_ id: ID<Download>) throws -> Download? {
        try transaction.first("\(Self.select) WHERE d.id = \(id)").map(Self.download)
    }

    public func content(of id: ID<Download>) throws -> [UInt8]? {
        let row = try transaction.first(
            "SELECT f.id, f.sealed FROM download d JOIN stored_file f ON f.id = d.file_id WHERE d.id = \(id)")
        return try row.map { try seal.openBytes(try $0.get(1), in: .storedFile, row: try $0.get(0)) }
    }

    /// - Throws: `StaleVersion` for one that was changed since it was read.
    public func save(_ draft: DownloadDraft, _ standing: Download.Standing, of download: Download) throws {
        try transaction.update(
            """
            UPDATE download SET title = \(draft.title), category = \(draft.category), position = \(draft.position),
                standing = \(standing), version = version + 1
            WHERE id = \(download.id) AND version = \(download.version)
            """)
    }

    /// Nobody gets it any more; what it was called stays for the history.
    public func forgetContent(of id: ID<Download>) throws {
        let nothing: [UInt8] = []
        try transaction.execute(
            """
            UPDATE stored_file SET sealed = \(nothing)
            WHERE id = (SELECT d.file_id FROM download d WHERE d.id = \(id) AND d.standing = 'withdrawn')
            """)
    }

    /// Of the file only what stands before its content, which is pages long.
    private static let select: SQL = """
        SELECT d.id, d.title, d.category, d.position, d.standing, d.version, f.name, f.media_type, f.size, d.added_at
        FROM download d JOIN stored_file f ON f.id = d.file_id
        """

    private static func download(_ row: Row) throws -> Download {
        Download(
            id: try row.get("id"),
            DownloadDraft(
                title: try row.get("title"), category: try row.get("category"), position: try row.get("position")),
            file: Download.File(name: try row.get("name"), kind: try row.get("media_type"), size: try row.get("size")),
            standing: try row.get("standing"), addedAt: try row.get("added_at"), version: try row.get("version"))
    }
}

extension Download.Kind: SQLBindable, SQLReadable {}
extension Download.Standing: SQLBindable, SQLReadable {}
