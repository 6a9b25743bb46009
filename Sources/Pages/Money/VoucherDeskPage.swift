public import Domain
public import Markup
import Wording

/// 缴费凭证审核 of the centre: queue, evidence, expected amount, answer (mock-up 10).
public struct VoucherDeskPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let desk: Desk
    let stepUp: StepUp
    let form: FormState

    public struct Desk: Sendable {
        public var waiting: [SubmissionRecord]
        public var counts: [DistrictSubmission.Status: Int]
        public var year: PlanYear
        /// The batch that is looked at; nil when none waits.
        public var sheet: BatchSheet?

        public init(
            waiting: [SubmissionRecord], counts: [DistrictSubmission.Status: Int], year: PlanYear,
            sheet: BatchSheet?
        ) {
            self.waiting = waiting
            self.counts = counts
            self.year = year
            self.sheet = sheet
        }
    }

    /// - Parameter form: field `reason`; the buttons send `verdict`.
    public init(
        _ frame: PageFrame, union: String, _ desk: Desk, stepUp: StepUp, form: FormState = FormState()
    ) {
        (self.frame, self.union, self.desk) = (frame, union, desk)
        (self.stepUp, self.form) = (stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "缴费凭证审核", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(union), HTML("\(desk.year.year) 年度"), HTML(countLine)]),
            current: .vouchers, errors: form.errors
        ) {
            if let sheet = desk.sheet {
                div(.class("voucher-desk")) {
                    queue(sheet)
                    evidence(sheet)
                    expected(sheet)
                }
            } else {
                section(.class("card"), .ariaLabel("待审核")) {
                    Blank.nothingYet("没有待审核的凭证") {
                        "区局（产业）上传缴费凭证后会出现在这里。"
                    } actions: {
                        LinkButton("查看参保批次", .batches)
                    }
                }
            }
        }
    }

    private var countLine: String {
        let total = desk.counts.values.reduce(0, +)
        let parts = DistrictSubmission.Status.allCases.compactMap { status -> String? in
            let count = desk.counts[status] ?? 0
            return count > 0 ? "\(status.wording) \(count.grouped)" : nil
        }
        return parts.isEmpty ? "本年度还没有批次" : "批次 \(total.grouped) = \(parts.joined(separator: " + "))"
    }

    private func queue(_ sheet: BatchSheet) -> HTML {
        Card("待审核（\(desk.waiting.count.grouped)）", id: "queue") {
            ol(.class("queue")) {
                for record in desk.waiting {
                    li {
                        a(
                            .href(.voucherDesk(record.submission.id.rawValue)),
                            .ariaCurrent(.page, if: record.submission.id == sheet.record.submission.id)
                        ) {
                            span(.class("line")) { strong { record.districtName } }
                            span(.class("line")) { span { record.submission.number } }
                            span(.class("line")) {
                                span { record.due.due.yuanText }
                                span { record.voucherAt?.htmlToTheMinute ?? HTML() }
                            }
                        }
                    }
                }
            }
        }.html
    }

    private func evidence(_ sheet: BatchSheet) -> HTML {
        let current = sheet.vouchers.first { $0.status == .underReview } ?? sheet.vouchers.first
        return Card("凭证影像", id: "evidence", note: "\(current?.files.count ?? 0) 个文件") {
            if let current {
                Evidence(files: current.files)
                p(.class("card-body small muted")) {
                    current.uploadedAt.htmlToTheMinute
                    " 由 \(current.uploadedBy) 上传，第 \(sheet.vouchers.count) 次。"
                    a(.href(.batchVouchers(sheet.id))) { "查看全部凭证" }
                }
                for earlier in sheet.vouchers.dropFirst().prefix(1) {
                    if let reason = earlier.reason {
                        p(.class("card-body small muted")) { "上一次：\(earlier.status.wording)，\(reason)" }
                    }
                }
            } else {
                Blank.nothingYet("没有凭证") { "该批次还没有上传凭证。" }
            }
        }.html
    }

    @HTMLBuilder private func expected(_ sheet: BatchSheet) -> HTML {
        let record = sheet.record
        div(.class("stack")) {
            amounts(record)
            if record.submission.status == .voucherUnderReview { decision(record) }
        }
    }

    private func amounts(_ record: SubmissionRecord) -> HTML {
        Card("应收", id: "expected", note: record.submission.number) {
            Totals([
                TotalLine("保障费用", record.amounts.premium.yuanText),
                TotalLine("减：市总统一划拨", (Money.zero - record.amounts.city).yuanText),
                TotalLine("减：退回金额抵扣", (Money.zero - record.credit).yuanText),
                TotalLine("应收（元）", record.due.due.yuanText, .sum),
                TotalLine("应有付款户名", record.districtName),
                TotalLine("应有备注码", record.remarkCode),
                TotalLine("参保人数", record.heads.grouped + " 人"),
            ])
            if record.submission.status != .voucherUnderReview { state(record) }
        }.html
    }

    private func state(_ record: SubmissionRecord) -> HTML {
        div(.class("card-body")) {
            record.submission.status.badge
            " 该批次当前没有待审核的凭证。"
        }
    }

    /// A button for each answer, so that it can name the act and the amount.
    private func answer(_ words: String, _ command: DistrictSubmission.Command, _ style: ButtonStyle) -> HTML {
        SubmitButton(words, style, .name("verdict"), .value(command.rawValue)).html
    }

    private func decision(_ record: SubmissionRecord) -> HTML {
        PostForm(to: .voucherDesk(record.submission.id.rawValue), frame.tokens, .class("stack")) {
            HiddenField("stamp", String(record.stamp))
            StepUpCard(stepUp, in: form)
            Card("审核结论", id: "decision") { verdict(record) }
        }.html
    }

    @HTMLBuilder private func verdict(_ record: SubmissionRecord) -> HTML {
        div(.class("card-body")) {
            TextArea("reason", "备注", in: form, rows: 2, hint: "退回和补充材料时必填，区局可见。", need: .optional)
            p(.class("muted small")) {
                "通过后 \(record.heads.grouped) 人参保完成，不能撤回；退回或补充材料由区局（产业）重新上传。"
            }
            div(.class("row-gap")) {
                answer("通过，收款 \(record.due.due.inSentence)", .accept, .primary)
                answer("退回，请区局重新上传", .reject, .danger)
                answer("要求补充材料", .askForMore, .plain)
                if let next = desk.waiting.first(where: { $0.submission.id != record.submission.id }) {
                    LinkButton("跳过，看下一件", .voucherDesk(next.submission.id.rawValue), .quiet)
                }
            }
        }
    }
}
