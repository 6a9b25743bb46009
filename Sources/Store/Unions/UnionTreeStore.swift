public import DatabaseKit
public import Domain

/// Moves and deletes parts of the federation's tree.
public struct UnionTreeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Puts a union with everything under it under another one.
    ///
    /// The paths of the whole subtree change in one statement. Accounts, members and lists belong to unions and follow.
    ///
    /// - Returns: the union's new path.
    public func move(_ union: Union, under superior: ID<Union>) throws -> UnionPath {
        let tallies = UnionTallyStore(transaction)
        try tallies.count(union.id, .out)
        let path = try UnionStore(transaction).nextPath(under: superior)
        let scope = UnionScope(union.path)
        let rest = union.path.text.utf8.count + 1
        try transaction.execute(
            """
            UPDATE trade_union SET path = \(path) || substr(path, CAST(\(rest) AS INTEGER)), version = version + 1
            WHERE \(scope.covers("path"))
            """)
        try transaction.update("UPDATE trade_union SET parent_id = \(superior) WHERE id = \(union.id)")
        try tallies.count(union.id, .in)
        try followPairs(in: UnionScope(path))
        return path
    }

    /// Pairs of people stand where the lowest union over both is.
    private func followPairs(in scope: UnionScope) throws {
        let statements = try transaction.query(
            """
            SELECT d.id, a.path AS one, b.path AS other FROM duplicate_pair d
                JOIN member m ON m.id = d.first_member_id JOIN trade_union a ON a.id = m.union_id
                JOIN member n ON n.id = d.second_member_id JOIN trade_union b ON b.id = n.union_id
            WHERE \(scope.covers("a.path")) OR \(scope.covers("b.path"))
            """
        ).map { row -> SQL in
            let id: Int64 = try row.get("id")
            let (one, other): (UnionPath, UnionPath) = (try row.get("one"), try row.get("other"))
            return "UPDATE duplicate_pair SET path = \(one.common(with: other)) WHERE id = \(id)"
        }
        try transaction.executeMany(statements)
    }

    /// Units of the subtree whose lists have been handed to the centre and are not settled.
    public func lockedUnits(in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(DISTINCT n.id) FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE e.status = 'locked' AND \(scope.covers("u.path"))
            """) ?? 0
    }

    /// 临时工会 of a district, which goes with it.
    public func holding(of district: Union) throws -> Union? {
        try transaction.first(
            """
            \(UnionStore.select) WHERE u.parent_id = \(district.id) AND u.standing = 'holding' ORDER BY u.id LIMIT 1
            """
        ).map(UnionStore.union)
    }

    public func obstacles(of union: Union) throws -> UnionObstacles {
        let going = try [union.id, holding(of: union)?.id].compactMap(\.self)
        return UnionObstacles(
            members: try count("SELECT count(*) FROM member WHERE union_id IN \(list: going) AND left_on IS NULL"),
            subordinates: try count(
                """
                SELECT count(*) FROM trade_union u
                WHERE \(UnionScope(union.path).covers("u.path")) AND u.standing <> 'dissolved'
                """) - going.count,
            enrolments: try count(
                """
                SELECT count(*) FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id
                WHERE n.union_id IN \(list: going) AND e.status IN ('submitted', 'endorsed', 'approved', 'returned', 'locked')
                """),
            admissions: try count(
                """
                SELECT (SELECT count(*) FROM membership_transfer
                        WHERE to_union_id IN \(list: going) AND status = 'open')
                    + (SELECT count(*) FROM join_application WHERE union_id IN \(list: going) AND status = 'open')
                """),
            cards: try count(
                """
                SELECT count(*) FROM card_batch c JOIN enrolling_unit n ON n.id = c.unit_id
                WHERE n.union_id IN \(list: going) AND c.status IN \(list: UnionStore.ordered)
                """))
    }

    private func count(_ statement: SQL) throws -> Int { try transaction.value(statement) ?? 0 }

    /// Takes a union out of the tree: its enterprises are free for another, its accounts are disabled.
    public func dissolve(_ union: ID<Union>, on day: CalendarDay) throws {
        let tallies = UnionTallyStore(transaction)
        try tallies.count(union, .out)
        try transaction.update(
            "UPDATE trade_union SET standing = 'dissolved', enterprises = 0, version = version + 1 WHERE id = \(union)")
        try tallies.count(union, .in)
        try transaction.execute(
            "UPDATE enterprise SET ended_on = \(day), version = version + 1 WHERE union_id = \(union) AND ended_on IS NULL"
        )
        try transaction.execute(
            "UPDATE account SET status = 'disabled', version = version + 1 WHERE union_id = \(union)")
        try transaction.execute(
            "DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE union_id = \(union))")
        try transaction.execute("UPDATE join_code SET standing = 'withdrawn' WHERE union_id = \(union)")
    }

    /// What a district has set for single units of the subtree does not hold in another one.
    public func forgetShares(in scope: UnionScope) throws {
        try transaction.execute(
            """
            DELETE FROM share_setting WHERE unit_id IN (SELECT n.id FROM enrolling_unit n
                JOIN trade_union u ON u.id = n.union_id WHERE \(scope.covers("u.path")))
            """)
    }

    /// Lists of the subtree that review has not finished.
    public struct OpenList: Sendable {
        public let enrolment: ID<UnitEnrolment>
        public let kind: UnitEnrolment.Kind
        public let union: ID<Union>
        public let path: UnionPath
        public let unitName: String
        public let heads: Int
        public let status: UnitEnrolment.Status
    }

    public func openLists(in scope: UnionScope) throws -> [OpenList] {
        try transaction.query(
            """
            SELECT e.id, CASE WHEN e.entry IS NULL THEN 'centralised' ELSE 'instant' END AS kind, n.union_id, u.path,
                n.name, e.status, coalesce(v.heads, 0) AS heads
            FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE e.status IN ('submitted', 'endorsed', 'approved') AND \(scope.covers("u.path")) ORDER BY e.id
            """
        ).map {
            OpenList(
                enrolment: try $0.get("id"), kind: try $0.get("kind"), union: try $0.get("union_id"),
                path: try $0.get("path"),
                unitName: try $0.get("name"), heads: try $0.get("heads"), status: try $0.get("status"))
        }
    }

    /// Open requests of the subtree that a superior decides, with the kind of todo that says so.
    public func openReviews(in scope: UnionScope) throws -> [(kind: Todo.Kind, subject: Int64, path: UnionPath)] {
        try transaction.query(
            """
            SELECT 'decide-removal' AS kind, q.id, u.path FROM removal_request q JOIN trade_union u ON u.id = q.union_id
            WHERE q.status = 'open' AND \(scope.covers("u.path"))
            UNION ALL
            SELECT 'decide-card-revocation' AS kind, q.id, u.path FROM card_batch_revocation q
                JOIN trade_union u ON u.id = q.union_id
            WHERE q.status = 'open' AND \(scope.covers("u.path"))
            UNION ALL
            SELECT 'review-correction' AS kind, q.id, u.path FROM enrolment_correction q
                JOIN coverage v ON v.id = q.coverage_id JOIN enrolling_unit n ON n.id = v.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE q.status = 'submitted' AND \(scope.covers("u.path"))
            """
        ).map { (try $0.get("kind"), try $0.get("id"), try $0.get("path")) }
    }

    /// Open transfers that unions of the subtree would decide if they had somebody for it, and the union that decides
    /// them instead: the one directly above.
    public func transfersDecidedAbove(in scope: UnionScope) throws -> [(transfer: Int64, superior: ID<Union>)] {
        func asked(_ side: SQL, _ initiator: MembershipTransfer.Initiator) -> SQL {
            """
            SELECT t.id, u.parent_id, u.kind, u.standing FROM trade_union u
                JOIN membership_transfer t ON t.\(side) = u.id
            WHERE t.status = 'open' AND t.initiator = \(initiator) AND \(scope.covers("u.path"))
            """
        }
        return try transaction.query(
            "\(asked("from_union_id", .receiving)) UNION ALL \(asked("to_union_id", .releasing))"
        ).compactMap { row in
            let (kind, standing): (UnionKind, Union.Standing) = (try row.get("kind"), try row.get("standing"))
            let superior: ID<Union>? = try row.get("parent_id")
            guard let superior, !TransferPeriod.hasClerk(kind, standing) else { return nil }
            return (transfer: try row.get("id"), superior: superior)
        }
    }

    /// What accounts of the subtree have asked a second person to agree to, and nobody has answered.
    public func openConsents(
        in scope: UnionScope
    ) throws -> [(kind: Todo.Kind, subject: Int64, path: UnionPath, asker: ID<Account>)] {
        try transaction.query(
            """
            SELECT 'consent-removals' AS kind, q.id, u.path, q.asked_by FROM mass_removal q
                JOIN trade_union u ON u.id = q.asker_union_id
            WHERE q.status = 'open' AND \(scope.covers("u.path"))
            UNION ALL
            SELECT 'consent-export' AS kind, q.id, u.path, q.asked_by FROM export_request q
                JOIN trade_union u ON u.id = q.asker_union_id
            WHERE q.status = 'waiting' AND \(scope.covers("u.path"))
            """
        ).map { (try $0.get("kind"), try $0.get("id"), try $0.get("path"), try $0.get("asked_by")) }
    }

    /// Gives the open todos of one kind about a subject to another union.
    public func hand(_ kind: Todo.Kind, subject: Int64, to union: ID<Union>) throws {
        try transaction.execute(
            """
            UPDATE todo SET union_id = \(union)
            WHERE kind = \(kind) AND subject_id = \(subject) AND closed_at IS NULL
            """)
    }
}
