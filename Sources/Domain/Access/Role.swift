/// What an account may be asked to do (domain, section 2).
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    case clerk
    case reviewer
    case districtOfficer = "district-officer"
    case centre
    case systemAdministrator = "system-administrator"
    case securityAdministrator = "security-administrator"
    case auditAdministrator = "audit-administrator"

    /// Roles that one account must never hold together: the three administrators keep apart from each other and from
    /// business data (GB/T 22239 三权分立).
    public func excludes(_ other: Role) -> Bool {
        self != other && (isAdministrator || other.isAdministrator)
    }

    public var isAdministrator: Bool {
        switch self {
        case .systemAdministrator, .securityAdministrator, .auditAdministrator: true
        case .clerk, .reviewer, .districtOfficer, .centre: false
        }
    }

    /// Whether an account with this role at a union of this kind must use a second factor: all administrators, and
    /// everybody from level 2 up (security, section 1).
    public func needsSecondFactor(at kind: UnionKind) -> Bool {
        isAdministrator || kind == .subdistrictFederation || kind.isDistrictLevel || kind == .cityFederation
    }

    /// Whether a union of this kind can give an account this role.
    public func fits(_ kind: UnionKind) -> Bool {
        switch self {
        case .clerk: kind.isBase
        case .reviewer: kind == .subdistrictFederation || kind.isDistrictLevel
        case .districtOfficer: kind.isDistrictLevel
        case .centre: kind == .cityFederation
        case .systemAdministrator, .securityAdministrator, .auditAdministrator: true
        }
    }
}
