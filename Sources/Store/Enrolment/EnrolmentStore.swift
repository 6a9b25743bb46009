public import DatabaseKit
public import Domain

/// The enrolments of units.
public struct EnrolmentStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func find(_ id: ID<UnitEnrolment>) throws -> EnrolmentRecord? {
        try transaction.first("\(Self.select) WHERE e.id = \(id)").map(Self.record)
    }

    /// The enrolments with these keys; keys that are none are missing in the answer.
    public func find(_ ids: [ID<UnitEnrolment>]) throws -> [ID<UnitEnrolment>: EnrolmentRecord] {
        var records: [ID<UnitEnrolment>: EnrolmentRecord] = [:]
        for part in ids.inParts {
            for row in try transaction.query("\(Self.select) WHERE e.id IN \(list: part)") {
                let record = try Self.record(row)
                records[record.enrolment.id] = record
            }
        }
        return records
    }

    /// What a reviewer's act makes of lists that stood in one state.
    public struct Verdict: Hashable, Sendable {
        public let from: UnitEnrolment.Status
        public let to: UnitEnrolment.Status
        public let reopenedUntil: CalendarDay?

        public init(from: UnitEnrolment.Status, to: UnitEnrolment.Status, reopenedUntil: CalendarDay?) {
            self.from = from
            self.to = to
            self.reopenedUntil = reopenedUntil
        }
    }

    /// Keeps the same verdict on many lists; a returned one is no longer out of date.
    ///
    /// - Throws: `StaleVersion` unless all of them stood in the state that was judged.
    public func keep(
        _ verdict: Verdict, on enrolments: [ID<UnitEnrolment>], returned: ReturnDecision?, at now: Instant
    ) throws {
        var changed = 0
        let outdated: SQL = returned == nil ? "outdated_since" : "NULL"
        try EnrolmentTallyStore(transaction).changing(enrolments, at: now) {
            for part in enrolments.inParts {
                changed += try transaction.execute(
                    """
                    UPDATE unit_enrolment SET status = \(verdict.to), reopened_until = \(verdict.reopenedUntil),
                        return_reason = \(returned?.reason.rawValue), return_note = \(returned?.note),
                        outdated_since = \(outdated), updated_at = \(now), version = version + 1
                    WHERE id IN \(list: part) AND status = \(verdict.from)
                    """)
            }
        }
        guard changed == enrolments.count else { throw StaleVersion() }
    }

    /// The unit's list of 集中参保.
    public func find(unit: ID<EnrollingUnit>, year: Int) throws -> EnrolmentRecord? {
        try transaction.first("\(Self.select) WHERE e.unit_id = \(unit) AND e.year = \(year) AND e.ordinal = 0")
            .map(Self.record)
    }

    public func find(number: String) throws -> EnrolmentRecord? {
        try transaction.first("\(Self.select) WHERE e.number = \(number)").map(Self.record)
    }

    /// The unit's lists, the newest year first; within a year the instant ones before that of 集中参保.
    public func list(unit: ID<EnrollingUnit>) throws -> [EnrolmentRecord] {
        try transaction.query("\(Self.select) WHERE e.unit_id = \(unit) ORDER BY e.year DESC, e.ordinal DESC")
            .map(Self.record)
    }

    /// The unit's enrolment of the year; made, not started, when there is none.
    public func open(_ unit: EnrollingUnit, kind: UnionKind, year: Int, at now: Instant) throws -> EnrolmentRecord {
        if let record = try find(unit: unit.id, year: year) { return record }
        let id = try transaction.newID(UnitEnrolment.self)
        var number = UnitEnrolment.number(of: unit, kind: kind, year: year)
        if try find(number: number) != nil { number += "-\(unit.id)" }
        try transaction.execute(
            """
            INSERT INTO unit_enrolment (id, unit_id, year, number, status, updated_at)
            VALUES (\(id), \(unit.id), \(year), \(number), \(UnitEnrolment.Status.notStarted), \(now))
            """)
        try EnrolmentTallyStore(transaction).add([id], at: now)
        return EnrolmentRecord(
            enrolment: UnitEnrolment(id: id, unit: unit.id, year: year), number: number, updatedAt: now, stamp: 1)
    }

    /// A further instant list of the unit, not handed in yet.
    public func openInstant(
        _ unit: EnrollingUnit, kind: UnionKind, year: Int, _ entry: InstantEntry, at now: Instant
    ) throws -> EnrolmentRecord {
        let id = try transaction.newID(UnitEnrolment.self)
        let last: Int =
            try transaction.value(
                "SELECT max(ordinal) AS ordinal FROM unit_enrolment WHERE unit_id = \(unit.id) AND year = \(year)") ?? 0
        let ordinal = last + 1
        let start = UnitEnrolment.number(of: unit, kind: kind, year: year, as: .instant)
        var number = "\(start)-\(ordinal)"
        if try find(number: number) != nil { number = "\(start)-\(unit.id)-\(ordinal)" }
        try transaction.execute(
            """
            INSERT INTO unit_enrolment (id, unit_id, year, number, status, updated_at, entry, ordinal)
            VALUES (\(id), \(unit.id), \(year), \(number), \(UnitEnrolment.Status.notStarted), \(now), \(entry),
                \(ordinal))
            """)
        return EnrolmentRecord(
            enrolment: UnitEnrolment(id: id, unit: unit.id, year: year, entry: entry), number: number, updatedAt: now,
            stamp: 1)
    }

    /// The plan that the unit has had in a year since its first lock, or since an instant list asked for it.
    public func fixedPlan(of unit: ID<EnrollingUnit>, year: Int, besides list: ID<UnitEnrolment>?) throws -> String? {
        try transaction.value(
            """
            SELECT v.plan_type FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE e.unit_id = \(unit) AND e.year = \(year) AND e.id <> \(list?.rawValue ?? 0)
                AND (e.status IN ('locked', 'in-force', 'lapsed')
                    OR (e.entry IS NOT NULL AND e.status IN ('submitted', 'endorsed', 'approved')))
            ORDER BY e.ordinal LIMIT 1
            """)
    }

    /// When the unit's list of 集中参保 was locked; nil when it never was.
    public func lockDay(of unit: ID<EnrollingUnit>, year: Int) throws -> CalendarDay? {
        try transaction.value(
            """
            SELECT s.submitted_on FROM unit_enrolment e JOIN district_submission s ON s.id = e.submission_id
            WHERE e.unit_id = \(unit) AND e.year = \(year) AND e.ordinal = 0
            """)
    }

    /// The first days of coverage of lists that are being confirmed.
    public func begin(_ days: [ID<UnitEnrolment>: CalendarDay]) throws {
        try transaction.executeMany(
            days.sorted { $0.key < $1.key }.map { id, day in
                "UPDATE unit_enrolment SET starts_on = \(day) WHERE id = \(id) AND entry IS NOT NULL"
            })
    }

    /// Keeps a changed record.
    ///
    /// - Throws: `StaleVersion` when somebody changed it after it was read.
    /// - Returns: the record with its new stamp.
    @discardableResult
    public func save(_ record: EnrolmentRecord, at now: Instant) throws -> EnrolmentRecord {
        let enrolment = record.enrolment
        try EnrolmentTallyStore(transaction).changing([enrolment.id], at: now) {
            try transaction.update(
                """
                UPDATE unit_enrolment SET status = \(enrolment.status), plan_type = \(record.plan),
                    current_version = \(enrolment.version), submitted_by = \(enrolment.submittedBy),
                    submitted_on = \(enrolment.submittedOn), reopened_until = \(enrolment.reopenedUntil),
                    outdated_since = \(record.outdatedSince), roster_reviewed_at = \(record.rosterReviewedAt),
                    return_reason = \(record.returnReason), return_note = \(record.returnNote),
                    decline_reason = \(record.declineReason), submission_id = \(record.submission),
                    updated_at = \(now), version = version + 1
                WHERE id = \(enrolment.id) AND version = \(record.stamp)
                """)
        }
        var saved = record
        saved.updatedAt = now
        saved.stamp += 1
        return saved
    }

    /// Marks the current list out of date, or takes the mark off.
    ///
    /// The mark says nothing that the reviewer decides on, so it leaves the stamp alone: an approval under way is not
    /// turned into a conflict by it.
    public func markOutdated(_ id: ID<UnitEnrolment>, since: Instant?) throws {
        try transaction.execute("UPDATE unit_enrolment SET outdated_since = \(since) WHERE id = \(id)")
    }

    static let select: SQL = """
        SELECT e.id, e.unit_id, e.year, e.number, e.status, e.plan_type, e.current_version, e.submitted_by,
            e.submitted_on, e.reopened_until, e.outdated_since, e.roster_reviewed_at, e.return_reason, e.return_note,
            e.decline_reason, e.submission_id, e.updated_at, e.version, e.entry, e.starts_on
        FROM unit_enrolment e
        """

    static func record(_ row: Row) throws -> EnrolmentRecord {
        EnrolmentRecord(
            enrolment: UnitEnrolment(
                id: try row.get("id"), unit: try row.get("unit_id"), year: try row.get("year"),
                entry: try row.get("entry"),
                status: try row.get("status"), version: try row.get("current_version"),
                submittedBy: try row.get("submitted_by"), submittedOn: try row.get("submitted_on"),
                reopenedUntil: try row.get("reopened_until")),
            number: try row.get("number"), plan: try row.get("plan_type"),
            outdatedSince: try row.get("outdated_since"), rosterReviewedAt: try row.get("roster_reviewed_at"),
            returnReason: try row.get("return_reason"), returnNote: try row.get("return_note"),
            declineReason: try row.get("decline_reason"), submission: try row.get("submission_id"),
            updatedAt: try row.get("updated_at"), stamp: try row.get("version"), startsOn: try row.get("starts_on"))
    }
}
