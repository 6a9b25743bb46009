public import Domain

/// The addresses of 组织管理 beside the tree itself.
public enum OrganisationPath: Hashable, Sendable {
    case amendment(ID<Union>)
    case founding(ID<Union>)
    case dissolution(ID<Union>)
    case transfer(ID<Union>)
    case enterprises(ID<Union>)
    case enterpriseNew(ID<Union>)
    case enterprise(ID<Enterprise>)
    case enterpriseRemoval(ID<Enterprise>)
    case requests
    case request(ID<UnionRequest>)
    case acceptance(ID<UnionRequest>)
    case `return`(ID<UnionRequest>)
    case withdrawal(ID<UnionRequest>)
    case check
    case decisions
    case registrationSubmitted
    case registrations
    case registration(ID<EnterpriseRegistration>)
    case registrationProof(ID<EnterpriseRegistration>)
    case registrationAcceptance(ID<EnterpriseRegistration>)
    case registrationReturn(ID<EnterpriseRegistration>)
    case sheets
    case sheetNew
    case sheetTemplate
    case sheet(ID<OrganisationSheet>)
    case sheetColumns(ID<OrganisationSheet>)
    case sheetRow(ID<OrganisationSheet>)
    case sheetApplication(ID<OrganisationSheet>)
    case sheetDiscard(ID<OrganisationSheet>)
    case sheetFailures(ID<OrganisationSheet>)
    case export

    var segments: [String] {
        switch self {
        case .amendment(let id): ["unions", id.description, "amendment"]
        case .founding(let id): ["unions", id.description, "founding"]
        case .dissolution(let id): ["unions", id.description, "dissolution"]
        case .transfer(let id): ["unions", id.description, "transfer"]
        case .enterprises(let id): ["unions", id.description, "enterprises"]
        case .enterpriseNew(let id): ["unions", id.description, "enterprises", "new"]
        case .enterprise(let id): ["enterprises", id.description]
        case .enterpriseRemoval(let id): ["enterprises", id.description, "removal"]
        case .requests: ["union-requests"]
        case .request(let id): ["union-requests", id.description]
        case .acceptance(let id): ["union-requests", id.description, "acceptance"]
        case .return(let id): ["union-requests", id.description, "return"]
        case .withdrawal(let id): ["union-requests", id.description, "withdrawal"]
        case .check: ["union-requests", "check"]
        case .decisions: ["union-requests", "decisions"]
        case .registrationSubmitted: ["registration", "submitted"]
        case .registrations: ["registrations"]
        case .registration(let id): ["registrations", id.description]
        case .registrationProof(let id): ["registrations", id.description, "proof"]
        case .registrationAcceptance(let id): ["registrations", id.description, "acceptance"]
        case .registrationReturn(let id): ["registrations", id.description, "return"]
        case .sheets: ["organisation-sheets"]
        case .sheetNew: ["organisation-sheets", "new"]
        case .sheetTemplate: ["organisation-sheets", "template"]
        case .sheet(let id): ["organisation-sheets", id.description]
        case .sheetColumns(let id): ["organisation-sheets", id.description, "columns"]
        case .sheetRow(let id): ["organisation-sheets", id.description, "row"]
        case .sheetApplication(let id): ["organisation-sheets", id.description, "application"]
        case .sheetDiscard(let id): ["organisation-sheets", id.description, "discard"]
        case .sheetFailures(let id): ["organisation-sheets", id.description, "failures"]
        case .export: ["organisation-exports"]
        }
    }
}
