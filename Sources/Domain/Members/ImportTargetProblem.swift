/// Why an import cannot begin as it was asked for.
public enum ImportTargetProblem: String, Error, Hashable, Sendable, CaseIterable {
    case categoryMissing = "category-missing"
    case enterpriseMissing = "enterprise-missing"
    case flexibleKindMissing = "flexible-kind-missing"
}
