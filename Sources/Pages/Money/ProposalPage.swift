public import Domain
public import Markup
import Wording

/// One proposal: what was proposed, list by list, and what the second person does with it.
public struct ProposalPage: Component, Sendable {
    /// Everything the page shows.
    public struct Model: Sendable {
        public var district: String
        public var year: Int
        public var row: ProposalRow
        public var lists: [ProposedList]
        public var contact: SubmissionContact?
        /// Why the reader may not confirm it; nil when he may.
        public var confirming: Refusal?
        public var withdrawing: Refusal?
        public var changes: [ProposalChange]
        /// What would be handed in now; nil for one that is decided.
        public var totals: DistrictTotals?
        public var credit: Money

        public init(
            district: String, year: Int, row: ProposalRow, lists: [ProposedList], contact: SubmissionContact?,
            confirming: Refusal?, withdrawing: Refusal?, changes: [ProposalChange], totals: DistrictTotals?,
            credit: Money
        ) {
            (self.district, self.year, self.row, self.lists) = (district, year, row, lists)
            (self.contact, self.confirming, self.withdrawing) = (contact, confirming, withdrawing)
            (self.changes, self.totals, self.credit) = (changes, totals, credit)
        }
    }

    /// Names of the fields.
    public enum Field {
        public static let reason = "reason"
    }

    /// How many lists are named.
    static let namesLimit = 200

    let frame: PageFrame
    let model: Model
    let stepUp: StepUp
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, stepUp: StepUp, form: FormState) {
        (self.frame, self.model, self.stepUp, self.form) = (frame, model, stepUp, form)
    }

    private var row: ProposalRow { model.row }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "复核提交至职保中心",
                above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review), Crumb("提交至职保中心", .submissionNew)],
                facts: [HTML(model.district), HTML("\(model.year) 年度"), row.status.badge.html]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            standing
            Card("提交内容", id: "content", note: "\(row.units.grouped) 家单位") {
                CheckAnswers(answers)
            }
            if !model.changes.isEmpty { changes }
            if let totals = model.totals {
                Card("确认后将提交", id: "totals", note: "\(totals.units.grouped) 家单位") {
                    PlanTable(totals: totals)
                    Totals(ReviewPage.lines(totals, credit: model.credit))
                }
            }
            lists
            if row.status == .waiting { acts }
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers: [CheckAnswers.Answer] = [
            .init("提交人") { row.proposer }, .init("提交时间") { row.proposedAt.htmlToTheMinute },
            .init("人数") { "\(row.heads.grouped) 人" }, .init("保障费用") { row.premium.inSentence },
            .init("名单校验码") { row.code },
        ]
        if let contact = model.contact {
            answers.append(.init("经办人") { "\(contact.name)，\(contact.phone.rawValue)，\(contact.email)" })
        }
        if let decider = row.decider {
            answers.append(.init(row.status == .withdrawn ? "撤回人" : "复核人") { decider })
        }
        if let at = row.decidedAt { answers.append(.init("办结时间") { at.htmlToTheMinute }) }
        if let reason = row.reason { answers.append(.init("退回原因") { reason }) }
        return answers
    }

    @HTMLBuilder private var standing: HTML {
        switch row.status {
        case .waiting:
            if case .secondPerson(.own)? = model.confirming {
                Callout("请由另一账号复核") {
                    p { "名单尚未锁定。本区局的待办提醒中已有这份提交，请通知同事用自己的账号登录，核对人数、金额和名单校验码后确认。" }
                }
            }
        case .confirmed:
            Callout("已提交至职保中心", .good) {
                if let submission = row.submission {
                    p { a(.href(.batch(submission.rawValue))) { "查看参保批次" } }
                }
            }
        case .refused:
            Callout("已退回，没有提交", .warning) { p { "请按原因处理后，重新提交复核。" } }
        case .withdrawn:
            Callout("已撤回，没有提交") { p { a(.href(.submissionNew)) { "重新提交" } } }
        case .overtaken:
            Callout("已失效，没有提交", .warning) {
                p {
                    "提交复核以后名单有变动，或窗口期已结束。请"
                    a(.href(.submissionNew)) { "核对最新名单" }
                    "后重新提交复核。"
                }
            }
        }
    }

    private var changes: HTML {
        Card("与现在的名单不同", id: "changes", note: "\(model.changes.count.grouped) 家") {
            DataTable(
                "与现在的名单不同", model.changes,
                columns: [
                    .head("单位名称") { HTML($0.unit) },
                    .text("提交时人数") { $0.before.map { $0.heads.grouped } },
                    .text("现在人数") { $0.after.map { $0.heads.grouped } },
                    .text("提交时金额（元）") { $0.before?.premium.yuanText },
                    .text("现在金额（元）") { $0.after?.premium.yuanText },
                    Column("变动") { $0.wording },
                ])
        }.html
    }

    private var lists: HTML {
        let shown = Array(model.lists.prefix(Self.namesLimit))
        return Card("名单", id: "lists", note: "提交复核时的版本") {
            DataTable(
                "名单", shown,
                columns: [
                    .head("单位名称") { list in
                        a(.href(.reviewSheet(list.enrolment.rawValue))) { list.unit }
                    },
                    .number("版本") { $0.version }, .text("保障类型") { $0.plan + " 类" }, .number("人数") { $0.heads },
                    .money("保障费用（元）") { $0.premium },
                ])
            if model.lists.count > shown.count {
                p(.class("card-body muted")) {
                    "只列出前 \(shown.count.grouped) 家，共 \(model.lists.count.grouped) 家；全部名单见"
                    a(.href(.review)) { "待提交参保列表" }
                    "。"
                }
            }
        }.html
    }

    // MARK: Acts

    @HTMLBuilder private var acts: HTML {
        if model.confirming == nil {
            PostForm(to: .proposal(.confirmation(row.id)), frame.tokens, .class("stack")) {
                StepUpCard(stepUp, in: form, note: "确认复核的是当前登录账号本人")
                DecideBlock("确认后立即提交，将无法修改") {
                    "将锁定 \(row.units.grouped) 家单位、\(row.heads.grouped) 人的名单，保障费用 "
                    row.premium.inSentence
                    "。请与提交人核对人数、金额和名单校验码。"
                    if model.totals?.due(credit: model.credit).isNothing == true {
                        "\(AmountDue.nothingToPay)，提交后即参保完成。"
                    }
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("复核无误，提交至职保中心，\(row.heads.grouped) 人", size: .large)
                    }
                }
            }
            Card("退回", id: "refuse", note: "有疑问的不要确认") {
                PostForm(to: .proposal(.refusal(row.id)), frame.tokens) {
                    div(.class("card-body stack")) {
                        TextArea(
                            Field.reason, "退回原因", in: form, rows: 2,
                            hint: "提交人会看到，最多 \(SubmissionProposal.reasonLimit) 个字。名单不变，可以修改后重新提交复核。")
                        div(.class("row-gap")) { SubmitButton("退回", .plain) }
                    }
                }
            }
        }
        if model.withdrawing == nil {
            PostForm(to: .proposal(.withdrawal(row.id)), frame.tokens) {
                div(.class("row-gap")) {
                    SubmitButton("撤回提交", .plain)
                    LinkButton("返回", .submissionNew)
                }
            }
        }
    }
}

/// 提交方式: whether a second person confirms what the district hands in.
public struct SubmissionRulePage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let control = "control"
        public static let reason = "reason"
    }

    let frame: PageFrame
    let district: String
    let rule: SubmissionRule
    let officers: Int
    let stepUp: StepUp
    let form: FormState

    public init(
        _ frame: PageFrame, district: String, _ rule: SubmissionRule, officers: Int, stepUp: StepUp, form: FormState
    ) {
        (self.frame, self.district, self.rule) = (frame, district, rule)
        (self.officers, self.stepUp, self.form) = (officers, stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "提交方式",
                above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review), Crumb("提交至职保中心", .submissionNew)],
                facts: [
                    HTML(district),
                    HTML {
                        if let at = rule.setAt {
                            "上次设置 "
                            at.htmlToTheMinute
                        } else {
                            "尚未设置"
                        }
                    },
                ]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            PostForm(to: .proposal(.rule), frame.tokens, .class("stack")) {
                HiddenField("stamp", String(rule.stamp))
                Card("提交至职保中心由谁确认", id: "control") {
                    div(.class("card-body stack")) {
                        RadioField(
                            Field.control, "提交方式", in: form,
                            SubmissionControl.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                            shape: .boxes)
                        TextArea(
                            Field.reason, "设置原因", in: form, rows: 2,
                            hint: "记入审计日志，最多 \(SubmissionRule.reasonLimit) 个字。")
                        p(.class("muted")) {
                            "本区局现有 \(officers.grouped) 个可以提交的账号。关闭复核的账号不能自己提交，须由另一账号提交。"
                            if !rule.reason.isEmpty { "上次设置的原因：\(rule.reason)" }
                        }
                    }
                }
                StepUpCard(stepUp, in: form, note: "确认设置的是当前登录账号本人")
                div(.class("row-gap")) {
                    SubmitButton("保存设置")
                    LinkButton("返回", .submissionNew)
                }
            }
        }
    }
}
