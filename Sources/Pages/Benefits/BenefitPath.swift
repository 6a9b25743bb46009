public import Domain
import Markup

/// The addresses of payments to covered people; none of them names a person.
public enum BenefitPath: Hashable, Sendable {
    /// 给付信息查询
    case list
    case export
    case template
    case new
    case payment(ID<BenefitPayment>)
    case correction(ID<BenefitPayment>)
    case cancellation(ID<BenefitPayment>)
    /// 给付信息导入
    case imports
    case file(ID<BenefitImport>)
    case application(ID<BenefitImport>)
    case discard(ID<BenefitImport>)

    var segments: [String] {
        let rest: [String] =
            switch self {
            case .list: []
            case .export: ["export"]
            case .template: ["template"]
            case .new: ["new"]
            case .payment(let id): [id.description]
            case .correction(let id): [id.description, "correction"]
            case .cancellation(let id): [id.description, "cancellation"]
            case .imports: ["imports"]
            case .file(let id): ["imports", id.description]
            case .application(let id): ["imports", id.description, "application"]
            case .discard(let id): ["imports", id.description, "discard"]
            }
        return ["benefits"] + rest
    }
}
