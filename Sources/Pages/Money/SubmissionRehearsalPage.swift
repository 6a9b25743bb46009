public import Domain
public import Markup
import Wording

/// The rehearsal of the lock: what would be handed in, by plan and payer, and what would be left behind.
public struct SubmissionRehearsalPage: Component, Sendable {
    let frame: PageFrame
    let rehearsal: Rehearsal
    let form: FormState

    public struct Rehearsal: Sendable {
        public var district: String
        public var year: PlanYear
        public var totals: DistrictTotals
        public var credit: Money
        public var struck: [StruckUnit]
        public var open: [OpenUnit]
        public var unpaid: Listing<UnpaidUnit>
        public var counts: ReviewCounts
        public var conflicts: Int
        public var refusal: Refusal?
        /// Whether a second person confirms, and what waits for him.
        public var second: SecondLook

        public init(
            district: String, year: PlanYear, totals: DistrictTotals, credit: Money, struck: [StruckUnit],
            open: [OpenUnit], unpaid: Listing<UnpaidUnit> = Listing(entries: [], total: 0, offset: 0),
            counts: ReviewCounts, conflicts: Int = 0, refusal: Refusal?,
            second: SecondLook = SecondLook()
        ) {
            self.second = second
            self.conflicts = conflicts
            self.district = district
            self.year = year
            self.totals = totals
            self.credit = credit
            self.struck = struck
            self.open = open
            self.unpaid = unpaid
            self.counts = counts
            self.refusal = refusal
        }

        var openCount: Int { counts.pending + counts.open + counts[.returned] }
    }

    /// - Parameter form: fields `name`, `phone`, `email`.
    public init(_ frame: PageFrame, _ rehearsal: Rehearsal, form: FormState) {
        (self.frame, self.rehearsal, self.form) = (frame, rehearsal, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "提交至职保中心", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [
                    HTML("\(rehearsal.year.year) 年度"), HTML(rehearsal.district), HTML("演算，尚未提交"),
                    HTML {
                        rehearsal.second.control.wording
                        "（"
                        a(.href(.proposal(.rule))) { "设置提交方式" }
                        "）"
                    },
                ]),
            current: .review, errors: form.errors, shape: .journey
        ) {
            if let refusal = rehearsal.refusal {
                Callout("现在还不能提交至职保中心") { p { refusal.wording } }
            }
            SecondLookNote(second: rehearsal.second)
            Card("将要提交", id: "totals", note: "\(rehearsal.totals.units.grouped) 家单位") {
                PlanTable(totals: rehearsal.totals)
                Totals(ReviewPage.lines(rehearsal.totals, credit: rehearsal.credit))
                if rehearsal.totals.units > 0, rehearsal.totals.due(credit: rehearsal.credit).isNothing {
                    p(.class("card-body")) { "\(AmountDue.nothingToPay)，提交后即参保完成。" }
                }
            }
            if !rehearsal.struck.isEmpty { struck }
            if rehearsal.conflicts > 0 {
                Callout("一人一保：\(rehearsal.conflicts.grouped) 人等待裁定", .warning) {
                    p { "这些人同时被两个单位要求参保，由市职保中心裁定。名单提交后即锁定，不能再把人划给另一单位。" }
                }
            }
            if rehearsal.unpaid.total > 0 { unpaid }
            open
            if rehearsal.refusal == nil, rehearsal.second.isFree { contact }
            if !rehearsal.second.proposals.isEmpty { ProposalTable(proposals: rehearsal.second.proposals) }
        }
    }

    private var struck: HTML {
        let people = rehearsal.struck.reduce(0) { $0 + $1.people }
        return Card("名单变动：剔除 \(people.grouped) 人", id: "struck") {
            p(.class("card-body")) { "这些人员在单位提交后已转出、删除或死亡，提交时自动剔除，名单生成新的版本，并重新出具告知书。上方合计已不含他们。" }
            DataTable(
                "名单变动", rehearsal.struck,
                columns: [
                    .head("单位名称") { unit in
                        a(.href(.reviewSheet(unit.enrolment.rawValue))) { unit.name }
                    },
                    .number("已转出或删除") { $0.left },
                    .number("已死亡") { $0.deceased },
                    .number("剔除后人数") { $0.remaining },
                    .text("处理") { $0.remaining > 0 ? "生成新版本后提交" : "没有参保人员，不提交" },
                ])
        }.html
    }

    private var unpaid: HTML {
        Card(
            "基层单位缴费未到账", id: "unpaid", note: "\(rehearsal.unpaid.total.grouped) 家",
            more: LinkButton("去催缴", .ledger(.reminders), size: .small).html
        ) {
            p(.class("card-body")) {
                "这些单位在本次提交内，一般应在 "
                rehearsal.year.basePaymentDue.htmlInSentence
                "前把基层单位缴费划入本区局（产业）账户，另有延长的以告知书为准。未到账不影响提交，区局仍须按应划款金额全额划款。"
            }
            DataTable(
                "基层单位缴费未到账", rehearsal.unpaid.entries,
                columns: [
                    .head("单位名称") { unit in
                        a(.href(.reviewSheet(unit.enrolment.rawValue))) { unit.unit.name }
                    },
                    .money("应缴（元）") { $0.due }, .money("已到账（元）") { $0.paid }, .money("未到账（元）") { $0.open },
                ])
        }.html
    }

    private var open: HTML {
        Card("不在本次提交内的单位", id: "open", note: "\(rehearsal.openCount.grouped) 家") {
            if rehearsal.open.isEmpty {
                p(.class("card-body")) { "没有未办结的单位。" }
            } else {
                p(.class("card-body")) {
                    "窗口期内可以分批提交。到期仍未提交的单位不参加集中参保，须按即时参保流程另行办理。"
                }
                DataTable(
                    "不在本次提交内的单位", rehearsal.open,
                    columns: [
                        .head("单位名称") { unit in
                            if let id = unit.enrolment, unit.status != .notStarted, unit.status != .draft {
                                a(.href(.reviewSheet(id.rawValue))) { unit.name }
                            } else {
                                unit.name
                            }
                        },
                        .text("组织机构代码") { $0.organisationCode },
                        .state("状态") { StateBadge($0.status.wording, $0.status.reviewTone) },
                    ])
            }
        }.html
    }

    private var contact: HTML {
        PostForm(to: .submissionCheck, frame.tokens, .data("repeatable", "")) {
            Card("经办人信息", id: "contact") {
                div(.class("card-body")) {
                    TextField("name", "姓名", in: form, hint: "职保中心核对款项时联系的人")
                    TextField("phone", "手机号", in: form, .phone, hint: "11 位手机号")
                    TextField("email", "电子邮箱", in: form, .email)
                    SubmitButton("下一步：核对并确认", size: .large)
                }
            }
        }.html
    }
}
