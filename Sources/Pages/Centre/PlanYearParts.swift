import Domain
import Markup
import Wording

/// What several pages of a plan year show alike.
enum PlanYearParts {
    static let above = [Crumb("业务工作台", .workbench), Crumb("保障年度管理", .centre(.planYears))]

    static func above(_ year: Int) -> [Crumb] { above + [Crumb("\(year) 年度", .centre(.planYear(year)))] }

    /// The windows and days of a year.
    static func windows(_ sheet: PlanYearSheet) -> HTML {
        let year = sheet.record.year
        return Card("日期", id: "days", note: "截止日当天 23:59 前都可以办理") {
            dl(.class("facts")) {
                fact("保障期限", year.coverage.wording)
                for activity in Activity.allCases {
                    fact(activity.wording, year.windows[activity]?.wording ?? "未设置")
                }
                fact(YearField.basePaymentDue.wording, year.basePaymentDue.withWeekday)
                fact(YearField.registerAsOf.wording, year.registerAsOf.withWeekday)
                fact(YearField.retiredBefore.wording, year.retiredBefore.withWeekday)
                fact(YearField.returnDays.wording, "\(year.returnDays) 天")
                fact(YearField.voucherDays.wording, "\(year.voucherDays) 天")
                fact(YearField.addressRule.wording, year.addressRule.wording)
                fact(YearField.instantStart.wording, year.instant.start.wording)
                fact(YearField.instantVoucherDays.wording, "\(year.instant.voucherDays) 天")
            }
        }.html
    }

    private static func fact(_ term: String, _ value: String) -> HTML {
        div {
            dt { term }
            dd { value }
        }
    }

    /// The plans with what they cost and who pays; each row adds up.
    static func plans(_ proposal: YearProposal) -> HTML {
        Card("保障类型", id: "plans", note: "元/人，每一行三方合计等于参保费用") {
            DataTable(
                "保障类型", proposal.plans,
                blank: .nothingYet("还没有保障类型") { "至少填写一种保障类型后才能发布。" },
                columns: [
                    .head("保障类型") { HTML($0.type) }, .text("名称") { $0.name },
                    .money("参保费用") { $0.premium }, .money("市总统一划拨") { $0.cityShare },
                    .money("区局/各级工会默认缴纳") { $0.defaultDistrictShare },
                    .money("基层单位默认缴纳") { $0.premium - $0.cityShare - $0.defaultDistrictShare },
                    .text("即时参保半年及以内") { $0.halfYear.map { "\($0.premium.yuanText)（市总 \($0.cityShare.yuanText)）" } },
                    .text("参保对象") { plan in
                        MemberCategory.allCases.filter(plan.categories.contains).map(\.wording)
                            .joined(separator: "、")
                    },
                ])
        }.html
    }

    static func extensions(_ extensions: [WindowExtension]) -> HTML {
        Card("已调整的办理时间", id: "extensions", note: "同一工会以最后一次为准，下级的设置优先于上级") {
            DataTable(
                "已调整的办理时间", Array(extensions.reversed()),
                blank: .nothingYet("没有调整过") { "所有工会都按年度的办理时间办理。" },
                columns: [
                    .moment("设置时间") { $0.setAt }, .text("适用范围") { $0.unionName },
                    .text("环节") { $0.activity.wording }, .day("新的截止日") { $0.through },
                    Column("原因") { $0.reason },
                ])
        }.html
    }
}
