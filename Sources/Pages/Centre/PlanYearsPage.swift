public import Domain
public import Markup
import Wording

/// 保障年度管理: every year, and the form that starts the next.
public struct PlanYearsPage: Component, Sendable {
    let frame: PageFrame
    let records: [PlanYearRecord]
    let form: FormState

    /// - Parameter form: field `year`.
    public init(_ frame: PageFrame, _ records: [PlanYearRecord], form: FormState) {
        (self.frame, self.records, self.form) = (frame, records, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "保障年度管理", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML("各环节的办理时间、保障类型、金额和截止日都按年度保存，发布后全市生效")]),
            current: .centre(.planYears), errors: form.errors
        ) {
            Card("年度列表", id: "years") {
                DataTable("年度列表", records, blank: blank, columns: columns)
            }
            Card("新建保障年度", id: "create", note: "复制最近的上一年度，所有日期顺延") {
                PostForm(to: .centre(.planYears), frame.tokens) {
                    div(.class("card-body form-narrow")) {
                        TextField("year", "年度", in: form, .number, hint: "如 2025。新建后为草稿，发布前可以反复修改。")
                        div(.class("row-gap")) { SubmitButton("新建草稿") }
                    }
                }
            }
        }
    }

    private var columns: [Column<PlanYearRecord>] {
        [
            .head("年度") { record in
                a(.href(.centre(.planYear(record.year.year)))) { "\(record.year.year) 年度" }
            },
            .state("状态") { $0.status.badge },
            Column("保障期限", .line) { $0.year.coverage.wording },
            Column("集中参保提交", .line) { $0.year.windows[.enrolment]?.wording ?? "未设置" },
            Column("保障类型", .line) { record in
                textOr(record.proposal.plans.map(\.type).joined(separator: "、"))
            },
            .actions { record in
                let year = record.year.year
                a(.href(.centre(.planYear(year))), .ariaLabel("\(year) 年度：查看")) {
                    record.status == .draft ? "修改" : "查看"
                }
                if record.status == .published {
                    " "
                    a(.href(.centre(.planYearExtensions(year))), .ariaLabel("\(year) 年度：延长办理时间")) { "延长办理时间" }
                }
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("还没有保障年度") { "新建并发布一个保障年度后，各级工会才能开始办理。" }
    }
}

extension PlanYear.Status {
    public var badge: StateBadge {
        switch self {
        case .draft: StateBadge(wording, .wait)
        case .published: StateBadge(wording, .done)
        }
    }
}
