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
