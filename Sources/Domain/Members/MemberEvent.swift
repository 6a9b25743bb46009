/// What happened to a member, as the history tells it.
public enum MemberEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case imported
    case updatedByImport = "updated-by-import"
    case removalRequested = "removal-requested"
    case transferOffered = "transfer-offered"
    case transferRequested = "transfer-requested"
    case removed
    /// Another membership turned out to be the same person's and ended.
    case merged
    case endedAsDuplicate = "ended-as-duplicate"
    case notDuplicate = "not-duplicate"
    case transferredOut = "transferred-out"
    case transferredIn = "transferred-in"
    case added
    /// An application after scanning a 组织码 was accepted.
    case joinedByCode = "joined-by-code"
    case edited
    /// Whole numbers were looked at.
    case disclosed
    /// By the member himself.
    case electronicCardActivated = "electronic-card-activated"
}

/// What happened to an import.
public enum ImportEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case staged, applied, discarded
    /// Rows were changed before the confirmation.
    case revised
    /// Its writing was stopped; nothing of it was kept.
    case stopped
}

/// What happened to a comparison.
public enum ComparisonEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case compared, executed
}
