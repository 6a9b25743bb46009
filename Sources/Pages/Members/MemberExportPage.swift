public import Domain
public import Markup
import Wording

/// 导出当前筛选: how many, and whether numbers are whole.
public struct MemberExportPage: Component, Sendable {
    let frame: PageFrame
    let count: BoundedCount
    let conditions: [String]
    let query: MemberListQuery
    let stepUp: StepUp
    let form: FormState

    /// - Parameters:
    ///   - conditions: those in force, in words.
    ///   - stepUp: what whole numbers ask for.
    public init(
        _ frame: PageFrame, _ count: BoundedCount, conditions: [String], query: MemberListQuery, stepUp: StepUp,
        form: FormState = FormState()
    ) {
        (self.frame, self.count, self.conditions, self.query) = (frame, count, conditions, query)
        (self.stepUp, self.form) = (stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "导出当前筛选", above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML(conditions.isEmpty ? "没有筛选条件" : conditions.joined(separator: "；")), HTML(count.members)]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            ExportForm(
                to: .memberList(.export), frame.tokens, numbers: query.standing == nil ? "证件号和手机号" : "证件号", extent,
                amount: count.members, kept: query.fields, stepUp, back: LinkButton("返回会员信息", query.url, size: .large),
                in: form)
        }
    }

    private var extent: ExportForm.Extent {
        switch query.standing {
        case nil: .asChosen
        case .former: .masked("文件含离会日期和离会原因，不含手机号；离会后工会不再使用其完整号码。")
        }
    }
}
