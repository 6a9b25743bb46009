import DatabaseKit
public import Domain
import Store

extension EnrolmentScene {
    /// Puts members with these facts into a unit; the number of a member is his place in the scene.
    @discardableResult
    public func add(
        _ people: [BucketFacts], to unit: EnrollingUnit, category: MemberCategory = .enterprise, from first: Int = 0,
        joinedOn day: String = "2023-11-02"
    ) async throws -> [ID<Member>] {
        try await database.write { transaction in
            try people.enumerated().map { place, facts in
                try add(facts, to: unit, category, first + place, joinedOn: Self.day(day), transaction)
            }
        }
    }

    private func add(
        _ facts: BucketFacts, to unit: EnrollingUnit, _ category: MemberCategory, _ place: Int,
        joinedOn day: CalendarDay, _ transaction: any Transaction
    ) throws -> ID<Member> {
        let person = try transaction.newID(Person.self)
        try transaction.execute(
            """
            INSERT INTO person (id, name, sex, statutory_day, second_statutory_day, social_insurance)
            VALUES (\(person), \("会员\(place)"), \(Sex.female), \(facts.statutoryDay), \(facts.secondStatutoryDay),
                \(facts.socialInsurance))
            """)
        try addDocument(of: person, place, transaction)
        let member = try addMembership(
            of: person, in: unit, category, number: "H\(unit.id)-\(place)", joinedOn: day, transaction)
        switch facts.card {
        case .issued: try addCard(to: person, place, transaction)
        case .none: break
        }
        if let answer = facts.retirementAnswer {
            try RosterActStore(transaction).answer(
                [member: answer], in: year, by: clerk.account, at: Self.now)
            try transaction.execute(
                "UPDATE retirement_answer SET about_day = \(facts.answeredDay) WHERE person_id = \(person)")
        }
        if let reason = facts.exclusion {
            try RosterActStore(transaction).exclude(
                [member], year: year.year, reason: reason, note: nil, by: clerk.account, at: Self.now)
        }
        switch facts.confirmation {
        case .confirmed:
            try RosterActStore(transaction).confirm(member, year: year.year, by: clerk.account, at: Self.now)
        case .open: break
        }
        switch facts.claim {
        case .otherUnit: try claim(person, elsewhereThan: unit, transaction)
        case .free: break
        }
        return member
    }

    /// The number of the invented identity document of the person at this place.
    public static func documentNumber(_ place: Int) -> String {
        let digits = String(place)
        return "31990119900101" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private func addDocument(of person: ID<Person>, _ place: Int, _ transaction: any Transaction) throws {
        let document = IdentityDocument(
            type: .residentIdentityCard, number: Self.documentNumber(place) + "/\(person)", expiry: nil)
        let id = try transaction.newID(IdentityDocument.self)
        try transaction.execute(
            """
            INSERT INTO identity_document (id, person_id, type, number_sealed, number_index)
            VALUES (\(id), \(person), \(document.type),
                \(try seal.seal(document.number, in: .documentNumber, row: id.rawValue)),
                \(seal.index(document.key, for: .documentNumber)))
            """)
    }

    private func addMembership(
        of person: ID<Person>, in unit: EnrollingUnit, _ category: MemberCategory, number: String,
        joinedOn day: CalendarDay = Self.day("2023-11-02"), _ transaction: any Transaction
    ) throws -> ID<Member> {
        let member = try transaction.newID(Member.self)
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, enterprise_id, category, workplace, source,
                joined_on)
            VALUES (\(member), \(number), \(person), \(unit.union), \(unit.id), \(unit.enterprise), \(category),
                \(unit.name), \(MemberSource.batchImport), \(day))
            """)
        try transaction.countIn([member])
        return member
    }

    private func addCard(to person: ID<Person>, _ place: Int, _ transaction: any Transaction) throws {
        let id = try transaction.newID(ServiceCard.self)
        let number = BankCardNumber.make(prefix: "6231", serial: Int(id.rawValue))?.rawValue ?? "6231000000000000"
        try transaction.execute(
            """
            INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
            VALUES (\(id), \(person), \(try seal.seal(number, in: .cardNumber, row: id.rawValue)),
                \(seal.index(number, for: .cardNumber)), \(ServiceCard.Status.issued), \(Self.day("2023-11-06")))
            """)
    }

    private func claim(
        _ person: ID<Person>, elsewhereThan unit: EnrollingUnit, _ transaction: any Transaction
    ) throws {
        guard let other = units.last(where: { $0.id != unit.id }) else { return }
        let record = try EnrolmentStore(transaction).open(other, kind: .jointUnion, year: year.year, at: Self.now)
        try transaction.execute(
            """
            INSERT INTO enrolment_claim (year, person_id, enrolment_id)
            VALUES (\(year.year), \(person), \(record.enrolment.id))
            """)
    }

    // MARK: What happens to people

    public func issueCard(to member: ID<Member>) async throws {
        try await database.write { transaction in
            guard let person = try person(of: member, transaction) else { return }
            try addCard(to: person, 0, transaction)
        }
    }

    public func leave(_ member: ID<Member>) async throws {
        try await database.write { transaction in
            try MemberTallyStore(transaction).changing([member]) {
                try transaction.execute("UPDATE member SET left_on = \(Self.day("2023-11-20")) WHERE id = \(member)")
            }
            return
        }
    }

    public func register(_ member: ID<Member>, as status: SocialInsuranceStatus) async throws {
        try await database.write { transaction in
            try transaction.execute(
                """
                UPDATE person SET social_insurance = \(status)
                WHERE id = (SELECT person_id FROM member WHERE id = \(member))
                """)
            return
        }
    }

    /// A second open membership of the same person in another unit.
    public func join(_ member: ID<Member>, _ unit: EnrollingUnit, number: String) async throws -> ID<Member>? {
        try await database.write { transaction in
            guard let person = try person(of: member, transaction) else { return nil }
            return try addMembership(of: person, in: unit, .enterprise, number: number, transaction)
        }
    }

    private func person(of member: ID<Member>, _ transaction: any Transaction) throws -> ID<Person>? {
        try transaction.value("SELECT person_id FROM member WHERE id = \(member)")
    }

    /// The manual's unit: 128 = 95 + 32 未办卡 + 1 待确认.
    public static let manualUnit: [BucketFacts] =
        Array(repeating: BucketFacts(socialInsurance: .insured, card: .issued), count: 95)
        + Array(repeating: BucketFacts(socialInsurance: .insured, card: .none), count: 32)
        + [BucketFacts(socialInsurance: .unverified, card: .issued)]
}
