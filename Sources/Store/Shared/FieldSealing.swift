/// Seals personal fields before they reach the database and opens them after.
///
/// The associated data is the field's place (table and column) and its row, so a sealed text copied to another row
/// does not open (security, section 2).
public protocol FieldSealing: Sendable {
    func seal(_ plain: String, in field: SealedField, row: Int64) throws -> [UInt8]
    func open(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> String
    func sealBytes(_ plain: [UInt8], in field: SealedField, row: Int64) throws -> [UInt8]
    func openBytes(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> [UInt8]
    /// Equal for equal normalised text of one purpose; reveals nothing else.
    func index(_ normalised: String, for purpose: IndexPurpose) -> [UInt8]
    /// What nobody can write beside a row who has not the keys; see `SealedTable`.
    func rowSeal(over digest: [UInt8]) -> [UInt8]
}

/// Every column that holds sealed text, as `table.column`.
public enum SealedField: String, CaseIterable, Sendable {
    case documentNumber = "identity_document.number"
    case phone = "person.phone"
    case address = "member.address"
    case cardNumber = "service_card.number"
    case importRow = "member_import_row.cells"
    case formerRow = "import_former_row.cells"
    case storedFile = "stored_file.content"
    case importFile = "import_source.file"
    case importLayout = "import_source.layout"
    case comparedRow = "member_comparison_line.cells"
    case comparedChanges = "member_comparison_line.changes"
    case comparedFile = "comparison_source.file"
    case comparedLayout = "comparison_source.layout"
    case contact = "district_submission.contact"
    case rightsText = "rights_request.text"
    case rightsAnswer = "rights_request.answer"
    case proposalContact = "submission_proposal.contact"
    case savedFilter = "saved_filter.filter"
    case exportConditions = "export_request.conditions"
    case keptForm = "kept_form.content"
    case ownKeptForm = "own_kept_form.content"
    case accountSecret = "account.totp"
    case sessionSecret = "session.totp"
    case unitContact = "unit_contact.contact"
    case memberChangeBefore = "member_change.before"
    case memberChangeAfter = "member_change.after"
    case registerList = "register_import.content"
    case expirySheet = "expiry_sheet.content"
    case joinApplication = "join_application.cells"
    case oneTimeCode = "one_time_code.code"
    case requestText = "own_request.text"
    case requestAnswer = "own_request.answer"
    case coverageProof = "coverage_proof.facts"
    case bankLine = "bank_line.text"
    case benefitFile = "benefit_import.content"
    case organisationPhone = "organisation_particulars.contact_phone"
    case registration = "enterprise_registration.content"
    case unionRequestBefore = "union_request.before"
    case unionRequestAfter = "union_request.after"
    case unionChangeBefore = "union_change.before"
    case unionChangeAfter = "union_change.after"
    case organisationFile = "organisation_sheet.file"
    case organisationReading = "organisation_sheet.reading"
    case organisationFailed = "organisation_sheet.failed"
    case correctionBefore = "enrolment_correction.before"
    case correctionAfter = "enrolment_correction.after"
}

/// What a blind index looks up.
public enum IndexPurpose: String, CaseIterable, Sendable {
    case documentNumber = "document-number"
    case phone
    case phoneTail = "phone-tail"
    case cardNumber = "card-number"
    case cardTail = "card-tail"
    /// Of a code together with its row: the database alone does not tell which of a million codes it is.
    case oneTimeCode = "one-time-code"
    /// Of a membership and a day: what stands in the code of an electronic card.
    case electronicCard = "electronic-card"
    /// What makes a line of a bank statement the same line in another file.
    case bankLine = "bank-line"
    /// Of the header of a list: one without a header begins with a person.
    case listHeader = "list-header"
    /// Of the digest of the audit log: nobody else writes one that fits.
    case auditDigest = "audit-digest"
}
