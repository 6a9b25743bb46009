public import Domain
public import Markup
import Wording

/// 到期处理: what is over and still open, and the button that closes it.
public struct DeadlinesPage: Component, Sendable {
    let frame: PageFrame
    let lists: [YearLists]
    let batches: [SubmissionRecord]
    let units: [DueUnit]

    /// Lists of one year that no district has handed in.
    public struct YearLists: Sendable {
        let year: Int
        let lists: Int
        let submitted: Int
        let silent: Int

        /// - Parameter silent: units among them that never began one.
        public init(year: Int, lists: Int, submitted: Int, silent: Int = 0) {
            (self.year, self.lists, self.submitted, self.silent) = (year, lists, submitted, silent)
        }
    }

    /// - Parameter units: of the lists, as many as are named.
    public init(_ frame: PageFrame, _ lists: [YearLists], units: [DueUnit] = [], _ batches: [SubmissionRecord]) {
        (self.frame, self.lists, self.units, self.batches) = (frame, lists, units, batches)
    }

    private var listCount: Int { lists.reduce(0) { $0 + $1.lists } }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "到期处理", above: [Crumb("业务工作台", .workbench)],
                facts: [
                    HTML {
                        "今天 "
                        frame.today.htmlWithWeekday
                    },
                    HTML("正式使用时每小时自动处理一次；演示和演练时由职保中心在此办理"),
                ]), current: .centre(.deadlines)
        ) {
            if lists.isEmpty && batches.isEmpty {
                section(.class("card"), .ariaLabel("到期事项")) {
                    Blank.nothingYet("没有到期的事项") { "提交期已过而未提交的名单、逾期未上传凭证的批次会出现在这里。" }
                }
            } else {
                listTable
                if !units.isEmpty { unitTable }
                batchTable
                PostForm(to: .centre(.deadlines), frame.tokens) {
                    DecideBlock("请确认") {
                        "\(listCount.grouped) 份名单将列为“未参加集中参保”，\(batches.count.grouped) 个批次将逾期失效，"
                        "批次内所有人的集中参保均无效，需按照即时参保流程另行办理。此操作不能撤销。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton(
                                "处理 \(listCount.grouped) 份名单和 \(batches.count.grouped) 个批次", .danger, size: .large)
                        }
                    }
                }
            }
        }
    }

    private var listTable: HTML {
        Card("未提交至职保中心的名单", id: "lists", note: "获准延期的区局（产业）不在其中") {
            DataTable(
                "未提交至职保中心的名单", lists, blank: .nothingYet("没有未提交的名单") { "所有名单都已提交或还在办理时间内。" },
                columns: [
                    .head("年度") { HTML("\($0.year) 年度") }, .number("名单") { $0.lists },
                    .number("其中基层已提交") { $0.submitted }, .number("其中从未办理") { $0.silent },
                ])
        }.html
    }

    private var unitTable: HTML {
        Card(
            "将列为未参加集中参保的单位", id: "units",
            note: units.count < listCount
                ? "前 \(units.count.grouped) 家，共 \(listCount.grouped) 家" : "点单位名称查看其会员"
        ) {
            DataTable(
                "将列为未参加集中参保的单位", units,
                columns: [
                    .head("单位名称") { unit in
                        a(.href(Path.members.url(("under", unit.union.description)))) { unit.name }
                    },
                    .text("年度") { "\($0.year)" },
                    .state("状态") { StateBadge($0.status.wording, $0.status.reviewTone) },
                    Column("参保人数", .number) { unit in
                        if let heads = unit.heads { heads.grouped } else { textOr(nil, "未提交") }
                    },
                ])
        }.html
    }

    private var batchTable: HTML {
        Card("逾期未上传凭证的批次", id: "batches", note: "待审核的凭证不会因逾期失效") {
            DataTable(
                "逾期未上传凭证的批次", batches, blank: .nothingYet("没有逾期的批次") { "所有批次都已上传凭证或还在期限内。" },
                columns: [
                    .head("批次编号") { record in
                        a(.href(.batch(record.submission.id.rawValue))) { record.submission.number }
                    },
                    .text("区局（产业）") { $0.districtName }, .number("参保人数") { $0.heads },
                    .money("应划款金额（元）") { $0.due.due }, .day("截止日") { $0.submission.voucherDue },
                    .state("状态") { $0.submission.status.badge },
                ])
        }.html
    }
}
