public import Domain

extension MemberBatch.Kind {
    /// What it is called on the list and in the page's head.
    public var wording: String {
        switch self {
        case .label: "修改标签"
        case .removal: "批量删除"
        }
    }
}

extension MemberBatchOutcome {
    public func wording(of act: MemberBatch.Act) -> String {
        switch self {
        case .done:
            switch act {
            case .label(nil): "已去掉标签"
            case .label: "已修改标签"
            case .removal: "已删除"
            case .removalRequest: "已提交删除申请"
            }
        case .unchanged: "标签没有变化"
        case .left: "未处理，已不是会员"
        case .alreadyAsked: "未处理，删除审核中"
        case .changedMeanwhile: "未处理，资料有变动"
        }
    }

    /// What is left to do; nil for nothing.
    public func advice(of act: MemberBatch.Act) -> String? {
        switch self {
        case .done:
            switch act {
            case .label: nil
            case .removal: "如在已提交的参保名单中，请再次提交名单；如有会员服务卡，请提醒本人或家属到银行办理。"
            case .removalRequest: "由上级工会审核，审核之前会籍不变。"
            }
        case .unchanged, .left: nil
        case .alreadyAsked: "已有删除申请，请等待上级工会审核。"
        case .changedMeanwhile: "请核对会员现在的资料后重新选择。"
        }
    }
}

/// Names of the workbook with everybody's result.
public enum MemberBatchWorkbook {
    public static let fileName = "批量处理结果.xlsx"
    public static let sheet = "处理结果"
    public static let columns = ["姓名", "证件类型", "证件号", "结果", "下一步"]
    public static let waiting = "还没有处理"
}
