import DatabaseKit
public import Domain

// What becomes of cards after they were issued; no row is ever taken away.
extension ServiceCardStore {
    /// All cards that a person ever had, the newest first.
    public func cards(of person: ID<Person>) throws -> [CardRecord] {
        try transaction.query("\(Self.record) WHERE c.person_id = \(person) ORDER BY c.issued_on DESC, c.id DESC")
            .compactMap(card)
    }

    private static let record: SQL = """
        SELECT c.id, c.number_sealed, c.status, c.issued_on, c.replacement_on, c.changed_on, c.version,
            (SELECT min(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                WHERE l.card_id = c.id) AS batch
        FROM service_card c
        """

    private func card(_ row: Row) throws -> CardRecord? {
        let id: ID<ServiceCard> = try row.get("id")
        let text = try seal.open(try row.get("number_sealed"), in: .cardNumber, row: id.rawValue)
        guard let number = BankCardNumber(rawValue: text) else { return nil }
        return CardRecord(
            id: id, number: number,
            life: CardLife(try row.get("status"), replacementAsked: try row.get("replacement_on")),
            issuedOn: try row.get("issued_on"), changedOn: try row.get("changed_on"),
            batchNumber: try row.get("batch"), version: try row.get("version"))
    }

    /// Writes what became of a card; guarded by the version that was shown.
    public func change(_ card: ID<ServiceCard>, to life: CardLife, version: Int, on day: CalendarDay) throws {
        let asked = life == .beingReplaced ? day : nil
        try transaction.update(
            """
            UPDATE service_card SET status = \(life.status), replacement_on = \(asked), changed_on = \(day),
                version = version + 1
            WHERE id = \(card) AND version = \(version)
            """)
    }

    /// Ends the cards in whose place these people get new ones.
    ///
    /// - Returns: the cards that were replaced.
    public func replace(of people: [ID<Person>], on day: CalendarDay) throws -> [ID<ServiceCard>] {
        var replaced: [ID<ServiceCard>] = []
        for part in chunks(people) {
            replaced += try transaction.query(
                """
                UPDATE service_card SET status = 'replaced', replacement_on = NULL, changed_on = \(day),
                    version = version + 1
                WHERE person_id IN \(list: part) AND (status = 'lost' OR replacement_on IS NOT NULL)
                RETURNING id
                """
            ).map { try $0.get("id") }
        }
        return replaced.sorted()
    }
}
