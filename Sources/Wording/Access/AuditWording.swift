public import Domain

/// The audit log in plain words.
public enum AuditWording {
    /// Stands in the place of the account where a member has acted for himself.
    public static let member = "会员本人"
    /// Stands there where somebody had not proved who he is.
    public static let visitor = "未登录"
    /// Stands there where nobody has acted: the calendar, the housekeeping, a command on the server.
    public static let platform = "平台"
    /// The account of a failed login whose name nobody has.
    public static let unknownAccount = "不存在的账号"

    /// What the records of the log are called, in the order of the list to choose from.
    public static let subjects: [(name: String, words: String)] = [
        ("account", "账号"), ("audit-log", "审计日志"), ("alert", "安全告警"), ("union", "工会"), ("union-request", "组织变更申请"),
        ("organisation-sheet", "组织企业导入"), ("organisation-list", "组织名单"),
        ("registration", "企业注册"),
        ("member", "会员"), ("member-list", "会员名单"), ("export-request", "批量导出申请"), ("mass-removal", "批量删除申请"),
        ("statistics", "统计报表"),
        ("member-import", "会员导入"), ("member-comparison", "会员比对"), ("transfer", "会籍转移"), ("removal", "会员删除申请"),
        ("dictionary", "字典"), ("own-request", "会员本人申请"), ("rights-request", "个人信息请求"), ("own-access", "会员本人服务"),
        ("join-code", "组织码"), ("join-application", "入会申请"),
        ("service-card", "服务卡"), ("card-list", "服务卡名单"), ("card-batch", "办卡批次"), ("card-revocation", "批次撤消申请"),
        ("expiry-sheet", "证件到期日表"),
        ("plan-year", "保障年度"), ("working-days", "节假日"), ("register", "登记名单"), ("enrolment", "参保名单"),
        ("claim-conflict", "一人一保冲突"), ("correction", "更正申请"), ("submission", "参保批次"), ("submission-proposal", "提交复核"),
        ("voucher", "缴费凭证"),
        ("credit", "退回金额"),
        ("bank-statement", "银行流水"), ("coverage-proof", "参保证明"), ("coverage-list", "参保信息名单"), ("benefit", "给付信息"),
        ("benefit-import", "给付信息导入"),
        ("file", "文件"), ("announcement", "通知公告"), ("download", "下载中心文件"), ("support", "技术支持"), ("guide", "新手指引"),
        ("sealing-keys", "加密密钥"), ("setting", "平台设置"), ("retention", "到期数据"),
    ]

    /// What was done, in the order of the list to choose from.
    public static let actions: [(name: String, words: String)] = [
        // Accounts
        ("create-account", "创建账号"), ("change-roles", "变更角色"), ("disable-account", "停用账号"),
        ("enable-account", "恢复使用账号"), ("issue-reset-code", "生成一次性代码"), ("redeem-reset-code", "凭一次性代码设置密码"),
        ("change-password", "修改密码"), ("set-up-second-factor", "启用动态口令"), ("end-session", "强退登录设备"),
        ("log-in", "登录"), ("log-out", "退出登录"), ("log-in-refused", "登录失败"),
        ("second-factor-refused", "动态口令错误"), ("reset-code-refused", "一次性代码错误"), ("alert-settled", "处理安全告警"),
        ("duty-handover-asked", "发起交接"), ("duty-handover-withdrawn", "撤回交接"), ("duty-handed-over", "交接"),
        ("duty-taken-over", "确认接手"), ("step-up", "再次确认身份"), ("step-up-refused", "再次确认身份未通过"),
        ("locked-refused", "多次登录失败，账号锁定"),
        // What was shown and taken out
        ("disclosed", "查看完整信息"), ("exported", "导出"), ("ask-export", "申请批量导出"), ("consent-export", "同意批量导出"),
        ("refuse-export", "不同意批量导出"), ("withdraw-export", "撤回批量导出"), ("downloaded", "下载新增人员"),
        ("download-order-file", "下载制卡文件"), ("verify", "查验"), ("issue", "签发"),
        // Members
        ("added", "新增会员"), ("edited", "修改会员信息"), ("removed", "会员移除"), ("merged", "合并重复会员"),
        ("ended-as-duplicate", "因重复结束会籍"), ("not-duplicate", "确认不是重复会员"), ("imported", "导入新会员"),
        ("updated-by-import", "导入更新会员"), ("removal-requested", "申请删除会员"), ("removal-returned", "删除申请退回"),
        ("transfer-requested", "申请转入会员"), ("transfer-offered", "申请转出会员"), ("transfer-returned", "会籍转移退回"),
        ("transferred-out", "会籍转出"), ("transferred-in", "会籍转入"), ("request-answered", "答复本人申请"),
        ("rights-recorded", "登记个人信息请求"), ("rights-copied", "下载个人信息副本"), ("fulfil", "办理个人信息请求"),
        ("joined-by-code", "扫码入会"), ("document-renewed", "证件更新"), ("identity-corrected", "更正姓名、证件"),
        ("set-expiry", "修改证件到期日"),
        ("card-lost", "服务卡挂失"), ("card-recovered", "服务卡解挂"), ("card-replacement-asked", "申请补卡"),
        ("card-replacement-withdrawn", "撤回补卡"), ("card-cancelled", "注销服务卡"),
        ("electronic-card-activated", "激活电子卡"), ("consented", "同意个人信息告知"),
        // Unions
        ("amended", "修改组织信息"), ("founded", "新建组织"), ("dissolved", "删除组织"), ("transferred", "转移组织"),
        ("enterprise-added", "添加企业信息"), ("enterprise-amended", "修改企业信息"),
        ("enterprise-removed", "删除企业"),
        // Files
        ("staged", "读入文件"), ("applied", "确认入库"), ("discarded", "放弃"), ("revised", "修改导入行"), ("stopped", "中断"),
        ("returned", "下载未通过行"), ("compared", "比对"), ("executed", "执行比对结果"), ("loaded", "名单生效"),
        ("list-undone", "撤销登记名单"),
        ("uploaded", "上传"), ("stage", "读入"), ("apply", "生效"), ("discard", "放弃（表）"),
        // Steps
        ("request", "申请"), ("ask", "提出申请"), ("submit", "提交"), ("prepare", "编制"), ("withdraw", "撤回"),
        ("endorse", "初审通过"), ("approve", "审核通过"), ("take-back", "撤回审核"), ("decline", "退回"),
        ("return", "退回申请"),
        ("accept", "同意"), ("grant", "同意申请"), ("reject", "驳回"), ("ask-for-more", "要求补充材料"), ("lapse", "失效"),
        ("lock", "汇总锁定"), ("close-window", "窗口期结束"), ("upload-voucher", "上传缴费凭证"),
        ("accept-voucher", "缴费确认"), ("miss-deadline", "逾期失效"), ("rate-change", "调整缴费标准"),
        ("roster-change", "名单变动"), ("raise-conflicts", "提请一人一保裁定"), ("acknowledge-left-out", "确认未参保人员"),
        ("kept", "维持原参保"), ("moved", "改由本单位参保"), ("hand-over", "交付制卡"), ("apply-full-result", "制卡全部完成"),
        ("apply-partial-result", "制卡部分完成"), ("cancel", "取消"), ("revoke", "撤销"), ("report-loss", "挂失"),
        ("recover", "解挂"), ("ask-replacement", "补卡"), ("withdraw-replacement", "取消补卡"), ("replace", "换卡"),
        // Money and settings
        ("enter", "登记退回金额"), ("entered", "登记给付"), ("corrected", "更正"), ("cancelled", "撤销登记"),
        ("booked", "入账"), ("undone", "撤销入账"), ("set-aside", "不入账"), ("set-review-levels", "设置审核级数"),
        ("set-submission-control", "设置提交复核"), ("propose", "提交复核"), ("second", "复核确认"), ("refuse", "复核退回"),
        ("overtake", "提交复核失效"),
        ("create", "新建"), ("save", "保存"), ("publish", "发布"), ("extend", "延长窗口期"), ("add", "新增"),
        ("rename", "改名"), ("move", "调整顺序"), ("retire", "停用"), ("offer", "启用"), ("confirm", "确认已阅"),
        ("key-activated", "启用新密钥"), ("keys-retired", "停用旧密钥"), ("rows-sealed", "为已有记录加上校验"),
        ("row-accepted", "核实后重新加上校验"),
        ("cleared", "到期清理"), ("password-rehashed", "更新密码散列"),
        ("setting-changed", "修改设置"), ("set-password-policy", "设置密码规则"), ("reminded", "催办"), ("call-recorded", "登记联系情况"),
        ("payment-reminded", "缴费催办"), ("payment-call-recorded", "登记缴费联系情况"),
    ]

    private static let subjectWords = Dictionary(
        subjects.map { ($0.name, $0.words) }, uniquingKeysWith: { first, _ in first })
    private static let actionWords = Dictionary(
        actions.map { ($0.name, $0.words) }, uniquingKeysWith: { first, _ in first })

    public static func knows(subject: String) -> Bool { subjectWords[subject] != nil }
    public static func knows(action: String) -> Bool { actionWords[action] != nil }

    /// Who did it, as a list says it in one cell.
    public static func doer(_ entry: AuditEntry) -> String {
        if let account = entry.account { return "\(entry.person ?? "")（\(account)）" }
        return nobody(entry.unnamed)
    }

    /// Stands in the place of the account where there is none.
    public static func nobody(_ unnamed: AuditEntry.Unnamed) -> String {
        switch unnamed {
        case .member: member
        case .visitor: visitor
        case .platform: platform
        }
    }

    /// What was acted on: an account by its name, everything else by its number.
    public static func object(_ entry: AuditEntry) -> String {
        if let name = entry.subjectName { return "\(subject(entry.subject)) \(name)" }
        return entry.subject == "account" && entry.number == 0
            ? unknownAccount : "\(subject(entry.subject)) \(entry.number)"
    }

    /// The word of the log itself where nobody has found a better one yet.
    public static func subject(_ name: String) -> String { subjectWords[name] ?? name }
    public static func action(_ name: String) -> String { actionWords[name] ?? name }

    private static let facts: [String: String] = [
        "rows": "行数", "people": "人数", "heads": "参保人数", "units": "单位数", "fen": "金额（分）", "through": "截止", "from": "起",
        "purpose": "用途", "numbers": "证件号码", "version": "版本", "plan": "方案", "batch": "批次", "line": "行",
        "new": "新增", "left": "离会", "deceased": "身故", "changes": "变更", "unchanged": "未变", "refused": "未通过",
        "number": "编号", "activity": "环节", "holidays": "节假日", "from-year": "年度", "conflict": "冲突",
        "consent": "批量导出申请", "ended": "结束的会籍", "kept": "保留的会籍", "record": "原记录", "into": "并入记录", "key": "密钥",
        "keys": "密钥数", "setting": "设置项", "part": "部分", "phones": "联系电话",
        "order-files": "制卡文件", "licences": "营业执照", "answers": "个人信息请求", "registers": "登记名单文件", "sheets": "表格文件",
        "payments": "给付文件", "tables": "数据表", "table": "数据表", "notice": "同意的隐私说明版本",
    ]

    /// The facts of an event: counts and codes; `rows=2` becomes 行数 2.
    ///
    /// What somebody wrote in his own words, and what may be a person's number, is not shown.
    public static func detail(_ text: String?) -> String? {
        guard let text else { return nil }
        let parts = text.split(whereSeparator: { " ;,".contains($0) }).filter { part in
            part.utf8.allSatisfy { $0 < 128 }
                && part.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } < 11
        }
        guard !parts.isEmpty else { return nil }
        return parts.map { part in
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return String(part) }
            return "\(facts[String(pair[0])] ?? String(pair[0])) \(pair[1])"
        }.joined(separator: "，")
    }
}

extension AuditResult {
    public var wording: String {
        switch self {
        case .done: "成功"
        case .refused: "未通过"
        }
    }
}

/// The file that the log is taken out in.
public enum AuditWorkbook {
    public static let sheet = "审计日志"
    public static let columns = [
        "时间", "业务日期", "账号", "使用人", "来源地址", "操作", "对象", "所属工会", "结果", "说明",
    ]

    public static func fileName(on day: CalendarDay) -> String { "审计日志-\(day.compact).xlsx" }

    public static func mark(account: String, union: String, at moment: String) -> String {
        "由 \(union) \(account) 于 \(moment) 导出，仅供审计使用"
    }
}

extension ExportRefusal {
    /// The same of the audit log.
    public var wordingOfEvents: String {
        switch self {
        case .nobody: "当前筛选没有日志，请先调整筛选条件"
        case .tooMany(let limit): "一次最多导出 \(limit) 条日志，请缩短日期范围后分次导出"
        case .wholeNumbersOfFormer: wording
        }
    }
}
