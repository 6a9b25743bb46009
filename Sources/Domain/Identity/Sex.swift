/// The sex entered in an identity document.
public enum Sex: String, CaseIterable, Hashable, Sendable, Codable {
    case male
    case female
}
