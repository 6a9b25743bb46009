public import DatabaseKit
public import Domain

/// People and their documents, found by blind index and never by plain number.
public struct PersonStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// The three blind indexes by which a person is found.
    public struct Indexes: Hashable, Sendable {
        public let document: DocumentIndex
        public let phone: [UInt8]
        public let phoneTail: [UInt8]

        public init(_ entry: MemberEntry, _ seal: any FieldSealing) {
            document = DocumentIndex(entry.document, seal)
            phone = seal.index(entry.phone.rawValue, for: .phone)
            phoneTail = seal.index(String(entry.phone.rawValue.suffix(4)), for: .phoneTail)
        }
    }

    /// What the city knows of the holder of a document.
    public struct Known: Hashable, Sendable {
        public let id: ID<Person>
        public let name: String
        public let sex: Sex
        public let phoneIndex: [UInt8]?
        public let document: ID<IdentityDocument>
        public let expiry: IdentityDocument.Expiry?
        /// False for a document that a newer one has replaced.
        public let isCurrent: Bool
        /// The day on which a newer one replaced it, where it is known.
        public let replacedOn: CalendarDay?
    }

    /// The holders of the documents; whoever is not known is left out.
    public func known(by documents: [DocumentIndex]) throws -> [DocumentIndex: Known] {
        guard !documents.isEmpty else { return [:] }
        var known: [DocumentIndex: Known] = [:]
        known.reserveCapacity(documents.count)
        let types = Set(documents.map(\.type))
        try transaction.forEach(
            """
            SELECT d.type, d.number_index, d.id, d.expiry, d.standing, p.id, p.name, p.sex, p.phone_index,
                d.replaced_on
            FROM identity_document d JOIN person p ON p.id = d.person_id
            WHERE d.type IN \(list: types) AND d.number_index IN \(list: documents.map(\.index))
            """
        ) { row in
            let standing: String = try row.get(4)
            known[DocumentIndex(type: try row.get(0), index: try row.get(1))] = Known(
                id: try row.get(5), name: try row.get(6), sex: try row.get(7), phoneIndex: try row.get(8),
                document: try row.get(2), expiry: try row.get(3), isCurrent: standing == "current",
                replacedOn: try row.get(9))
        }
        return known
    }

    /// Who holds the phones as an open member of some union: (phone index, person, union).
    public func holders(of phones: [[UInt8]]) throws -> [[UInt8]: [PhoneHolder]] {
        guard !phones.isEmpty else { return [:] }
        var holders: [[UInt8]: [PhoneHolder]] = [:]
        try transaction.forEach(
            """
            SELECT p.phone_index, p.id, m.union_id FROM person p
                JOIN member m ON m.person_id = p.id AND m.left_on IS NULL
            WHERE p.phone_index IN \(list: phones)
            """
        ) { row in
            let index: [UInt8] = try row.get(0)
            holders[index, default: []].append(PhoneHolder(person: try row.get(1), union: try row.get(2)))
        }
        return holders
    }

    public struct PhoneHolder: Hashable, Sendable {
        public let person: ID<Person>
        public let union: ID<Union>
    }
}

/// A document as it is looked up: its type and the blind index of `IdentityDocument.key`.
public struct DocumentIndex: Hashable, Sendable {
    public let type: DocumentType
    public let index: [UInt8]

    public init(type: DocumentType, index: [UInt8]) {
        self.type = type
        self.index = index
    }

    public init(_ document: IdentityDocument, _ seal: any FieldSealing) {
        type = document.type
        index = seal.index(document.key, for: .documentNumber)
    }

    /// The index that a typed number has as this type of document.
    public init(_ typed: String, as type: DocumentType, _ seal: any FieldSealing) {
        let number = IdentityDocument.normalise(typed, type: type).text
        self.init(IdentityDocument(type: type, number: number, expiry: nil), seal)
    }

    /// The indexes that a typed number has as each type of document, for a look-up that does not ask for the type.
    public static func candidates(for typed: String, _ seal: any FieldSealing) -> [DocumentIndex] {
        DocumentType.allCases.map { DocumentIndex(typed, as: $0, seal) }
    }
}
