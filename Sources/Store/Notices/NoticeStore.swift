public import DatabaseKit
public import Domain
import Foundation

/// The 告知书 that have been issued; rows are only ever added.
public struct NoticeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What a notice speaks of.
    public enum Subject: Hashable, Sendable {
        case version(ID<EnrolmentVersion>)
        case submission(ID<DistrictSubmission>)
    }

    /// Issues a notice in the transaction of the act that it tells of.
    public func insert(
        _ facts: NoticeFacts, about subject: Subject, number: String, version: Int, token: String,
        on today: CalendarDay, at now: Instant
    ) throws -> Notice {
        let id = try transaction.newID(Notice.self)
        let text = String(decoding: try Self.encoder().encode(facts), as: UTF8.self)
        let kind: String
        var versionID: ID<EnrolmentVersion>?
        var submissionID: ID<DistrictSubmission>?
        switch subject {
        case .version(let id):
            kind = "base"
            versionID = id
        case .submission(let id):
            kind = "district"
            submissionID = id
        }
        try transaction.execute(
            """
            INSERT INTO notice (id, kind, number, version, version_id, submission_id, token, facts, issued_at,
                issued_on)
            VALUES (\(id), \(kind), \(number), \(version), \(versionID), \(submissionID), \(token), \(text), \(now),
                \(today))
            """)
        return Notice(
            id: id, number: number, version: version, token: token, facts: facts, issuedAt: now, issuedOn: today,
            supersededBy: nil)
    }

    public func find(_ id: ID<Notice>) throws -> Notice? {
        try transaction.first("\(Self.select) WHERE n.id = \(id)").map(Self.notice)
    }

    public func find(token: String) throws -> Notice? {
        try transaction.first("\(Self.select) WHERE n.token = \(token)").map(Self.notice)
    }

    public func find(about subject: Subject) throws -> Notice? {
        let condition: SQL =
            switch subject {
            case .version(let id): "n.version_id = \(id)"
            case .submission(let id): "n.submission_id = \(id)"
            }
        return try transaction.first("\(Self.select) WHERE \(condition)").map(Self.notice)
    }

    /// The notice of the list by which somebody is covered.
    public func find(of coverage: ID<Coverage>) throws -> Notice? {
        try transaction.first(
            "\(Self.select) WHERE n.version_id = (SELECT c.version_id FROM coverage c WHERE c.id = \(coverage))"
        ).map(Self.notice)
    }

    /// All versions under a number, the newest first.
    public func list(number: String) throws -> [Notice] {
        try transaction.query("\(Self.select) WHERE n.number = \(number) ORDER BY n.version DESC").map(Self.notice)
    }

    /// The enrolment whose notice this is, to ask whose it is; nil for a district's.
    public func enrolment(of id: ID<Notice>) throws -> ID<UnitEnrolment>? {
        try transaction.value(
            """
            SELECT v.enrolment_id FROM notice n JOIN enrolment_version v ON v.id = n.version_id WHERE n.id = \(id)
            """)
    }

    /// The batch whose notice this is; nil for a unit's.
    public func submission(of id: ID<Notice>) throws -> ID<DistrictSubmission>? {
        try transaction.value("SELECT submission_id FROM notice WHERE id = \(id)")
    }

    static let select: SQL = """
        SELECT n.id, n.number, n.version, n.token, n.facts, n.issued_at, n.issued_on,
            (SELECT max(o.version) FROM notice o WHERE o.number = n.number AND o.version > n.version) AS newest
        FROM notice n
        """

    static func notice(_ row: Row) throws -> Notice {
        let facts: String = try row.get("facts")
        guard let decoded = try? JSONDecoder().decode(NoticeFacts.self, from: Data(facts.utf8)) else {
            throw DatabaseError.unexpectedValue(column: "facts")
        }
        return Notice(
            id: try row.get("id"), number: try row.get("number"), version: try row.get("version"),
            token: try row.get("token"), facts: decoded, issuedAt: try row.get("issued_at"),
            issuedOn: try row.get("issued_on"), supersededBy: try row.get("newest"))
    }

    /// Keys in a fixed order, so that the same facts are the same text.
    private static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
