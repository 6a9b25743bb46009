public import Domain
public import Markup
import Wording

/// 有卡无保人员 and 新办卡人员即时参保办理: who can be covered, what it costs, hand in (domain 5.7).
public struct InstantEntryPage: Component {
    let frame: PageFrame
    let page: InstantPage
    let size: Int
    let form: FormState

    /// - Parameter form: fields `plan`, `member`, `answer-KEY`.
    public init(_ frame: PageFrame, _ page: InstantPage, size: Int, _ form: FormState = FormState()) {
        (self.frame, self.page, self.size, self.form) = (frame, page, size, form)
    }

    private var title: String { page.list == nil ? page.entry.title : "修改即时参保名单" }
    private var address: Path {
        .enrolment(page.list.map { .instantAgain($0.enrolment.id) } ?? .instant(page.entry))
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                title, above: EnrolmentParts.aboveTasks,
                facts: [HTML(page.unit.name), HTML("\(page.year.year) 年度"), HTML(page.entry.wording)]),
            current: .enrolments, errors: form.errors
        ) {
            explanation
            if let refusal = page.refusal { Callout("现在不能办理", .warning) { p { refusal.wording } } }
            if page.counts.all == 0 {
                section(.class("card"), .ariaLabel(title)) {
                    Blank.nothingYet("没有可以办理的会员") {
                        page.list == nil ? "\(page.entry.wording)中没有还没有保障的会员。" : "没有还没有保障的会员。"
                    } actions: {
                        LinkButton("返回参保信息管理", .enrolments)
                    }
                }
            } else {
                people
                Pager(window) { number, size in
                    address.url(("page", String(number)), ("size", String(size)))
                }
            }
        }.html
    }

    private var explanation: HTML {
        Callout(page.entry.wording) {
            p {
                page.entry.explanation
                if page.list == nil {
                    "以发卡日在 "
                    page.lockedOn.html
                    page.entry == .newCard ? " 之后为准。" : " 及以前为准。"
                }
            }
            if let reason = page.list?.returnReason.flatMap({ ReturnReason(rawValue: $0)?.wording }) {
                p { "退回原因：\(reason)\(page.list?.returnNote.map { "。\($0)" } ?? "")" }
            }
            p {
                "保障日期自\(page.year.instant.start.wording)至 "
                page.year.coverage.through.html
                " 止"
                if let start = page.start {
                    "；今天办理并确认，自 "
                    start.html
                    " 起"
                    if page.offers.contains(where: { $0.plan.halfYear != nil }), let term = page.term {
                        "，\(term.wording)"
                    }
                }
                "。区局（产业）确认后 \(page.year.instant.voucherDays) 天内未收到缴费凭证的，参保无效。"
            }
        }.html
    }

    private var people: HTML {
        PostForm(to: address, frame.tokens, .class("stack")) {
            EnrolmentParts.unitField(page.unit)
            if let list = page.list { HiddenField("stamp", String(list.stamp)) }
            HiddenField("ready", String(page.counts.ready))
            Card("保障类型", id: "plan") { div(.class("card-body")) { plan } }
            section(.class("card"), .ariaLabel("可以办理的会员")) {
                ListBar(window.caption)
                if page.counts[.suspectedRetired] > 0 {
                    p(.class("card-body")) {
                        "疑似退休的 \(page.counts[.suspectedRetired].grouped) 人须在本行标记后才能选择；已退休的请到会员管理删除。"
                    }
                }
                table
            }
            if page.refusal == nil, !page.offers.isEmpty {
                DecideBlock("提交即时参保") {
                    "提交后由区局（产业）工会审核，所选人员在本年度不能再由其他单位参保。待确认人员随提交视为已确认。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("提交所选人员", size: .large)
                        if page.counts.ready > 0 {
                            button(
                                .class("btn btn-outline-primary btn-lg"), .type(.submit), .name("all"), .value("yes")
                            ) {
                                "全部提交，\(page.counts.ready.grouped) 人"
                            }
                        }
                    }
                }
            }
        }.html
    }

    private var window: PageWindow { EnrolmentParts.window(page.people, size: size) }

    @HTMLBuilder private var plan: HTML {
        if let fixed = page.fixedPlan {
            p { "本单位 \(page.year.year) 年度已确定为 \(fixed) 类，同一保障年度只能选择一个保障类型。" }
            HiddenField("plan", fixed)
            for offer in page.offers { p { price(offer) } }
        } else {
            RadioField(
                "plan", "保障类型", in: form,
                page.offers.map { Choice($0.plan.type, "\($0.plan.name)：\(price($0))") })
        }
    }

    private func price(_ offer: PlanOffer) -> String {
        "\(offer.plan.type) 类每人 \(offer.rates.premium.inSentence)，其中市总统一划拨 \(offer.rates.city.inSentence)，"
            + "区局/各级工会 \(offer.rates.district.inSentence)，基层单位 \(offer.rates.base.inSentence)"
    }

    private var table: HTML {
        DataTable(
            "可以办理的会员", page.people.entries,
            pick: page.refusal == nil
                ? Pick(
                    "member", value: { $0.member.description }, label: { $0.name },
                    isChosen: { page.chosen.contains($0.member) && $0.bucket != .suspectedRetired }) : nil,
            columns: EnrolmentParts.identity + [
                .text("卡号") { $0.card?.masked }, .day("发卡日") { $0.facts.cardIssuedOn },
                Column("说明", .text) { remark($0) },
            ]
        ).html
    }

    @HTMLBuilder private func remark(_ person: RosterPerson) -> HTML {
        switch person.bucket {
        case .pendingConfirmation?: "待确认，提交即确认"
        case .manuallyExcluded?: "曾手动排除：\(person.facts.exclusion?.wording ?? "")"
        case .suspectedRetired?:
            fieldset(.class("row-gap")) {
                legend(.class("small")) {
                    "法定退休日 "
                    person.facts.statutoryDay?.html ?? HTML()
                }
                for answer in [RetirementAnswer.working, .delayed] {
                    label(.class("check")) {
                        input(
                            .class("form-check-input"), .type(.radio), .name("answer-\(person.member)"),
                            .value(answer.rawValue),
                            .checked(if: form["answer-\(person.member)"] == answer.rawValue))
                        span { answer.wording }
                    }
                }
            }
        case .enrolling?, .deceased?, .retired?, .noCard?, .coveredElsewhere?, nil: "可以参保"
        }
    }
}
