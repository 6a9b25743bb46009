/// What a form says of one member: to be added, or changed.
///
/// It is judged by the rules of an import's row (``MemberRules``), so that a form and a file cannot disagree.
public struct MemberDraft: Hashable, Sendable {
    /// The texts of the template's columns; words of dictionaries as codes, sex and document type as raw values.
    private var texts: [MemberColumn: String] = [:]
    public var note = ""
    /// Code of the dictionary; only for flexible members.
    public var flexibleKind = ""
    /// Whether a document that is typed for who is a member already is a new one of his (换证).
    public var renewal = Renewal.none

    public enum Renewal: Hashable, Sendable {
        case none, confirmed
    }

    public init() {}

    /// The text of a column without space around it; empty when nothing was typed.
    public subscript(column: MemberColumn) -> String {
        get { texts[column] ?? "" }
        set { texts[column] = newValue.trimmed }
    }

    public static let noteLimit = 200
}

/// Why a draft is not taken.
public enum DraftRefusal: Error, Hashable, Sendable {
    /// What the rules say, errors and warnings.
    case problems([MemberProblem])
    case noteTooLong(limit: Int)
    case flexibleKindMissing
    /// Whoever holds the document is a member of this union already.
    case alreadyMember
    /// He has been asked for before, and the other union has not answered yet.
    case transferOpen
    /// He is a member of another union: adding him asks that union, which has to be agreed to.
    case transferNeedsConsent
    /// Another document is typed for a member, and not said to be a new one of his.
    case renewalNotConfirmed
    /// The new document is somebody else's.
    case documentOfAnother
    /// The new document tells another birth than the earlier one.
    case birthDiffers
}

/// Whether it was agreed to ask another union for a member.
public enum TransferConsent: Hashable, Sendable {
    case none, given
}

/// The versions of a membership and of its person, of which a form was made.
public struct MemberVersion: Hashable, Sendable, CustomStringConvertible {
    public let member: Int
    public let person: Int

    public init(member: Int, person: Int) {
        (self.member, self.person) = (member, person)
    }

    /// Reads ``description``; a text that is none is no version of anything.
    public init(_ text: String) {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        self =
            parts.count == 2 ? MemberVersion(member: parts[0], person: parts[1]) : MemberVersion(member: 0, person: 0)
    }

    public var description: String { "\(member)-\(person)" }
}
