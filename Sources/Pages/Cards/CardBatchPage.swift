public import Domain
public import Markup
import Wording

/// One batch: its people with what came of each order, and what can be done with it now.
public struct CardBatchPage: Component {
    let frame: PageFrame
    let record: CardBatchRecord
    let lines: [CardLine]
    let part: CardLinePart?
    let window: PageWindow
    let leftOut: [CardLeftOut]
    let rule: CardRule?
    let draft: Draft?
    let waiting: Int
    let open: Set<CardBatch.Command>
    let mayExchange: Exchange
    let revocation: CardRevocationRow?
    let revoking: Revoking
    let deadline: CardDeadline?
    let expected: CalendarDay?
    let form: FormState

    /// The people of a draft against the rule of the day.
    public struct Draft: Sendable {
        let people: Int
        let mark: String
        let endingEarly: Int
        let leftOut: [CardLeftOut]

        /// - Parameters:
        ///   - people: for how many a card can be ordered.
        ///   - mark: tells whether they are the same people.
        ///   - endingEarly: of them, whose document ends before the coverage begins.
        ///   - leftOut: for whom no card can be ordered today.
        public init(people: Int, mark: String = "", endingEarly: Int = 0, leftOut: [CardLeftOut] = []) {
            (self.people, self.mark, self.endingEarly, self.leftOut) = (people, mark, endingEarly, leftOut)
        }
    }

    /// Whether this account exchanges files with the bank.
    public enum Exchange: Sendable {
        case none, bank
    }

    /// What this account can do about taking the batch back.
    public enum Revoking: Sendable {
        case none, ask, withdraw
    }

    /// - Parameters:
    ///   - part: of its people, of which the lines are a page; nil is all of them.
    ///   - revocation: the newest request to take the batch back.
    ///   - leftOut: whom the making of the batch left out.
    ///   - draft: what a submission would do now; nil for every other state.
    ///   - waiting: how many of those who got no card by it still wait for one.
    ///   - open: the commands that would succeed now for this account.
    ///   - expected: when the bank is expected to have made the cards; nil before it has the batch.
    ///   - form: of the bank's answer, with what is wrong about it.
    public init(
        _ frame: PageFrame, _ record: CardBatchRecord, lines: [CardLine], part: CardLinePart? = nil, window: PageWindow,
        leftOut: [CardLeftOut] = [], rule: CardRule? = nil, draft: Draft? = nil, waiting: Int = 0,
        open: Set<CardBatch.Command> = [], exchange: Exchange = .none, revocation: CardRevocationRow? = nil,
        revoking: Revoking = .none,
        deadline: CardDeadline? = nil, expected: CalendarDay? = nil, form: FormState = FormState()
    ) {
        (self.frame, self.record, self.lines, self.part, self.window) = (frame, record, lines, part, window)
        (self.leftOut, self.rule, self.draft, self.waiting) = (leftOut, rule, draft, waiting)
        (self.open, mayExchange) = (open, exchange)
        (self.revocation, self.revoking) = (revocation, revoking)
        (self.deadline, self.expected, self.form) = (deadline, expected, form)
    }

    private var id: String { record.batch.id.description }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "办卡批次 \(record.batch.number)", above: CardArea.crumbs + [Crumb("办卡批次管理", .cardBatches)],
                here: record.batch.number, facts: [HTML(record.unitName), HTML("\(record.people.grouped) 人")]
            ) { actions },
            current: .cardBatches, errors: form.errors
        ) {
            guidance
            if let revocation { revocationCard(revocation) }
            if let draft, !draft.leftOut.isEmpty {
                LeftOutCard(
                    draft.leftOut, rule: rule?.address, title: "批次中现在不能办卡的 \(draft.leftOut.count.grouped) 人",
                    id: "obstructed", back: back)
            }
            if !leftOut.isEmpty {
                LeftOutCard(
                    leftOut, rule: rule?.address, title: "生成批次时未能放入的 \(leftOut.count.grouped) 人", back: back)
            }
            Card("批次情况", id: "facts") {
                CheckAnswers(
                    [
                        .init("状态") { record.batch.status.badge },
                        .init("批次撤销情况") { record.revocationWording },
                        .init("人数") {
                            "共 \(record.people.grouped) 人，已制卡 \(record.issued.grouped) 人，失败 \(record.failed.grouped) 人\(unordered)"
                        },
                        .init("生成时间") { record.createdAt.htmlToTheMinute },
                        .init("提交时间") { record.submittedAt?.htmlToTheMinute ?? textOr(nil, "未提交") },
                        .init("交银行时间") { record.handedOverAt?.htmlToTheMinute ?? textOr(nil, "未交银行") },
                        .init("完成时间") { record.completedAt?.htmlToTheMinute ?? textOr(nil, "未完成") },
                    ] + hashes)
                if record.isOrderFileCleared {
                    p(.class("card-body muted")) { "制卡文件已按规定清除，校验值保留。" }
                }
            }
            if mayExchange == .bank, open.contains(.applyFullResult) { resultForm }
            CardBatchPeople(record, lines, part, window, rule: rule)
        }
    }

    private var back: [(name: String, value: String)] { [(name: "batch", value: id)] }

    @HTMLBuilder private var actions: HTML {
        if open.contains(.submit) {
            let rest = draft?.leftOut.isEmpty == false ? "提交其余" : "提交"
            LinkButton(
                "\(rest) \((draft?.people ?? record.ordered).grouped) 人至职保中心", .cardBatchSubmission(id), .primary)
        }
        if open.contains(.cancel) { LinkButton("作废草稿", .cardBatchCancellation(id)) }
        if revoking == .ask { LinkButton("批次撤消申请", .cardBatchRevocation(id)) }
        if waiting > 0 {
            PostForm(to: .cardBatches, frame.tokens) {
                HiddenField("failed", id)
                SubmitButton("将未制成的 \(waiting.grouped) 人重新生成批次")
            }
        }
        if mayExchange == .bank {
            if record.orderFile != nil {
                LinkButton("下载制卡文件", .cardOrderFile(id), icon: .download)
            } else if open.contains(.handOver), record.revocation != .open {
                LinkButton("将 \(record.ordered.grouped) 人交银行制卡", .cardOrderFile(id), .primary)
            }
        }
    }

    @HTMLBuilder private var guidance: HTML {
        switch record.batch.status {
        case .draft:
            Callout("批次还没有提交", .warning) {
                p { "请核对下面的人员和证件到期日，再提交至职保中心。" }
            }
            if let draft { notices(draft) }
            if let deadline { CardDeadlineNotice(deadline) }
        case .submitted where record.revocation == .open:
            Callout("撤消申请等待审核", .warning) { p { "批次已提交，撤消申请正在由上级工会审核；审核之前不能交银行制卡。" } }
        case .submitted: Callout { p { "批次已提交，等待职保中心交银行制卡。交银行之前可以提交批次撤消申请，由上级工会审核。" } }
        case .inProduction: production
        case .produced: Callout("全部制卡完成", .good) { p { "\(record.issued.grouped) 人已有会员服务卡，\(nextStep)" } }
        case .partlyFailed:
            Callout("有 \(record.failed.grouped) 人没有制成", .bad) {
                p { "原因见下表。没有制成的会员已回到待办会员列表，处理后请重新放入办卡批次。" }
            }
        case .cancelled: Callout { p { "批次已撤销，会员已回到待办会员列表。" } }
        }
        if record.odd > 0 {
            Callout("有 \(record.odd.grouped) 个卡号的校验位不符", .warning) {
                p { "卡号可能抄录有误，也可能是银行的编号规则不同。卡已登记，请向银行核对这些卡号；确有错误的，请在会员信息中查看该会员，在“会员服务卡”中注销后重新办卡。" }
                LinkButton("查看这 \(record.odd.grouped) 人", CardBatchPeople.url(record, .odd))
            }
        }
    }

    /// When the cards are to be there, and whom to ask once that day is past.
    @HTMLBuilder private var production: HTML {
        let usual = "名单已交银行，制卡约需 \(PlanYear.cardWorkingDays) 个工作日"
        if let expected, expected < frame.today {
            Callout("已过预计完成日", .warning) {
                p {
                    "\(usual)，预计 "
                    expected.htmlInSentence
                    "前完成，还没有收到制卡结果。"
                    mayExchange == .bank ? "请向银行查询。" : "请联系职保中心查询。"
                }
            }
        } else if let expected {
            Callout {
                p {
                    "\(usual)，预计 "
                    expected.htmlInSentence
                    "前完成。"
                }
            }
        } else {
            Callout { p { "\(usual)。" } }
        }
    }

    /// What the cards are good for on this day.
    private var nextStep: String {
        guard let deadline, deadline.standing == .closed else { return "可以参加集中参保。" }
        return "\(deadline.year) 年度集中参保已截止，请办理新办卡人员即时参保。"
    }

    @HTMLBuilder private func notices(_ draft: Draft) -> HTML {
        if draft.people == 0 {
            Callout("现在没有人可以提交", .bad) {
                p { "批次中的会员现在都不能办卡，原因和处理办法见下表。请处理后再提交，或作废草稿后重新选择会员。" }
            }
        } else if !draft.leftOut.isEmpty {
            Callout("有 \(draft.leftOut.count.grouped) 人现在不能办卡", .warning) {
                p {
                    "原因和处理办法见下表。处理好的可以一起提交；没有处理的，提交时从批次中剔除，"
                    "其余 \(draft.people.grouped) 人照常提交。"
                }
            }
        }
        if draft.endingEarly > 0, let rule {
            Callout("请提醒换证", .warning) {
                p { "\(draft.endingEarly.grouped) 人的证件在 \(rule.coverageFrom.description) 前到期，现在可以办卡，下面的人员中已注明。" }
            }
        }
    }

    private func revocationCard(_ row: CardRevocationRow) -> HTML {
        Card("批次撤消申请", id: "revocation") {
            CheckAnswers(
                [
                    .init("审核情况") { row.status.badge }, .init("申请原因") { row.reason },
                    .init("申请时间") { row.requestedAt.htmlToTheMinute },
                ] + row.decisionAnswers)
            if revoking == .withdraw {
                PostForm(to: .cardBatchRevocationWithdrawal(id), frame.tokens) {
                    div(.class("card-body row-gap")) { SubmitButton("撤回批次撤消申请", .plain) }
                }
            }
        }.html
    }

    private var resultForm: HTML {
        Card("导入制卡结果", id: "result", note: "先检查整个文件，全部正确才会写入") {
            div(.class("card-body")) {
                PostForm(to: .cardResult(id), frame.tokens, .multipart) {
                    FileField(
                        "file", "银行返回的文件", in: form, accept: ".xlsx", maxBytes: 10_000_000,
                        hint: "xlsx 文件，不超过 10 MB；列为 "
                            + CardResultColumn.allCases.map(\.title).joined(separator: "、") + "。")
                    SubmitButton("导入 \(record.batch.number) 的制卡结果", icon: .upload)
                }
            }
        }.html
    }

    /// Who was taken out before the bank got the batch.
    private var unordered: String {
        switch record.batch.status {
        case .produced, .partlyFailed:
            let people = record.people - record.issued - record.failed
            return people > 0 ? "，未交银行 \(people.grouped) 人" : ""
        case .draft, .submitted, .inProduction: return record.leftOut > 0 ? "，已剔除 \(record.leftOut.grouped) 人" : ""
        case .cancelled: return ""
        }
    }

    /// With which both sides see that they have the same file.
    private var hashes: [CheckAnswers.Answer] {
        [("制卡名单 SHA-256", record.orderFileHash), ("制卡结果 SHA-256", record.resultFileHash)].compactMap { words, hash in
            hash.map { bytes in CheckAnswers.Answer(words) { span(.class("secret")) { bytes.hexadecimal } } }
        }
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
