public import Domain

extension Reminder.Kind {
    public var wording: String {
        switch self {
        case .notice: "待办提醒"
        case .call: "电话催办"
        }
    }
}
