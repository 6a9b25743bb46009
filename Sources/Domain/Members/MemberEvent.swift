/// What happened to a member, as the history tells it.
public enum MemberEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case imported
    case updatedByImport = "updated-by-import"
    case removalRequested = "removal-requested"
    case removalReturned = "removal-returned"
    case transferReturned = "transfer-returned"
    /// What the member himself had asked for was answered.
    case requestAnswered = "request-answered"
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
    /// 修改证件到期日, one by one or by a sheet.
    case expirySet = "set-expiry"
    /// A new document of the same person; the earlier one still finds him.
    case documentRenewed = "document-renewed"
    /// Name or document was put right by a 更正申请.
    case identityCorrected = "identity-corrected"
    /// Whole numbers were looked at.
    case disclosed
    /// What was done with his 会员服务卡.
    case cardLost = "card-lost"
    case cardRecovered = "card-recovered"
    case cardReplacementAsked = "card-replacement-asked"
    case cardReplacementWithdrawn = "card-replacement-withdrawn"
    case cardCancelled = "card-cancelled"
    /// By the member himself.
    case electronicCardActivated = "electronic-card-activated"
}

/// What happened to an import.
public enum ImportEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case staged, applied, discarded
    /// Rows were changed before the confirmation.
    case revised
    /// Its writing was stopped, and nothing of it was kept; or a change of its rows was not carried to its end.
    case stopped
    /// Its failed rows were taken away to be mended.
    case returned
}

/// What happened to a comparison.
public enum ComparisonEvent: String, Hashable, Sendable, CaseIterable, Codable {
    case uploaded, compared, executed
    /// What was decided is not carried out to the end.
    case stopped
    /// Given up before its end, or read anew with other columns.
    case discarded
    /// The new people of its file were taken away, with whole numbers.
    case downloaded
    /// Its file was taken away with what is wrong in it, to be mended.
    case returned
}
