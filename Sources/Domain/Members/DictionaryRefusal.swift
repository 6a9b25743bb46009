/// Why a word of a dictionary is not taken.
public enum DictionaryRefusal: Error, Hashable, Sendable {
    case nameMissing
    case nameTooLong(limit: Int)
    /// The dictionary has the word, perhaps retired.
    case nameTaken
    case tooMany(limit: Int)
    /// A dictionary keeps at least one word that can be given.
    case lastWord
}

/// Where a word goes in its dictionary's order.
public enum DictionaryMove: String, Hashable, Sendable, CaseIterable {
    case up, down
}

extension DictionaryEntry {
    public static let nameLimit = 20
    /// Words of one dictionary, retired ones included.
    public static let limit = 200
}
