import DatabaseKit

/// Where the values of a sealed field lie.
///
/// Every column of sealed text or bytes is listed here and nowhere else: a key is taken out of the ring only when none of
/// them is sealed with it. A test compares the list with the schema.
public struct SealedColumn: Sendable {
    let table: SQL
    let column: SQL
    /// The column of the key that was sealed with the value.
    let row: SQL
    /// How many values are worked on at a time: few where one is a whole file.
    public let stride: Int

    init(_ table: SQL, _ column: SQL, row: SQL = "id", stride: Int = 500) {
        self.table = table
        self.column = column
        self.row = row
        self.stride = stride
    }

    fileprivate static func files(_ table: SQL, _ column: SQL = "sealed", row: SQL = "id") -> SealedColumn {
        SealedColumn(table, column, row: row, stride: 2)
    }

    /// `table.column`, as in the schema.
    public var name: String { "\(table.text).\(column.text)" }
}

extension SealedField {
    public var column: SealedColumn {
        switch self {
        case .documentNumber: SealedColumn("identity_document", "number_sealed")
        case .phone: SealedColumn("person", "phone_sealed")
        case .address: SealedColumn("member", "address_sealed")
        case .cardNumber: SealedColumn("service_card", "number_sealed")
        case .importRow: SealedColumn("member_import_row", "sealed")
        case .formerRow: SealedColumn("import_former_row", "sealed")
        case .storedFile: .files("stored_file")
        case .importFile: .files("import_source", "file_sealed", row: "import_id")
        case .importLayout: SealedColumn("import_source", "layout_sealed", row: "import_id")
        case .comparedRow: SealedColumn("member_comparison_line", "cells_sealed")
        case .comparedChanges: SealedColumn("member_comparison_line", "changes_sealed")
        case .comparedFile: .files("comparison_source", "file_sealed", row: "comparison_id")
        case .comparedLayout: SealedColumn("comparison_source", "layout_sealed", row: "comparison_id")
        case .contact: SealedColumn("district_submission", "contact_sealed")
        case .savedFilter: SealedColumn("saved_filter", "sealed", row: "account_id")
        case .exportConditions: SealedColumn("export_request", "conditions_sealed")
        case .keptForm: SealedColumn("kept_form", "sealed")
        case .ownKeptForm: SealedColumn("own_kept_form", "sealed")
        case .accountSecret: SealedColumn("account", "totp_sealed")
        case .sessionSecret: SealedColumn("session", "totp_sealed")
        case .unitContact: SealedColumn("unit_contact", "sealed", row: "unit_id")
        case .memberChangeBefore: SealedColumn("member_change", "before_sealed")
        case .memberChangeAfter: SealedColumn("member_change", "after_sealed")
        case .registerList: .files("register_import")
        case .expirySheet: .files("expiry_sheet")
        case .joinApplication: SealedColumn("join_application", "cells_sealed")
        case .oneTimeCode: SealedColumn("one_time_code", "sealed")
        case .requestText: SealedColumn("own_request", "text_sealed")
        case .requestAnswer: SealedColumn("own_request", "answer_sealed")
        case .coverageProof: SealedColumn("coverage_proof", "facts_sealed")
        case .bankLine: SealedColumn("bank_line", "text_sealed")
        case .benefitFile: .files("benefit_import")
        case .organisationPhone: SealedColumn("organisation_particulars", "contact_phone_sealed")
        case .registration: SealedColumn("enterprise_registration", "sealed")
        case .unionRequestBefore: SealedColumn("union_request", "before_sealed")
        case .unionRequestAfter: SealedColumn("union_request", "after_sealed")
        case .unionChangeBefore: SealedColumn("union_change", "before_sealed")
        case .unionChangeAfter: SealedColumn("union_change", "after_sealed")
        case .correctionBefore: SealedColumn("enrolment_correction", "before_sealed")
        case .correctionAfter: SealedColumn("enrolment_correction", "after_sealed")
        case .rightsText: SealedColumn("rights_request", "text_sealed")
        case .rightsAnswer: SealedColumn("rights_request", "answer_sealed")
        case .proposalContact: SealedColumn("submission_proposal", "contact_sealed")
        case .organisationFile: .files("organisation_sheet", "file_sealed")
        case .organisationReading: .files("organisation_sheet", "reading_sealed")
        case .organisationFailed: .files("organisation_sheet", "failed_sealed")
        }
    }
}
