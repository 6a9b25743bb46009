import DatabaseKit
import Documents
public import Domain
import Store
import Wording

/// 告知书: found again, set as PDF, checked by whoever holds a copy.
public struct Notices: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A notice of a unit in the actor's scope.
    public func find(_ occasion: Occasion, _ id: ID<Notice>) async throws -> Notice {
        try await platform.database.read { transaction in
            let store = NoticeStore(transaction)
            guard let notice = try store.find(id), let enrolment = try store.enrolment(of: id),
                let record = try EnrolmentStore(transaction).find(enrolment),
                let unit = try UnionStore(transaction).unit(record.enrolment.unit)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
            return notice
        }
    }

    /// The notice as a PDF: a rendering of its record, the same bytes each time until a newer version replaces it.
    public func pdf(_ occasion: Occasion, _ id: ID<Notice>) async throws -> NoticeFile {
        let notice = try await find(occasion, id)
        let mode = try await platform.database.read { try SettingStore($0).get(.mode) }
        let letter = Self.letter(notice, watermark: mode == nil ? .none : .demonstration)
        return NoticeFile(notice: notice, content: try letter.pdf())
    }

    /// Whether the notice behind a QR code is one of ours, and still the current one; anybody may ask.
    ///
    /// Tells no personal data: unit, year, heads, day, standing.
    public func verify(token: String) async throws -> NoticeVerification? {
        try await platform.database.read { transaction in
            let notices = NoticeStore(transaction)
            guard let notice = try notices.find(token: token) else { return nil }
            let record = try notices.enrolment(of: notice.id).flatMap {
                try EnrolmentStore(transaction).find($0)
            }
            let batch = try notices.submission(of: notice.id).flatMap { try SubmissionStore(transaction).find($0) }
            let standing: NoticeVerification.Standing
            if let newer = notice.supersededBy {
                standing = .superseded(by: newer)
            } else if record?.enrolment.status.claims == false || batch?.submission.status == .lapsed {
                standing = .withdrawn
            } else {
                standing = .current
            }
            return NoticeVerification(notice: notice, standing: standing)
        }
    }

    enum Watermark { case none, demonstration }

    static func letter(_ notice: Notice, watermark: Watermark) -> Letter {
        let text = notice.text
        let columns = text.amounts.columns.enumerated().map {
            Letter.Table.Column($0.element, $0.offset == 0 ? .leading : .trailing)
        }
        let table = Letter.Table(columns: columns, rows: text.amounts.rows, totals: text.amounts.totals)
        let facts: [Letter.Block] =
            text.facts.isEmpty ? [] : [.facts(text.facts.map { Letter.Fact($0.label, $0.value) })]
        let marks = [watermark == .demonstration ? NoticeText.demonstration : "", text.banner]
        return Letter(
            title: "\(text.subject)\n\(text.kind)", reference: text.reference, version: text.version,
            addressee: text.addressee,
            body: text.paragraphs.map { .paragraph($0) } + facts + [.table(table)], signatures: [text.signatory],
            date: text.date, code: Letter.Code(payload: text.code, caption: text.codeCaption),
            footnote: text.footnote, banner: marks.filter { !$0.isEmpty }.joined(separator: "　"),
            pageNumber: text.pageNumber, author: text.signatory, issuedAt: notice.issuedAt.milliseconds)
    }
}

/// A notice with its PDF.
public struct NoticeFile: Sendable {
    public let notice: Notice
    public let content: [UInt8]
}

/// What the verification page says.
public struct NoticeVerification: Sendable {
    public let notice: Notice
    public let standing: Standing

    public enum Standing: Hashable, Sendable {
        case current
        case superseded(by: Int)
        /// The list was withdrawn, returned or has lapsed.
        case withdrawn
    }
}
