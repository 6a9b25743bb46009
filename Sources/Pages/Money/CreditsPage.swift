public import Domain
public import Markup
import Wording

/// 退回金额抵扣: what districts have left over from earlier years, and where it went.
public struct CreditsPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let credits: [Credit]
    let manages: Bool
    let form: FormState

    /// - Parameters:
    ///   - manages: whether this account enters credits; a district only sees its own.
    ///   - form: fields `district`, `year`, `amount`, `reason`.
    public init(_ frame: PageFrame, union: String, _ credits: [Credit], manages: Bool, form: FormState) {
        (self.frame, self.union, self.credits, self.manages, self.form) = (frame, union, credits, manages, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "退回金额抵扣", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(union), HTML("提交至职保中心时自动抵扣，年度早的先用")]),
            current: .credits, errors: form.errors
        ) {
            Card("抵扣款", id: "credits") {
                DataTable("抵扣款", credits, blank: blank, columns: columns)
            }
            if credits.contains(where: { !$0.uses.isEmpty }) { uses }
            if manages { entry }
        }
    }

    private var columns: [Column<Credit>] {
        [
            .head("区局（产业）") { HTML($0.districtName) },
            Column("款项年度", .line) { "\($0.fromYear) 年度" },
            .money("退回金额（元）") { $0.amount },
            .money("可用余额（元）") { $0.remaining },
            Column("原因") { $0.reason },
            .moment("登记时间") { $0.at },
            .text("登记人") { $0.account },
            .state("状态") { credit in
                StateBadge(credit.standingWording, credit.remaining > .zero ? .now : .plain)
            },
            .actions { credit in
                if manages && credit.isUntouched {
                    PostForm(to: .creditCancellation(credit.id), frame.tokens) {
                        button(
                            .class("linkish is-danger"), .type(.submit),
                            .ariaLabel("撤销：\(credit.districtName) \(credit.fromYear) 年度")
                        ) { "撤销" }
                    }
                }
            },
        ]
    }

    private struct Line {
        let credit: Credit
        let use: Credit.Use
    }

    private var uses: HTML {
        let lines = credits.flatMap { credit in credit.uses.map { Line(credit: credit, use: $0) } }
        return Card("使用记录", id: "uses") {
            DataTable(
                "使用记录", lines,
                columns: [
                    .head("批次编号") { line in
                        a(.href(.batch(line.use.submission.rawValue))) { line.use.number }
                    },
                    .text("区局（产业）") { $0.credit.districtName },
                    Column("款项", .line) { "\($0.credit.fromYear) 年度 → \($0.use.year) 年度" },
                    .money("抵扣金额（元）") { $0.use.amount }, .moment("抵扣时间") { $0.use.at },
                    .moment("退还时间", absent: "有效") { $0.use.returnedAt },
                ])
        }.html
    }

    private var entry: HTML {
        Card("登记抵扣款", id: "entry") {
            PostForm(to: .credits, frame.tokens) {
                div(.class("card-body form-grid")) {
                    TextField(
                        CreditField.district.rawValue, "区局（产业）工会编号", in: form, .number, hint: "12 位数字")
                    TextField(CreditField.year.rawValue, "款项年度", in: form, .number, hint: "款项是哪一年度退回的，如 2022")
                    TextField(CreditField.amount.rawValue, "退回金额（元）", in: form, .number)
                    div(.class("is-wide")) {
                        TextArea(
                            CreditField.reason.rawValue, "原因", in: form, rows: 2,
                            hint: "\(Credit.reasonLimit) 字以内，区局（产业）可见")
                    }
                    div(.class("is-wide row-gap")) { SubmitButton("登记抵扣款") }
                }
            }
        }.html
    }

    private var blank: Blank {
        .nothingYet("没有抵扣款") { "往年退回而未划付的款项登记后会出现在这里。" }
    }
}
