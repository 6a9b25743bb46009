public import DatabaseKit
public import Domain

/// Transfers of memberships between unions.
public struct TransferStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Asking

    /// Which of the people the union has asked for, or been offered, and not yet got.
    public func open(of people: [ID<Person>], to union: ID<Union>) throws -> Set<ID<Person>> {
        var found: Set<ID<Person>> = []
        for part in people.inParts {
            try transaction.forEach(
                """
                SELECT person_id FROM membership_transfer
                WHERE person_id IN \(list: part) AND to_union_id = \(union) AND status = 'open'
                """
            ) { found.insert(try $0.get(0)) }
        }
        return found
    }

    /// A transfer that is asked for.
    public struct Request: Sendable {
        public let member: ID<Member>
        public let person: ID<Person>
        public let from: ID<Union>
        public let to: ID<Union>
        public let initiator: MembershipTransfer.Initiator
        /// Where the person goes; nil leaves it to the receiving union.
        public let placement: Placement?
        /// Why it is asked for (转移原因).
        public let motive: String?
        public let superiorFrom: CalendarDay

        public init(
            member: ID<Member>, person: ID<Person>, from: ID<Union>, to: ID<Union>,
            initiator: MembershipTransfer.Initiator, placement: Placement? = nil, motive: String? = nil,
            superiorFrom: CalendarDay
        ) {
            self.member = member
            self.person = person
            self.from = from
            self.to = to
            self.initiator = initiator
            self.placement = placement
            self.motive = motive
            self.superiorFrom = superiorFrom
        }
    }

    /// Where and as what a person stands in the union that gets him.
    public struct Placement: Hashable, Sendable {
        public let unit: ID<EnrollingUnit>
        public let category: MemberCategory
        /// The code of the flexible kind, for that class only.
        public let flexibleKind: String?

        public init(unit: ID<EnrollingUnit>, category: MemberCategory, flexibleKind: String?) {
            self.unit = unit
            self.category = category
            self.flexibleKind = flexibleKind
        }
    }

    /// Writes the requests; their keys in the same order.
    public func insert(
        _ requests: [Request], by account: ID<Account>?, at now: Instant
    ) throws -> [ID<MembershipTransfer>] {
        let ids = try requests.map { _ in try transaction.newID(MembershipTransfer.self) }
        let statements = zip(ids, requests).map { id, request -> SQL in
            """
            INSERT INTO membership_transfer (id, member_id, person_id, from_union_id, to_union_id, to_unit_id, initiator,
                category, flexible_kind, motive, superior_from, requested_at, requested_by)
            VALUES (\(id), \(request.member), \(request.person), \(request.from), \(request.to),
                \(request.placement?.unit), \(request.initiator), \(request.placement?.category),
                \(request.placement?.flexibleKind), \(request.motive), \(request.superiorFrom), \(now), \(account))
            """
        }
        try transaction.executeMany(statements)
        return ids
    }

    // MARK: Deciding

    /// An accepted transfer with what it has made.
    public struct Accepted: Sendable {
        public let transfer: ID<MembershipTransfer>
        public let placement: Placement
        public let member: ID<Member>

        public init(transfer: ID<MembershipTransfer>, placement: Placement, member: ID<Member>) {
            self.transfer = transfer
            self.placement = placement
            self.member = member
        }
    }

    /// - Throws: `StaleVersion` unless all were open.
    public func accept(_ accepted: [Accepted], by account: ID<Account>?, at now: Instant) throws {
        let statements = accepted.map { one -> SQL in
            """
            UPDATE membership_transfer SET status = 'accepted', decided_at = \(now), decided_by = \(account),
                to_unit_id = \(one.placement.unit), category = \(one.placement.category),
                flexible_kind = \(one.placement.flexibleKind), new_member_id = \(one.member), version = version + 1
            WHERE id = \(one.transfer) AND status = 'open'
            """
        }
        guard try transaction.executeMany(statements) == accepted.count else { throw StaleVersion() }
    }

    /// Closes open transfers that move nobody.
    ///
    /// - Parameter reason: why they are returned.
    /// - Throws: `StaleVersion` unless all were open.
    public func close(
        _ transfers: [ID<MembershipTransfer>], as status: MembershipTransfer.Status, reason: String?,
        by account: ID<Account>?, at now: Instant
    ) throws {
        var closed = 0
        for part in transfers.inParts {
            closed += try transaction.execute(
                """
                UPDATE membership_transfer SET status = \(status), decided_at = \(now), decided_by = \(account),
                    reason = \(reason), version = version + 1
                WHERE id IN \(list: part) AND status = 'open'
                """)
        }
        guard closed == transfers.count else { throw StaleVersion() }
    }

    /// Ends the memberships that were given away.
    ///
    /// - Throws: `StaleVersion` unless all were open.
    public func end(_ members: [ID<Member>], on day: CalendarDay) throws {
        let ended = try MemberTallyStore(transaction).changing(members) {
            try members.inParts.reduce(0) { ended, part in
                ended
                    + (try transaction.execute(
                        """
                        UPDATE member SET left_on = \(day), leave_reason = 'transferred', version = version + 1
                        WHERE id IN \(list: part) AND left_on IS NULL
                        """))
            }
        }
        guard ended == members.count else { throw StaleVersion() }
        try CardBatchStore(transaction).release(members)
    }
}

extension MembershipTransfer.Initiator: SQLBindable, SQLReadable {}
extension MembershipRequest.Status: SQLBindable, SQLReadable {}
