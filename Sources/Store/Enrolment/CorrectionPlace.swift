import DatabaseKit
public import Domain

/// The coverage that a correction is about, with its list, its batch and the shares paid for the person.
public struct CorrectionPlace: Hashable, Sendable {
    public let coverage: ID<Coverage>
    public let status: CoverageStatus
    public let year: Int
    public let endsOn: CalendarDay
    public let person: ID<Person>
    public let member: ID<Member>
    public let memberNumber: String
    public let enrolment: ID<UnitEnrolment>
    public let enrolmentNumber: String
    public let unitName: String
    public let plan: String
    public let union: ID<Union>
    public let path: UnionPath
    public let batch: String
    public let batchStatus: DistrictSubmission.Status
    /// Who has paid the batch.
    public let district: ID<Union>
    /// What the district has paid for one person, its own share and the unit's.
    public let paid: Money

    static let columns: SQL = """
        c.id AS covered, c.status AS coverage_status, c.year, c.ends_on, c.person_id, s.member_id,
            m.number AS member_number, e.id AS enrolment_id, e.number AS enrolment_number, n.name AS unit_name,
            c.plan_type, u.id AS union_id, u.path, b.number AS batch, b.status AS batch_status, b.district_id,
            v.district_fen + v.base_fen AS paid
        """

    static let joins: SQL = """
        JOIN enrolling_unit n ON n.id = c.unit_id
        JOIN trade_union u ON u.id = n.union_id
        JOIN enrolment_person s ON s.version_id = c.version_id AND s.person_id = c.person_id
        JOIN member m ON m.id = s.member_id
        JOIN enrolment_version v ON v.id = c.version_id
        JOIN unit_enrolment e ON e.id = v.enrolment_id
        JOIN district_submission b ON b.id = e.submission_id
        """

    init(_ row: Row) throws {
        coverage = try row.get("covered")
        status = try row.get("coverage_status")
        year = try row.get("year")
        endsOn = try row.get("ends_on")
        person = try row.get("person_id")
        member = try row.get("member_id")
        memberNumber = try row.get("member_number")
        enrolment = try row.get("enrolment_id")
        enrolmentNumber = try row.get("enrolment_number")
        unitName = try row.get("unit_name")
        plan = try row.get("plan_type")
        union = try row.get("union_id")
        path = try row.get("path")
        batch = try row.get("batch")
        batchStatus = try row.get("batch_status")
        district = try row.get("district_id")
        paid = try row.get("paid")
    }
}

extension CorrectionStore {
    /// Of a coverage; nil for one that is not there.
    public func place(of coverage: ID<Coverage>) throws -> CorrectionPlace? {
        try transaction.first(
            """
            SELECT \(CorrectionPlace.columns) FROM coverage c \(CorrectionPlace.joins)
            WHERE c.id = \(coverage)
            """
        ).map { try CorrectionPlace($0) }
    }

    /// The newest coverage of somebody whom the unions of a scope have covered; one that holds before one that does
    /// not.
    ///
    /// - Parameter documents: blind indexes of a document number, one for each kind of document that it may be.
    public func coverage(
        of number: String, _ documents: [[UInt8]], in scope: UnionScope
    ) throws -> ID<Coverage>? {
        try transaction.value(
            """
            SELECT c.id FROM coverage c \(CorrectionPlace.joins)
            WHERE \(scope.covers("u.path")) AND \(Self.names(number, documents, "c.person_id"))
            ORDER BY CASE WHEN c.status IN ('provisional', 'in-force') THEN 0 ELSE 1 END, c.year DESC, c.id DESC
            LIMIT 1
            """)
    }

    /// Whether the person stands on a list of the scope that can still be taken back.
    public func isListed(_ number: String, _ documents: [[UInt8]], in scope: UnionScope) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 AS found FROM enrolment_claim k
                JOIN unit_enrolment e ON e.id = k.enrolment_id
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE e.status IN ('submitted', 'endorsed', 'approved') AND \(scope.covers("u.path"))
                AND \(Self.names(number, documents, "k.person_id"))
            LIMIT 1
            """) != nil
    }

    private static func names(_ number: String, _ documents: [[UInt8]], _ person: SQL) -> SQL {
        """
        \(person) IN (SELECT w.person_id FROM member w WHERE w.number = \(number)
            UNION SELECT i.person_id FROM identity_document i WHERE i.number_index IN \(list: documents))
        """
    }

    /// What corrections do to the lists of a unit; a list without any is missing in the answer.
    public func counts(of unit: ID<EnrollingUnit>) throws -> [ID<UnitEnrolment>: CorrectionCounts] {
        var counts: [ID<UnitEnrolment>: CorrectionCounts] = [:]
        for row in try transaction.query(
            """
            SELECT v.enrolment_id, sum(CASE WHEN q.status IN ('submitted', 'endorsed') THEN 1 ELSE 0 END) AS open_ones,
                sum(CASE WHEN q.status = 'accepted' AND q.kind = 'removal' THEN 1 ELSE 0 END) AS removed
            FROM coverage c JOIN enrolment_correction q ON q.coverage_id = c.id
                JOIN enrolment_version v ON v.id = c.version_id
            WHERE c.unit_id = \(unit) GROUP BY v.enrolment_id
            """)
        {
            counts[try row.get("enrolment_id")] = CorrectionCounts(
                open: try row.get("open_ones"), removed: try row.get("removed"))
        }
        return counts
    }

    /// Whether something was paid out under the coverage.
    public func hasBenefit(_ coverage: ID<Coverage>) throws -> Bool {
        try transaction.first(
            "SELECT 1 AS found FROM benefit_payment WHERE coverage_id = \(coverage) AND status = 'paid' LIMIT 1") != nil
    }
}
