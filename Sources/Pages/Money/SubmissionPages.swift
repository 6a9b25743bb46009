public import Domain
public import Markup
import Wording

/// The rehearsal of the lock: what would be handed in, by plan and payer, and what would be left behind.
public struct SubmissionRehearsalPage: Component, Sendable {
    let frame: PageFrame
    let rehearsal: Rehearsal
    let form: FormState

    public struct Rehearsal: Sendable {
        public var district: String
        public var year: PlanYear
        public var totals: DistrictTotals
        public var credit: Money
        public var struck: [StruckUnit]
        public var open: [OpenUnit]
        public var counts: ReviewCounts
        public var conflicts: Int
        public var refusal: Refusal?

        public init(
            district: String, year: PlanYear, totals: DistrictTotals, credit: Money, struck: [StruckUnit],
            open: [OpenUnit], counts: ReviewCounts, conflicts: Int = 0, refusal: Refusal?
        ) {
            self.conflicts = conflicts
            self.district = district
            self.year = year
            self.totals = totals
            self.credit = credit
            self.struck = struck
            self.open = open
            self.counts = counts
            self.refusal = refusal
        }

        var openCount: Int { counts.pending + counts.open + counts[.returned] }
    }

    /// - Parameter form: fields `name`, `phone`, `email`.
    public init(_ frame: PageFrame, _ rehearsal: Rehearsal, form: FormState) {
        (self.frame, self.rehearsal, self.form) = (frame, rehearsal, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "提交至职保中心", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [HTML("\(rehearsal.year.year) 年度"), HTML(rehearsal.district), HTML("演算，尚未提交")]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            if let refusal = rehearsal.refusal {
                Callout("现在还不能提交至职保中心") { p { refusal.wording } }
            }
            Card("将要提交", id: "totals", note: "\(rehearsal.totals.units.grouped) 家单位") {
                PlanTable(totals: rehearsal.totals)
                Totals(ReviewPage.lines(rehearsal.totals, credit: rehearsal.credit))
            }
            if !rehearsal.struck.isEmpty { struck }
            if rehearsal.conflicts > 0 {
                Callout("一人一保：\(rehearsal.conflicts.grouped) 人等待裁定", .warning) {
                    p { "这些人同时被两个单位要求参保，由市职保中心裁定。名单提交后即锁定，不能再把人划给另一单位。" }
                }
            }
            open
            if rehearsal.refusal == nil { contact }
        }
    }

    private var struck: HTML {
        let people = rehearsal.struck.reduce(0) { $0 + $1.people }
        return Card("名单变动：剔除 \(people.grouped) 人", id: "struck") {
            p(.class("card-body")) { "这些人员在单位提交后已转出、删除或死亡，提交时自动剔除，名单生成新的版本，并重新出具告知书。上方合计已不含他们。" }
            DataTable(
                "名单变动", rehearsal.struck,
                columns: [
                    .head("单位名称") { unit in
                        a(.href(.reviewSheet(unit.enrolment.rawValue))) { unit.name }
                    },
                    .number("已转出或删除") { $0.left },
                    .number("已死亡") { $0.deceased },
                    .number("剔除后人数") { $0.remaining },
                    .text("处理") { $0.remaining > 0 ? "生成新版本后提交" : "没有参保人员，不提交" },
                ])
        }.html
    }

    private var open: HTML {
        Card("不在本次提交内的单位", id: "open", note: "\(rehearsal.openCount.grouped) 家") {
            if rehearsal.open.isEmpty {
                p(.class("card-body")) { "没有未办结的单位。" }
            } else {
                p(.class("card-body")) {
                    "窗口期内可以分批提交。到期仍未提交的单位不参加集中参保，须按即时参保流程另行办理。"
                }
                DataTable(
                    "不在本次提交内的单位", rehearsal.open,
                    columns: [
                        .head("单位名称") { unit in
                            if let id = unit.enrolment, unit.status != .notStarted, unit.status != .draft {
                                a(.href(.reviewSheet(id.rawValue))) { unit.name }
                            } else {
                                unit.name
                            }
                        },
                        .text("组织机构代码") { $0.organisationCode },
                        .state("状态") { StateBadge($0.status.wording, $0.status.reviewTone) },
                    ])
            }
        }.html
    }

    private var contact: HTML {
        PostForm(to: .submissionCheck, frame.tokens, .data("repeatable", "")) {
            Card("经办人信息", id: "contact") {
                div(.class("card-body")) {
                    TextField("name", "姓名", in: form, hint: "职保中心核对款项时联系的人")
                    TextField("phone", "手机号", in: form, .phone, hint: "11 位手机号")
                    TextField("email", "电子邮箱", in: form, .email)
                    SubmitButton("下一步：核对并确认", size: .large)
                }
            }
        }.html
    }
}

/// Heads and money, a row for each plan.
struct PlanTable: Component {
    let totals: DistrictTotals

    var html: HTML {
        DataTable(
            "各保障类型", totals.plans,
            columns: [
                .head("类型") { $0.plan + " 类" },
                .number("单位") { $0.units },
                .number("人数") { $0.heads },
                .money("保障费用（元）") { $0.amounts.premium },
                .money("市总") { $0.amounts.city },
                .money("区局") { $0.amounts.district },
                .money("基层") { $0.amounts.base },
            ]
        ) {
            tr {
                th(.scope(.row)) { "合计" }
                td(.class("num")) { totals.units.grouped }
                td(.class("num")) { totals.heads.grouped }
                for amount in [
                    totals.amounts.premium, totals.amounts.city, totals.amounts.district, totals.amounts.base,
                ] { td(.class("money")) { amount.yuanText } }
            }
        }.html
    }
}

/// The last page before the lock: heads, money, and that it cannot be undone (manual 2024, 4.4).
public struct SubmissionConfirmPage: Component, Sendable {
    let frame: PageFrame
    let rehearsal: SubmissionRehearsalPage.Rehearsal
    let contact: SubmissionContact
    let form: FormState

    public init(
        _ frame: PageFrame, _ rehearsal: SubmissionRehearsalPage.Rehearsal, contact: SubmissionContact,
        form: FormState = FormState()
    ) {
        (self.frame, self.rehearsal, self.contact, self.form) = (frame, rehearsal, contact, form)
    }

    public var html: HTML {
        let totals = rehearsal.totals
        return Layout(
            frame,
            PageHead(
                "确认提交至职保中心",
                above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review), Crumb("提交至职保中心", .submissionNew)],
                facts: [HTML("\(rehearsal.year.year) 年度"), HTML(rehearsal.district)]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            Card("提交内容", id: "content", note: "\(totals.units.grouped) 家单位") {
                PlanTable(totals: totals)
                Totals(ReviewPage.lines(totals, credit: rehearsal.credit))
            }
            Card("经办人", id: "person") {
                CheckAnswers([
                    CheckAnswers.Answer("姓名", at: Path.submissionNew.url) { contact.name },
                    CheckAnswers.Answer("手机号", at: Path.submissionNew.url) { contact.phone.rawValue },
                    CheckAnswers.Answer("电子邮箱", at: Path.submissionNew.url) { contact.email },
                ])
            }
            PostForm(to: .submissions, frame.tokens) {
                HiddenField("name", contact.name)
                HiddenField("phone", contact.phone.rawValue)
                HiddenField("email", contact.email)
                HiddenField("units", String(totals.units))
                HiddenField("heads", String(totals.heads))
                DecideBlock("提交后将无法修改") {
                    "将锁定 \(totals.units.grouped) 家单位、\(totals.heads.grouped) 人的名单，保障费用 "
                    totals.amounts.premium.inSentence
                    "，应划款 "
                    totals.due(credit: rehearsal.credit).due.inSentence
                    "。区局（产业）确认提交至职保中心后将无法修改，请仔细核对无误后再提交。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("确认提交至职保中心，\(totals.heads.grouped) 人", size: .large)
                        LinkButton("返回修改", .submissionNew, size: .large)
                    }
                }
            }
        }.html
    }
}

/// What was handed in, and what happens next (as mock-up 07).
public struct DistrictResultPage: Component, Sendable {
    let frame: PageFrame
    let record: SubmissionRecord
    let totals: DistrictTotals
    let account: DistrictNotice.BankAccount

    public init(
        _ frame: PageFrame, _ record: SubmissionRecord, totals: DistrictTotals, account: DistrictNotice.BankAccount
    ) {
        (self.frame, self.record, self.totals, self.account) = (frame, record, totals, account)
    }

    public var html: HTML {
        let id = record.submission.id.rawValue
        return Layout(
            frame, title: "已提交至职保中心", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
            here: "已提交至职保中心", current: .batches, shape: .journey
        ) {
            Confirmed(
                "已提交至职保中心：\(record.heads.grouped) 人",
                facts: [
                    HTML("批次编号 \(record.submission.number)"), record.submittedAt.htmlToTheMinute,
                    HTML("\(record.units.grouped) 家单位"), HTML("保障费用 \(record.amounts.premium.inSentence)"),
                ])
            div(.class("row-gap")) {
                LinkButton("下载集中参保告知书", .batchNotice(id), .primary, icon: .download)
                LinkButton("下载集中参保统计表", .batchStatistics(id), icon: .download)
                LinkButton("查看参保批次", .batch(id))
            }
            Card("接下来", id: "next") {
                NextSteps([
                    NextSteps.Step {
                        record.submission.voucherDue.htmlInSentence
                        "前划款 \(record.due.due.inSentence)"
                    } text: {
                        "划入下列帐户，附言填写备注码 \(record.remarkCode)。"
                    },
                    NextSteps.Step {
                        record.submission.voucherDue.htmlInSentence
                        "前上传缴费凭证"
                    } text: {
                        a(.href(.batchVouchers(id))) { "缴费凭证管理" }
                        "。逾期未上传，本批次参保失效。"
                    },
                    NextSteps.Step {
                        "职保中心审核凭证"
                    } text: {
                        "通过后即参保完成，名单内人员保障生效。"
                    },
                ])
            }
            div(.class("grid-2")) {
                Card("金额", id: "amounts", note: "单位：元") {
                    PlanTable(totals: totals)
                    Totals(ReviewPage.lines(totals, credit: record.credit))
                }
                Card("收款帐户", id: "account") {
                    AccountLines(
                        account: account, remarkCode: record.remarkCode, record.submission.status)
                }
            }
        }.html
    }
}

/// Where the money goes.
struct AccountLines: Component {
    let account: DistrictNotice.BankAccount
    let remarkCode: String
    let status: DistrictSubmission.Status

    init(account: DistrictNotice.BankAccount, remarkCode: String, _ status: DistrictSubmission.Status) {
        (self.account, self.remarkCode, self.status) = (account, remarkCode, status)
    }

    /// Whether money is still to be transferred.
    private var isOpen: Bool {
        switch status {
        case .awaitingVoucher, .moreMaterial, .voucherRejected: true
        case .voucherUnderReview, .completed, .lapsed: false
        }
    }

    var html: HTML {
        Totals([
            TotalLine("收款户名", account.holder), TotalLine("帐号", account.number),
            TotalLine("开户行", account.bank), TotalLine(isOpen ? "划款备注码（请填写）" : "划款备注码", remarkCode, .sum),
        ]).html
    }
}
