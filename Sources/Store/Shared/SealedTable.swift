import DatabaseKit

/// A table whose rows carry a seal over facts that no total, no history and no sealed value proves (docs/adr/0013).
///
/// The columns are named here and nowhere else: who writes one of them does it by `RowSealStore`, in the same
/// transaction, and `verify` computes every seal again. A test compares the list with the schema and changes each column
/// past the platform.
public enum SealedTable: String, CaseIterable, Sendable {
    case bankStatement = "bank_statement"
    case bankLine = "bank_line"
    case bankBooking = "bank_booking"
    case benefitPayment = "benefit_payment"
    case cardBatch = "card_batch"
    case credit
    case creditUse = "credit_use"
    case districtSubmission = "district_submission"
    case enrolmentVersion = "enrolment_version"
    case identityDocument = "identity_document"
    case paymentVoucher = "payment_voucher"
    case person
    case serviceCard = "service_card"
    case shareChange = "share_change"
    case shareSetting = "share_setting"

    /// Where the rows lie, and the columns that the seal covers besides the key, in its order.
    var place: (table: SQL, facts: SQL) {
        switch self {
        case .bankStatement:
            (
                "bank_statement",
                "union_id, file_name, rows, new_rows, known, other, failed, amount_fen, at, account_id"
            )
        case .bankLine: ("bank_line", "statement_id, union_id, row_number, day, amount_fen, identity, status")
        case .bankBooking:
            (
                "bank_booking",
                "line_id, enrolment_id, submission_id, amount_fen, at, account_id, undone_at, undone_by, reason"
            )
        case .benefitPayment:
            (
                "benefit_payment",
                """
                person_id, unit_id, coverage_id, year, kind, amount_fen, paid_on, reference, status, import_id,
                    replaces_id, at, account_id, ended_at, ended_by, reason
                """
            )
        case .cardBatch: ("card_batch", "number, unit_id, people, created_at, created_by")
        case .credit: ("credit", "district_id, from_year, amount_fen, reason, status, at, account_id")
        case .creditUse: ("credit_use", "credit_id, submission_id, amount_fen, at, returned_at")
        case .districtSubmission:
            (
                "district_submission",
                """
                number, district_id, year, kind, units, heads, premium_fen, city_fen, district_fen, base_fen, credit_fen,
                    voucher_due, submitted_at, submitted_on, submitted_by
                """
            )
        // With the fingerprint of its people, which whoever changes them could compute.
        case .enrolmentVersion:
            (
                "enrolment_version",
                """
                enrolment_id, version, reason, plan_type, city_fen, district_fen, base_fen, deceased, retired, no_card,
                    covered_elsewhere, manually_excluded, pending_confirmation, suspected_retired, heads, members,
                    outside_workbench, fingerprint, submitted_at, submitted_on, submitted_by
                """
            )
        // Whose it is; what it says is sealed, and found by an index of its own.
        case .identityDocument: ("identity_document", "person_id, type")
        case .paymentVoucher:
            (
                "payment_voucher",
                "submission_id, status, uploaded_at, uploaded_by, decided_at, decided_by, reason"
            )
        case .person: ("person", "name, sex, birth_day, statutory_day, second_statutory_day")
        case .serviceCard: ("service_card", "person_id, issued_on")
        case .shareChange:
            (
                "share_change",
                "year, plan_type, district_id, unit_id, before_fen, after_fen, repriced, at, account_id"
            )
        case .shareSetting:
            ("share_setting", "year, plan_type, district_id, unit_id, district_fen, set_at, set_by")
        }
    }

    /// The columns that the seal covers, as in the schema.
    public var columns: [String] {
        place.facts.text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// The seal of a row that holds these facts.
    func seal(_ row: Int64, _ facts: some Sequence<SQLValue>, _ seal: any FieldSealing) -> [UInt8] {
        var contents = EventSeal()
        contents.add([.text(rawValue), .integer(row)])
        contents.add(facts)
        return seal.rowSeal(over: contents.finish())
    }
}

/// A row of a sealed table, as `verify` names it: `person 123`.
public struct SealedRow: Hashable, Sendable {
    public let table: SealedTable
    public let key: Int64

    public init(_ table: SealedTable, _ key: Int64) { (self.table, self.key) = (table, key) }

    public init?(_ name: String) {
        let words = name.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let table = SealedTable(rawValue: String(words[0])), let key = Int64(words[1]) else {
            return nil
        }
        self.init(table, key)
    }

    public var name: String { "\(table.rawValue) \(key)" }
}
