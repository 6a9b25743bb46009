public import Domain
public import Markup
import Wording

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
    /// Names of the fields that are typed here.
    public enum Field {
        public static let heads = "typed-heads"
    }

    let frame: PageFrame
    let rehearsal: SubmissionRehearsalPage.Rehearsal
    let contact: SubmissionContact
    let stepUp: StepUp
    let form: FormState

    public init(
        _ frame: PageFrame, _ rehearsal: SubmissionRehearsalPage.Rehearsal, contact: SubmissionContact,
        stepUp: StepUp, form: FormState = FormState()
    ) {
        (self.frame, self.rehearsal, self.contact) = (frame, rehearsal, contact)
        (self.stepUp, self.form) = (stepUp, form)
    }

    public var html: HTML {
        let totals = rehearsal.totals
        let isProposed = rehearsal.second.control == .twoPeople
        return Layout(
            frame,
            PageHead(
                isProposed ? "提交复核" : "确认提交至职保中心",
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
            PostForm(to: isProposed ? .proposal(.list) : .submissions, frame.tokens, .class("stack")) {
                HiddenField("name", contact.name)
                HiddenField("phone", contact.phone.rawValue)
                HiddenField("email", contact.email)
                HiddenField("units", String(totals.units))
                HiddenField("heads", String(totals.heads))
                Card("核对人数", id: "typed") {
                    div(.class("card-body form-narrow")) {
                        TextField(
                            Field.heads, "请输入参保总人数", in: form, .number, hint: "为防止误提交，请对照上面的合计，输入本次提交的参保总人数。")
                    }
                }
                StepUpCard(stepUp, in: form)
                DecideBlock(isProposed ? "由另一账号复核" : "提交后将无法修改") {
                    isProposed
                        ? "现在不锁定名单。请通知本区局另一账号登录，在待办提醒中核对并确认，确认后" : ""
                    "将锁定 \(totals.units.grouped) 家单位、\(totals.heads.grouped) 人的名单，保障费用 "
                    totals.amounts.premium.inSentence
                    "，应划款 "
                    totals.due(credit: rehearsal.credit).due.inSentence
                    "。区局（产业）确认提交至职保中心后将无法修改，请仔细核对无误后再提交。"
                    if totals.due(credit: rehearsal.credit).isNothing { "\(AmountDue.nothingToPay)，提交后即参保完成。" }
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton(
                            "\(isProposed ? "提交复核" : "确认提交至职保中心")，\(totals.heads.grouped) 人", size: .large)
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
            Card("接下来", id: "next") { NextSteps(steps) }
            div(.class("grid-2")) {
                Card("金额", id: "amounts", note: "单位：元") {
                    PlanTable(totals: totals)
                    Totals(ReviewPage.lines(totals, credit: record.credit))
                }
                if !record.isSettledWithoutVoucher {
                    Card("收款帐户", id: "account") {
                        AccountLines(
                            account: account, remarkCode: record.remarkCode, record.submission.status)
                    }
                }
            }
        }.html
    }

    private var steps: [NextSteps.Step] {
        let id = record.submission.id.rawValue
        guard !record.isSettledWithoutVoucher else {
            return [
                NextSteps.Step {
                    "参保完成"
                } text: {
                    "\(AmountDue.nothingToPay)。名单内人员已参保完成。"
                }
            ]
        }
        return [
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
        ]
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
