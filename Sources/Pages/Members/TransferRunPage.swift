public import Domain
public import Markup
import Wording

/// The result of an act on several people: with whom it was done, who was left, and everybody with his reason.
public struct TransferRunPage: Component, Sendable {
    let frame: PageFrame
    let run: TransferRun
    let rows: [Row]
    let window: PageWindow

    public init(_ frame: PageFrame, _ run: TransferRun, _ rows: [Row], _ window: PageWindow) {
        (self.frame, self.run, self.rows, self.window) = (frame, run, rows, window)
    }

    public struct Row: Sendable {
        let transfer: ID<MembershipTransfer>?
        let problem: TransferProblem?
        let name: String
        let document: String

        public init(
            transfer: ID<MembershipTransfer>?, problem: TransferProblem?, name: String, document: String
        ) {
            (self.transfer, self.problem, self.name, self.document) = (transfer, problem, name, document)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                run.act.wording + "结果", above: [Crumb("会员管理"), Crumb("会籍审核管理", .memberTransfers)],
                facts: [HTML(run.account), run.at.htmlToTheMinute]),
            current: .memberTransfers
        ) {
            Card("共 \(run.people.grouped) 人", id: "counts") {
                Counts([
                    Counts.Item(run.done, run.act.doneWording, run.act == .request ? .note : .good),
                    Counts.Item(run.skipped, "没有办理", .warning),
                ])
                if run.act == .request, run.done > 0 {
                    div(.class("card-body")) { p { "转入的工会同意之前会籍不变，可以在会籍审核管理中查看进度或撤回。" } }
                }
            }
            section(.class("card"), .ariaLabel("每个人的结果")) {
                ListBar(window.caption)
                DataTable(
                    "每个人的结果", rows, isWrong: { $0.problem != nil },
                    columns: [
                        .head("姓名") { $0.name }, .text("证件号") { $0.document },
                        .state("结果") { row in
                            row.problem == nil
                                ? StateBadge(run.act.doneWording, run.act == .request ? .wait : .done)
                                : StateBadge("没有办理", .bad)
                        },
                        Column("原因") { textOr($0.problem?.wording, "无") },
                        .actions { row in
                            if let transfer = row.transfer {
                                a(.href(.memberTransfer(transfer)), .ariaLabel("查看\(row.name)的会籍转移")) { "查看" }
                            }
                        },
                    ])
                Pager(window) { number, size in
                    Path.memberTransferRun(run.id).url(
                        (name: MemberListQuery.Field.page, value: String(number)),
                        (name: MemberListQuery.Field.size, value: String(size)))
                }
            }
            div(.class("row-gap")) {
                switch run.act {
                case .request, .withdraw:
                    LinkButton("返回会员信息", .members)
                    LinkButton("查看本工会申请的转移", MemberTransfersPage.url(.requested))
                case .accept, .return: LinkButton("返回待审核的会籍转移", .memberTransfers, .primary)
                }
            }
        }
    }
}
