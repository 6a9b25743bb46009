import DatabaseKit
import Domain
import Testing
import UseCases
import Vault

extension TestSite {
    /// What the visitor would read in the picture.
    func captcha(of visitor: Visitor) async throws -> String {
        let hash = try #require(visitor.cookies["__Host-sid"].flatMap { Token(text: $0) }).hash
        return try await platform.database.read { transaction in
            let row = try transaction.first("SELECT captcha FROM session WHERE token_hash = \(hash)")
            return try #require(try row?.get("captcha"))
        }
    }

    func sessions(of account: String) async throws -> Int {
        try await platform.database.read { transaction in
            let row = try transaction.first(
                """
                SELECT count(*) AS found FROM session s JOIN account a ON a.id = s.account_id WHERE a.name = \(account)
                """)
            return try #require(try row?.get("found"))
        }
    }

    /// How many events tell of logins.
    func eventsOfLogins() async throws -> Int {
        try await platform.database.read { transaction in
            let row = try transaction.first(
                """
                SELECT count(*) AS found FROM event
                WHERE action IN ('log-in', 'log-in-refused', 'locked-refused', 'log-out')
                """)
            return try #require(try row?.get("found"))
        }
    }

    /// The key of the newest event; 0 before the first.
    func newestEvent() async throws -> Int64 {
        try await platform.database.read { try $0.value("SELECT max(id) AS id FROM event") ?? 0 }
    }

    func execute(_ statement: SQL) async throws {
        try await platform.database.write { try $0.execute(statement) }
    }

    /// Every row of every table but the sessions, as text: equal texts mean that nothing was changed.
    func contents() async throws -> [String: String] {
        try await platform.database.read { transaction in
            var found: [String: String] = [:]
            for (table, statement) in Self.tables {
                found[table] = try transaction.query(statement).map { "\($0.values)" }.joined(separator: "\n")
            }
            let names: [String] = try transaction.query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).map { try $0.get("name") }
            let unknown = Set(names).subtracting(Self.tables.keys).subtracting(Self.tablesLeftOut)
            #expect(unknown.isEmpty, "Add the new tables to TestSite.tables: \(unknown.sorted())")
            return found
        }
    }

    /// What changes when a page is read: sessions with their captchas, and the keys issued for them.
    private static let tablesLeftOut: Set<String> = [
        "session", "ended_session", "own_session", "key_sequence", "schema_migration",
    ]

    private static let tables: [String: SQL] = [
        "key_instance": "SELECT * FROM key_instance ORDER BY 1",
        "own_kept_form": "SELECT * FROM own_kept_form ORDER BY 1",
        "kept_form": "SELECT * FROM kept_form ORDER BY 1",
        "duty_handover": "SELECT * FROM duty_handover ORDER BY 1",
        "past_password": "SELECT * FROM past_password ORDER BY 1",
        "alert": "SELECT * FROM alert ORDER BY 1", "alert_tally": "SELECT * FROM alert_tally ORDER BY 1, 2, 3",
        "review_mark": "SELECT * FROM review_mark ORDER BY 1, 2", "review_rule": "SELECT * FROM review_rule ORDER BY 1",
        "organisation_particulars": "SELECT * FROM organisation_particulars ORDER BY 1",
        "enterprise_registration": "SELECT * FROM enterprise_registration ORDER BY 1",
        "union_request": "SELECT * FROM union_request ORDER BY 1",
        "union_change": "SELECT * FROM union_change ORDER BY 1",
        "trade_union": "SELECT * FROM trade_union ORDER BY 1", "enterprise": "SELECT * FROM enterprise ORDER BY 1",
        "enrolling_unit": "SELECT * FROM enrolling_unit ORDER BY 1", "setting": "SELECT * FROM setting ORDER BY 1",
        "dictionary_entry": "SELECT * FROM dictionary_entry ORDER BY 1, 2",
        "number_series": "SELECT * FROM number_series ORDER BY 1", "event": "SELECT * FROM event ORDER BY 1",
        "event_link": "SELECT * FROM event_link ORDER BY 1", "event_chain": "SELECT * FROM event_chain ORDER BY 1",
        "todo": "SELECT * FROM todo ORDER BY 1", "account": "SELECT * FROM account ORDER BY 1",
        "window_extension": "SELECT * FROM window_extension ORDER BY 1",
        "share_change": "SELECT * FROM share_change ORDER BY 1", "credit": "SELECT * FROM credit ORDER BY 1",
        "benefit_import": "SELECT * FROM benefit_import ORDER BY 1",
        "benefit_import_problem": "SELECT * FROM benefit_import_problem ORDER BY 1, 2, 3",
        "coverage_proof": "SELECT * FROM coverage_proof ORDER BY 1",
        "bank_statement": "SELECT * FROM bank_statement ORDER BY 1",
        "bank_line": "SELECT * FROM bank_line ORDER BY 1",
        "bank_booking": "SELECT * FROM bank_booking ORDER BY 1",
        "benefit_kind": "SELECT * FROM benefit_kind ORDER BY 1, 2",
        "benefit_payment": "SELECT * FROM benefit_payment ORDER BY 1",
        "unit_reminder": "SELECT * FROM unit_reminder ORDER BY 1",
        "roster_job": "SELECT * FROM roster_job ORDER BY 1, 2",
        "unit_contact": "SELECT * FROM unit_contact ORDER BY 1",
        "credit_use": "SELECT * FROM credit_use ORDER BY 1",
        "recovery_code": "SELECT * FROM recovery_code ORDER BY 1, 2",
        "account_role": "SELECT * FROM account_role ORDER BY 1, 2",
        "form_ticket": "SELECT * FROM form_ticket ORDER BY 1", "saved_filter": "SELECT * FROM saved_filter ORDER BY 1",
        "member_selection": "SELECT * FROM member_selection ORDER BY 1, 2",
        "member_change": "SELECT * FROM member_change ORDER BY 1",
        "list_column": "SELECT * FROM list_column ORDER BY 1, 2", "person": "SELECT * FROM person ORDER BY 1",
        "identity_document": "SELECT * FROM identity_document ORDER BY 1",
        "member": "SELECT * FROM member ORDER BY 1",
        "member_tally": "SELECT * FROM member_tally ORDER BY 1, 2, 3",
        "union_tally": "SELECT * FROM union_tally ORDER BY 1, 2",
        "unit_tally": "SELECT * FROM unit_tally ORDER BY 1",
        "member_day": "SELECT * FROM member_day ORDER BY 1, 2",
        "enrolment_tally": "SELECT * FROM enrolment_tally ORDER BY 1, 2, 3",
        "enrolment_day": "SELECT * FROM enrolment_day ORDER BY 1, 2, 3",
        "payment_reminder": "SELECT * FROM payment_reminder ORDER BY 1",
        "workplace": "SELECT * FROM workplace ORDER BY 1, 2",
        "membership_transfer": "SELECT * FROM membership_transfer ORDER BY 1",
        "join_code": "SELECT * FROM join_code ORDER BY 1",
        "join_application": "SELECT * FROM join_application ORDER BY 1",
        "removal_request": "SELECT * FROM removal_request ORDER BY 1",
        "transfer_run": "SELECT * FROM transfer_run ORDER BY 1",
        "transfer_run_line": "SELECT * FROM transfer_run_line ORDER BY 1, 2",
        "member_batch": "SELECT * FROM member_batch ORDER BY 1",
        "mass_removal": "SELECT * FROM mass_removal ORDER BY 1",
        "member_batch_line": "SELECT * FROM member_batch_line ORDER BY 1, 2",
        "import_source": "SELECT * FROM import_source ORDER BY 1",
        "import_layout": "SELECT * FROM import_layout ORDER BY 1, 2",
        "register_import": "SELECT * FROM register_import ORDER BY 1",
        "register_change": "SELECT * FROM register_change ORDER BY 1, 2",
        "register_entry": "SELECT * FROM register_entry ORDER BY 1, 2, 3",
        "stored_file": "SELECT * FROM stored_file ORDER BY 1",
        "member_import": "SELECT * FROM member_import ORDER BY 1",
        "member_import_row": "SELECT * FROM member_import_row ORDER BY 1",
        "import_act": "SELECT * FROM import_act ORDER BY 1, 2",
        "import_former_row": "SELECT * FROM import_former_row ORDER BY 1",
        "duplicate_pair": "SELECT * FROM duplicate_pair ORDER BY 1",
        "member_comparison": "SELECT * FROM member_comparison ORDER BY 1",
        "member_comparison_line": "SELECT * FROM member_comparison_line ORDER BY 1",
        "comparison_source": "SELECT * FROM comparison_source ORDER BY 1",
        "service_card": "SELECT * FROM service_card ORDER BY 1", "card_batch": "SELECT * FROM card_batch ORDER BY 1",
        "card_batch_line": "SELECT * FROM card_batch_line ORDER BY 1, 2",
        "card_batch_revocation": "SELECT * FROM card_batch_revocation ORDER BY 1",
        "expiry_sheet": "SELECT * FROM expiry_sheet ORDER BY 1",
        "organisation_sheet": "SELECT * FROM organisation_sheet ORDER BY 1",
        "card_batch_refusal": "SELECT * FROM card_batch_refusal ORDER BY 1, 2",
        "plan_year": "SELECT * FROM plan_year ORDER BY 1", "plan_window": "SELECT * FROM plan_window ORDER BY 1, 2",
        "calendar_exception": "SELECT * FROM calendar_exception ORDER BY 1",
        "plan": "SELECT * FROM plan ORDER BY 1, 2", "share_setting": "SELECT * FROM share_setting ORDER BY 1",
        "enrolment_confirmation": "SELECT * FROM enrolment_confirmation ORDER BY 1, 2",
        "enrolment_exclusion": "SELECT * FROM enrolment_exclusion ORDER BY 1, 2",
        "retirement_answer": "SELECT * FROM retirement_answer ORDER BY 1",
        "unit_enrolment": "SELECT * FROM unit_enrolment ORDER BY 1",
        "enrolment_version": "SELECT * FROM enrolment_version ORDER BY 1",
        "enrolment_person": "SELECT * FROM enrolment_person ORDER BY 1, 2",
        "enrolment_claim": "SELECT * FROM enrolment_claim ORDER BY 1, 2",
        "claim_conflict": "SELECT * FROM claim_conflict ORDER BY 1",
        "coverage": "SELECT * FROM coverage ORDER BY 1",
        "enrolment_correction": "SELECT * FROM enrolment_correction ORDER BY 1",
        "export_request": "SELECT * FROM export_request ORDER BY 1",
        "rights_request": "SELECT * FROM rights_request ORDER BY 1",
        "submission_rule": "SELECT * FROM submission_rule ORDER BY 1",
        "submission_proposal": "SELECT * FROM submission_proposal ORDER BY 1",
        "submission_proposal_list": "SELECT * FROM submission_proposal_list ORDER BY 1, 2",
        "district_submission": "SELECT * FROM district_submission ORDER BY 1",
        "payment_voucher": "SELECT * FROM payment_voucher ORDER BY 1",
        "payment_voucher_file": "SELECT * FROM payment_voucher_file ORDER BY 1, 2",
        "notice": "SELECT * FROM notice ORDER BY 1",
        "one_time_code": "SELECT * FROM one_time_code ORDER BY 1",
        "own_request": "SELECT * FROM own_request ORDER BY 1",
        "announcement": "SELECT * FROM announcement ORDER BY 1",
        "guide_text": "SELECT * FROM guide_text ORDER BY 1",
        "announcement_reading": "SELECT * FROM announcement_reading ORDER BY 1, 2",
        "download": "SELECT * FROM download ORDER BY 1",
        "privacy_consent": "SELECT * FROM privacy_consent ORDER BY 1",
    ]
}
