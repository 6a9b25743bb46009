public import DatabaseKit
public import Domain

/// What this year's list can take over from the unit's list of the year before, always for the whole unit at once.
public struct LastYearStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The unit's list of the year before, if it came to a lock.
    public func version(before year: Int, of unit: ID<EnrollingUnit>) throws -> EnrolmentVersion? {
        try transaction.first(
            """
            \(RosterStore.select) JOIN unit_enrolment e ON e.id = v.enrolment_id AND e.current_version = v.version
            WHERE e.unit_id = \(unit) AND e.year = \(year - 1) AND e.ordinal = 0 AND e.status IN ('locked', 'in-force', 'lapsed')
            """
        ).map(RosterStore.version)
    }

    /// How many people on both lists have another card now.
    public func otherCards(than version: ID<EnrolmentVersion>, in basis: Basis) throws -> Int {
        try transaction.value(
            """
            \(BasisStore.placed(basis)) SELECT count(*) AS people FROM placed \(Self.onBoth(version))
            """) ?? 0
    }

    /// `placed` with last year's row of everybody who is on both lists with different cards.
    static func onBoth(_ version: ID<EnrolmentVersion>) -> SQL {
        """
        JOIN enrolment_person b ON b.version_id = \(version) AND b.person_id = placed.person_id
            AND b.bucket = 'enrolling' AND placed.bucket = 'enrolling' AND b.card_id <> placed.card_id
        """
    }

    // MARK: Exclusions

    /// How many were taken off by hand last year and would enrol now, at once or as soon as somebody has answered for
    /// them: a taking off goes before both questions (domain 5.2).
    public func exclusions(in basis: Basis) throws -> Int {
        try transaction.value(
            "\(BasisStore.placed(basis)) SELECT count(*) AS people FROM placed \(Self.excludedBefore(basis))") ?? 0
    }

    /// Takes them off this year's list with last year's reasons; whom the clerk has put back this year stays.
    ///
    /// - Returns: how many were taken off.
    public func carryExclusions(in basis: Basis, by account: ID<Account>, at now: Instant) throws -> Int {
        try transaction.execute(
            """
            INSERT INTO enrolment_exclusion (year, member_id, reason, note, excluded_at, excluded_by)
            \(BasisStore.placed(basis)) SELECT \(basis.year.year), placed.member_id, l.reason, l.note, \(now), \(account)
            FROM placed \(Self.excludedBefore(basis))
            """)
    }

    private static func excludedBefore(_ basis: Basis) -> SQL {
        """
        JOIN enrolment_exclusion l ON l.year = \(basis.year.year - 1) AND l.member_id = placed.member_id
            AND l.put_back_at IS NULL
        WHERE placed.bucket IN ('enrolling', 'pending-confirmation', 'suspected-retired')
            AND placed.put_back_at IS NULL
        """
    }
}
