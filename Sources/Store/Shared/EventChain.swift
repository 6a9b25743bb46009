import Crypto
import DatabaseKit
import Domain

/// The hash chains of the audit log: one for each district and one for the centre, so that none is everybody's.
///
/// An act adds one link to the chain of each district whose records it touched. The link's hash covers the link
/// before it and every column of the act's events, so that no event can be changed, removed or put in between without
/// all later links being made anew; the daily digest, kept elsewhere, shows that too (security, section 4).
struct EventChain {
    let transaction: any Transaction

    /// What comes before the first link.
    static let origin = [UInt8](repeating: 0, count: 32)

    /// The chain that tells of the union at this path: the first two levels, which are the city and its districts.
    static func name(of path: UnionPath) -> String {
        (path.lineage.prefix(2).last ?? path).text
    }

    /// Adds a link behind the last one of its chain.
    ///
    /// The last one is found by writing to the chain's own row: of two writers one waits, and on PostgreSQL begins
    /// anew. The insertion that turns into an update never reads the table, so writers of other chains do not meet it.
    func add(_ link: PendingLink) throws {
        guard
            let head = try transaction.first(
                """
                INSERT INTO event_chain (chain, position, hash) VALUES (\(link.chain), 1, \(Self.origin))
                ON CONFLICT (chain) DO UPDATE SET position = event_chain.position + 1 RETURNING position, hash
                """)
        else { throw DatabaseError.corrupt }
        let position: Int64 = try head.get("position")
        let previous: [UInt8] = try head.get("hash")
        let hash = Self.hash(
            after: previous, chain: link.chain, position: position, events: link.events, contents: link.seal.finish())
        try transaction.execute(
            """
            INSERT INTO event_link (id, chain, position, events, previous_hash, hash)
            VALUES (\(link.id), \(link.chain), \(position), \(link.events), \(previous), \(hash))
            """)
        try transaction.execute(
            """
            INSERT INTO event_chain (chain, position, hash) VALUES (\(link.chain), \(position), \(hash))
            ON CONFLICT (chain) DO UPDATE SET hash = excluded.hash
            """)
    }

    /// SHA-256 over the link before, the link's place, and the hash of its events.
    static func hash(
        after previous: [UInt8], chain: String, position: Int64, events: Int, contents: [UInt8]
    ) -> [UInt8] {
        var seal = EventSeal()
        seal.add([
            .blob(previous), .text(chain), .integer(position), .integer(Int64(events)), .blob(contents),
        ])
        return seal.finish()
    }
}

/// A link whose events are being gathered.
struct PendingLink {
    let id: Int64
    let chain: String
    var seal = EventSeal()
    var events = 0

    init(id: Int64, chain: String) {
        self.id = id
        self.chain = chain
    }
}

/// A running hash of values in an encoding that no two lists of values share.
///
/// Each value is a byte for its kind, then eight bytes, the integer itself or the length, big-endian, then the bytes.
struct EventSeal {
    private var digest = SHA256()
    private var buffer: [UInt8] = []

    private static let enough = 4_096

    mutating func add(_ values: some Sequence<SQLValue>) {
        for value in values { add(value) }
        if buffer.count >= Self.enough { flush() }
    }

    /// The hash of all values so far; those added later are in a later one.
    func finish() -> [UInt8] {
        var whole = self
        whole.flush()
        return Array(whole.digest.finalize())
    }

    private mutating func flush() {
        buffer.withUnsafeBytes { digest.update(bufferPointer: $0) }
        buffer.removeAll(keepingCapacity: true)
    }

    private mutating func add(_ value: SQLValue) {
        switch value {
        case .null: add(0, 0)
        case .integer(let number): add(1, UInt64(bitPattern: number))
        case .real(let number): add(2, number.bitPattern)
        case .text(let text):
            add(3, UInt64(text.utf8.count))
            buffer.append(contentsOf: text.utf8)
        case .blob(let bytes):
            add(4, UInt64(bytes.count))
            buffer.append(contentsOf: bytes)
        }
    }

    private mutating func add(_ kind: UInt8, _ number: UInt64) {
        buffer.append(kind)
        withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    }
}
