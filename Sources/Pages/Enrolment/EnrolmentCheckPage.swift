public import Domain
public import Markup
import Wording

/// 提交前请核对 (ux, patterns 6 and 7).
public struct EnrolmentCheckPage: Component {
    let frame: PageFrame
    let check: EnrolmentCheck
    let size: Int
    let form: FormState

    public init(_ frame: PageFrame, _ check: EnrolmentCheck, size: Int, _ form: FormState) {
        (self.frame, self.check, self.size, self.form) = (frame, check, size, form)
    }

    private var overview: EnrolmentOverview { check.overview }
    private var year: PlanYear { overview.year }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "提交前请核对", above: EnrolmentParts.aboveSteps, here: "核对并提交",
                facts: [HTML("第 6 步，共 6 步")] + EnrolmentParts.facts(overview)), current: .enrolments,
            errors: form.errors, shape: .journey
        ) {
            money
            Card("填报内容", id: "answers") { CheckAnswers(answers) }
            difference
            roster
            if let refusal = overview.progress.refusal {
                Callout("暂不能提交", .warning) { p { refusal.wording } }
                div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
            } else {
                decision
            }
        }.html
    }

    @HTMLBuilder private var money: HTML {
        if let offer = overview.offer, let amounts = overview.amounts {
            Card("谁付多少", id: "payers", note: "按\(overview.districtName) \(year.year) 年度的缴费比例") {
                EnrolmentParts.payers(heads: overview.heads, offer.rates, amounts)
                div(.class("card-body")) { EnrolmentParts.paymentNotice(overview) }
            }
        }
    }

    /// Whether anything of the list can still be changed.
    private var isOpen: Bool { overview.preparing == nil }

    private func whileOpen(_ url: URLText) -> URLText? { isOpen ? url : nil }

    private var answers: [CheckAnswers.Answer] {
        let equation = overview.equation
        return [
            CheckAnswers.Answer("参保单位") {
                "\(overview.unit.name)（\(overview.unit.unionName)，工会编号 \(overview.unit.unionCode)）"
            },
            CheckAnswers.Answer("保障年度和期限") {
                "\(year.year) 年度　·　"
                year.coverage.from.htmlWithWeekday
                " 至 "
                year.coverage.through.htmlWithWeekday
                "，全年"
            },
            CheckAnswers.Answer("保障类型", at: whileOpen(Path.enrolment(.plan).url)) { plan },
            CheckAnswers.Answer("参保人数", change: isOpen ? "修改" : "查看", at: EnrolmentParts.people(.enrolling)) {
                strong { "\(overview.heads.grouped) 人" }
                "　=　\(EnrolmentParts.subtraction(equation))"
            },
            CheckAnswers.Answer("未办卡", change: "办卡", at: whileOpen(Path.cardCandidates.url)) { noCard },
            CheckAnswers.Answer("待确认", change: "确认", at: whileOpen(Path.enrolment(.confirmations).url)) {
                equation[.pendingConfirmation] == 0
                    ? "没有待确认的会员。" : "\(equation[.pendingConfirmation].grouped) 人不参保。确认后自动加入名单，需再次提交。"
            },
            CheckAnswers.Answer("退休人员", at: whileOpen(Path.enrolment(.retirement).url)) {
                equation[.suspectedRetired] == 0
                    ? "没有待核对的人员；已标记 \(overview.progress.answeredSuspects.grouped) 人。"
                    : "还有 \(equation[.suspectedRetired].grouped) 人没有核对。"
            },
        ]
    }

    @HTMLBuilder private var plan: HTML {
        if let offer = overview.offer {
            "\(offer.plan.name)，\(offer.rates.premium.inSentence)/人 "
            span(.class("muted")) { "（同一保障年度只能选择一个）" }
        } else {
            "还没有选择"
        }
    }

    @HTMLBuilder private var noCard: HTML {
        if overview.equation.members == 0 {
            "还没有会员。"
        } else if overview.equation[.noCard] == 0 {
            "全部会员都有会员服务卡。"
        } else {
            "\(overview.equation[.noCard].grouped) 人不参保。"
            if let card = overview.lastCardDay, overview.today <= card {
                span(.class("muted")) {
                    card.htmlInSentence
                    "前提交办卡批次，制卡后可再次提交。"
                }
            }
        }
    }

    // MARK: Difference and roster

    @HTMLBuilder private var difference: HTML {
        if let previous = check.previous {
            Card("与第 \(previous.number) 版相比", id: "difference", note: summary(previous)) {
                ListedChangesTable(
                    "与第 \(previous.number) 版相比的变动", check.changes, of: check.changed.people,
                    same: "与第 \(previous.number) 版是同一批会员。")
            }
        }
    }

    private func summary(_ previous: EnrolmentVersion) -> String {
        var text =
            "\(previous.heads.grouped) 人 + 新增 \(check.changed.added.grouped) 人 － 移除 \(check.changed.removed.grouped) 人 = \(overview.heads.grouped) 人"
        if let before = previous.amounts?.premium, let now = overview.amounts?.premium {
            text += "　费用 \(before.yuanText) → \(now.inSentence)"
        }
        if previous.plan != overview.offer?.plan.type {
            text += "　类型 \(previous.plan) → \(overview.offer?.plan.type ?? "未选择")"
        }
        return text
    }

    /// When the person came or went, as far as it is known.
    static func day(of entry: ListedChange) -> CalendarDay? {
        let facts = entry.person.facts
        switch (entry.change.now, entry.change.before) {
        case (.enrolling, nil): return facts.joinedOn
        case (.enrolling, .noCard): return facts.cardIssuedOn
        case (.enrolling, .pendingConfirmation): return facts.confirmedAt?.day
        case (.enrolling, .suspectedRetired): return facts.answeredAt?.day
        case (.enrolling, .manuallyExcluded): return facts.putBackAt?.day
        case (nil, _): return facts.leftOn
        case (.manuallyExcluded, _): return facts.excludedAt?.day
        case (.retired, _): return facts.answeredAt?.day
        case (.enrolling, _), (.deceased, _), (.noCard, _), (.coveredElsewhere, _), (.pendingConfirmation, _),
            (.suspectedRetired, _):
            return nil
        }
    }

    private var roster: HTML {
        let window = EnrolmentParts.window(check.roster, size: size)
        return Card("参保名单", id: "roster", note: window.caption) {
            DataTable(
                "参保名单", check.roster.entries,
                blank: .nothingYet("名单还是空的") { "没有可参保的会员，请先办卡或确认待确认名单。" },
                columns: RosterColumns.submitted(year.coverage))
            if window.pages > 1 {
                Pager(window) { number, size in
                    Path.enrolment(.check).url(("page", String(number)), ("size", String(size))).at("roster")
                }
            }
        }.html
    }

    // MARK: The act

    private var decision: HTML {
        let heads = overview.heads.grouped
        let version = (overview.record?.enrolment.version ?? 0) + 1
        return PostForm(to: .enrolment(.submission), frame.tokens) {
            EnrolmentParts.unitField(overview.unit)
            HiddenField("heads", String(overview.heads))
            HiddenField("stamp", String(overview.stamp))
            DecideBlock("确认并提交") {
                "提交后，\(heads) 人的名单（第 \(version) 版）送\(overview.districtName)审核"
                if version > 1 { "，第 \(version - 1) 版作废" }
                "，告知书重新生成。审核前可以撤回；"
                overview.deadline?.htmlInSentence ?? HTML()
                "前可以再次提交。"
            } content: {
                ConfirmBox("checked", in: form) {
                    "我已核对名单和保障类型。"
                    year.retiredBefore.html
                    " 前（不含当日）退休的人员不在保障范围，误报的不予给付。"
                }
                div(.class("row-gap")) {
                    SubmitButton("确认并提交 \(heads) 人至区局", size: .large)
                    LinkButton("返回办理步骤", .enrolment(.tasks), size: .large)
                }
            }
        }.html
    }
}
