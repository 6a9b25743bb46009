public import Domain
public import Markup
import Wording

/// 保障金额设置: how the district and its units share each premium (manual 2024, 4.1).
public struct SharesPage: Component, Sendable {
    let frame: PageFrame
    let district: String
    let year: PlanYear
    let settings: [ShareSetting]
    let refusal: Refusal?

    /// - Parameter refusal: why nothing can be set now.
    public init(
        _ frame: PageFrame, district: String, _ year: PlanYear, _ settings: [ShareSetting], refusal: Refusal?
    ) {
        (self.frame, self.district, self.year) = (frame, district, year)
        (self.settings, self.refusal) = (settings, refusal)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "保障金额设置", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(district), HTML("\(year.year) 年度"), ShareParts.window(year)]),
            current: .share(.list)
        ) {
            if let refusal { Callout("现在不能设置", .warning) { p { refusal.wording } } }
            Card("保障类型", id: "plans", note: "参保费用 = 市总统一划拨 + 区局/各级工会 + 基层单位") {
                DataTable("保障金额", Array(settings.enumerated()), blank: blank, columns: columns)
            }
        }
    }

    private typealias Line = EnumeratedSequence<[ShareSetting]>.Element

    private var columns: [Column<Line>] {
        [
            .head("保障类型名称") { HTML($0.element.plan.name) },
            .money("参保费用(元/人)") { $0.element.plan.premium },
            .money("市总统一划拨(元/人)") { $0.element.plan.cityShare },
            .money(ShareField.district.wording) { $0.element.rates.district },
            .money(ShareField.base.wording) { $0.element.rates.base },
            .number("单独设置的单位") { $0.element.exceptions.count },
            Column("来源", .line) { $0.element.origin.wording },
            Column("有效期", .line) { _ in
                year.coverage.from.htmlWithWeekday
                br()
                "至 "
                year.coverage.through.htmlWithWeekday
            },
            .actions { line in
                a(
                    .href(.share(.plan(line.offset + 1))),
                    .ariaLabel("\(line.element.plan.name)：\(refusal == nil ? "设置" : "查看")")
                ) { refusal == nil ? "设置" : "查看" }
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("本年度还没有保障类型") { "职保中心发布保障年度后即可设置。" }
    }
}

/// What the page of one plan's split shows.
public struct ShareSheet: Sendable {
    let district: String
    let year: PlanYear
    let position: Int
    let setting: ShareSetting
    let changes: [ShareChange]
    let openLists: Int
    let refusal: Refusal?

    public init(
        district: String, year: PlanYear, position: Int, setting: ShareSetting, changes: [ShareChange],
        openLists: Int, refusal: Refusal?
    ) {
        (self.district, self.year, self.position, self.setting) = (district, year, position, setting)
        (self.changes, self.openLists, self.refusal) = (changes, openLists, refusal)
    }
}

/// One plan's split: the district's default, the units that pay otherwise, every change.
public struct ShareSettingPage: Component, Sendable {
    let frame: PageFrame
    let sheet: ShareSheet
    let form: FormState
    let exception: FormState

    /// - Parameters:
    ///   - form: fields `district`, `base` of the default.
    ///   - exception: fields `code`, `district`, `base` of a unit that pays otherwise; its prefix is `unit-`.
    public init(_ frame: PageFrame, _ sheet: ShareSheet, form: FormState, exception: FormState) {
        (self.frame, self.sheet, self.form, self.exception) = (frame, sheet, form, exception)
    }

    private var plan: Plan { sheet.setting.plan }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                plan.name, above: [Crumb("业务工作台", .workbench), Crumb("保障金额设置", .share(.list))],
                facts: [HTML(sheet.district), HTML("\(sheet.year.year) 年度"), ShareParts.window(sheet.year)]),
            current: .share(.list), errors: form.errors
        ) {
            if let refusal = sheet.refusal { Callout("现在不能设置", .warning) { p { refusal.wording } } }
            if !exception.errors.isEmpty { ErrorSummary(exception.errors, prefix: exception.prefix) }
            Card("金额", id: "amounts") {
                dl(.class("facts")) {
                    fact("保障类型名称", plan.name)
                    fact("参保费用(元/人)", plan.premium.yuanText)
                    fact("有效期开始", sheet.year.coverage.from.withWeekday)
                    fact("有效期结束", sheet.year.coverage.through.withWeekday)
                    fact("市总统一划拨(元/人)", plan.cityShare.yuanText + "（由市总工会确定，不能修改）")
                    if sheet.refusal != nil {
                        fact(ShareField.district.wording, sheet.setting.rates.district.yuanText)
                        fact(ShareField.base.wording, sheet.setting.rates.base.yuanText)
                    }
                }
                if sheet.refusal == nil { defaultForm }
            }
            Card("单独设置的单位", id: "exceptions", note: "优先于本区局的默认比例") {
                DataTable("单独设置的单位", sheet.setting.exceptions, blank: noException, columns: exceptionColumns)
                if sheet.refusal == nil { exceptionForm }
            }
            Card("修改记录", id: "history") {
                DataTable("修改记录", sheet.changes, blank: noChange, columns: changeColumns)
            }
        }
    }

    private func fact(_ term: String, _ value: String) -> HTML {
        div {
            dt { term }
            dd { value }
        }
    }

    private var shown: HiddenField { HiddenField("shown", String(sheet.setting.rates.district.fen)) }

    private var defaultForm: HTML {
        PostForm(to: .share(.plan(sheet.position)), frame.tokens) {
            shown
            div(.class("card-body form-grid")) {
                amounts(form)
                p(.class("is-wide muted")) { consequence }
                div(.class("is-wide row-gap")) {
                    SubmitButton("保存设置")
                    LinkButton("取消", .share(.list))
                }
            }
        }.html
    }

    private var exceptionForm: HTML {
        PostForm(to: .share(.exceptions(sheet.position)), frame.tokens) {
            shown
            div(.class("card-body form-grid")) {
                div(.class("is-wide")) {
                    TextField(
                        "code", "单位", in: exception, hint: "填写组织机构代码（9 位）；只有一个单位的工会也可以填写 12 位工会编号")
                }
                amounts(exception)
                div(.class("is-wide row-gap")) { SubmitButton("保存该单位的金额", .plain) }
            }
        }.html
    }

    @HTMLBuilder private func amounts(_ form: FormState) -> HTML {
        TextField(ShareField.district.rawValue, ShareField.district.wording, in: form, .number)
        TextField(
            ShareField.base.rawValue, ShareField.base.wording, in: form, .number,
            hint: "与区局合计应为 \(plan.remainder.yuanText) 元")
    }

    private var consequence: String {
        sheet.openLists == 0
            ? "目前没有单位提交该类名单，修改后直接生效。"
            : "已有 \(sheet.openLists.grouped) 个单位提交了该类名单；金额有变化的会生成新版本和新的告知书，人员和审核状态不变。"
    }

    private var exceptionColumns: [Column<ShareSetting.Exception>] {
        [
            .head("单位名称") { HTML($0.name) }, .text("工会编号") { $0.unionCode },
            .money(ShareField.district.wording) { $0.rates.district },
            .money(ShareField.base.wording) { $0.rates.base },
            .actions { exception in
                if sheet.refusal == nil {
                    PostForm(to: .share(.removal(sheet.position, exception.unit)), frame.tokens) {
                        shown
                        button(
                            .class("linkish"), .type(.submit), .ariaLabel("恢复默认：" + exception.name)
                        ) { "恢复默认" }
                    }
                }
            },
        ]
    }

    private var changeColumns: [Column<ShareChange>] {
        [
            .moment("时间") { $0.at }, .text("账号") { $0.account }, .text("范围", absent: "本区局默认") { $0.unitName },
            .text("区局/各级工会，修改前", absent: "未设置") { $0.before?.yuanText },
            .text("修改后", absent: "恢复默认") { $0.after?.yuanText },
            .number("重新生成的名单") { $0.repriced },
        ]
    }

    private var noException: Blank {
        .nothingYet("没有单独设置的单位") { "所有单位都按本区局的默认比例。" }
    }

    private var noChange: Blank {
        .nothingYet("还没有修改过") { "目前使用市总工会发布的默认比例。" }
    }
}

enum ShareParts {
    static func window(_ year: PlanYear) -> HTML {
        HTML("设置时间 " + (year.windows[.shareSetting]?.wording ?? "未设置"))
    }
}
