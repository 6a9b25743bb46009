public import Domain

extension RightsRequest.Kind {
    public var wording: String {
        switch self {
        case .access: "查询个人信息"
        case .copy: "复制个人信息"
        case .correction: "更正个人信息"
        case .restriction: "删除或限制处理"
        case .withdrawal: "撤回同意"
        }
    }

    /// What it means, for whoever asks.
    public var explanation: String {
        switch self {
        case .access: "了解登记了您的哪些信息、用于什么、提供给谁。"
        case .copy: "取得一份本人信息的副本，核实身份后交给您。"
        case .correction: "信息不准确或不完整的，更正或补充。"
        case .restriction: "不再需要的信息予以删除，或只保存、不作其他使用。依法须保存的会说明依据。"
        case .withdrawal: "不再同意处理须经同意的信息。撤回前已经办理的事项仍然有效。"
        }
    }

    /// What to do about it, beside the request.
    public var guidance: String {
        switch self {
        case .access: "核实本人身份后，打开会员详情，告知本人登记了哪些信息、用于什么。"
        case .copy: "核实本人身份后，下载个人信息副本交给本人。"
        case .correction: "在会员详情中修改；已锁定名单中的姓名、证件由单位提出更正申请。"
        case .restriction:
            "会籍按会员管理的规定删除；参保、给付记录依法须保存的不能删除，请说明依据，并停止其他用途。"
        case .withdrawal: "撤回后不再为其办理依同意进行的业务，此前已办理的不受影响；请向本人说明后果。"
        }
    }
}

extension RightsRequest.Status {
    public var wording: String {
        switch self {
        case .open: "待答复"
        case .fulfilled: "已办理"
        case .refused: "不予办理"
        }
    }
}

extension RightsRequest.Command {
    public var wording: String {
        switch self {
        case .fulfil: "已办理"
        case .refuse: "不予办理"
        }
    }
}

extension RightsRequest {
    /// What a step of its history is called.
    public static func wording(of action: String) -> String {
        switch action {
        case recorded: "登记请求"
        case "rights-copied": "下载个人信息副本"
        default: Command(rawValue: action)?.wording ?? "其他办理"
        }
    }
}

extension RightsPart {
    public var wording: String {
        switch self {
        case .open: "待答复"
        case .closed: "已答复"
        }
    }
}

/// The workbook of what is kept of one person.
public enum RightsWorkbook {
    public static func fileName(_ number: String) -> String { "个人信息副本-\(number).xlsx" }

    public static func mark(account: String, union: String, at time: String, number: String) -> String {
        "\(union) \(account) \(time) 依请求 \(number) 出具，仅供本人。含完整个人信息，请当面或以安全方式交付，交付后删除。"
    }
}
