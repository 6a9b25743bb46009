/// Why whole numbers of a member are looked at (security, section 2).
public enum DisclosureReason: String, Hashable, Sendable, CaseIterable, Codable {
    case checkDocument = "check-document"
    case contact
    case handleMatter = "handle-matter"
    case askedByMember = "asked-by-member"
}
