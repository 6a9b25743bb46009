/// The lists that the registers send: 社保, 退休, 死亡 (domain, section 7).
public enum RegisterKind: String, Hashable, Sendable, CaseIterable, Codable {
    case insured, retired, deceased

    public var status: SocialInsuranceStatus {
        switch self {
        case .insured: .insured
        case .retired: .retired
        case .deceased: .deceased
        }
    }
}

/// What the registers last said of a person.
public struct RegisterMark: Hashable, Sendable {
    public let kind: RegisterKind
    /// The day of which the list speaks.
    public let asOf: CalendarDay

    public init(_ kind: RegisterKind, asOf: CalendarDay) {
        self.kind = kind
        self.asOf = asOf
    }

    /// nil for somebody whom no list names.
    public init?(status: SocialInsuranceStatus, asOf: CalendarDay?) {
        guard let asOf, let kind = RegisterKind.allCases.first(where: { $0.status == status }) else { return nil }
        self.init(kind, asOf: asOf)
    }
}

extension SocialInsuranceStatus {
    /// Of two lists that name a person the graver one holds: dead, then retired, then insured, then nothing known.
    public var gravity: Int {
        switch self {
        case .unverified: 0
        case .insured: 1
        case .retired: 2
        case .deceased: 3
        }
    }
}
