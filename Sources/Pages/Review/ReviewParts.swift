import Domain
import Markup
import Wording

/// The marks of a list, or that there is none.
struct RiskMarks: Component {
    let entry: ReviewEntry
    let account: ID<Account>?

    var html: HTML {
        if account != nil, entry.submittedBy == account {
            RiskMark("您本人提交", .high)
        } else if entry.risks.isEmpty {
            RiskMark.none
        }
        for risk in entry.risks { RiskMark(risk.wording) }
    }
}

/// 退回: why, and what the clerk should do.
struct ReturnForm: Component {
    let frame: PageFrame
    let returning: ReviewPage.Returning
    let year: PlanYear
    let query: ReviewQuery

    var html: HTML {
        PostForm(to: .reviewReturn, frame.tokens, .class("return-form")) {
            h3(.id("return-title"), .tabIndex(-1)) { "退回：" + names }
            query.hidden
            for entry in returning.entries { HiddenField("list", entry.reviewed.text) }
            RadioField(
                "why", "退回原因", in: returning.form,
                ReturnReason.allCases.map { Choice($0.rawValue, $0.wording) }, shape: .chips)
            TextArea(
                "note", "给经办人的说明", in: returning.form, rows: 2, hint: "选“其他”时必填，最多 200 字。请勿填写个人证件号码。",
                need: .optional)
            div(.class("row-gap mt-2")) {
                SubmitButton("退回 \(returning.entries.count) 家单位", .danger, size: .small)
                LinkButton("取消", query.here([]), .quiet, size: .small)
                span(.class("small muted")) {
                    "退回后单位会收到待办"
                    if let enrolment = year.windows[.enrolment], frame.today <= enrolment.through {
                        "，可在 "
                        enrolment.through.htmlInSentence
                        "前再次提交。"
                    } else {
                        "，可在 \(year.returnDays) 天内再次提交。"
                    }
                }
            }
        }
    }

    private var names: String {
        let first = returning.entries.prefix(3).map { "\($0.unit)（\($0.plan) 类，\($0.heads.grouped) 人）" }
        let rest = returning.entries.count > 3 ? " 等 \(returning.entries.count) 家" : ""
        return first.joined(separator: "、") + rest
    }
}

/// Each mark of a list in one sentence, with the figures that it came from.
struct RiskSentences: Component {
    let entry: ReviewEntry
    let account: ID<Account>?

    var html: HTML {
        Card("风险提示", id: "risks", note: entry.risks.isEmpty ? "" : "\(entry.risks.count) 项") {
            if entry.risks.isEmpty {
                p(.class("card-body")) { RiskMark.none }
            } else {
                DataTable(
                    "风险提示", entry.risks,
                    columns: [
                        .head("提示") { RiskMark($0.wording).html },
                        Column("依据") { $0.sentence(plan: entry.plan) },
                    ])
            }
        }.html
    }
}
