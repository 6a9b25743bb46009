/// How much of the numbers an export of members shows (security, section 2).
public enum ExportDetail: Hashable, Sendable {
    case masked
    /// Whole numbers, for a purpose that is kept with the name of who asked.
    case whole(ExportPurpose)
}

/// What whole numbers are exported for.
public enum ExportPurpose: String, Hashable, Sendable, CaseIterable, Codable {
    case bank
    case socialInsurance = "social-insurance"
    case unionMatter = "union-matter"
    case askedByAuthority = "asked-by-authority"
}

/// Why an export is not made.
public enum ExportRefusal: Error, Hashable, Sendable {
    case nobody
    case tooMany(limit: Int)
    /// What is taken away of those who have left shows their numbers masked.
    case wholeNumbersOfFormer
}
