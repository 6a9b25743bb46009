import DatabaseKit
public import Domain

/// What is known of people changes.
extension PersonStore {
    /// What becomes different of one person; nil stays as it is.
    public struct Amendment: Sendable {
        let person: ID<Person>
        let name: String?
        let sex: Sex?
        let phone: (number: PhoneNumber, indexes: Indexes)?
        let expiry: (document: ID<IdentityDocument>, expiry: IdentityDocument.Expiry)?

        public init(
            of person: ID<Person>, name: String? = nil, sex: Sex? = nil,
            phone: (number: PhoneNumber, indexes: Indexes)? = nil,
            expiry: (document: ID<IdentityDocument>, expiry: IdentityDocument.Expiry)? = nil
        ) {
            self.person = person
            self.name = name
            self.sex = sex
            self.phone = phone
            self.expiry = expiry
        }
    }

    /// Amends people, with one prepared statement for each field.
    public func amend(_ amendments: [Amendment]) throws {
        let named = amendments.filter { $0.name != nil || $0.sex != nil }.map(\.person.rawValue)
        try RowSealStore(transaction, seal).changing(.person, named) { try amendNamesAndSexes(amendments) }
        try transaction.executeMany(
            try amendments.compactMap { amendment -> SQL? in
                guard let (phone, indexes) = amendment.phone else { return nil }
                let sealed = try seal.seal(phone.rawValue, in: .phone, row: amendment.person.rawValue)
                return """
                    UPDATE person SET phone_sealed = \(sealed), phone_index = \(indexes.phone),
                        phone_tail_index = \(indexes.phoneTail), version = version + 1
                    WHERE id = \(amendment.person)
                    """
            })
        try transaction.executeMany(
            amendments.lazy.compactMap { amendment -> SQL? in
                guard let (document, expiry) = amendment.expiry else { return nil }
                return "UPDATE identity_document SET expiry = \(expiry) WHERE id = \(document)"
            })
    }

    private func amendNamesAndSexes(_ amendments: [Amendment]) throws {
        try transaction.executeMany(
            amendments.lazy.compactMap { amendment -> SQL? in
                guard let name = amendment.name else { return nil }
                let reading = NameReading(of: name)
                return """
                    UPDATE person SET name = \(name), name_reading = \(reading.whole),
                        name_initials = \(reading.initials), version = version + 1
                    WHERE id = \(amendment.person)
                    """
            })
        let births = try births(of: amendments.filter { $0.sex != nil }.map(\.person))
        try transaction.executeMany(
            amendments.lazy.compactMap { amendment -> SQL? in
                guard let sex = amendment.sex else { return nil }
                // The days on which somebody may retire follow from the sex.
                let days = StatutoryDays(sex: sex, birth: births[amendment.person])
                return """
                    UPDATE person SET sex = \(sex), statutory_day = \(days.first),
                        second_statutory_day = \(days.second), version = version + 1
                    WHERE id = \(amendment.person)
                    """
            })
    }

    private func births(of people: [ID<Person>]) throws -> [ID<Person>: CalendarDay] {
        var births: [ID<Person>: CalendarDay] = [:]
        for part in people.inParts {
            for row in try transaction.query(
                "SELECT id, birth_day FROM person WHERE id IN \(list: part) AND birth_day IS NOT NULL")
            {
                births[try row.get("id")] = try row.get("birth_day")
            }
        }
        return births
    }
}
