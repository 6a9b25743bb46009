import DatabaseKit

/// A place where the audit log is not what was written.
public struct ChainFault: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// An event, or a link itself, says something else than when it was sealed.
        case changed
        /// An event or a link is missing.
        case removed
        /// There is an event that no link seals.
        case inserted
    }

    public let kind: Kind
    /// The events, or the link where none is left, as `table id`.
    public let record: String

    public init(_ kind: Kind, _ record: String) {
        self.kind = kind
        self.record = record
    }
}

/// Where a chain ends.
public struct ChainHead: Hashable, Sendable {
    public let chain: String
    public let position: Int64
    public let hash: [UInt8]

    public init(chain: String, position: Int64, hash: [UInt8]) {
        self.chain = chain
        self.position = position
        self.hash = hash
    }
}

extension VerificationStore {
    /// Reads the whole audit log, chain by chain, and computes every hash again; holds one event at a time.
    public func chainFaults() throws -> [ChainFault] {
        let heads = try Dictionary(
            chainHeads().map { ($0.chain, $0) }, uniquingKeysWith: { first, _ in first })
        var reading = ChainReading(heads: heads)
        try transaction.forEach(
            """
            SELECT e.id, e.at, e.day, e.account_id, e.actor_path, e.actor_roles, e.origin, e.subject, e.subject_id,
                e.subject_path, e.action, e.from_status, e.to_status, e.detail,
                l.id AS link, l.chain, l.position, l.events, l.previous_hash, l.hash
            FROM event_link l LEFT JOIN event e ON e.link_id = l.id
            ORDER BY l.chain, l.position, e.id
            """
        ) { row in try reading.take(row) }
        reading.finish()
        let strangers = try transaction.query(
            """
            SELECT e.id FROM event e WHERE NOT EXISTS (SELECT 1 FROM event_link l WHERE l.id = e.link_id)
            ORDER BY e.id
            """)
        return try reading.faults + strangers.map { ChainFault(.inserted, "event \(try $0.get("id") as Int64)") }
    }

    /// Where all chains end.
    public func chainHeads() throws -> [ChainHead] {
        try transaction.query("SELECT chain, position, hash FROM event_chain ORDER BY chain").map {
            ChainHead(chain: try $0.get("chain"), position: try $0.get("position"), hash: try $0.get("hash"))
        }
    }

    /// The chains that are shorter than they once were, or say something else at that place.
    public func chainsOutOfStep(with kept: [ChainHead]) throws -> [ChainFault] {
        try kept.compactMap { head in
            let row = try transaction.first(
                "SELECT id, hash FROM event_link WHERE chain = \(head.chain) AND position = \(head.position)")
            guard let row else { return ChainFault(.removed, "event_chain \(head.chain) \(head.position)") }
            let hash: [UInt8] = try row.get("hash")
            return hash == head.hash ? nil : ChainFault(.changed, "event_link \(try row.get("id") as Int64)")
        }
    }
}

/// The state of one reading of the log.
private struct ChainReading {
    private(set) var faults: [ChainFault] = []
    private var heads: [String: ChainHead]

    private struct Link {
        let id: Int64
        let chain: String
        let position: Int64
        let count: Int
        let previous: [UInt8]
        let hash: [UInt8]
        var seal = EventSeal()
        var found = 0
        var first: Int64?
        var last: Int64?

        init(_ row: Row) throws {
            id = try row.get("link")
            chain = try row.get("chain")
            position = try row.get("position")
            count = try row.get("events")
            previous = try row.get("previous_hash")
            hash = try row.get("hash")
        }

        /// The events as they are found in a report; the link where there is none.
        var record: String {
            guard let first, let last else { return "event_link \(id)" }
            return first == last ? "event \(first)" : "event \(first)…\(last)"
        }
    }

    private var link: Link?
    private var end = ChainHead(chain: "", position: 0, hash: EventChain.origin)

    init(heads: [String: ChainHead]) {
        self.heads = heads
    }

    mutating func take(_ row: Row) throws {
        let id: Int64 = try row.get("link")
        if id != link?.id {
            close()
            link = try Link(row)
        }
        let event: Int64? = try row.get(0)
        guard let event else { return }
        link?.seal.add(row.values.prefix(EventStore.sealedColumns))
        link?.found += 1
        if link?.first == nil { link?.first = event }
        link?.last = event
    }

    mutating func finish() {
        close()
        endChain()
        // Chains of which no link is left.
        for chain in heads.keys.sorted() { faults.append(ChainFault(.removed, "event_chain \(chain) 1")) }
    }

    private mutating func close() {
        guard let link else { return }
        self.link = nil
        if link.chain != end.chain {
            endChain()
            end = ChainHead(chain: link.chain, position: 0, hash: EventChain.origin)
        }
        if link.position != end.position + 1 {
            faults.append(ChainFault(.removed, "event_chain \(link.chain) \(end.position + 1)"))
        } else if link.previous != end.hash {
            faults.append(ChainFault(.changed, "event_link \(link.id)"))
        }
        if link.found != link.count {
            faults.append(ChainFault(link.found < link.count ? .removed : .inserted, link.record))
        } else if link.hash
            != EventChain.hash(
                after: link.previous, chain: link.chain, position: link.position, events: link.count,
                contents: link.seal.finish())
        {
            faults.append(ChainFault(.changed, link.record))
        }
        end = ChainHead(chain: link.chain, position: link.position, hash: link.hash)
    }

    /// The chain's own row says where it ended.
    private mutating func endChain() {
        guard !end.chain.isEmpty else { return }
        let head = heads.removeValue(forKey: end.chain)
        guard head != end else { return }
        if let head, head.position > end.position {
            faults.append(ChainFault(.removed, "event_chain \(end.chain) \(end.position + 1)"))
        } else {
            faults.append(ChainFault(.changed, "event_chain \(end.chain)"))
        }
    }
}
