public import DatabaseKit
public import Domain

/// Payments to covered people: entered, corrected, cancelled, never deleted.
public struct BenefitStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    // MARK: What rows are judged by

    /// Who holds the documents; of the others nobody is known.
    public func holders(of documents: [DocumentIndex]) throws -> [DocumentIndex: BenefitJudgement.Holder] {
        guard !documents.isEmpty else { return [:] }
        var found: [DocumentIndex: BenefitJudgement.Holder] = [:]
        try transaction.forEach(
            """
            SELECT d.type, d.number_index, p.id, p.name FROM identity_document d JOIN person p ON p.id = d.person_id
            WHERE d.type IN \(list: Set(documents.map(\.type))) AND d.number_index IN \(list: documents.map(\.index))
            """
        ) {
            found[DocumentIndex(type: try $0.get(0), index: try $0.get(1))] = BenefitJudgement.Holder(
                person: try $0.get(2), name: try $0.get(3))
        }
        return found
    }

    /// All that was ever entered under the references.
    public func entered(under references: [String]) throws -> [String: [BenefitJudgement.Entered]] {
        guard !references.isEmpty else { return [:] }
        var found: [String: [BenefitJudgement.Entered]] = [:]
        try transaction.forEach(
            """
            SELECT reference, person_id, year, kind, amount_fen, paid_on, status FROM benefit_payment
            WHERE reference IN \(list: references) ORDER BY id
            """
        ) {
            found[try $0.get(0), default: []].append(
                BenefitJudgement.Entered(
                    person: try $0.get(1),
                    facts: BenefitFacts(
                        year: try $0.get(2), kind: try $0.get(3), amount: try $0.get(4), paidOn: try $0.get(5)),
                    standing: try $0.get(6)))
        }
        return found
    }

    /// Where a payment belongs.
    public struct Place: Hashable, Sendable {
        public let unit: ID<EnrollingUnit>
        /// Nil when the platform knows no coverage of that year.
        public let coverage: ID<Coverage>?

        public init(unit: ID<EnrollingUnit>, coverage: ID<Coverage>?) {
            self.unit = unit
            self.coverage = coverage
        }
    }

    /// Where payments of the people belong, by year; without coverage the unit of the newest membership.
    public func places(of people: [ID<Person>]) throws -> Places {
        guard !people.isEmpty else { return Places() }
        var places = Places()
        try transaction.forEach(
            """
            SELECT person_id, year, unit_id, id FROM coverage
            WHERE person_id IN \(list: people) AND status NOT IN ('lapsed', 'voided') ORDER BY id
            """
        ) {
            let key = Places.Key(person: try $0.get(0), year: try $0.get(1))
            places.covered[key] = Place(unit: try $0.get(2), coverage: try $0.get(3))
        }
        try transaction.forEach(
            """
            SELECT person_id, unit_id FROM member WHERE person_id IN \(list: people)
            ORDER BY CASE WHEN left_on IS NULL THEN 1 ELSE 0 END, joined_on, id
            """
        ) { places.member[try $0.get(0)] = try $0.get(1) }
        return places
    }

    public struct Places: Sendable {
        struct Key: Hashable {
            let person: ID<Person>
            let year: Int
        }

        var covered: [Key: Place] = [:]
        var member: [ID<Person>: ID<EnrollingUnit>] = [:]

        /// Nil for somebody who was never a member of a unit.
        public func place(of person: ID<Person>, in year: Int) -> Place? {
            covered[Key(person: person, year: year)] ?? member[person].map { Place(unit: $0, coverage: nil) }
        }
    }

    // MARK: Writing

    /// A payment as it is entered.
    public struct Draft: Sendable {
        public let person: ID<Person>
        public let place: Place
        public let facts: BenefitFacts
        public let reference: String

        public init(person: ID<Person>, place: Place, facts: BenefitFacts, reference: String) {
            (self.person, self.place, self.facts, self.reference) = (person, place, facts, reference)
        }
    }

    private struct Kind: Hashable {
        let year: Int
        let name: String
    }

    /// Enters payments.
    ///
    /// - Parameter replaces: the payment whose place the one draft takes.
    public func insert(
        _ drafts: [Draft], of file: ID<BenefitImport>?, replaces: ID<BenefitPayment>? = nil,
        by account: ID<Account>?, at now: Instant
    ) throws -> [ID<BenefitPayment>] {
        guard !drafts.isEmpty else { return [] }
        try transaction.executeMany(
            Set(drafts.map { Kind(year: $0.facts.year, name: $0.facts.kind) }).map { kind -> SQL in
                """
                INSERT INTO benefit_kind (year, name) VALUES (\(kind.year), \(kind.name))
                ON CONFLICT (year, name) DO NOTHING
                """
            })
        let ids = try drafts.map { _ in try transaction.newID(BenefitPayment.self) }
        try transaction.executeMany(
            zip(ids, drafts).map { id, draft -> SQL in
                """
                INSERT INTO benefit_payment (id, person_id, unit_id, coverage_id, year, kind, amount_fen, paid_on,
                    reference, status, import_id, replaces_id, at, account_id)
                VALUES (\(id), \(draft.person), \(draft.place.unit), \(draft.place.coverage), \(draft.facts.year),
                    \(draft.facts.kind), \(draft.facts.amount), \(draft.facts.paidOn), \(draft.reference),
                    \(BenefitPayment.Standing.paid), \(file), \(replaces), \(now), \(account))
                """
            })
        try RowSealStore(transaction, seal).add(to: .benefitPayment, ids.map(\.rawValue))
        return ids
    }

    /// Ends a payment that holds; it stays, with the reason.
    ///
    /// - Throws: `StaleVersion` when it does not hold any more.
    public func end(
        _ id: ID<BenefitPayment>, as standing: BenefitPayment.Standing, reason: String, by account: ID<Account>,
        at now: Instant
    ) throws {
        try RowSealStore(transaction, seal).changing(.benefitPayment, [id.rawValue]) {
            try transaction.update(
                """
                UPDATE benefit_payment SET status = \(standing), reason = \(reason), ended_at = \(now),
                    ended_by = \(account)
                WHERE id = \(id) AND status = 'paid'
                """)
        }
    }

    // MARK: Reading one

    /// A payment with the path of the union that it belongs to.
    public func find(_ id: ID<BenefitPayment>) throws -> (payment: BenefitPayment, path: UnionPath)? {
        try transaction.first("\(Self.columns), u.path \(Self.from) \(Self.document) WHERE b.id = \(id)").map {
            (try payment($0), try $0.get("path"))
        }
    }

    public func trail(of id: ID<BenefitPayment>) throws -> BenefitTrail? {
        try transaction.first(
            """
            SELECT b.at, coalesce(a.display_name, '') AS entered_by, i.file_name, b.ended_at,
                coalesce(e.display_name, '') AS ended_by, b.reason, b.replaces_id,
                (SELECT r.id FROM benefit_payment r WHERE r.replaces_id = b.id) AS replaced_by
            FROM benefit_payment b LEFT JOIN account a ON a.id = b.account_id
                LEFT JOIN account e ON e.id = b.ended_by LEFT JOIN benefit_import i ON i.id = b.import_id
            WHERE b.id = \(id)
            """
        ).map {
            BenefitTrail(
                enteredAt: try $0.get("at"), enteredBy: try $0.get("entered_by"), fileName: try $0.get("file_name"),
                endedAt: try $0.get("ended_at"), endedBy: try $0.get("ended_by"), reason: try $0.get("reason"),
                replaces: try $0.get("replaces_id"), replacedBy: try $0.get("replaced_by"))
        }
    }

    /// All payments to one person that hold, the latest first.
    public func list(of person: ID<Person>) throws -> [BenefitPayment] {
        try transaction.query(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE b.person_id = \(person) AND b.status = 'paid' ORDER BY b.paid_on DESC, b.id DESC
            """
        ).map(payment)
    }

    // MARK: Rows

    static let columns: SQL = """
        SELECT b.id, b.person_id, p.name, d.id AS document_id, d.type AS document_type, d.number_sealed,
            n.name AS unit_name, b.year, c.plan_type, b.kind, b.amount_fen, b.paid_on, b.reference, b.status
        """

    static let from: SQL = """
        FROM benefit_payment b JOIN enrolling_unit n ON n.id = b.unit_id JOIN trade_union u ON u.id = n.union_id
            JOIN person p ON p.id = b.person_id LEFT JOIN coverage c ON c.id = b.coverage_id
        """

    static let document: SQL = """
        JOIN identity_document d ON d.person_id = b.person_id AND d.standing = 'current'
        """

    func payment(_ row: Row) throws -> BenefitPayment {
        let document: ID<IdentityDocument> = try row.get("document_id")
        return BenefitPayment(
            id: try row.get("id"), person: try row.get("person_id"), name: try row.get("name"),
            document: IdentityDocument(
                type: try row.get("document_type"),
                number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document.rawValue),
                expiry: nil),
            unitName: try row.get("unit_name"), year: try row.get("year"), plan: try row.get("plan_type"),
            kind: try row.get("kind"), amount: try row.get("amount_fen"), paidOn: try row.get("paid_on"),
            reference: try row.get("reference"), standing: try row.get("status"))
    }
}

extension BenefitPayment.Standing: SQLBindable, SQLReadable {}

extension BenefitStore {
    /// Writes what was done to a payment.
    public func record(
        _ event: String, _ id: ID<BenefitPayment>, at path: UnionPath, detail: String, _ occasion: Occasion
    ) throws {
        try EventStore(transaction).record(
            event, on: .benefit, id.rawValue, at: path, detail: detail, occasion)
    }
}
