import DatabaseKit
import Domain
import Foundation
import Store
import TestSupport
import Testing

@Suite("What is kept of people is listed")
struct SealedColumnTests {
    /// Every column of the schema, as `table.column`.
    private func columns(_ engine: Engine) async throws -> Set<String> {
        let database = try await engine.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            let rows =
                switch transaction.engine {
                case .sqlite:
                    try transaction.query(
                        """
                        SELECT m.name AS table_name, c.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) c
                        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                        """)
                case .postgres:
                    try transaction.query(
                        """
                        SELECT CAST(table_name AS TEXT) AS table_name, CAST(column_name AS TEXT) AS column_name
                        FROM information_schema.columns WHERE table_schema = current_schema()
                        """)
                }
            return Set(try rows.map { "\(try $0.get(0) as String).\(try $0.get(1) as String)" })
        }
    }

    @Test("every sealed column of the schema is one that a rotation of keys reaches", arguments: Engine.available)
    func sealed(engine: Engine) async throws {
        let schema = try await columns(engine).filter { $0.hasSuffix(".sealed") || $0.hasSuffix("_sealed") }
        let listed = SealedField.allCases.map(\.column.name)
        #expect(Set(listed).count == listed.count, "two fields name one column")
        #expect(
            schema.subtracting(listed).sorted() == [], "enter these in SealedField, or keys cannot be retired safely")
        #expect(Set(listed).subtracting(schema).sorted() == [])
    }

    /// What the manuals need of a person, by table (checklist, item 51).
    ///
    /// A new column is a decision: say here for what.
    private static let ofPeople: [String: Set<String>] = [
        // Manual 2023, 2.1: the columns of the member list; readings find names, statutory days follow from birth and post.
        "person": [
            "id", "name", "sex", "birth_day", "statutory_day", "second_statutory_day", "phone_sealed", "phone_index",
            "phone_tail_index", "social_insurance", "social_insurance_as_of", "version", "name_reading",
            "name_initials", "merged_into", "seal",
        ],
        "identity_document": [
            "id", "person_id", "type", "number_sealed", "number_index", "expiry", "standing", "replaced_on",
            "seal",
        ],
        "member": [
            "id", "number", "person_id", "union_id", "unit_id", "enterprise_id", "category", "flexible_kind",
            "workplace",
            "label", "household", "post", "address_sealed", "source", "electronic_card", "note", "joined_on", "left_on",
            "leave_reason", "version", "electronic_card_on",
            // Whether a card can be posted there is asked of whole unions, without opening an address.
            "address_characters", "address_chinese",
        ],
        "service_card": [
            "id", "person_id", "union_id", "number_sealed", "number_index", "number_tail_index", "status", "issued_on",
            "replacement_on", "changed_on", "version",
        ],
        "join_application": [
            "id", "code_id", "union_id", "category", "enterprise_id", "flexible_kind", "name", "number_index",
            "cells_sealed", "transfer_consent", "status", "submitted_at", "decided_at", "decided_by", "reason",
            "member_id",
        ],
        "own_request": [
            "id", "member_id", "person_id", "union_id", "kind", "status", "text_sealed", "answer_sealed", "asked_at",
            "asked_on", "answered_at", "answered_by", "version",
        ],
        // The Personal Information Protection Law, articles 44 to 50.
        "rights_request": [
            "id", "number", "kind", "member_id", "union_id", "status", "text_sealed", "answer_sealed", "received_on",
            "due_on", "recorded_at", "recorded_by", "answered_at", "answered_by",
        ],
        // What a register list has replaced, so that it can be taken back.
        "register_change": ["import_id", "person_id", "before_status", "before_as_of"],
        "own_session": ["id", "token_hash", "person_id", "csrf", "created_at", "seen_at", "origin", "agent", "flash"],
        // What a member typed when his sign-in had ended, for half an hour.
        "own_kept_form": ["id", "token_hash", "person_id", "sealed", "at"],
        "privacy_consent": ["id", "person_id", "notice", "given_at", "origin", "withdrawn_at"],
        "coverage": [
            "id", "year", "person_id", "unit_id", "version_id", "plan_type", "starts_on", "ends_on", "status",
        ],
        "benefit_payment": [
            "id", "person_id", "unit_id", "coverage_id", "year", "kind", "amount_fen", "paid_on", "reference", "status",
            "import_id", "replaces_id", "at", "account_id", "ended_at", "ended_by", "reason",
        ],
    ]

    /// Tables that name a person by key and say nothing of him but where he stands in a procedure.
    private static let ofProcedures: Set<String> = [
        "card_batch_line", "card_batch_refusal", "claim_conflict", "enrolment_claim", "enrolment_confirmation",
        "enrolment_exclusion", "enrolment_person", "member_batch_line", "member_comparison_line", "member_selection",
        "membership_transfer", "one_time_code", "removal_request", "retirement_answer", "transfer_run_line",
    ]

    @Test("the assessment of the effects on personal data speaks of every table about people")
    func assessed() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../../docs/privacy-impact.md").standardizedFileURL
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for table in Self.ofPeople.keys {
            #expect(text.contains("`\(table)`"), "docs/privacy-impact.md lacks \(table)")
        }
    }

    /// The seal of a row says nothing of anybody.
    @Test("of people only what the manuals need is kept: every column was looked at")
    func fewest() async throws {
        let byTable = Dictionary(grouping: try await columns(.sqlite)) { String($0.prefix { $0 != "." }) }
            .mapValues { Set($0.map { String($0.drop { $0 != "." }.dropFirst()) }) }
        for (table, allowed) in Self.ofPeople {
            let found = try #require(byTable[table], "\(table) is gone: take it out of the list")
            #expect(
                found.subtracting(allowed).subtracting(["seal"]).sorted() == [],
                "\(table): say for what these are needed")
        }
        let naming = byTable.filter { !$0.value.isDisjoint(with: ["person_id", "member_id"]) }.keys
        let unknown = Set(naming).subtracting(Self.ofPeople.keys).subtracting(Self.ofProcedures)
        #expect(unknown.sorted() == [], "new tables about people: list their columns, or say that they only name them")
    }
}
