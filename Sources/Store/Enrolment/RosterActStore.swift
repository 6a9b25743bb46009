public import DatabaseKit
public import Domain

/// What clerks decide about people of a list: confirmations, exclusions, answers about retirement.
public struct RosterActStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Confirmation

    public func isConfirmed(_ member: ID<Member>, year: Int) throws -> Bool {
        try transaction.first(
            "SELECT 1 AS found FROM enrolment_confirmation WHERE year = \(year) AND member_id = \(member)") != nil
    }

    /// Whether the member is one whom 集中参保待确认名单 shows.
    public func awaitsConfirmation(_ member: ID<Member>, in basis: Basis) throws -> Bool {
        try transaction.first(
            """
            \(BasisStore.placed(basis)) SELECT 1 AS found FROM placed
            WHERE member_id = \(member) AND \(BasisStore.awaitsConfirmation)
            """) != nil
    }

    /// Answers the status question of one member for the year, for good.
    public func confirm(_ member: ID<Member>, year: Int, by account: ID<Account>, at now: Instant) throws {
        try transaction.execute(
            """
            INSERT INTO enrolment_confirmation (year, member_id, confirmed_at, confirmed_by)
            VALUES (\(year), \(member), \(now), \(account)) ON CONFLICT (year, member_id) DO NOTHING
            """)
    }

    /// The same of several members.
    public func confirm(_ members: [ID<Member>], year: Int, by account: ID<Account>, at now: Instant) throws {
        try transaction.executeMany(
            members.map { member in
                """
                INSERT INTO enrolment_confirmation (year, member_id, confirmed_at, confirmed_by)
                VALUES (\(year), \(member), \(now), \(account)) ON CONFLICT (year, member_id) DO NOTHING
                """
            })
    }

    /// Answers the status question of everybody whom the list shows under the filter.
    ///
    /// - Returns: how many there were.
    public func confirmAll(
        of basis: Basis, _ filter: RosterFilter, by account: ID<Account>, at now: Instant
    ) throws -> Int {
        var waiting = filter
        waiting.selection = .awaitingConfirmation
        return try transaction.execute(
            """
            INSERT INTO enrolment_confirmation (year, member_id, confirmed_at, confirmed_by)
            \(BasisStore.placed(basis)) SELECT \(basis.year.year), member_id, \(now), \(account) FROM placed
            WHERE \(RosterPeopleStore.condition(waiting, in: basis.year))
            """)
    }

    // MARK: Exclusion

    public func exclude(
        _ members: [ID<Member>], year: Int, reason: ExclusionReason, note: String?, by account: ID<Account>,
        at now: Instant
    ) throws {
        try transaction.executeMany(
            members.map { member in
                """
                INSERT INTO enrolment_exclusion (year, member_id, reason, note, excluded_at, excluded_by)
                VALUES (\(year), \(member), \(reason), \(note), \(now), \(account))
                ON CONFLICT (year, member_id) DO UPDATE SET reason = excluded.reason, note = excluded.note,
                    excluded_at = excluded.excluded_at, excluded_by = excluded.excluded_by, put_back_at = NULL
                """
            })
    }

    /// - Returns: how many had been excluded.
    public func putBack(_ members: [ID<Member>], year: Int, at now: Instant) throws -> Int {
        try transaction.execute(
            """
            UPDATE enrolment_exclusion SET put_back_at = \(now)
            WHERE year = \(year) AND member_id IN \(list: members) AND put_back_at IS NULL
            """)
    }

    // MARK: Retirement

    public func answer(
        _ answers: [ID<Member>: RetirementAnswer], in year: PlanYear, by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.executeMany(
            answers.sorted { $0.key < $1.key }.map { member, answer in
                """
                INSERT INTO retirement_answer (person_id, answer, about_day, answered_at, answered_by)
                SELECT m.person_id, \(answer), \(BasisStore.questionDay(year)), \(now), \(account)
                FROM member m JOIN person p ON p.id = m.person_id WHERE m.id = \(member)
                ON CONFLICT (person_id) DO UPDATE SET answer = excluded.answer, about_day = excluded.about_day,
                    answered_at = excluded.answered_at, answered_by = excluded.answered_by
                """
            })
    }

    /// Takes the answers back: the people are what the register and the calendar say again.
    public func withdrawAnswers(_ members: [ID<Member>]) throws -> Int {
        try transaction.execute(
            """
            DELETE FROM retirement_answer
            WHERE person_id IN (SELECT m.person_id FROM member m WHERE m.id IN \(list: members))
            """)
    }

    /// How many of these members stand in the basis: an act on anybody else is refused whole.
    public func count(of members: [ID<Member>], in basis: Basis) throws -> Int {
        try transaction.value(
            """
            \(BasisStore.placed(basis)) SELECT count(*) AS people FROM placed WHERE member_id IN \(list: members)
            """) ?? 0
    }
}
