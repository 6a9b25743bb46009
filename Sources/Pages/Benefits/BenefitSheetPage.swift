public import Domain
public import Markup
import Wording

/// One payment: its facts, its trail, what else the person was paid; for the centre the ways to put it right.
public struct BenefitSheetPage: Component, Sendable {
    let frame: PageFrame
    let payment: BenefitPayment
    let trail: BenefitTrail
    let history: [BenefitPayment]
    let manages: Bool

    /// - Parameter history: all of the person that the reader may see, the latest first.
    public init(
        _ frame: PageFrame, _ payment: BenefitPayment, _ trail: BenefitTrail, history: [BenefitPayment], manages: Bool
    ) {
        (self.frame, self.payment, self.trail, self.history) = (frame, payment, trail, history)
        self.manages = manages
    }

    static let above = [Crumb("业务工作台", .workbench), Crumb("给付信息查询", .benefit(.list))]

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "给付 \(payment.reference)", above: Self.above, here: "给付 \(payment.reference)",
                facts: [HTML(payment.name), HTML(payment.unitName)]
            ) {
                if manages, payment.standing == .paid {
                    LinkButton("更正", .benefit(.correction(payment.id)))
                    LinkButton("撤销", .benefit(.cancellation(payment.id)), .danger)
                }
            },
            current: .benefit(.list)
        ) {
            notice
            Card("给付内容", id: "facts") { CheckAnswers(Self.facts(payment)) }
            Card("历年给付", id: "history", note: historyNote) {
                DataTable("历年给付", history, isWrong: { _ in false }, columns: columns)
            }
            Card("登记经过", id: "trail") { CheckAnswers(steps) }
        }.html
    }

    @HTMLBuilder private var notice: HTML {
        switch payment.standing {
        case .paid: HTML()
        case .corrected:
            Callout("这条记录已更正，不再有效", .warning) {
                p { "更正原因：\(trail.reason ?? "")" }
                if let next = trail.replacedBy {
                    p { a(.class("inline-link"), .href(.benefit(.payment(next)))) { "查看更正后的记录" } }
                }
            }
        case .cancelled:
            Callout("这条记录已撤销，不再有效", .warning) { p { "撤销原因：\(trail.reason ?? "")" } }
        }
    }

    static func facts(_ payment: BenefitPayment) -> [CheckAnswers.Answer] {
        [
            .init("领取人") { "\(payment.name)　\(payment.document.masked)" },
            .init("参保单位") { payment.unitName },
            .init("保障年度") {
                BenefitText.year(payment)
                if payment.plan == nil { span(.class("hint")) { "平台上没有这个人该年度的保障记录" } }
            },
            .init("给付种类") { payment.kind },
            .init("给付金额") { payment.amount.inSentence },
            .init("给付日期") { payment.paidOn.htmlWithWeekday },
            .init("给付编号") { payment.reference },
            .init("状态") { payment.standing.badge },
        ]
    }

    /// Years with their sums, the newest first.
    private var historyNote: String {
        let holding = history.filter { $0.standing == .paid }
        let sums = Dictionary(grouping: holding, by: \.year).sorted { $0.key > $1.key }.map { year, payments in
            "\(year) 年度 \(payments.reduce(Money.zero) { $0 + $1.amount }.inSentence)"
        }
        let whole = holding.reduce(Money.zero) { $0 + $1.amount }
        return (sums + ["合计 \(whole.inSentence)"]).joined(separator: "，")
    }

    private var columns: [Column<BenefitPayment>] {
        [
            .head("给付编号") { other in
                if other.id == payment.id {
                    other.reference
                } else {
                    a(.href(.benefit(.payment(other.id)))) { other.reference }
                }
            },
            Column("保障年度", .line) { BenefitText.year($0) }, .text("给付种类") { $0.kind },
            .money("给付金额（元）") { $0.amount }, .day("给付日期") { $0.paidOn },
            Column("参保单位") { $0.unitName }, .state("状态") { $0.standing.badge },
        ]
    }

    private var steps: [CheckAnswers.Answer] {
        var steps: [CheckAnswers.Answer] = [
            .init("登记") {
                trail.enteredAt.htmlToTheMinute
                "　\(trail.enteredBy)"
                if let file = trail.fileName { span(.class("hint")) { "文件 \(file)" } }
            }
        ]
        if let earlier = trail.replaces {
            steps.append(
                .init("更正自") { a(.class("inline-link"), .href(.benefit(.payment(earlier)))) { "查看更正前的记录" } })
        }
        if let ended = trail.endedAt {
            steps.append(
                .init(payment.standing.wording) {
                    ended.htmlToTheMinute
                    "　\(trail.endedBy)"
                    span(.class("hint")) { trail.reason ?? "" }
                })
        }
        return steps
    }
}

/// 登记一笔给付: one payment on a plain form.
public struct BenefitEntryPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState
    let kinds: [String]

    /// - Parameter form: fields named after `BenefitColumn`.
    public init(_ frame: PageFrame, form: FormState, kinds: [String]) {
        (self.frame, self.form, self.kinds) = (frame, form, kinds)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("登记一笔给付", above: BenefitSheetPage.above), current: .benefit(.imports), errors: form.errors,
            shape: .journey
        ) {
            PostForm(to: .benefit(.new), frame.tokens, .class("stack")) {
                Card("领取人", id: "person") {
                    div(.class("card-body stack")) {
                        BenefitFields.text(.name, form)
                        SelectField(
                            BenefitColumn.documentType.rawValue, BenefitColumn.documentType.wording, in: form,
                            DocumentType.allCases.map { Choice($0.rawValue, $0.wording) }, blank: nil)
                        BenefitFields.text(.documentNumber, form, .documentNumber)
                    }
                }
                Card("给付", id: "benefit") {
                    div(.class("card-body stack")) {
                        BenefitFields(form: form, kinds: kinds)
                        BenefitFields.text(.reference, form, hint: "职保中心的给付编号，全市唯一。")
                    }
                }
                DecideBlock("登记后") {
                    "领取人本人和参保单位可以查到这笔给付。登记有误可以更正或撤销，原记录保留。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("登记这笔给付", size: .large)
                        LinkButton("返回", .benefit(.list), size: .large)
                    }
                }
            }
        }.html
    }
}

/// 更正给付: other facts in the place of wrong ones.
public struct BenefitCorrectionPage: Component, Sendable {
    let frame: PageFrame
    let payment: BenefitPayment
    let form: FormState
    let kinds: [String]

    /// - Parameter form: fields `year`, `kind`, `amount`, `paid-on`, `reason`.
    public init(_ frame: PageFrame, _ payment: BenefitPayment, form: FormState, kinds: [String]) {
        (self.frame, self.payment, self.form, self.kinds) = (frame, payment, form, kinds)
    }

    /// The payment as it is now, to begin with.
    public static func fresh(_ payment: BenefitPayment) -> FormState {
        FormState([
            BenefitColumn.year.rawValue: [String(payment.year)], BenefitColumn.kind.rawValue: [payment.kind],
            BenefitColumn.amount.rawValue: [payment.amount.decimalText],
            BenefitColumn.paidOn.rawValue: [payment.paidOn.description],
        ])
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "更正给付 \(payment.reference)",
                above: BenefitSheetPage.above + [Crumb("给付 \(payment.reference)", .benefit(.payment(payment.id)))],
                here: "更正"),
            current: .benefit(.list), errors: form.errors, shape: .journey
        ) {
            Card("原记录", id: "facts") { CheckAnswers(BenefitSheetPage.facts(payment)) }
            PostForm(to: .benefit(.correction(payment.id)), frame.tokens, .class("stack")) {
                Card("更正为", id: "correction", note: "领取人或编号有误的，请撤销后重新登记") {
                    div(.class("card-body stack")) {
                        BenefitFields(form: form, kinds: kinds)
                        BenefitFields.reason("更正原因", form)
                    }
                }
                DecideBlock("更正后") {
                    "原记录标为“已更正”并保留，合计按更正后的金额计算。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("更正这笔给付", size: .large)
                        LinkButton("返回", .benefit(.payment(payment.id)), size: .large)
                    }
                }
            }
        }.html
    }
}

/// 撤销给付.
public struct BenefitCancellationPage: Component, Sendable {
    let frame: PageFrame
    let payment: BenefitPayment
    let form: FormState

    /// - Parameter form: field `reason`.
    public init(_ frame: PageFrame, _ payment: BenefitPayment, form: FormState) {
        (self.frame, self.payment, self.form) = (frame, payment, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "撤销给付 \(payment.reference)",
                above: BenefitSheetPage.above + [Crumb("给付 \(payment.reference)", .benefit(.payment(payment.id)))],
                here: "撤销"),
            current: .benefit(.list), errors: form.errors, shape: .journey
        ) {
            Card("将撤销的记录", id: "facts") { CheckAnswers(BenefitSheetPage.facts(payment)) }
            PostForm(to: .benefit(.cancellation(payment.id)), frame.tokens, .class("stack")) {
                Card("原因", id: "why") { div(.class("card-body")) { BenefitFields.reason("撤销原因", form) } }
                DecideBlock("撤销后") {
                    "记录标为“已撤销”并保留，不再计入合计；领取人本人不再看到。撤销不能恢复，需要时请重新登记。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("撤销这笔给付", .danger, size: .large)
                        LinkButton("返回", .benefit(.payment(payment.id)), size: .large)
                    }
                }
            }
        }.html
    }
}

/// The fields that the form and the correction have in common.
struct BenefitFields: Component {
    let form: FormState
    let kinds: [String]

    var html: HTML {
        HTML {
            Self.text(.year, form, .number, hint: "给付属于哪个保障年度，如 2023")
            Self.text(.kind, form, hint: kinds.isEmpty ? nil : "已有种类：\(kinds.joined(separator: "、"))")
            Self.text(.amount, form, .number)
            DateField(BenefitColumn.paidOn.rawValue, BenefitColumn.paidOn.wording, in: form)
        }
    }

    static func text(
        _ column: BenefitColumn, _ form: FormState, _ kind: TextKind = .text, hint: String? = nil
    ) -> TextField {
        TextField(column.rawValue, column.wording, in: form, kind, hint: hint)
    }

    static func reason(_ label: String, _ form: FormState) -> TextArea {
        TextArea("reason", label, in: form, rows: 2, hint: "\(BenefitPayment.reasonLimit) 字以内，请勿写入病情等个人信息")
    }
}
