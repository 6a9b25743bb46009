public import Domain
public import Markup
import Wording

/// 集中参保办理: deadline, equation, six steps (ux, patterns 4 and 5).
public struct EnrolmentTasksPage: Component {
    let frame: PageFrame
    let overview: EnrolmentOverview
    let returned: String?

    /// - Parameter returned: why the list came back, in words; nil unless it did.
    public init(_ frame: PageFrame, _ overview: EnrolmentOverview, returned: String? = nil) {
        (self.frame, self.overview, self.returned) = (frame, overview, returned)
    }

    private var year: PlanYear { overview.year }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(year.year) 年度集中参保", above: EnrolmentParts.aboveTasks, here: "集中参保办理",
                facts: [
                    HTML(overview.unit.name), HTML(overview.record?.number ?? ""),
                    HTML {
                        "保障期 "
                        year.coverage.from.htmlWithWeekday
                        " 至 "
                        year.coverage.through.htmlWithWeekday
                    },
                ]), current: .enrolments, shape: .journey
        ) {
            banner
            standing
            if overview.conflicts > 0 {
                Callout("\(overview.conflicts.grouped) 名会员同时被其他单位要求参保", .warning) {
                    p {
                        "由市职保中心裁定，裁定前以先提交的名单为准。"
                        a(.href(Path.enrolment(.conflicts))) { "查看这 \(overview.conflicts.grouped) 人" }
                    }
                }
            }
            Card(
                "人数核对", id: "equation",
                note: HTML {
                    "点数字查看名单和原因　数据截至 "
                    overview.readAt.htmlToTheMinute
                }
            ) { EnrolmentParts.equation(overview) }
            if isOpen {
                Card(
                    "办理步骤", id: "steps",
                    note: "已完成 \(overview.progress.stepsDone) 步，共 6 步　可以随时离开，已填内容会保留"
                ) { TaskList(EnrolmentStep.allCases.map(step)) }
                foot
            } else {
                div(.class("row-gap")) {
                    LinkButton("参保信息查询", .coverage, .primary)
                    LinkButton("返回参保信息管理", .enrolments)
                }
            }
        }.html
    }

    /// Whether anything of the list can still be done in centralised enrolment.
    private var isOpen: Bool {
        switch overview.status {
        case .locked, .inForce, .lapsed, .leftOut: false
        case .notStarted, .draft, .submitted, .endorsed, .approved, .returned, .declined: true
        }
    }

    // MARK: Deadline and standing

    @HTMLBuilder private var banner: HTML {
        if case .outsideWindow(_, let window, _)? = overview.preparing {
            Callout(window.position(of: overview.today) == .before ? "集中参保还没有开始" : "集中参保提交已截止") {
                p { overview.preparing?.wording ?? "" }
            }
        } else if let deadline = overview.deadline, overview.preparing == nil {
            DeadlineBanner(workingDays: overview.workingDaysLeft, "请在 \(deadline.withWeekday) 23:59 前提交") {
                "今天 "
                overview.today.htmlWithWeekday
                "。截止前可以多次提交，以最后一次为准。"
                if let card = overview.lastCardDay, overview.today <= card, overview.equation[.noCard] > 0 {
                    "还要办卡的，请在 "
                    card.htmlInSentence
                    "前提交办卡批次，晚了可能来不及。"
                }
            }
        }
    }

    @HTMLBuilder private var standing: HTML {
        switch overview.status {
        case .notStarted, .draft: HTML()
        case .submitted, .endorsed, .approved: overview.isOutdated ? outdated : waiting
        case .returned:
            Callout("名单被退回，请修改后再次提交", .bad) { p { returned ?? "请与审核工会联系，了解退回原因。" } }
        case .locked: sentence("已提交职保中心", .good, "名单已锁定，不能再修改。等待区局划款和职保中心审核。")
        case .inForce: sentence("参保完成", .good, "区局（产业）的缴费手续已办结，保障生效。")
        case .lapsed:
            sentence(
                "逾期失效", .bad,
                "区局逾期未划款，本次参保均无效"
                    + (overview.rest == .some ? "，请按即时参保流程另行办理。" : "；名单内仍在本单位的人员都已列入其他名单，不用再办理。"))
            if let record = overview.record, record.enrolment.year == frame.today.year, overview.rest == .some {
                LinkButton("转为即时参保", Path.enrolment(.lapsed(record.enrolment.id)).url, .primary)
            }
        case .declined: sentence("已登记本年度不参保", .note, "原因：\(overview.record?.declineReason ?? "")。改变主意的，截止前仍可提交。")
        case .leftOut:
            sentence("未赶上集中参保", .bad, "截止时名单没有提交至职保中心，请在保障年度内按即时参保流程办理。")
            if overview.leftOutNotice == .unread {
                PostForm(to: .enrolment(.acknowledgement), frame.tokens) {
                    EnrolmentParts.unitField(overview.unit)
                    SubmitButton("已知晓", .plain)
                }
            }
        }
    }

    private func sentence(_ title: String, _ tone: Tone, _ text: String) -> HTML {
        Callout(title, tone) {
            p {
                text
                if let current = overview.current {
                    " "
                    a(.href(Path.enrolment(.result(current.id)))) { "查看第 \(current.number) 版" }
                }
            }
        }.html
    }

    @HTMLBuilder private var outdated: HTML {
        if let current = overview.current {
            Callout("已提交的第 \(current.number) 版已过时，需要再次提交", .warning) {
                p {
                    "第 \(current.number) 版：\(current.heads.grouped) 人，\(current.plan) 类，"
                    current.submittedAt.htmlToTheMinute
                    " 提交。"
                    if overview.difference.people > 0 {
                        "此后名单新增 \(overview.difference.added.grouped) 人、移除 \(overview.difference.removed.grouped) 人。"
                        a(.href(Path.enrolment(.check).url.at("difference"))) {
                            "查看变动的 \(overview.difference.people.grouped) 人"
                        }
                    }
                    if overview.replacedPlan != nil { "此后保障类型改为 \(overview.record?.plan ?? "") 类。" }
                }
            }
        }
    }

    @HTMLBuilder private var waiting: HTML {
        if let current = overview.current {
            Callout("第 \(current.number) 版已提交 \(current.heads.grouped) 人，\(overview.status.wording)", .good) {
                p {
                    current.submittedAt.htmlToTheMinute
                    " 提交至\(overview.districtName)。"
                    a(.href(Path.enrolment(.result(current.id)))) { "查看提交结果和告知书" }
                    if overview.withdrawal == nil {
                        "　"
                        a(.href(Path.enrolment(.withdrawal))) { "撤回本次提交" }
                    }
                }
            }
        }
    }

    // MARK: Steps

    private func step(_ step: EnrolmentStep) -> TaskStep {
        let state = overview.progress.state(of: step)
        return TaskStep(title(of: step), state.kit, url(of: step), act: act(of: step, state)) { text(of: step, state) }
    }

    private func title(of step: EnrolmentStep) -> String {
        switch step {
        case .cards where overview.equation[.noCard] > 0: "办卡（未办卡 \(overview.equation[.noCard].grouped) 人）"
        case .confirmation where overview.progress.openConfirmations > 0:
            "确认待确认名单（\(overview.progress.openConfirmations.grouped) 人）"
        case .retirement where overview.equation[.suspectedRetired] > 0:
            "核对退休人员（\(overview.equation[.suspectedRetired].grouped) 人）"
        case .roster, .cards, .confirmation, .retirement, .plan, .submission: step.wording
        }
    }

    private func url(of step: EnrolmentStep) -> URLText {
        switch step {
        case .roster: Path.enrolment(.roster).url
        case .cards: Path.cardCandidates.url
        case .confirmation: Path.enrolment(.confirmations).url
        case .retirement: Path.enrolment(.retirement).url
        case .plan: Path.enrolment(.plan).url
        case .submission: Path.enrolment(.check).url
        }
    }

    private func act(of step: EnrolmentStep, _ state: Domain.StepState) -> String {
        // A list that can no longer change is there to be read; cards may be ordered all year.
        if overview.preparing != nil, step != .cards { return "查看" }
        return switch (step, state) {
        case (.roster, .done): "再次核对"
        case (.roster, .inProgress): "去核对"
        case (.cards, .inProgress): "继续办卡"
        case (.cards, .notStarted): overview.equation.members == 0 ? "查看" : "去办卡"
        case (.plan, .done): "修改"
        case (.submission, .inProgress): "再次提交"
        case (.submission, .notStarted): "去提交"
        case (_, .done): "查看"
        case (_, .inProgress): "继续"
        case (_, .notStarted), (_, .blocked): "开始"
        }
    }

    @HTMLBuilder private func text(of step: EnrolmentStep, _ state: Domain.StepState) -> HTML {
        switch step {
        case .roster: rosterText
        case .cards: cardsText
        case .confirmation:
            overview.progress.openConfirmations == 0
                ? "没有待确认的会员。" : "人保状态为“待确认”的会员，确认后加入参保名单，且不能撤回。"
        case .retirement: retirementText
        case .plan: planText
        case .submission: submissionText(state)
        }
    }

    @HTMLBuilder private var rosterText: HTML {
        if case .reviewed(let at) = overview.progress.roster {
            "名册已核对（"
            at.htmlToTheMinute
            "）。"
        } else {
            "会员 \(overview.equation.members.grouped) 人。请对照单位名册，导入新会员，转出离职人员。"
        }
        if let last = overview.lastYear {
            a(.href(Path.enrolment(.lastYear))) { "与上年 \(last.heads.grouped) 人的名单比较" }
        }
    }

    @HTMLBuilder private var cardsText: HTML {
        let noCard = overview.equation[.noCard]
        let underWay = overview.progress.cardsUnderWay
        if overview.equation.members == 0 {
            "还没有会员，请先导入会员。"
        } else if noCard == 0 {
            "全部会员都有会员服务卡。"
        } else if underWay > 0 {
            "\(underWay.grouped) 人在办卡批次中，\((noCard - underWay).grouped) 人待办理。没有卡的会员不能参保。"
        } else {
            "\(noCard.grouped) 人待核对证件到期日并放入办卡批次。没有卡的会员不能参保。"
        }
    }

    @HTMLBuilder private var retirementText: HTML {
        "系统只排除到 "
        year.registerAsOf.html
        " 的退休人员。"
        if overview.equation[.suspectedRetired] > 0 {
            "\(overview.equation[.suspectedRetired].grouped) 人可能在 "
            year.retiredBefore.html
            " 前退休，请逐一标记。"
        } else {
            "之后退休的人员请您核对，目前没有待核对的人员。"
        }
    }

    @HTMLBuilder private var planText: HTML {
        if let offer = overview.offer {
            "\(offer.plan.type) 类，\(offer.rates.premium.inSentence)/人。同一保障年度只能选择一个保障类型。"
        } else {
            "还没有选择。同一保障年度只能选择一个保障类型。"
        }
    }

    @HTMLBuilder private func submissionText(_ state: Domain.StepState) -> HTML {
        if case .blocked(let refusal) = state {
            refusal.wording
        } else if state == .done {
            "第 \(overview.current?.number ?? 0) 版已提交，与当前名单一致。"
        } else {
            "将提交 \(overview.heads.grouped) 人。第 2、3 步未完成也可以提交，未办卡和待确认的会员不会参保。"
        }
    }

    @HTMLBuilder private var foot: HTML {
        if overview.declining == nil {
            p {
                "本单位 \(year.year) 年度不参加集中参保？请"
                a(.class("inline-link"), .href(Path.enrolment(.declining))) { "登记不参保并说明原因" }
                "，上级工会就不会再催办。"
            }
        }
    }
}
