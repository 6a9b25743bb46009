public import Domain
public import Markup
import Wording

/// 提交结果: what was handed in, what comes next and by when, the notice (ux, pattern 8).
public struct SubmissionResultPage: Component {
    let frame: PageFrame
    let result: SubmissionResult

    public init(_ frame: PageFrame, _ result: SubmissionResult) {
        (self.frame, self.result) = (frame, result)
    }

    private var version: EnrolmentVersion { result.version }
    private var year: PlanYear { result.year }
    private var heads: String { version.heads.grouped }

    public var html: HTML {
        Layout(
            frame, title: "已提交 \(heads) 人",
            above: EnrolmentParts.aboveSteps, here: "提交结果", current: .enrolments, shape: .journey
        ) {
            Confirmed(
                "已提交 \(heads) 人至\(result.districtName)",
                facts: [
                    HTML("批次编号 \(result.record.number)，第 \(version.number) 版"),
                    version.submittedAt.htmlToTheSecond, HTML("经办人 \(result.submittedBy)"),
                    HTML(result.unit.name),
                ])
            if !result.isCurrent { superseded }
            div(.class("grid-main")) {
                Card("接下来", id: "next") { NextSteps(steps) }
                Card("本次提交", id: "summary") { Totals(totals) }
            }
            notice
            links
        }.html
    }

    private var superseded: HTML {
        switch status {
        case .submitted, .endorsed, .approved, .locked, .inForce:
            Callout("这一版已不是最新", .warning) { p { "已被第 \(result.record.enrolment.version) 版替代，以最后一次提交为准。" } }.html
        case .notStarted, .draft, .returned, .declined:
            Callout("这一版已不是最新", .warning) { p { "名单当前为“\(status.wording)”，需要再次提交才能参保。" } }.html
        case .lapsed, .leftOut:
            Callout("这份名单没有生效", .bad) { p { "名单“\(status.wording)”，名单上的人没有集中参保的保障，不能再次提交。" } }.html
        }
    }

    // MARK: Next steps

    private var steps: [NextSteps.Step] {
        let missing = result.open[.noCard] + result.open[.pendingConfirmation]
        switch status {
        case .submitted, .endorsed, .approved:
            return [status == .approved ? approved : review, payment]
                + (missing > 0 ? [others(missing)] : []) + [coverage]
        case .locked: return [locked, payment] + (missing > 0 ? [later(missing)] : []) + [coverage]
        case .inForce: return [inForce] + (missing > 0 ? [later(missing)] : [])
        case .notStarted, .draft, .returned, .declined: return [again]
        case .lapsed: return [result.rest == .some ? lapsed : settled]
        case .leftOut: return [instant]
        }
    }

    private var status: UnitEnrolment.Status { result.record.enrolment.status }

    private var approved: NextSteps.Step {
        NextSteps.Step {
            "已审核通过，等待\(result.districtName)提交至职保中心"
        } text: {
            if let window = year.windows[.districtSubmission] {
                "提交时间为 "
                window.from.htmlInSentence
                "至 "
                window.through.htmlInSentence
                "。此前再次提交的，需要重新审核。"
            }
        }
    }

    private var locked: NextSteps.Step {
        NextSteps.Step {
            "已提交至职保中心，名单已锁定"
        } text: {
            "等待\(result.districtName)划款，并由职保中心审核缴费凭证。"
        }
    }

    private var inForce: NextSteps.Step {
        NextSteps.Step {
            "参保完成，保障自 "
            year.coverage.from.htmlInSentence
            "起生效"
        } text: {
            "至 "
            year.coverage.through.htmlInSentence
            "止。谁在保、从哪天到哪天，见"
            a(.href(.coverage)) { "参保信息查询" }
            "。"
        }
    }

    private var again: NextSteps.Step {
        NextSteps.Step {
            "这份名单现在是“\(status.wording)”"
        } text: {
            a(.href(Path.enrolment(.tasks))) { "返回办理步骤" }
            "，核对后再次提交。"
        }
    }

    private var instant: NextSteps.Step {
        NextSteps.Step {
            "这份名单“\(status.wording)”，没有参加集中参保"
        } text: {
            "还没有保障的人，请在保障年度内到"
            a(.href(.enrolments)) { "参保信息管理" }
            "办理即时参保。"
        }
    }

    private var lapsed: NextSteps.Step {
        NextSteps.Step {
            "区局逾期未划款，这份名单没有保障"
        } text: {
            if result.today <= year.coverage.through {
                a(.href(Path.enrolment(.lapsed(result.record.enrolment.id)))) { "转为即时参保" }
                "：原名单一次提交，最晚 "
                year.coverage.through.htmlInSentence
                "。"
            } else {
                "该保障年度已经结束，不能再办理即时参保。"
            }
        }
    }

    /// Everybody who is still there stands on another list of the year.
    private var settled: NextSteps.Step {
        NextSteps.Step {
            "名单内仍在本单位的人员都已列入其他名单"
        } text: {
            "不用再办理。即时参保名单和进度见"
            a(.href(.enrolments)) { "参保信息管理" }
            "。"
        }
    }

    private func later(_ missing: Int) -> NextSteps.Step {
        NextSteps.Step {
            "还有 \(missing.grouped) 人没有参加集中参保"
        } text: {
            "名单已锁定，不能再加入；请在保障年度内按即时参保流程办理。"
        }
    }

    private var review: NextSteps.Step {
        NextSteps.Step {
            "等待审核"
            if let last = year.reviewThrough(on: result.today) {
                "，"
                last.htmlInSentence
                "前"
            }
        } text: {
            "由\([result.reviewerName, result.districtName].compactMap { $0 }.joined(separator: "或"))审核。如被退回，会出现在您的待办提醒里；审核进度可随时在“集中参保办理”查看。"
        }
    }

    private var payment: NextSteps.Step {
        let base = version.amounts?.base ?? .zero
        let district = version.amounts?.district ?? .zero
        return NextSteps.Step {
            if base == .zero {
                "您单位无需付款"
            } else {
                let payment = year.basePayment(on: result.today, reopened: result.record.enrolment.reopenedUntil)
                switch payment.urgency {
                case nil:
                    payment.due.htmlInSentence
                    "前付款 \(base.inSentence)"
                case .soon?, .atOnce?: "尽快付款 \(base.inSentence)"
                }
            }
        } text: {
            base == .zero ? "基层单位缴费 0.00 元。" : "请按所在区局（产业）工会的安排，将基层单位缴费划入其帐户。"
            "区局应缴的 \(district.inSentence)由\(result.districtName)在 "
            year.districtPaymentDue.htmlInSentence
            "前划款。"
        }
    }

    private func others(_ missing: Int) -> NextSteps.Step {
        NextSteps.Step {
            "还有 \(missing.grouped) 人没有参保，可以补办"
        } text: {
            if result.open[.noCard] > 0 {
                "未办卡 \(result.open[.noCard].grouped) 人："
                if let card = result.lastCardDay, result.today <= card {
                    card.htmlInSentence
                    "前"
                }
                a(.href(.cardCandidates)) { "提交办卡批次" }
                "。"
            }
            if result.open[.pendingConfirmation] > 0 {
                "待确认 \(result.open[.pendingConfirmation].grouped) 人："
                a(.href(Path.enrolment(.confirmations))) { "去确认" }
                "。"
            }
            "办好后再次提交，以最后一次为准。"
        }
    }

    private var coverage: NextSteps.Step {
        NextSteps.Step {
            "保障自 "
            year.coverage.from.htmlInSentence
            "起"
        } text: {
            "区局付款并经职保中心审核后正式生效，至 "
            year.coverage.through.htmlInSentence
            "止。"
        }
    }

    // MARK: Figures and notice

    private var totals: [TotalLine] {
        let amounts = version.amounts ?? .zero
        return [
            TotalLine("保障类型", "\(version.plan) 类，\(version.rates.premium.inSentence)/人"),
            TotalLine("参保人数", "\(heads) 人"), TotalLine("市总统一划拨", amounts.city.yuanText),
            TotalLine("区局/各级工会缴费", amounts.district.yuanText),
            TotalLine("基层单位缴费", amounts.base.yuanText),
            TotalLine("保障费用（元）", amounts.premium.yuanText, .sum),
        ]
    }

    @HTMLBuilder private var notice: HTML {
        if let notice = result.notice {
            Card("集中参保告知书", id: "notice", note: "每次提交都会重新生成") {
                div(.class("document")) {
                    div(.class("stack")) {
                        div {
                            h3 { notice.text.title }
                            p(.class("meta muted")) {
                                span { "编号 \(notice.reference)" }
                                span { "第 \(notice.version) 版" }
                                span { "可扫码核验" }
                                if let newer = notice.supersededBy { span(.class("state")) { "已被第 \(newer) 版替代" } }
                            }
                        }
                        div(.class("row-gap")) {
                            LinkButton(
                                "点击重新下载（PDF）", .notice(notice.id), .primary, icon: .download,
                                attribute: .when(frame.flash != nil, .data("download-now", "")))
                        }
                        for earlier in result.earlierNotices {
                            p(.class("small muted")) {
                                a(.href(.notice(earlier.id))) { "第 \(earlier.version) 版告知书" }
                                "（"
                                earlier.issuedOn.htmlWithWeekday
                                "）"
                                StateBadge(earlier.banner)
                            }
                        }
                    }
                }
            }
        }
    }

    private var links: HTML {
        div(.class("row-gap")) {
            a(.class("inline-link"), .href(Path.enrolment(.submittedPeople(version.id)))) { "查看已提交的 \(heads) 人" }
            if result.record.enrolment.version > 1 {
                a(.class("inline-link"), .href(Path.enrolment(.versions(version.id)))) { "各版名单和差异" }
            }
            if result.isCurrent, result.withdrawal == nil {
                a(.class("inline-link"), .href(Path.enrolment(.withdrawal))) { "撤回本次提交" }
            }
            a(.class("inline-link"), .href(.enrolments)) { "返回参保信息管理" }
            span(.class("muted push")) {
                "本页可随时从“参保信息管理”再次打开。有疑问请拨 \(frame.site.hotline.telephone)。"
            }
        }
    }
}
