public import Domain
public import Markup
import Wording

/// A request for a mass export as pages say it.
public struct ExportRequestRow: Sendable {
    public var request: ExportRequest
    public var asker: String
    public var unionName: String
    public var askedAt: Instant
    public var decider: String?
    public var decidedAt: Instant?
    public var reason: String?
    public var fetched: Int

    public init(
        _ request: ExportRequest, asker: String, unionName: String, askedAt: Instant, decider: String? = nil,
        decidedAt: Instant? = nil, reason: String? = nil, fetched: Int = 0
    ) {
        (self.request, self.asker, self.unionName, self.askedAt) = (request, asker, unionName, askedAt)
        (self.decider, self.decidedAt, self.reason, self.fetched) = (decider, decidedAt, reason, fetched)
    }
}

extension ExportRequest {
    /// How much it is: `5,012 人`.
    public var amount: String { "\(people.grouped) \(list.unit)" }
}

extension ExportRequest.Status {
    var badge: StateBadge {
        switch self {
        case .waiting: StateBadge(wording, .wait)
        case .consented: StateBadge(wording, .done)
        case .refused: StateBadge(wording, .bad)
        case .withdrawn, .lapsed: StateBadge(wording)
        }
    }
}

/// 批量导出申请: who wants to take many people out, and what was said to it.
public struct ExportRequestsPage: Component, Sendable {
    /// Names of the fields.
    public enum Field {
        public static let part = "part"
        /// Of a consent.
        public static let remark = "remark"
        /// Of a refusal.
        public static let reason = "reason"
    }

    let frame: PageFrame
    let part: ExportRequestPart
    let rows: [ExportRequestRow]
    let window: PageWindow

    public init(_ frame: PageFrame, _ part: ExportRequestPart, _ rows: [ExportRequestRow], _ window: PageWindow) {
        (self.frame, self.part, self.rows, self.window) = (frame, part, rows, window)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "批量导出申请", above: [Crumb("会员管理")], facts: [HTML(ExportRequestWording.rule)]),
            current: .exports(.list)
        ) {
            nav(.class("row-gap"), .ariaLabel("批量导出申请")) {
                for other in ExportRequestPart.allCases {
                    LinkButton(
                        other.wording, Path.exports(.list).url((Field.part, other.rawValue)),
                        attribute: .ariaCurrent(.true, if: other == part))
                }
            }
            section(.class("card"), .ariaLabel(part.wording)) {
                ListBar(window.caption)
                DataTable(
                    part.wording, rows,
                    blank: .nothingYet("没有\(part.wording)的申请") { "超过限额的导出会在这里等待另一人同意。" }, columns: columns)
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.exports(.list).url(
                            (Field.part, part.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }
    }

    private var columns: [Column<ExportRequestRow>] {
        [
            Column("申请时间", .head) { row in
                a(.href(.exports(.one(row.request.id)))) { row.askedAt.htmlToTheMinute }
            },
            .text("申请人") { $0.asker }, .text("所在工会") { $0.unionName },
            .text("名单") { $0.request.list.wording }, .text("号码") { $0.request.numbers.wording },
            .text("数量") { $0.request.amount }, .text("用途") { $0.request.purpose.wording },
            .text("审核人") { $0.decider }, .state("状态") { $0.request.status.badge },
        ]
    }
}

/// One request: what is asked, what the second person says, and the file.
public struct ExportRequestPage: Component, Sendable {
    /// Everything the page shows.
    public struct Model: Sendable {
        public var row: ExportRequestRow
        /// Of the list, in words; empty for the whole list.
        public var conditions: [String]
        public var commands: Set<ExportRequest.Command>

        public init(_ row: ExportRequestRow, conditions: [String], commands: Set<ExportRequest.Command>) {
            (self.row, self.conditions, self.commands) = (row, conditions, commands)
        }
    }

    private typealias Field = ExportRequestsPage.Field

    let frame: PageFrame
    let model: Model
    let stepUp: StepUp
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, stepUp: StepUp, form: FormState) {
        (self.frame, self.model, self.stepUp, self.form) = (frame, model, stepUp, form)
    }

    private var row: ExportRequestRow { model.row }
    private var request: ExportRequest { row.request }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "批量导出申请", above: [Crumb("会员管理"), Crumb("批量导出申请", .exports(.list))],
                facts: [HTML(row.unionName), request.status.badge.html]),
            current: .exports(.list), errors: form.errors, shape: .journey
        ) {
            standing
            Card("申请内容", id: "content") { CheckAnswers(answers) }
            if model.commands.contains(.consent) { decide }
            if model.commands.contains(.fetch) { file }
            if model.commands.contains(.withdraw) {
                PostForm(to: .exports(.withdrawal(request.id)), frame.tokens) {
                    div(.class("row-gap")) {
                        SubmitButton("撤回申请", .plain)
                        LinkButton("返回", .exports(.list))
                    }
                }
            }
        }
    }

    private var answers: [CheckAnswers.Answer] {
        var answers: [CheckAnswers.Answer] = [
            .init("申请人") { row.asker }, .init("申请时间") { row.askedAt.htmlToTheMinute },
            .init("名单") { request.list.wording }, .init("号码") { request.numbers.wording },
            .init("数量") { request.amount }, .init("用途") { request.purpose.wording },
        ]
        switch request.status {
        case .waiting, .consented:
            answers.append(
                .init("筛选条件") {
                    model.conditions.isEmpty ? "没有筛选条件，即全部名单" : model.conditions.joined(separator: "；")
                })
        case .refused, .withdrawn, .lapsed: break
        }
        if let decider = row.decider { answers.append(.init("审核人") { decider }) }
        if let at = row.decidedAt { answers.append(.init("审核时间") { at.htmlToTheMinute }) }
        if let reason = row.reason { answers.append(.init("审核意见") { reason }) }
        if row.fetched > 0 { answers.append(.init("已下载") { "\(row.fetched.grouped) 次" }) }
        return answers
    }

    @HTMLBuilder private var standing: HTML {
        switch request.status {
        case .waiting:
            Callout("等待另一人同意", .warning) {
                p {
                    "\(ExportRequestWording.rule)请在 "
                    request.expiresAt.htmlToTheMinute
                    " 前答复，逾期失效。"
                }
                if !model.commands.contains(.consent), model.commands.contains(.withdraw) {
                    p { "已提醒本级或上级工会的审核人员；同意后请回到本页下载。" }
                }
            }
        case .consented:
            Callout("已同意，可以下载", .good) {
                p {
                    "请申请人在 "
                    request.expiresAt.htmlToTheMinute
                    " 前下载。每次下载都会记录。"
                }
            }
        case .refused:
            Callout("不同意导出", .warning) { p { "请按审核意见缩小范围或改用掩码名单，再重新申请。" } }
        case .withdrawn: Callout("已撤回，没有导出") { p { "如仍需要，请从名单重新导出。" } }
        case .lapsed: Callout("已到期") { p { "如仍需要，请从名单重新导出并申请。" } }
        }
    }

    @HTMLBuilder private var decide: HTML {
        PostForm(to: .exports(.consent(request.id)), frame.tokens, .class("stack")) {
            Card("同意", id: "consent", note: "请核对用途、范围和人数是否必要") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.remark, "审核意见", in: form, rows: 2,
                        hint: "最多 \(ExportRequest.reasonLimit) 个字，请勿填写证件号码。", need: .optional)
                }
            }
            StepUpCard(stepUp, in: form, note: "确认同意的是当前登录账号本人")
            DecideBlock("同意后申请人可以下载") {
                "文件含 \(request.amount)的个人信息（\(request.numbers.wording)），\(ExportRequest.fetchingDays) 日内可以下载。"
                "文件上印有申请人和您的姓名。"
            } content: {
                div(.class("row-gap")) { SubmitButton("同意导出 \(request.amount)", size: .large) }
            }
        }
        PostForm(to: .exports(.refusal(request.id)), frame.tokens) {
            Card("不同意", id: "refuse") {
                div(.class("card-body stack")) {
                    TextArea(
                        Field.reason, "不同意的原因", in: form, rows: 2,
                        hint: "申请人会看到，最多 \(ExportRequest.reasonLimit) 个字。")
                    div(.class("row-gap")) { SubmitButton("不同意", .plain) }
                }
            }
        }
    }

    private var file: HTML {
        PostForm(to: .exports(.file(request.id)), frame.tokens, .all([.class("stack"), .data("repeatable", "")])) {
            switch request.numbers {
            case .whole: StepUpCard(stepUp, in: form, note: "含完整号码，确认下载的是当前登录账号本人")
            case .masked: HTML()
            }
            DecideBlock("下载 xlsx 文件") {
                "文件按现在的名单生成，含个人信息，每页印有申请人、审核人和时间，请在 7 日内删除。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("下载 \(request.amount)的名单", size: .large, icon: .download)
                }
            }
        }.html
    }
}
