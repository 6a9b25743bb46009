public import DatabaseKit
public import Domain
import Foundation

/// Changes of the tree that unions ask for.
public struct UnionRequestStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// What is asked for.
    public struct Draft: Sendable {
        public let kind: UnionRequest.Kind
        public let union: ID<Union>?
        public let superior: ID<Union>?
        public let unionKind: UnionKind
        public let unionName: String
        public let before: OrganisationParticulars?
        public let after: OrganisationParticulars?
        /// Why it is asked for.
        public let note: String?

        public init(
            _ kind: UnionRequest.Kind, union: ID<Union>?, superior: ID<Union>? = nil, unionKind: UnionKind,
            unionName: String, before: OrganisationParticulars? = nil, after: OrganisationParticulars? = nil,
            note: String?
        ) {
            (self.kind, self.union, self.superior) = (kind, union, superior)
            (self.unionKind, self.unionName) = (unionKind, unionName)
            (self.before, self.after, self.note) = (before, after, note)
        }
    }

    /// A request with what a list and its page say of it.
    public struct Listed: Sendable {
        public let request: UnionRequest
        public let unionKind: UnionKind
        /// Name at the time of the request.
        public let unionName: String
        public let superiorName: String?
        public let requester: ID<Union>
        public let requesterName: String
        public let decider: ID<Union>
        public let deciderName: String
        public let before: OrganisationParticulars?
        public let after: OrganisationParticulars?
        public let note: String?
        public let requestedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?
    }

    /// - Throws: `Refusal.unionRequestOpen`.
    public func insert(
        _ draft: Draft, from requester: ID<Union>, to decider: ID<Union>, by account: ID<Account>?, at now: Instant
    ) throws -> ID<UnionRequest> {
        if let union = draft.union, try open(of: union) != nil { throw Refusal.unionRequestOpen }
        let id = try transaction.newID(UnionRequest.self)
        try transaction.execute(
            """
            INSERT INTO union_request (id, kind, union_id, superior_id, union_kind, union_name, requester_id,
                decider_id, before_sealed, after_sealed, note, requested_at, requested_by)
            VALUES (\(id), \(draft.kind), \(draft.union), \(draft.superior), \(draft.unionKind), \(draft.unionName),
                \(requester), \(decider), \(try sealed(draft.before, in: .unionRequestBefore, id)),
                \(try sealed(draft.after, in: .unionRequestAfter, id)), \(draft.note), \(now), \(account))
            """)
        return id
    }

    /// Whether a new union of this name has been asked for under a superior, and waits.
    public func isFoundingOpen(_ name: String, under superior: ID<Union>) throws -> Bool {
        let found: ID<UnionRequest>? = try transaction.value(
            """
            SELECT id FROM union_request
            WHERE superior_id = \(superior) AND status = 'open' AND kind = 'founding' AND union_name = \(name) LIMIT 1
            """)
        return found != nil
    }

    public func open(of union: ID<Union>) throws -> ID<UnionRequest>? {
        try transaction.value("SELECT id FROM union_request WHERE union_id = \(union) AND status = 'open'")
    }

    /// Of these events of unions those that somebody had asked for.
    public func askers(of events: [Int64]) throws -> [Int64: UnionRequest.Asker] {
        var found: [Int64: UnionRequest.Asker] = [:]
        for part in events.inParts {
            try transaction.forEach(
                """
                SELECT q.event_id, coalesce(a.display_name, '') AS account, r.name AS union_name, q.note
                FROM union_request q JOIN trade_union r ON r.id = q.requester_id
                    LEFT JOIN account a ON a.id = q.requested_by
                WHERE q.event_id IN \(list: part)
                """
            ) { row in
                found[try row.get("event_id")] = UnionRequest.Asker(
                    account: try row.get("account"), union: try row.get("union_name"), note: try row.get("note"))
            }
        }
        return found
    }

    /// The requests about a union that were returned.
    public func returned(of union: ID<Union>) throws -> [ID<UnionRequest>] {
        try transaction.query("SELECT id FROM union_request WHERE union_id = \(union) AND status = 'returned'")
            .map { try $0.get(0) }
    }

    /// - Parameters:
    ///   - union: the one that was founded.
    ///   - event: of the union, that tells what was carried out.
    /// - Throws: `StaleVersion` unless it was open.
    public func close(
        _ id: ID<UnionRequest>, as status: UnionRequest.Status, founded union: ID<Union>? = nil, event: Int64? = nil,
        reason: String?, by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE union_request SET status = \(status), decided_at = \(now), decided_by = \(account),
                reason = \(reason), union_id = coalesce(\(union), union_id), event_id = \(event)
            WHERE id = \(id) AND status = 'open'
            """)
    }

    /// Whoever decides below a union that has moved may stand elsewhere now.
    public func redirect(_ id: ID<UnionRequest>, to decider: ID<Union>) throws {
        try transaction.update("UPDATE union_request SET decider_id = \(decider) WHERE id = \(id)")
    }

    /// Open requests of unions of the subtree.
    public func open(askedIn scope: UnionScope) throws -> [Listed] {
        try transaction.query("\(Self.select) WHERE q.status = 'open' AND \(scope.covers("r.path")) ORDER BY q.id")
            .map(listed)
    }

    // MARK: Reading

    public func find(_ id: ID<UnionRequest>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    /// In the order of their keys; one that is not there is left out.
    public func find(_ ids: [ID<UnionRequest>]) throws -> [Listed] {
        try ids.sorted().inParts.flatMap { part in
            try transaction.query("\(Self.select) WHERE q.id IN \(list: part) ORDER BY q.id").map(listed)
        }
    }

    public func count(_ part: UnionRequestPart, for actor: Actor) throws -> Int {
        try transaction.value(counting(part, for: actor)) ?? 0
    }

    func counting(_ part: UnionRequestPart, for actor: Actor) -> SQL {
        "SELECT count(*) FROM union_request q WHERE \(Self.condition(part, actor))"
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: UnionRequestPart, for actor: Actor, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .waiting: "q.id"
            case .decided, .requested: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, actor)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    private static func condition(_ part: UnionRequestPart, _ actor: Actor) -> SQL {
        // A city has a few hundred unions that decide; their requests are ranges of one index.
        let deciders: SQL = """
            q.decider_id IN (SELECT d.id FROM trade_union d WHERE \(UnionScope(actor.path).covers("d.path"))
                AND d.kind IN \(list: UnionKind.allCases.filter(\.decidesRequests)))
            """
        switch part {
        case .waiting: return "q.status = 'open' AND \(deciders)"
        case .decided: return "q.status <> 'open' AND \(deciders)"
        case .requested: return "q.requester_id = \(actor.union)"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.kind, q.union_id, q.superior_id, q.union_kind, q.union_name, q.requester_id, q.decider_id,
            q.before_sealed, q.after_sealed, q.note, q.status, q.requested_at, q.requested_by, q.decided_at, q.reason,
            r.path AS requester_path, r.name AS requester_name, d.path AS decider_path, d.name AS decider_name,
            s.name AS superior_name
        FROM union_request q JOIN trade_union r ON r.id = q.requester_id JOIN trade_union d ON d.id = q.decider_id
            LEFT JOIN trade_union s ON s.id = q.superior_id
        """

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<UnionRequest> = try row.get("id")
        return Listed(
            request: UnionRequest(
                id: id, kind: try row.get("kind"), union: try row.get("union_id"),
                superior: try row.get("superior_id"), requester: try row.get("requester_path"),
                decider: try row.get("decider_path"), requestedBy: try row.get("requested_by"),
                status: try row.get("status")),
            unionKind: try row.get("union_kind"), unionName: try row.get("union_name"),
            superiorName: try row.get("superior_name"), requester: try row.get("requester_id"),
            requesterName: try row.get("requester_name"), decider: try row.get("decider_id"),
            deciderName: try row.get("decider_name"),
            before: try opened(try row.get("before_sealed"), in: .unionRequestBefore, id),
            after: try opened(try row.get("after_sealed"), in: .unionRequestAfter, id), note: try row.get("note"),
            requestedAt: try row.get("requested_at"), decidedAt: try row.get("decided_at"),
            reason: try row.get("reason"))
    }

    private func sealed(
        _ particulars: OrganisationParticulars?, in field: SealedField, _ id: ID<UnionRequest>
    ) throws -> [UInt8]? {
        try particulars.map { try seal.sealBytes([UInt8](try JSONEncoder().encode($0)), in: field, row: id.rawValue) }
    }

    private func opened(
        _ sealed: [UInt8]?, in field: SealedField, _ id: ID<UnionRequest>
    ) throws -> OrganisationParticulars? {
        try sealed.map {
            try JSONDecoder().decode(
                OrganisationParticulars.self, from: Data(try seal.openBytes($0, in: field, row: id.rawValue)))
        }
    }
}

extension UnionRequest.Kind: SQLBindable, SQLReadable {}
