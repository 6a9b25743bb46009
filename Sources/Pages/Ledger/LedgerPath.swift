public import Domain
import Markup

/// The addresses of the ledger and of bank statements.
public enum LedgerPath: Hashable, Sendable {
    /// 收款台账
    case list
    case statements
    case statement(ID<BankStatement>)
    case sure(ID<BankStatement>)
    case bookings(ID<BankStatement>)
    case undoing(ID<BankEntry>)
    /// 缴费催办
    case reminders
    case reminder(ID<UnitEnrolment>)

    var segments: [String] {
        let rest: [String] =
            switch self {
            case .list: []
            case .statements: ["statements"]
            case .statement(let id): ["statements", id.description]
            case .sure(let id): ["statements", id.description, "sure"]
            case .bookings(let id): ["statements", id.description, "bookings"]
            case .undoing(let id): ["lines", id.description, "undoing"]
            case .reminders: ["reminders"]
            case .reminder(let id): ["reminders", id.description]
            }
        return ["ledger"] + rest
    }
}
