/// What a node of the federation tree is (domain glossary; manual 2024, part 2 for the kinds the workbench supports).
public enum UnionKind: String, Hashable, Sendable, CaseIterable, Codable {
    case cityFederation = "city-federation"
    case districtFederation = "district-federation"
    case industryBureau = "industry-bureau"
    case subdistrictFederation = "subdistrict-federation"
    case jointUnion = "joint-union"
    case unionCommittee = "union-committee"
    case unionAssociation = "union-association"
    case branch

    /// 区局(产业): either of the two kinds that submit to the centre.
    public var isDistrictLevel: Bool {
        switch self {
        case .districtFederation, .industryBureau: true
        case .cityFederation, .subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation, .branch: false
        }
    }

    /// Decides what unions below it ask for (组织审核管理).
    public var decidesRequests: Bool {
        switch self {
        case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation: true
        case .jointUnion, .unionCommittee, .unionAssociation, .branch: false
        }
    }

    /// 基层工会: has members and enrols them.
    public var isBase: Bool {
        switch self {
        case .jointUnion, .unionCommittee: true
        case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation, .unionAssociation, .branch:
            false
        }
    }

    /// Whether 业务工作台 is open to this kind (manual 2024, part 2).
    public var hasWorkbench: Bool {
        switch self {
        case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation, .jointUnion,
            .unionCommittee:
            true
        case .unionAssociation, .branch: false
        }
    }

    /// Which kinds may stand directly under this one.
    public var children: Set<UnionKind> {
        switch self {
        case .cityFederation: [.districtFederation, .industryBureau]
        case .districtFederation, .industryBureau:
            [.subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation]
        case .subdistrictFederation: [.jointUnion, .unionCommittee, .unionAssociation]
        case .unionAssociation: [.jointUnion, .unionCommittee]
        case .jointUnion, .unionCommittee: [.branch]
        case .branch: []
        }
    }
}
