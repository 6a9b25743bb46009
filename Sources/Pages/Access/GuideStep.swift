import Domain
import Wording

/// One step of a guide, and the page where it is done.
struct GuideStep: Sendable {
    let title: String
    let text: String
    let path: Path?

    init(_ title: String, _ path: Path?, _ text: String) { (self.title, self.path, self.text) = (title, path, text) }

    /// The roles that have a guide, in the order of the year.
    static let roles: [Role] = [
        .clerk, .reviewer, .districtOfficer, .centre, .systemAdministrator, .securityAdministrator, .auditAdministrator,
    ]

    static func work(of role: Role) -> String {
        switch role {
        case .clerk: "六步完成集中参保，每一步都可以随时离开，已填内容会保留"
        case .reviewer: "审核下级工会"
        case .districtOfficer: "审核、汇总提交和缴费"
        case .centre: "一个保障年度"
        case .systemAdministrator, .securityAdministrator: "管理账号"
        case .auditAdministrator: "查看日志"
        }
    }

    static func steps(of role: Role) -> [GuideStep] {
        switch role {
        case .clerk: clerk
        case .reviewer: reviewer
        case .districtOfficer: districtOfficer
        case .centre: centre
        case .systemAdministrator, .securityAdministrator:
            [GuideStep("账号管理", .accounts, "系统管理员建立和停用账号，安全管理员授予角色、生成一次性代码、强退登录设备。")]
        case .auditAdministrator:
            [GuideStep("审计日志", .audit, "按日期、账号、操作查找，可以导出。日志只增不改。")]
        }
    }

    private static let clerk = [
        GuideStep(
            "梳理会员", .members,
            "在“会员管理 → 会员信息”核对名册。新入会的用“批量导入”，先下载模板，按“数据说明”填写；已离职的转出，已退休的删除。"),
        GuideStep(
            "办卡", .cardCandidates, "在“会员服务卡管理 → 待办会员列表”核对每个人的证件到期日，再放入办卡批次并提交。没有卡的会员不能参保。"),
        GuideStep(
            "确认待确认名单", .enrolments, "人保状态为“待确认”的会员，核实后在“集中参保待确认名单”确认，确认后自动加入参保名单，且不能撤回。"),
        GuideStep("核对退休人员", .enrolments, "系统的退休数据只到截止日。保障年度 1 月 1 日前退休的人员，请您在办理步骤中标明。"),
        GuideStep("选择保障类型", .enrolments, "同一保障年度只能选择一个保障类型。页面会列出每种类型由谁付多少。"),
        GuideStep(
            "核对并提交", .enrolments, "核对单位、年度、人数和金额后提交。截止前可以多次提交，以最后一次为准；提交后下载告知书。"),
    ]

    private static let reviewer = [
        GuideStep("组织审核", .organisation(.requests), "下级工会新建、修改、转移、删除组织的申请，对照修改前后的内容审核。"),
        GuideStep("企业注册审核", .organisation(.registrations), "没有工会的企业申请账号，核对证明材料后通过或退回。"),
        GuideStep("集中参保审核", .review, "逐家核对名单和风险提示，通过后进入待提交；有误的写明原因退回。"),
        GuideStep("催办", .reminders, "提醒尚未提交的单位，登记电话催办。"),
    ]

    private static let districtOfficer = [
        GuideStep("保障金额设置", .share(.list), "办理开始前，设置区局、各级工会和基层单位分担的金额。"),
        GuideStep("集中参保审核", .review, "审核下级名单，通过的进入待提交，填写经办人后汇总提交至职保中心。"),
        GuideStep("催办", .reminders, "提醒尚未提交的单位，登记电话催办。"),
        GuideStep("参保批次管理", .batches, "下载统计表和告知书，转账后上传缴费凭证，等待职保中心审核。"),
        GuideStep("收款台账", .ledger(.list), "登记基层单位的付款，核对谁已付、谁未付。"),
        GuideStep("即时参保审核", .instantReview(.queue), "集中参保以外，随时审核新办卡和有卡无保人员的名单。"),
    ]

    private static let centre = [
        GuideStep("保障年度管理", .centre(.planYears), "设置办理时间、保障类型和金额，检查无误后发布；发布后只能延长办理时间。"),
        GuideStep("登记名单导入", .centre(.registers), "导入社保、退休、死亡名单，核对差异后生效。"),
        GuideStep("缴费凭证审核", .vouchers, "对照应收金额审核区局上传的凭证，缴费确认后保障生效。"),
        GuideStep("一人一保裁定", .centre(.conflicts), "同一个人由两个单位参保的，裁定由谁参保。"),
        GuideStep("到期处理", .centre(.deadlines), "处理提交期已过的名单和逾期未缴费的批次。"),
        GuideStep("通知公告管理", .announcement(.desk), "发布通知；要求确认的，可以看到哪些账号还没有确认。"),
        GuideStep("下载中心管理", .download(.desk), "上传操作说明和表格，登录的账号都可以下载。"),
    ]

    static let questions: [(title: String, text: String)] = [
        (
            "集体办卡，导入会员时要注意什么？",
            "工作单位详细地址请填写超过 6 个汉字；手机号码不要重复；导入时选择“关联企业类”，并选好单位。"
        ),
        ("卡片信息管理里的人数为什么比会员管理少？", "卡片信息管理只列关联企业类会员。灵活就业类和企业外入会类会员不在其中，由本人逐一申请办卡。"),
        ("证件到期日在哪里修改？", "在“待办会员列表”选中会员，点“修改证件到期日”。"),
        ("联合工会为什么找不到可选的企业？", "请先在“组织查询管理 → 查看 → 添加企业信息”为本工会添加企业，再进入业务工作台。"),
        ("导入时提示证件号码被改成了科学计数怎么办？", "表格软件已丢失号码后几位，系统不会猜测。请把整列设为“文本”，对照证件重新填写。"),
        ("有的会员为什么不在参保名单里？", "常见原因有四种：不是本单位工会会员；没有办理会员服务卡；已退休或死亡；在“集中参保待确认名单”内。"),
    ]

    // MARK: As a text to begin with

    /// What the platform says of a part by itself, written as the centre may change it.
    static func text(of part: GuidePart) -> String {
        guard let role = part.role else {
            return questions.map { "## \($0.title)\n\($0.text)" }.joined(separator: "\n\n")
        }
        let lines = steps(of: role).enumerated().map { position, step in
            let page = step.path.flatMap(Menu.words(of:)).map { "打开【\($0)】。" } ?? ""
            return "\(position + 1). \(step.title)：\(step.text)\(page)"
        }
        return (["## \(work(of: role))"] + lines).joined(separator: "\n")
    }
}
