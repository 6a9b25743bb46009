/// The groups in which a comparison is looked at.
public enum ComparisonPart: String, Hashable, Sendable, CaseIterable, Codable {
    /// 新增: in the file, not a member here; members of another union among them.
    case new
    /// 名册里没有: on the platform, not in the file.
    case missing
    /// 信息变更: in both, with other particulars.
    case changed
    /// Rows of the file that the import's rules do not let in.
    case failed

    /// Where a row of the file stands; nil for one that says what the platform says.
    public init?(_ outcome: ImportOutcome) {
        switch outcome {
        case .new, .moved, .skipped: self = .new
        case .updated: self = .changed
        case .failed: self = .failed
        case .unchanged: return nil
        }
    }

    /// What may be decided of a line of this group.
    public var decisions: [ComparisonDecision] {
        switch self {
        case .new: [.import, .keep]
        case .missing: [.transfer, .removeRetired, .removeConvicted, .removeDeceased, .keep]
        case .changed: [.update, .keep]
        case .failed: []
        }
    }
}

/// What is noted for a line of a comparison; nothing is done before all that is noted is carried out.
public enum ComparisonDecision: String, Hashable, Sendable, CaseIterable, Codable {
    case `import`, update
    /// 转移 to the district's 临时工会, for who has left the company and is still alive and working.
    case transfer
    case removeRetired = "remove-retired"
    case removeConvicted = "remove-convicted"
    case removeDeceased = "remove-deceased"
    /// 保留: everything stays as it is.
    case keep

    public var removal: RemovalReason? {
        switch self {
        case .removeRetired: .retired
        case .removeConvicted: .convicted
        case .removeDeceased: .deceased
        case .import, .update, .transfer, .keep: nil
        }
    }

    /// Whether carrying it out cannot be taken back.
    public var isFinal: Bool { removal != nil }

    /// Whether the person leaves by it, so that a namesake in the file must be looked at first.
    public var leaves: Bool { isFinal || self == .transfer }
}

/// What carrying out a decision made of its line.
public enum ComparisonEffect: String, Hashable, Sendable, CaseIterable, Codable {
    case imported
    /// The other union is asked for the person.
    case asked
    /// The person is offered to the other union.
    case offered
    case updated, removed, kept
    /// Somebody else had done it before.
    case alreadyDone = "already-done"
    /// The member has changed since the comparison, so nothing was done.
    case changedMeanwhile = "changed-meanwhile"
    /// The import's rules no longer let the row in.
    case failed

    /// Whether nothing was done, so that the person has still to be looked after.
    public var isRefused: Bool {
        switch self {
        case .changedMeanwhile, .failed: true
        case .imported, .asked, .offered, .updated, .removed, .kept, .alreadyDone: false
        }
    }

    /// Whether there was nothing to do, by choice or because it was done before.
    public var changedNothing: Bool {
        switch self {
        case .kept, .alreadyDone: true
        case .imported, .asked, .offered, .updated, .removed, .changedMeanwhile, .failed: false
        }
    }

    /// What an imported or updated row came to.
    public init(_ outcome: ImportOutcome) {
        switch outcome {
        case .new: self = .imported
        case .updated: self = .updated
        case .moved: self = .asked
        case .unchanged, .skipped: self = .alreadyDone
        case .failed: self = .failed
        }
    }
}
