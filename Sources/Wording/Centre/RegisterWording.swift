public import Domain

extension RegisterList.Status {
    public var wording: String {
        switch self {
        case .staged: "待确认"
        case .applied: "已导入"
        case .discarded: "已放弃"
        case .undone: "已撤销"
        }
    }
}

extension RegisterKind {
    /// What becomes of the people whom such a list names.
    public var consequence: String {
        switch self {
        case .insured: "名单上的会员由“待确认”变为“参保”，不需要再逐一确认；已登记退休或死亡的不变。"
        case .retired: "名单上的会员变为“退休”，不再列入参保名单；已登记死亡的不变。"
        case .deceased: "名单上的会员变为“死亡”，不再列入参保名单。"
        }
    }
}
