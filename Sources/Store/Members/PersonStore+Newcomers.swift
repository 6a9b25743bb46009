import DatabaseKit
public import Domain

extension PersonStore {
    /// Somebody whom the city does not know yet.
    public struct Newcomer: Sendable {
        let entry: MemberEntry
        let indexes: Indexes
        let standing: RegisterStore.Standing?

        /// - Parameter standing: what the registers say of him.
        public init(_ entry: MemberEntry, _ indexes: Indexes, standing: RegisterStore.Standing?) {
            self.entry = entry
            self.indexes = indexes
            self.standing = standing
        }
    }

    /// Adds people with their first documents, one statement for each of the two tables; their keys in the same order.
    public func insert(_ newcomers: [Newcomer]) throws -> [ID<Person>] {
        guard !newcomers.isEmpty else { return [] }
        var people = Insertion(
            """
            INSERT INTO person (id, name, name_reading, name_initials, sex, birth_day, statutory_day,
                second_statutory_day, phone_sealed, phone_index, phone_tail_index, social_insurance,
                social_insurance_as_of, seal)
            """, columns: 14)
        var documents = Insertion(
            "INSERT INTO identity_document (id, person_id, type, number_sealed, number_index, expiry, seal)", columns: 7
        )
        people.reserve(newcomers.count)
        documents.reserve(newcomers.count)
        let keyed = try newcomers.map {
            Keyed(newcomer: $0, person: try transaction.newID(), document: try transaction.newID())
        }
        let written = try keyed.mapConcurrently { [seal] in try Written($0, seal) }
        for (keyed, written) in zip(keyed, written) {
            let (entry, indexes) = (keyed.newcomer.entry, keyed.newcomer.indexes)
            people.append(
                keyed.person, entry.name, written.reading.whole, written.reading.initials, entry.sex, written.birth,
                written.days.first, written.days.second, written.phone, indexes.phone, indexes.phoneTail,
                keyed.newcomer.standing?.status ?? .unverified, keyed.newcomer.standing?.asOf, written.personSeal)
            documents.append(
                keyed.document, keyed.person, entry.document.type, written.number, indexes.document.index,
                entry.document.expiry, written.documentSeal)
        }
        try transaction.insert(people)
        try transaction.insert(documents)
        return keyed.map(\.person)
    }

    private struct Keyed: Sendable {
        let newcomer: Newcomer
        let person: ID<Person>
        let document: ID<IdentityDocument>
    }

    /// What is worked out for each, by two threads.
    private struct Written: Sendable {
        let reading: NameReading
        let birth: CalendarDay?
        let days: StatutoryDays
        let phone: [UInt8]
        let number: [UInt8]
        let personSeal: [UInt8]
        let documentSeal: [UInt8]

        init(_ keyed: Keyed, _ seal: any FieldSealing) throws {
            let entry = keyed.newcomer.entry
            reading = NameReading(of: entry.name)
            birth = entry.document.birth
            days = entry.statutoryDays(birth: birth)
            phone = try seal.seal(entry.phone.rawValue, in: .phone, row: keyed.person.rawValue)
            number = try seal.seal(entry.document.number, in: .documentNumber, row: keyed.document.rawValue)
            // In the order of the columns of `SealedTable`.
            let facts: [any SQLBindable] = [entry.name, entry.sex, birth, days.first, days.second]
            personSeal = SealedTable.person.seal(keyed.person.rawValue, facts.map(\.sqlValue), seal)
            documentSeal = SealedTable.identityDocument.seal(
                keyed.document.rawValue, [keyed.person.sqlValue, entry.document.type.sqlValue], seal)
        }
    }
}
