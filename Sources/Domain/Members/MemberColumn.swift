/// The columns of the import template, in its order (manual 2023, part 1, 三; the last two are ours).
public enum MemberColumn: Int, Hashable, Sendable, CaseIterable, Codable {
    case name, documentType, documentNumber, phone, sex, unionName, unionCode, workplace, label, household, address,
        documentExpiry, post

    public var isRequired: Bool {
        switch self {
        case .name, .documentType, .documentNumber, .phone, .sex, .unionName, .unionCode: true
        case .workplace, .label, .household, .address, .documentExpiry, .post: false
        }
    }
}

/// What is wrong with one cell, or worth a look, and so what repairs it.
public enum MemberProblem: Hashable, Sendable, Codable {
    case missing(MemberColumn)
    case tooLong(MemberColumn, limit: Int)
    case unknownDocumentType
    case number(IdentityNumberProblem)
    case damagedNumber(NumberDamage)
    case phoneMalformed
    case phoneDamaged
    case phoneRepeatedInFile(firstRow: Int)
    case phoneOfAnotherMember
    case phoneOfAnotherUnion
    case documentRepeatedInFile(firstRow: Int)
    case unknownSex
    case sexAgainstNumber(Sex)
    case unionCodeOfAnotherUnion(expected: String)
    case unionNameDiffers(expected: String)
    case unknownLabel
    case unknownHousehold
    case unknownPost
    case addressTooShort(AddressRule)
    case expiryUnreadable
    case expiryAgainstAge
    case expired
    case nameUnreadable
    case nameDiffersFromRegister
    case openTransfer
    case memberOfAnotherUnion

    /// Whether the row may still go in.
    public var severity: Severity {
        switch self {
        case .missing, .tooLong, .unknownDocumentType, .number, .damagedNumber, .phoneMalformed, .phoneDamaged,
            .phoneRepeatedInFile, .phoneOfAnotherMember, .documentRepeatedInFile, .unknownSex, .sexAgainstNumber,
            .unionCodeOfAnotherUnion, .unknownLabel, .unknownHousehold, .unknownPost, .expiryUnreadable,
            .nameUnreadable, .nameDiffersFromRegister, .openTransfer:
            .error
        case .phoneOfAnotherUnion, .unionNameDiffers, .addressTooShort, .expiryAgainstAge, .expired,
            .memberOfAnotherUnion:
            .warning
        }
    }

    public enum Severity: Hashable, Sendable {
        case error, warning
    }

    /// The column that the sentence stands beside.
    public var column: MemberColumn {
        switch self {
        case .missing(let column), .tooLong(let column, _): column
        case .unknownDocumentType: .documentType
        case .number, .damagedNumber, .documentRepeatedInFile, .openTransfer, .memberOfAnotherUnion: .documentNumber
        case .phoneMalformed, .phoneDamaged, .phoneRepeatedInFile, .phoneOfAnotherMember, .phoneOfAnotherUnion: .phone
        case .unknownSex, .sexAgainstNumber: .sex
        case .unionCodeOfAnotherUnion: .unionCode
        case .unionNameDiffers: .unionName
        case .unknownLabel: .label
        case .unknownHousehold: .household
        case .unknownPost: .post
        case .addressTooShort: .address
        case .expiryUnreadable, .expiryAgainstAge, .expired: .documentExpiry
        case .nameUnreadable, .nameDiffersFromRegister: .name
        }
    }
}

/// What an accepted row does to the roll.
public enum ImportOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    case new, updated, moved, unchanged, skipped, failed
}

/// Rows in the file = new + updated + moved + unchanged + skipped + failed (invariant I11).
public struct ImportCounts: Hashable, Sendable, Codable {
    public private(set) var byOutcome: [ImportOutcome: Int] = [:]

    public init() {}

    public subscript(_ outcome: ImportOutcome) -> Int { byOutcome[outcome, default: 0] }

    public var rows: Int { byOutcome.values.reduce(0, +) }

    public mutating func count(_ outcome: ImportOutcome, times: Int = 1) {
        byOutcome[outcome, default: 0] += times
    }
}
