/// The words that a row may use, each with what it stands for: the city's dictionaries and the platform's own terms.
public struct MemberVocabulary: Hashable, Sendable {
    public let documentTypes: [String: DocumentType]
    public let sexes: [String: Sex]
    /// Words for an expiry without end.
    public let longTerm: Set<String>
    private let entries: [MemberDictionary: [String: String]]

    /// - Parameter entries: for each dictionary, the code of each word.
    public init(
        documentTypes: [String: DocumentType], sexes: [String: Sex], longTerm: Set<String>,
        entries: [MemberDictionary: [String: String]]
    ) {
        self.documentTypes = documentTypes
        self.sexes = sexes
        self.longTerm = longTerm
        self.entries = entries
    }

    /// The code of a word; nil when the dictionary does not have it.
    public func code(of word: String, in dictionary: MemberDictionary) -> String? {
        entries[dictionary]?[word]
    }
}

/// The dictionaries that the city keeps for members and for unions.
public enum MemberDictionary: String, Hashable, Sendable, CaseIterable, Codable {
    /// 会员标签
    case label
    /// 户籍类型
    case household
    /// 岗位类别
    case post
    /// 灵活就业类 kinds
    case flexibleKind = "flexible-kind"
    /// 经济类型 of a union's employer
    case economicType = "economic-type"
    /// 所属行业
    case industry
}

/// One word of a dictionary; the code is stored and exchanged and never changes.
public struct DictionaryEntry: Hashable, Sendable, Codable {
    public let code: String
    public let name: String
    public let standing: Standing

    /// Whether the word can be given to people; what it was given to keeps it in either case.
    public enum Standing: String, Hashable, Sendable, CaseIterable, Codable {
        case offered, retired
    }

    public init(code: String, name: String, standing: Standing = .offered) {
        self.code = code
        self.name = name
        self.standing = standing
    }
}
