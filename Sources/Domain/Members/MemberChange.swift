/// What a form or a file can change of a member.
public enum MemberField: String, Hashable, Sendable, CaseIterable, Codable {
    case name
    case sex
    /// 换证: type and number.
    case document
    case phone
    case documentExpiry = "document-expiry"
    case flexibleKind = "flexible-kind"
    case workplace
    case label
    case household
    case post
    case address
    case note

    /// A value fit to stand in a history.
    public func masked(_ text: String) -> String {
        switch self {
        case .document: text.masked(first: 4, last: 4)
        case .phone: PhoneNumber(rawValue: text)?.masked ?? text.masked(first: 0, last: 0)
        case .address: MemberRow.maskedAddress(text)
        case .name, .sex, .documentExpiry, .flexibleKind, .workplace, .label, .household, .post, .note: text
        }
    }
}

/// One field of a member, as it was and as it is; codes and raw values as they are stored.
public struct MemberChange: Hashable, Sendable {
    public let field: MemberField
    /// Nil for nothing, and for what was not at hand.
    public let before: String?
    public let after: String?

    public init(_ field: MemberField, from before: String?, to after: String?) {
        (self.field, self.before, self.after) = (field, before, after)
    }
}
