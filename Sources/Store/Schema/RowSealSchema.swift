extension Schema {
    /// What proves that a row was written by the platform (docs/adr/0013); empty in rows that are older than it.
    static let rowSeals = [
        "ALTER TABLE bank_statement ADD COLUMN seal {blob}",
        "ALTER TABLE bank_line ADD COLUMN seal {blob}",
        "ALTER TABLE bank_booking ADD COLUMN seal {blob}",
        "ALTER TABLE benefit_payment ADD COLUMN seal {blob}",
        "ALTER TABLE card_batch ADD COLUMN seal {blob}",
        "ALTER TABLE credit ADD COLUMN seal {blob}",
        "ALTER TABLE credit_use ADD COLUMN seal {blob}",
        "ALTER TABLE district_submission ADD COLUMN seal {blob}",
        "ALTER TABLE enrolment_version ADD COLUMN seal {blob}",
        "ALTER TABLE identity_document ADD COLUMN seal {blob}",
        "ALTER TABLE payment_voucher ADD COLUMN seal {blob}",
        "ALTER TABLE person ADD COLUMN seal {blob}",
        "ALTER TABLE service_card ADD COLUMN seal {blob}",
        "ALTER TABLE share_change ADD COLUMN seal {blob}",
        "ALTER TABLE share_setting ADD COLUMN seal {blob}",
    ]
}
