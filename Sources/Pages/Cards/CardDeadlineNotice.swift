import Domain
import Markup
import Wording

/// Until when cards must be ordered for this year's enrolment: the last safe day with its weekday, and how long until it.
struct CardDeadlineNotice: Component {
    let deadline: CardDeadline

    init(_ deadline: CardDeadline) {
        self.deadline = deadline
    }

    var html: HTML {
        deadline.standing == .closed ? closed : open
    }

    private var closed: HTML {
        Callout("\(deadline.year) 年度集中参保已截止", .note) {
            p {
                "集中参保于 "
                deadline.enrolmentThrough.htmlInSentence
                "截止。现在仍可办卡，制卡约需 \(PlanYear.cardWorkingDays) 个工作日；新办卡的会员请在卡片制成后办理新办卡人员即时参保。"
            }
        }.html
    }

    private var open: HTML {
        Callout("最晚办卡日 \(deadline.day.withWeekday)", tone) {
            p {
                "\(deadline.year) 年度集中参保于 "
                deadline.enrolmentThrough.htmlInSentence
                "截止，制卡约需 \(PlanYear.cardWorkingDays) 个工作日：要赶上本次集中参保，最晚在 "
                strong { deadline.day.htmlInSentence }
                "提交办卡批次，"
                left
            }
        }.html
    }

    private var left: HTML {
        switch deadline.standing {
        case .ahead:
            strong { "还有 \(deadline.workingDaysLeft.grouped) 个工作日（\(deadline.daysLeft.grouped) 天）。" }
        case .lastDay: strong { "今天是最后一天。" }
        case .past, .closed: strong { "已过 \((-deadline.daysLeft).grouped) 天；仍可办卡，卡片可能赶不上集中参保。" }
        }
    }

    private var tone: Tone {
        switch deadline.standing {
        case .ahead, .closed: .note
        case .lastDay, .past: .warning
        }
    }
}
