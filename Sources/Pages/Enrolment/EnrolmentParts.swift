import Domain
import Markup
import Wording

/// What several pages of the enrolment journey show alike.
enum EnrolmentParts {
    /// The pages above a step of 集中参保办理.
    static let aboveTasks = [Crumb("业务工作台", .workbench), Crumb("参保信息管理", .enrolments)]
    static let aboveSteps = aboveTasks + [Crumb("集中参保办理", Path.enrolment(.tasks))]

    static func people(_ bucket: Bucket) -> URLText {
        Path.enrolment(.people).url(("bucket", bucket.rawValue))
    }

    /// Unit, year and deadline, under every heading of the journey.
    static func facts(_ overview: EnrolmentOverview) -> [HTML] {
        [
            HTML(overview.unit.name), HTML("\(overview.year.year) 年度"),
            overview.deadline.map { deadline in
                HTML {
                    "截止 "
                    deadline.htmlWithWeekday
                    if overview.today <= deadline { "，还有 \(overview.workingDaysLeft.grouped) 个工作日" }
                }
            } ?? HTML(),
        ]
    }

    /// 会员总数 = 参保 + 未办卡 + …; each number opens its people.
    static func equation(_ overview: EnrolmentOverview) -> HTML {
        let equation = overview.equation
        let everybody = EquationTerm(
            .total, equation.members, "会员总数", Path.enrolment(.people).url)
        let order: [Bucket] = [
            .enrolling, .noCard, .pendingConfirmation, .suspectedRetired, .retired, .deceased, .manuallyExcluded,
            .coveredElsewhere,
        ]
        return HTML {
            Equation(
                [everybody] + order.map { EquationTerm(kind(of: $0), equation[$0], $0.wording, people($0)) })
            p(.class("card-body muted small")) {
                "集中参保已提交人数："
                if let current = overview.current {
                    a(.href(Path.enrolment(.submittedPeople(current.id)))) { "\(current.heads.grouped) 人" }
                    "（第 \(current.number) 版）"
                } else {
                    "0 人"
                }
                if equation.outsideWorkbench > 0 {
                    "　另有 \(equation.outsideWorkbench.grouped) 人不在业务工作台（灵活就业类、企业外入会类），不列入集中参保名单，会员服务卡由本人登录会员本人服务申请。"
                }
            }
        }
    }

    private static func kind(of bucket: Bucket) -> EquationTerm.Kind {
        switch bucket {
        case .enrolling: .included
        case .noCard, .pendingConfirmation, .suspectedRetired: .open
        case .deceased, .retired, .coveredElsewhere, .manuallyExcluded: .outside
        }
    }

    /// 会员总数 128 － 未办卡 32 － …, in words that add up.
    static func subtraction(_ equation: Domain.Equation) -> String {
        let rest: [Bucket] = [
            .noCard, .pendingConfirmation, .suspectedRetired, .retired, .deceased, .manuallyExcluded,
            .coveredElsewhere,
        ]
        let shown = rest.filter {
            equation[$0] > 0 || [.noCard, .pendingConfirmation, .retired, .deceased].contains($0)
        }
        return "会员总数 \(equation.members.grouped)"
            + shown.map { " － \($0.wording) \(equation[$0].grouped)" }.joined()
    }

    /// Who pays what for these heads.
    static func payers(heads: Int, _ rates: Rates, _ amounts: Amounts) -> Payers {
        func how(_ rate: Money) -> String { "\(heads.grouped) 人 × \(rate.inSentence)" }
        let base = how(rates.base) + (amounts.base == .zero ? "，您单位无需付款" : "")
        return Payers(
            total: Payers.Part("保障费用", amounts.premium, how: how(rates.premium)),
            [
                Payers.Part("市总统一划拨", amounts.city, how: how(rates.city)),
                Payers.Part("区局/各级工会缴费", amounts.district, how: how(rates.district)),
                Payers.Part("基层单位缴费", amounts.base, how: base),
            ])
    }

    /// The important notice of the confirmation screen (manual 2024, 3.3, step 7), its dates from the plan year.
    static func importantNotice(_ year: PlanYear) -> HTML {
        Callout("重要提示", .warning) {
            p {
                year.retiredBefore.html
                " 前（不含当日）的退休人员均不属于本次集中参保的保障范围。系统只排除了到 "
                year.registerAsOf.html
                " 的退休人员，之后退休的人员请您仔细核对并标记。若为不符合条件的退休人员办理保障，将不予给付。"
            }
        }.html
    }

    /// The payment notice of the confirmation screen.
    static func paymentNotice(_ overview: EnrolmentOverview) -> HTML {
        let year = overview.year
        let payment = year.basePayment(on: overview.today, reopened: overview.record?.enrolment.reopenedUntil)
        return p {
            switch payment.urgency {
            case nil:
                "请于 "
                payment.due.htmlInSentence
                "前，"
            case .soon?:
                "基层缴费期限已过，区局（产业）工会须在 "
                payment.due.htmlInSentence
                "前划款，请尽快"
            case .atOnce?: "基层缴费期限已过，请尽快"
            }
            "将对应的参保费用划入所属区局（产业）工会帐户，保障日期为 "
            year.coverage.from.html
            " 至 "
            year.coverage.through.html
            "。逾期未划款，则所有参保均失败，需按照即时参保流程另行办理参保手续，保障日期自办理参保日的次日起至 "
            year.coverage.through.html
            " 止。"
        }
    }

    /// Names the unit a form was made for: a tab left open does not act for another enterprise.
    static func unitField(_ unit: EnrollingUnit) -> HiddenField {
        HiddenField("unit", unit.id.description)
    }

    /// Identity columns of a person.
    static var identity: [Column<RosterPerson>] {
        [
            .text("会员编号") { $0.number }, .head("姓名") { HTML($0.name) },
            .text("证件类型") { $0.document.type.wording }, .text("证件号码") { $0.document.masked },
        ]
    }

    static func window(_ listing: Listing<some Sendable>, size: Int) -> PageWindow {
        PageWindow(number: listing.offset / max(1, size) + 1, size: size, total: listing.total)
    }
}

extension Domain.StepState {
    var kit: StepState {
        switch self {
        case .notStarted: .notStarted
        case .inProgress: .inProgress
        case .done: .done
        case .blocked: .blocked
        }
    }
}

extension UnitEnrolment.Status {
    var badge: StateBadge {
        switch self {
        case .notStarted: StateBadge(wording, .wait)
        case .draft, .submitted, .endorsed, .approved: StateBadge(wording, .now)
        case .returned, .lapsed, .leftOut: StateBadge(wording, .bad)
        case .locked, .inForce: StateBadge(wording, .done)
        case .declined: StateBadge(wording)
        }
    }
}

extension UnitEnrolment {
    /// The state in the words of its kind.
    var badge: StateBadge {
        guard kind == .instant else { return status.badge }
        return switch status {
        case .locked: StateBadge(statusWording, .now)
        case .leftOut: StateBadge(statusWording)
        case .notStarted, .draft, .submitted, .endorsed, .approved, .returned, .inForce, .lapsed, .declined:
            StateBadge(statusWording, status.badge.tone)
        }
    }
}
