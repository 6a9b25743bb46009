public import Domain
public import Markup
import Wording

/// What the centre's page of one year shows beside the year itself.
public struct PlanYearSheet: Sendable {
    /// One thing that was done to the year.
    public struct Step: Sendable {
        let at: Instant
        let account: String
        let words: String

        public init(at: Instant, account: String, words: String) {
            (self.at, self.account, self.words) = (at, account, words)
        }
    }

    let record: PlanYearRecord
    let extensions: [WindowExtension]
    let problems: [YearProblem]
    let history: [Step]

    public init(
        _ record: PlanYearRecord, extensions: [WindowExtension] = [], problems: [YearProblem] = [],
        history: [Step] = []
    ) {
        (self.record, self.extensions, self.problems, self.history) = (record, extensions, problems, history)
    }

    var year: Int { record.year.year }

    public var proposal: YearProposal { record.proposal }
    public var isPublished: Bool { record.status == .published }
    /// A draft in whose way nothing stands.
    public var isReady: Bool { record.status == .draft && problems.isEmpty }
}

/// One plan year: a form as long as it is a draft, afterwards to be read.
public struct PlanYearPage: Component, Sendable {
    let frame: PageFrame
    let sheet: PlanYearSheet
    let form: FormState

    /// - Parameter form: the fields of `YearField` by their names; what is kept when nothing was typed.
    public init(_ frame: PageFrame, _ sheet: PlanYearSheet, form: FormState) {
        (self.frame, self.sheet, self.form) = (frame, sheet, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(sheet.year) 年度", above: PlanYearParts.above, facts: [HTML(sheet.record.status.wording)]
            ) {
                switch sheet.record.status {
                case .draft: HTML()
                case .published: LinkButton("延长办理时间", .centre(.planYearExtensions(sheet.year)), icon: .calendar)
                }
            },
            current: .centre(.planYears), errors: form.errors
        ) {
            switch sheet.record.status {
            case .draft: draft
            case .published: published
            }
            history
        }
    }

    // MARK: A draft

    @HTMLBuilder private var draft: HTML {
        if form.errors.isEmpty { standing }
        PostForm(to: .centre(.planYear(sheet.year)), frame.tokens, .class("stack")) {
            HiddenField("stamp", form["stamp"].isEmpty ? String(sheet.record.stamp) : form["stamp"])
            Card("日期", id: "days", note: "截止日当天 23:59 前都可以办理") {
                div(.class("card-body form-grid")) {
                    pair(.coverageFrom, .coverageThrough)
                    pair(.registerAsOf, .retiredBefore)
                    for activity in Activity.allCases { pair(.windowFrom(activity), .windowThrough(activity)) }
                    DateField(
                        YearField.basePaymentDue.name, YearField.basePaymentDue.wording, in: form,
                        hint: "基层单位在此日前把应承担的费用划给区局（产业）。")
                }
            }
            Card("规则", id: "rules") {
                div(.class("card-body form-grid")) {
                    number(.returnDays, YearProposal.returnDays)
                    number(.voucherDays, YearProposal.voucherDays)
                    SelectField(
                        YearField.addressRule.name, YearField.addressRule.wording, in: form,
                        AddressRule.allCases.map { Choice($0.rawValue, $0.wording) })
                    SelectField(
                        YearField.instantStart.name, YearField.instantStart.wording, in: form,
                        InstantStart.allCases.map { Choice($0.rawValue, $0.wording) })
                    number(.instantVoucherDays, YearProposal.instantVoucherDays)
                }
            }
            for row in 0..<rows { plan(row) }
            DecideBlock("保存草稿") {
                "保存时检查日期顺序和金额合计，有误的内容不会保存。保存后仍可修改，发布前不影响任何单位。"
            } content: {
                div(.class("row-gap")) { SubmitButton("保存 \(sheet.year) 年度草稿", size: .large) }
            }
        }
    }

    @HTMLBuilder private var standing: HTML {
        if sheet.problems.isEmpty {
            Callout("可以发布", .good) {
                p { "日期顺序和金额合计都已检查。发布后不能再修改，只能延长办理时间。" }
                p { LinkButton("发布 \(sheet.year) 年度", .centre(.planYearPublication(sheet.year)), .primary) }
            }
        } else {
            Callout("还不能发布", .warning) {
                p { "以下 \(sheet.problems.count.grouped) 处改好并保存后才能发布：" }
                ul { for problem in sheet.problems.prefix(10) { li { problem.wording } } }
            }
        }
        let daysOff = sheet.record.proposal.deadlinesOnDaysOff
        if !daysOff.isEmpty {
            Callout("有截止日不是工作日", .warning) {
                p { daysOff.map(\.wording).joined(separator: "、") + "落在周末或节假日，请确认是否需要调整。" }
            }
        }
    }

    @HTMLBuilder private func pair(_ first: YearField, _ last: YearField) -> HTML {
        DateField(first.name, first.wording, in: form)
        DateField(last.name, last.wording, in: form)
    }

    private func number(_ field: YearField, _ range: ClosedRange<Int>) -> HTML {
        TextField(
            field.name, field.wording, in: form, .number, hint: "\(range.lowerBound) 至 \(range.upperBound) 天"
        ).html
    }

    /// The plans that are written, and one more to be filled in.
    private var rows: Int {
        let filled = (0..<YearProposal.planLimit).last { row in
            YearField.ofPlan(row).contains { !form[$0.name].isEmpty }
        }
        return min(YearProposal.planLimit, (filled ?? -1) + 2)
    }

    private func plan(_ row: Int) -> HTML {
        let isNew = YearField.ofPlan(row).allSatisfy { form[$0.name].isEmpty }
        let title = isNew ? "增加一种保障（可留空）" : "第 \(row + 1) 种保障"
        return Card(title, id: "plan-\(row)", note: "参保费用 = 市总 + 区局/各级工会 + 基层单位") {
            div(.class("card-body form-grid")) {
                text(.planType(row), hint: "如 A、A+、B")
                text(.planName(row), hint: nil)
                money(.premium(row))
                money(.cityShare(row))
                money(.districtShare(row))
                money(.baseShare(row))
                optional(.halfPremium(row), hint: "即时参保的保障期不超过半年时的费用；不分段的留空")
                optional(.halfCityShare(row), hint: "区局和基层按全年的比例分担其余部分")
                div(.class("is-wide")) {
                    CheckField(
                        YearField.categories(row).name, YearField.categories(row).wording, in: form,
                        MemberCategory.allCases.map { Choice($0.rawValue, $0.wording) }, need: .required)
                }
            }
        }.html
    }

    private func text(_ field: YearField, hint: String?) -> HTML {
        TextField(field.name, field.wording, in: form, hint: hint).html
    }

    private func money(_ field: YearField) -> HTML {
        TextField(field.name, field.wording, in: form, .number).html
    }

    private func optional(_ field: YearField, hint: String) -> HTML {
        TextField(field.name, field.wording, in: form, .number, hint: hint, need: .optional).html
    }

    // MARK: A published year

    @HTMLBuilder private var published: HTML {
        PlanYearParts.windows(sheet)
        PlanYearParts.plans(sheet.record.proposal)
        if !sheet.extensions.isEmpty { PlanYearParts.extensions(sheet.extensions) }
    }

    private var history: HTML {
        Card("操作记录", id: "history") {
            DataTable(
                "操作记录", sheet.history,
                blank: .nothingYet("没有操作记录") { "新建、保存、发布和延长都会记录在这里。" },
                columns: [
                    .moment("时间") { $0.at }, .text("账号") { $0.account }, .text("操作") { $0.words },
                ])
        }.html
    }
}
