/// What the clerk says of a row that gives a member another name under the same document.
///
/// Nobody is renamed without a choice: another name may be another person.
public enum NameChoice: String, Hashable, Sendable, CaseIterable, Codable {
    /// 同意改名: the member gets the file's name.
    case take
    /// 保留名册姓名: the rest of the row is updated.
    case keep
}
