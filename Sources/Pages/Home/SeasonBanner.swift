public import Domain
public import Markup
import Wording

/// What the plan year asks of the union now, how long there is still time, and where to do it.
public struct SeasonBanner: Component, Sendable {
    let banner: DeadlineBanner

    /// For a base unit: where its list stands.
    ///
    /// - Returns: nil when it takes no part this year, or when its list can no longer change.
    public init?(enrolling overview: EnrolmentOverview) {
        guard let deadline = overview.deadline, let words = Self.words(overview) else { return nil }
        banner = DeadlineBanner(
            workingDays: overview.workingDaysLeft, "\(overview.year.year) 年度集中参保：\(words.title)"
        ) {
            "截止 "
            deadline.htmlUntilMidnight
            "。"
            words.text
        } action: {
            LinkButton(words.action, .enrolment(.tasks), .primary)
        }
    }

    /// For a joint union that has not said for which of its enterprises it acts.
    public init(choosing year: PlanYear, through: CalendarDay, today: CalendarDay) {
        banner = DeadlineBanner(
            workingDays: year.workingDays.workingDays(after: today, through: through), "\(year.year) 年度集中参保正在办理"
        ) {
            "截止 "
            through.htmlUntilMidnight
            "。联合工会按所属单位分别办理，请在业务工作台选择单位。"
        } action: {
            LinkButton("选择单位", .workbench, .primary)
        }
    }

    /// For a union that passes lists on.
    public init(reviewing year: PlanYear, _ counts: ReviewCounts, through: CalendarDay, today: CalendarDay) {
        let waiting = counts.pending
        banner = DeadlineBanner(
            workingDays: year.workingDays.workingDays(after: today, through: through),
            "\(year.year) 年度集中参保审核：" + (waiting > 0 ? "\(waiting.grouped) 家单位待审批" : "没有待审批的单位")
        ) {
            "审核截止 "
            through.htmlUntilMidnight
            "。还有 \(counts.open.grouped) 家单位未提交，\(counts[.returned].grouped) 家已退回。"
        } action: {
            LinkButton(waiting > 0 ? "去审核" : "查看审核列表", .review, .primary)
        }
    }

    public var html: HTML { banner.html }

    private static func words(_ overview: EnrolmentOverview) -> (title: String, text: HTML, action: String)? {
        let submitted = overview.current.map { "已提交第 \($0.number) 版 \($0.heads.grouped) 人" } ?? ""
        switch overview.status {
        case .notStarted, .draft:
            return ("还没有提交", gaps(overview), "办理集中参保")
        case .returned:
            return ("名单已退回，修改后请再次提交", gaps(overview), "查看退回原因")
        case .submitted, .endorsed:
            if overview.isOutdated {
                return (
                    "名册有变动，需要再次提交", HTML("\(submitted)，按现在的名册应为 \(overview.heads.grouped) 人。"),
                    "继续办理集中参保"
                )
            }
            return ("已提交，等待审核", HTML("\(submitted)。截止前还可以再次提交。"), "查看办理情况")
        case .approved:
            return ("审核已通过", HTML("\(submitted)，待\(overview.districtName)提交至职保中心。"), "查看办理情况")
        case .locked, .inForce, .lapsed, .declined, .leftOut:
            return nil
        }
    }

    /// Who is not on the list yet and could be, each with the page where that is done.
    @HTMLBuilder private static func gaps(_ overview: EnrolmentOverview) -> HTML {
        let missing = open.filter { overview.equation[$0.bucket] > 0 }
        "现在可参保 \(overview.heads.grouped) 人"
        for (index, gap) in missing.enumerated() {
            index == 0 ? "；" : "、"
            a(.class("inline-link"), .href(gap.path)) { "\(gap.name) \(overview.equation[gap.bucket].grouped) 人" }
        }
        missing.isEmpty ? "。" : "，处理后才能参保。"
    }

    private static let open: [(bucket: Bucket, name: String, path: Path)] = [
        (.noCard, "未办卡", .cardCandidates), (.pendingConfirmation, "待确认", .enrolment(.confirmations)),
        (.suspectedRetired, "疑似退休", .enrolment(.retirement)),
    ]
}
