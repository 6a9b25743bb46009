public import Domain
public import Markup
import Wording

/// The result of an act on several members: 成功 n / 跳过 n, and everybody with what is left to do.
public struct MemberBatchRunPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var batch: MemberBatch
        /// The name of the label that was given.
        public var label: String?
        /// How many came to what; nil for those who are still to be done.
        public var counts: [MemberBatchOutcome?: Int]
        public var rows: [Row]
        public var window: PageWindow
        /// The request to a second person that it has waited for; nil for what nobody was asked about.
        public var request: MassRemoval?

        public init(
            _ batch: MemberBatch, label: String?, counts: [MemberBatchOutcome?: Int], _ rows: [Row],
            _ window: PageWindow, request: MassRemoval? = nil
        ) {
            (self.batch, self.label, self.counts, self.rows, self.window) = (batch, label, counts, rows, window)
            self.request = request
        }
    }

    public struct Row: Sendable {
        /// Nil for who is no member any more.
        let member: ID<Member>?
        let request: ID<RemovalRequest>?
        let outcome: MemberBatchOutcome?
        let name: String
        let document: String

        public init(
            member: ID<Member>?, request: ID<RemovalRequest>?, outcome: MemberBatchOutcome?, name: String,
            document: String
        ) {
            (self.member, self.request, self.outcome) = (member, request, outcome)
            (self.name, self.document) = (name, document)
        }
    }

    private var batch: MemberBatch { model.batch }
    private var done: Int { model.counts[.done] ?? 0 }
    private var waiting: Int { model.counts[nil] ?? 0 }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                batch.act.kind.wording + "结果", above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML(what), HTML(batch.account), batch.at.htmlToTheMinute],
                actions: { LinkButton("下载结果（xlsx）", .memberBatch(.file(batch.id)), icon: .download) }),
            current: .members
        ) {
            if let request = model.request, request.status != .accepted {
                held(request)
            } else if waiting > 0 {
                Callout("还有 \(waiting.grouped) 人没有处理", .warning) {
                    p { "处理曾经中断，已经处理的不会重复。点“继续处理”完成其余的人。" }
                    PostForm(to: .memberBatch(.continuation(batch.id)), frame.tokens) {
                        SubmitButton("继续处理 \(waiting.grouped) 人", .primary)
                    }
                }
            }
            Card("共 \(batch.people.grouped) 人", id: "counts") {
                Counts([
                    Counts.Item(done, "成功", .good),
                    Counts.Item(batch.people - done - waiting, "跳过", .warning),
                    Counts.Item(waiting, "还没有处理", .note),
                ])
            }
            section(.class("card"), .ariaLabel("每个人的结果")) {
                ListBar(model.window.caption)
                DataTable("每个人的结果", model.rows, isWrong: isSkipped, columns: columns)
                Pager(model.window) { number, size in
                    Path.memberBatch(.one(batch.id)).url(
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
            div(.class("row-gap")) { LinkButton("返回会员信息", .members, .primary) }
        }.html
    }

    @HTMLBuilder private func held(_ request: MassRemoval) -> HTML {
        switch request.status {
        case .open, .accepted: MassRemovalNotice(request: request.id)
        case .returned, .withdrawn, .lapsed:
            Callout("没有删除：批量删除申请\(request.status.wording)", .warning) {
                p { "会籍不变。如仍需要，请核实后重新选择会员办理。" }
                LinkButton("查看批量删除申请", .massRemoval(.one(request.id)))
            }
        }
    }

    private var what: String {
        switch batch.act {
        case .label(nil): "去掉标签"
        case .label(let code): "改为：\(model.label ?? code ?? "")"
        case .removal(let reason): "原因：\(reason.wording)"
        case .removalRequest(let ground): "原因：\(ground.wording)"
        }
    }

    private func isSkipped(_ row: Row) -> Bool {
        switch row.outcome {
        case .left, .alreadyAsked, .changedMeanwhile: true
        case .done, .unchanged, nil: false
        }
    }

    private var columns: [Column<Row>] {
        [
            .head("姓名") { row in
                if let member = row.member {
                    a(.href(.member(member))) { row.name }
                } else {
                    row.name
                }
            },
            .text("证件号") { $0.document },
            .state("结果") { row in
                switch row.outcome {
                case .done: StateBadge(MemberBatchOutcome.done.wording(of: batch.act), .done)
                case .unchanged: StateBadge(MemberBatchOutcome.unchanged.wording(of: batch.act))
                case let outcome?: StateBadge(outcome.wording(of: batch.act), .wait)
                case nil: StateBadge(MemberBatchWorkbook.waiting, .now)
                }
            },
            Column("下一步") { textOr($0.outcome?.advice(of: batch.act), "不需要") },
            .actions { row in
                if let request = row.request {
                    a(.href(.removalRequest(request)), .ariaLabel("查看\(row.name)的删除申请")) { "查看申请" }
                }
            },
        ]
    }
}
