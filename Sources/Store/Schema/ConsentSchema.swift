extension Schema {
    /// When a consent was taken back; the consent itself stays on record.
    static let consentWithdrawn = ["ALTER TABLE privacy_consent ADD COLUMN withdrawn_at {int}"]
}
