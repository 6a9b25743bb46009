public import Domain

extension Alert.Kind {
    public var wording: String {
        switch self {
        case .failedLogins: "同一账号多次登录失败"
        case .guessing: "同一地址多次登录失败"
        case .locks: "多个账号被锁定"
        case .disclosuresNear: "查看完整信息接近上限"
        case .disclosuresSpent: "查看完整信息达到上限"
        case .massExport: "一天导出大量人员"
        case .nightLogin: "管理账号夜间登录"
        case .chainBroken: "审计日志被改动"
        }
    }

    /// How much, with its unit.
    public func wording(of amount: Int) -> String {
        switch self {
        case .failedLogins, .guessing, .nightLogin: "\(amount) 次"
        case .locks: "\(amount) 个账号"
        case .disclosuresNear, .disclosuresSpent, .massExport: "\(amount) 人"
        case .chainBroken: "\(amount) 处"
        }
    }

    /// What to do about it.
    public var advice: String {
        switch self {
        case .failedLogins: "请联系账号本人，问是否本人操作；不是本人的，请系统管理员停用账号或重新设置密码。"
        case .guessing: "请核实该地址属于哪个单位；不认识的地址，请在防火墙上禁止访问。"
        case .locks: "可能有人在逐个试密码。请查看登录失败的来源地址，并提醒有关账号不要使用简单密码。"
        case .disclosuresNear, .disclosuresSpent: "请联系账号本人，核实查看这些会员信息的工作需要。"
        case .massExport: "请核实导出用途和文件去向，用完的文件应当删除。"
        case .nightLogin: "请联系账号本人，问是否本人操作；不是本人的，请立即强退并停用账号。"
        case .chainBroken: "有人绕过平台改动了审计日志。请保全数据库和每日摘要文件，用 gonghui verify 查出改动之处，并报告上级。"
        }
    }
}

extension AlertPart {
    public var wording: String {
        switch self {
        case .open: "待处理"
        case .settled: "已处理"
        }
    }
}
