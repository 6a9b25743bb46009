public import Domain

extension ComparisonPart {
    public var wording: String {
        switch self {
        case .new: "新增"
        case .missing: "名册里没有"
        case .changed: "信息变更"
        case .failed: "错误"
        }
    }

    /// Who stands in it, and what may be done.
    public var explanation: String {
        switch self {
        case .new: "名册里有、平台上不是本工会会员的人。可以导入；是其他工会会员的，导入后由原工会审核转移。"
        case .missing:
            "平台上有、名册里没有的会员，可能已经离职、退休或有其他情况。请逐人核对后处理；已经离职的，可以转移到所在区局(产业)的临时工会；"
                + "知道转到哪个工会的，请先保留，再在会员信息中转移。"
        case .changed: "名册和平台都有、但资料不同的会员。更新后以名册为准；名册里空着的列保留原来的内容。"
        case .failed: "名册中有错误的行，不参加导入和更新；能读出证件号码的，本人不列入“名册里没有”。请按分组在名册中改好，再上传整份名册重新比对。"
        }
    }
}

extension ComparisonExtent {
    public var wording: String {
        switch self {
        case .wholeUnion: "本工会全部会员"
        case .unit: "所选类别和单位的会员"
        }
    }

    public var explanation: String {
        switch self {
        case .wholeUnion: "名册包含本工会的每一位会员；不改变会员的类别和所在单位。"
        case .unit: "名册只包含上面所选类别和单位的会员；其他会员不参加比对。"
        }
    }
}

extension MemberComparison.State {
    public var wording: String {
        switch self {
        case .arranging: "待核对列"
        case .comparing: "比对中"
        case .compared: "比对完成"
        case .executing: "正在执行"
        case .held: "待另一人同意"
        case .interrupted: "比对中断"
        case .givenUp: "已取消"
        case .expired: "明细已过期"
        }
    }
}

extension ComparedField {
    public var wording: String {
        switch self {
        case .name: "姓名"
        case .phone: "手机号码"
        case .sex: "性别"
        case .unit: "类别和单位"
        case .workplace: "工作单位/服务平台"
        case .label: "会员标签"
        case .household: "户籍类型"
        case .address: "工作单位详细地址"
        case .documentExpiry: "证件到期日"
        case .post: "岗位类别"
        }
    }
}

extension ComparisonDecision {
    /// In the words of the group: who is new is not imported, who is missing is kept.
    public func wording(in part: ComparisonPart) -> String {
        switch (self, part) {
        case (.keep, .new): "不导入"
        case (.keep, .changed): "不更新"
        case (.keep, _), (.import, _), (.update, _), (.transfer, _), (.removeRetired, _), (.removeConvicted, _),
            (.removeDeceased, _):
            self == .keep ? "保留" : wording
        }
    }

    public var wording: String {
        switch self {
        case .import: "导入"
        case .update: "更新"
        case .transfer: "转移到临时工会"
        case .removeRetired: "删除（退休）"
        case .removeConvicted: "删除（犯罪）"
        case .removeDeceased: "删除（死亡）"
        case .keep: "不改动"
        }
    }
}

extension ComparisonEffect {
    public var wording: String {
        switch self {
        case .imported: "已导入"
        case .asked: "已申请转入"
        case .offered: "已申请转出"
        case .updated: "已更新"
        case .removed: "已删除"
        case .kept: "不改动"
        case .alreadyDone: "无需处理"
        case .changedMeanwhile: "未处理，比对后资料有变动"
        case .failed: "未处理，有错误"
        }
    }
}

extension ComparisonEffect {
    /// What became of a line, for who reads it later.
    public func sentence(of decision: ComparisonDecision) -> String {
        switch self {
        case .imported: "已导入，成为本工会会员。"
        case .asked: "本人是其他工会的会员，已向原工会申请会籍转移。"
        case .offered: "已向临时工会申请会籍转移。"
        case .updated: "已按名册更新资料。"
        case .removed: "已删除，不再是本工会会员。"
        case .kept: "按您的选择没有改动。"
        case .alreadyDone:
            switch decision {
            case .import: "执行时已是本工会会员，或已申请转入，没有重复办理。"
            case .update: "执行时平台上的资料已与名册一致，不需要更新。"
            case .transfer: "执行时已有转移申请，或已不是本工会会员，没有重复办理。"
            case .removeRetired, .removeConvicted, .removeDeceased: "执行时已不是本工会会员，没有重复办理。"
            case .keep: "没有改动。"
            }
        case .changedMeanwhile: "比对之后资料又有变动，没有处理。"
        case .failed:
            switch decision {
            case .transfer: "所在区局(产业)现在没有临时工会，没有处理。"
            case .import, .update, .removeRetired, .removeConvicted, .removeDeceased, .keep:
                "名册中的这一行现在不符合导入要求，没有处理。"
            }
        }
    }

    /// What is left to do; nil for nothing.
    public func advice(of decision: ComparisonDecision) -> String? {
        switch self {
        case .imported, .updated, .kept, .alreadyDone: nil
        case .asked: "原工会同意之前不是本工会会员，请在会籍审核管理中查看进度。"
        case .offered: "对方同意之前仍是本工会会员，需要时可以在会籍审核管理中撤回。"
        case .removed: "如在已提交的参保名单中，请再次提交名单；如有会员服务卡，不会自动注销，请提醒本人或家属到银行办理。"
        case .changedMeanwhile: "请核对会员现在的资料，需要时重新上传名册比对。"
        case .failed:
            switch decision {
            case .transfer: "请在会员信息中转移到其他工会，或与所在区局(产业)工会联系后重新比对。"
            case .import, .update, .removeRetired, .removeConvicted, .removeDeceased, .keep:
                "请按错误提示改好名册中的这一行，再重新比对。"
            }
        }
    }
}

/// Names of the comparison's files, sheets and columns.
public enum ComparisonWorkbook {
    public static let templateFileName = "会员比对模板.xlsx"
    public static let missingSheet = "名册里没有的会员"
    public static let missingColumns = [
        "姓名", "证件类型", "证件号", "手机号", "性别", "所在工会", "工会编号", "工作单位/服务平台", "会员标签", "提示", "处理", "处理结果",
    ]

    /// What the receiving union reads about a transfer that a comparison led to.
    public static let transferMotive = "会员比对：单位名册中已没有此人"

    public static let resultSheet = "执行结果"
    public static let resultColumns = ["姓名", "证件类型", "证件号", "名册行号", "分组", "处理方式", "结果", "说明", "下一步"]

    public static func namesake(_ row: Int) -> String { "名册第 \(row) 行有同名的人，请核对证件号码" }

    public static func newFileName(of name: String) -> String { stem(name) + "-比对结果.xlsx" }
    /// The uploaded roster with what is wrong in it.
    public static func faultsFileName(of name: String, ending: String) -> String { stem(name) + "-已标注错误." + ending }

    public static func missingFileName(of name: String) -> String { stem(name) + "-处理详情.xlsx" }

    public static func resultFileName(of name: String) -> String { stem(name) + "-执行结果.xlsx" }

    private static func stem(_ name: String) -> String {
        let ending = [".xlsx", ".csv", ".txt"].first { name.lowercased().hasSuffix($0) } ?? ""
        return String(name.dropLast(ending.count))
    }
}
