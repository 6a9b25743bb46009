public import DatabaseKit
public import Domain
import Foundation

/// 更正申请 about people of locked lists.
public struct CorrectionStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A correction with what a list and its page say of it.
    public struct Listed: Sendable {
        public let correction: EnrolmentCorrection
        /// The person as he was when it was asked for.
        public let before: CorrectedIdentity
        public let after: CorrectedIdentity?
        public let note: String
        public let reason: String?
        public let requestedAt: Instant
        public let endorsedAt: Instant?
        public let decidedAt: Instant?
        public let place: CorrectionPlace
    }

    // MARK: Writing

    /// - Throws: `Refusal.correction(.open)`.
    public func insert(
        _ kind: EnrolmentCorrection.Kind, number: String, coverage: ID<Coverage>, before: CorrectedIdentity,
        after: CorrectedIdentity?, note: String, by account: ID<Account>?, at now: Instant
    ) throws -> ID<EnrolmentCorrection> {
        if let open = try openNumber(of: coverage) { throw Refusal.correction(.open(number: open)) }
        let id = try transaction.newID(EnrolmentCorrection.self)
        try transaction.execute(
            """
            INSERT INTO enrolment_correction (id, number, kind, coverage_id, before_sealed, after_sealed, note,
                requested_at, requested_by)
            VALUES (\(id), \(number), \(kind), \(coverage), \(try sealed(before, in: .correctionBefore, id)),
                \(try after.map { try sealed($0, in: .correctionAfter, id) }), \(note), \(now), \(account))
            """)
        return id
    }

    /// The district has looked at it.
    ///
    /// - Throws: `StaleVersion` unless it waited for the district.
    public func endorse(_ id: ID<EnrolmentCorrection>, by account: ID<Account>?, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE enrolment_correction SET status = 'endorsed', endorsed_at = \(now), endorsed_by = \(account)
            WHERE id = \(id) AND status = 'submitted'
            """)
    }

    /// - Parameter from: the state in which it was looked at.
    /// - Throws: `StaleVersion` unless it is still in it.
    public func close(
        _ id: ID<EnrolmentCorrection>, from: EnrolmentCorrection.Status, as status: EnrolmentCorrection.Status,
        reason: String?, credit: ID<Credit>?, by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE enrolment_correction SET status = \(status), decided_at = \(now), decided_by = \(account),
                reason = \(reason), credit_id = \(credit)
            WHERE id = \(id) AND status = \(from)
            """)
    }

    /// A correction that waits about somebody of a batch.
    public struct Waiting: Sendable {
        public let id: ID<EnrolmentCorrection>
        public let number: String
        public let status: EnrolmentCorrection.Status
        public let union: ID<Union>
        public let path: UnionPath
        public let unitName: String
    }

    public func open(in batch: ID<DistrictSubmission>) throws -> [Waiting] {
        try transaction.query(
            """
            SELECT q.id, q.number, q.status, u.id AS union_id, u.path, n.name AS unit_name
            FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN coverage c ON c.version_id = v.id
                JOIN enrolment_correction q ON q.coverage_id = c.id AND q.status IN ('submitted', 'endorsed')
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE e.submission_id = \(batch) ORDER BY q.id
            """
        ).map { row in
            Waiting(
                id: try row.get("id"), number: try row.get("number"), status: try row.get("status"),
                union: try row.get("union_id"), path: try row.get("path"), unitName: try row.get("unit_name"))
        }
    }

    /// Returns those that wait; nobody has decided, the calendar has.
    public func returnLapsed(_ ids: [ID<EnrolmentCorrection>], reason: String, at now: Instant) throws {
        for part in ids.inParts {
            try transaction.execute(
                """
                UPDATE enrolment_correction SET status = 'returned', reason = \(reason), decided_at = \(now)
                WHERE id IN \(list: part) AND status IN ('submitted', 'endorsed')
                """)
        }
    }

    /// Takes the person's coverage back and gives him free for others; his list stays as it is.
    ///
    /// - Throws: `StaleVersion` when the coverage has ended otherwise.
    public func void(_ place: CorrectionPlace) throws {
        try transaction.update(
            """
            UPDATE coverage SET status = 'voided' WHERE id = \(place.coverage) AND status IN ('provisional', 'in-force')
            """)
        try transaction.update(
            """
            DELETE FROM enrolment_claim WHERE year = \(place.year) AND person_id = \(place.person)
                AND enrolment_id = \(place.enrolment)
            """)
    }

    // MARK: Reading

    /// The number of the correction that waits about this coverage.
    public func openNumber(of coverage: ID<Coverage>) throws -> String? {
        try transaction.value(
            """
            SELECT number FROM enrolment_correction
            WHERE coverage_id = \(coverage) AND status IN ('submitted', 'endorsed')
            """)
    }

    /// The returned ones about a coverage, whose todos are over once it is asked anew.
    public func returned(of coverage: ID<Coverage>) throws -> [ID<EnrolmentCorrection>] {
        try transaction.query(
            "SELECT id FROM enrolment_correction WHERE coverage_id = \(coverage) AND status = 'returned'"
        ).map { try $0.get("id") }
    }

    public func find(_ id: ID<EnrolmentCorrection>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    /// In the order of their keys; one that is not there is left out.
    public func find(_ ids: [ID<EnrolmentCorrection>]) throws -> [Listed] {
        try ids.sorted().inParts.flatMap { part in
            try transaction.query("\(Self.select) WHERE q.id IN \(list: part) ORDER BY q.id").map(listed)
        }
    }

    public func count(_ part: CorrectionPart, for actor: Actor) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS n FROM enrolment_correction q
                JOIN coverage c ON c.id = q.coverage_id
                JOIN enrolling_unit n ON n.id = c.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE \(Self.condition(part, actor))
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: CorrectionPart, for actor: Actor, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .waiting: "q.id"
            case .underWay, .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, actor)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    private static func condition(_ part: CorrectionPart, _ actor: Actor) -> SQL {
        let scope = UnionScope(actor.path)
        let turn: EnrolmentCorrection.Status = actor.kind == .cityFederation ? .endorsed : .submitted
        switch part {
        case .waiting: return "q.status = \(turn) AND \(scope.covers("u.path"))"
        case .underWay: return "q.status IN ('submitted', 'endorsed') AND \(scope.covers("u.path"))"
        case .closed: return "q.status IN ('accepted', 'returned', 'withdrawn') AND \(scope.covers("u.path"))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.number, q.kind, q.coverage_id, q.before_sealed, q.after_sealed, q.note, q.status, q.reason,
            q.requested_at, q.requested_by, q.endorsed_at, q.endorsed_by, q.decided_at, \(CorrectionPlace.columns)
        FROM enrolment_correction q JOIN coverage c ON c.id = q.coverage_id \(CorrectionPlace.joins)
        """

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<EnrolmentCorrection> = try row.get("id")
        let after: [UInt8]? = try row.get("after_sealed")
        let place = try CorrectionPlace(row)
        return Listed(
            correction: EnrolmentCorrection(
                id: id, number: try row.get("number"), kind: try row.get("kind"), coverage: place.coverage,
                path: place.path, requestedBy: try row.get("requested_by"), endorsedBy: try row.get("endorsed_by"),
                status: try row.get("status")),
            before: try opened(try row.get("before_sealed"), in: .correctionBefore, id),
            after: try after.map { try opened($0, in: .correctionAfter, id) }, note: try row.get("note"),
            reason: try row.get("reason"), requestedAt: try row.get("requested_at"),
            endorsedAt: try row.get("endorsed_at"), decidedAt: try row.get("decided_at"), place: place)
    }

    private func sealed(
        _ identity: CorrectedIdentity, in field: SealedField, _ id: ID<EnrolmentCorrection>
    ) throws -> [UInt8] {
        try seal.sealBytes([UInt8](try JSONEncoder().encode(identity)), in: field, row: id.rawValue)
    }

    private func opened(
        _ sealed: [UInt8], in field: SealedField, _ id: ID<EnrolmentCorrection>
    ) throws -> CorrectedIdentity {
        try JSONDecoder().decode(
            CorrectedIdentity.self, from: Data(try seal.openBytes(sealed, in: field, row: id.rawValue)))
    }
}

extension EnrolmentCorrection.Kind: SQLBindable, SQLReadable {}
extension EnrolmentCorrection.Status: SQLBindable, SQLReadable {}
