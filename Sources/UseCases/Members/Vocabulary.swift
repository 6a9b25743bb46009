import DatabaseKit
public import Domain
import Store
import Wording

/// The dictionaries as the city keeps them; a dictionary that nobody has filled has its initial words.
public struct Vocabulary: Sendable {
    /// Every word, retired ones too.
    public let entries: [MemberDictionary: [DictionaryEntry]]

    init(_ store: DictionaryStore) throws {
        let kept = try store.all()
        entries = Dictionary(
            uniqueKeysWithValues: MemberDictionary.allCases.map { ($0, kept[$0] ?? $0.initialEntries) })
    }

    public subscript(dictionary: MemberDictionary) -> [DictionaryEntry] { entries[dictionary] ?? [] }

    /// The words that can be given to people.
    public func offered(_ dictionary: MemberDictionary) -> [DictionaryEntry] {
        self[dictionary].filter { $0.standing == .offered }
    }

    /// The word of a code; a code that the dictionary has lost is shown as it is.
    public func name(of code: String?, in dictionary: MemberDictionary) -> String? {
        guard let code else { return nil }
        return self[dictionary].first { $0.code == code }?.name ?? code
    }

    /// The words of a row, as the rules read them.
    var words: MemberVocabulary {
        MemberVocabulary(
            documentTypes: DocumentType.words, sexes: Sex.words, longTerm: IdentityDocument.Expiry.longTermWords,
            entries: entries.mapValues { list in
                Dictionary(
                    list.filter { $0.standing == .offered }.map { ($0.name, $0.code) },
                    uniquingKeysWith: { first, _ in first })
            })
    }
}

extension OrganisationWords {
    init(_ vocabulary: Vocabulary) {
        self.init(
            economicTypes: vocabulary.offered(.economicType).map(\.name),
            industries: vocabulary.offered(.industry).map(\.name))
    }
}
