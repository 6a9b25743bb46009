public import DatabaseKit
public import Domain

/// Whom the equation counts: the members of one unit that stand in the workbench for one plan year.
public struct Basis: Hashable, Sendable {
    public let unit: EnrollingUnit
    public let year: PlanYear
    /// The categories of the chosen plan, or of the workbench while none is chosen (domain 5.2).
    public let categories: Set<MemberCategory>
    /// The unit's own enrolment, whose claims are no obstacle to itself.
    public let enrolment: ID<UnitEnrolment>?

    public init(
        unit: EnrollingUnit, year: PlanYear, categories: Set<MemberCategory> = Plan.workbenchCategories,
        enrolment: ID<UnitEnrolment>? = nil
    ) {
        self.unit = unit
        self.year = year
        self.categories = categories
        self.enrolment = enrolment
    }
}

/// Puts the open members of a unit into their buckets, all of them in one statement.
///
/// The statement answers exactly what `Bucket.of` answers for one member; a test holds the two together on random
/// facts. A person with two open memberships in the unit (the union's and one of its branches') stands in it once.
public struct BasisStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func equation(of basis: Basis) throws -> Equation {
        var counts: [Bucket: Int] = [:]
        for row in try transaction.query(
            "\(Self.placed(basis)) SELECT bucket, count(*) AS people FROM placed GROUP BY bucket")
        {
            counts[try row.get("bucket")] = try row.get("people")
        }
        return Equation(counts: counts, outsideWorkbench: try outsideWorkbench(of: basis))
    }

    /// Open members of the unit, or of the union itself, whose category does not stand in the workbench.
    public func outsideWorkbench(of basis: Basis) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS people FROM member m
            WHERE m.left_on IS NULL AND m.category NOT IN \(list: basis.categories.sorted())
                AND m.unit_id IN (
                    SELECT n.id FROM enrolling_unit n
                    WHERE n.id = \(basis.unit.id) OR (n.union_id = \(basis.unit.union) AND n.enterprise_id IS NULL))
            """) ?? 0
    }

    /// Where one member stands; nil when he is not in the basis.
    public func bucket(of member: ID<Member>, in basis: Basis) throws -> Bucket? {
        try transaction.value("\(Self.placed(basis)) SELECT bucket FROM placed WHERE member_id = \(member)")
    }

    /// Unverified people whose status question is open and whom an answer would bring nearer to the list: those of
    /// 待确认, and those without a card (manual 2023, part 三 lists them too).
    public func openConfirmations(in basis: Basis) throws -> Int {
        try transaction.value(
            "\(Self.placed(basis)) SELECT count(*) AS people FROM placed WHERE \(Self.awaitsConfirmation)") ?? 0
    }

    /// Members of the basis whose status question has been answered for the year.
    public func confirmed(in basis: Basis) throws -> Int {
        try transaction.value(
            "\(Self.placed(basis)) SELECT count(*) AS people FROM placed WHERE confirmed_at IS NOT NULL") ?? 0
    }

    /// Members whose statutory day lies before the year and whose retirement has been answered.
    public func answeredSuspects(in basis: Basis) throws -> Int {
        try transaction.value(
            """
            \(Self.placed(basis)) SELECT count(*) AS people FROM placed
            WHERE answer IS NOT NULL AND statutory_day < \(basis.year.retiredBefore)
            """) ?? 0
    }

    /// Members of the basis without a card who stand in a batch that the bank has not answered.
    public func cardsUnderWay(in basis: Basis) throws -> Int {
        try transaction.value(
            """
            \(Self.placed(basis)) SELECT count(*) AS people FROM placed
            WHERE bucket = 'no-card' AND \(Self.cardIsOrdered)
            """) ?? 0
    }

    /// What of a unit's people still asks for work, each counted once.
    public struct Work: Hashable, Sendable {
        /// Without a card and in no batch that is under way.
        public let cards: Int
        /// On 集中参保待确认名单.
        public let confirmations: Int
    }

    public func work(in basis: Basis) throws -> Work {
        let row = try transaction.first(
            """
            \(Self.placed(basis)) SELECT
                coalesce(sum(CASE WHEN bucket = 'no-card' AND NOT \(Self.cardIsOrdered) THEN 1 ELSE 0 END), 0) AS cards,
                coalesce(sum(CASE WHEN \(Self.awaitsConfirmation) THEN 1 ELSE 0 END), 0) AS confirmations
            FROM placed
            """)
        return Work(cards: try row?.get("cards") ?? 0, confirmations: try row?.get("confirmations") ?? 0)
    }

    /// Whether a batch is making a card for the person, also one of a union that he has left since.
    private static let cardIsOrdered: SQL = """
        EXISTS (SELECT 1 FROM member o JOIN card_batch_line l ON l.member_id = o.id AND l.status = 'pending'
            WHERE o.person_id = placed.person_id)
        """

    /// `WITH placed AS (…)`: one row per person of the basis with his bucket and the facts behind it.
    ///
    /// The plus sign keeps SQLite from looking for a person's other membership among all members of the unit.
    static func placed(_ basis: Basis) -> SQL {
        """
        WITH basis AS (
            SELECT m.id AS member_id, m.person_id, m.number, m.workplace, m.joined_on, p.name, p.social_insurance,
                p.social_insurance_as_of,
                \(questionDay(basis.year)) AS statutory_day, c.id AS card_id, c.issued_on, k.enrolment_id AS claimed_by,
                CASE WHEN x.put_back_at IS NULL THEN x.reason END AS exclusion, x.put_back_at, x.note AS exclusion_note,
                x.excluded_at, f.confirmed_at, a.answered_at,
                CASE WHEN a.answer <> 'retired' AND a.about_day < \(questionDay(basis.year)) THEN NULL
                    ELSE a.answer END AS answer
            FROM member m
            JOIN person p ON p.id = m.person_id
            LEFT JOIN service_card c ON c.person_id = m.person_id AND c.status = 'issued'
            LEFT JOIN enrolment_claim k ON k.year = \(basis.year.year) AND k.person_id = m.person_id
                AND k.enrolment_id <> \(basis.enrolment?.rawValue ?? 0)
            LEFT JOIN enrolment_exclusion x ON x.year = \(basis.year.year) AND x.member_id = m.id
            LEFT JOIN enrolment_confirmation f ON f.year = \(basis.year.year) AND f.member_id = m.id
            LEFT JOIN retirement_answer a ON a.person_id = m.person_id
            WHERE m.unit_id = \(basis.unit.id) AND m.left_on IS NULL
                AND m.category IN \(list: basis.categories.sorted())
                AND NOT EXISTS (
                    SELECT 1 FROM member o
                    WHERE o.person_id = m.person_id AND +o.unit_id = m.unit_id AND o.left_on IS NULL AND o.id < m.id
                        AND o.category IN \(list: basis.categories.sorted()))
        ), placed AS (
            SELECT basis.*, CASE
                WHEN social_insurance = 'deceased' THEN 'deceased'
                WHEN social_insurance = 'retired' OR answer = 'retired' THEN 'retired'
                WHEN card_id IS NULL THEN 'no-card'
                WHEN claimed_by IS NOT NULL THEN 'covered-elsewhere'
                WHEN exclusion IS NOT NULL THEN 'manually-excluded'
                WHEN social_insurance = 'unverified' AND confirmed_at IS NULL THEN 'pending-confirmation'
                WHEN answer IS NULL AND statutory_day < \(basis.year.retiredBefore)
                    AND (statutory_day > \(basis.year.registerAsOf) OR social_insurance <> 'insured')
                    THEN 'suspected-retired'
                ELSE 'enrolling' END AS bucket
            FROM basis
        )
        """
    }

    /// The day that raises the question of retirement: a woman's second one once it lies before the year.
    static func questionDay(_ year: PlanYear) -> SQL {
        """
        CASE WHEN p.second_statutory_day < \(year.retiredBefore) THEN p.second_statutory_day
            ELSE p.statutory_day END
        """
    }

    static let awaitsConfirmation: SQL = """
        social_insurance = 'unverified' AND confirmed_at IS NULL AND bucket IN ('pending-confirmation', 'no-card')
        """
}

extension Set<MemberCategory> {
    /// A fixed order, so that the same set is always the same statement text with the same bindings.
    func sorted() -> [MemberCategory] { sorted { $0.rawValue < $1.rawValue } }
}
