public import Domain
public import Markup
import Wording

/// 办卡批次管理: a unit's batches, or what a subtree has submitted.
public struct CardBatchesPage: Component {
    /// Whose desk it is.
    public enum Desk: Sendable {
        case unit
        case above
    }

    let frame: PageFrame
    let desk: Desk
    let place: String
    let filter: CardBatchFilter
    let rows: [CardBatchRecord]
    let window: PageWindow
    let deadline: CardDeadline?

    /// - Parameters:
    ///   - place: the unit or the union whose subtree is shown.
    ///   - deadline: until when a card ordered still comes in time.
    public init(
        _ frame: PageFrame, _ desk: Desk, place: String, filter: CardBatchFilter, rows: [CardBatchRecord],
        window: PageWindow, deadline: CardDeadline? = nil
    ) {
        (self.frame, self.desk, self.place, self.deadline) = (frame, desk, place, deadline)
        (self.filter, self.rows, self.window) = (filter, rows, window)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("办卡批次管理", above: CardArea.crumbs, facts: [HTML(place)]) {
                if desk == .unit { LinkButton("待办会员列表", .cardCandidates, icon: .people) }
            },
            current: .cardBatches
        ) {
            if let deadline { CardDeadlineNotice(deadline) }
            section(.class("card"), .ariaLabel("筛选")) {
                FilterForm(.cardBatches, .address) {
                    TextField("number", "批次编号", in: form, need: .required)
                    SelectField(
                        "status", "状态", in: form, statuses.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                }
            }
            section(.class("card"), .ariaLabel("办卡批次列表")) {
                ListBar(window.caption, chips: chips)
                DataTable("办卡批次", rows, blank: blank, columns: columns)
                if window.total > 0 {
                    Pager(window) { number, size in
                        url(filter, [("page", String(number)), ("size", String(size))])
                    }
                }
            }
        }
    }

    private var form: FormState {
        FormState(["number": [filter.number ?? ""], "status": [filter.status?.rawValue ?? ""]])
    }

    private var statuses: [CardBatch.Status] {
        CardBatch.Status.allCases.filter { desk == .unit || $0 != .draft }
    }

    private var chips: [Chip] {
        var chips: [Chip] = []
        if let number = filter.number {
            chips.append(Chip("批次编号 \(number)", without: url(CardBatchFilter(status: filter.status))))
        }
        if let status = filter.status {
            chips.append(Chip(status.wording, without: url(CardBatchFilter(number: filter.number))))
        }
        return chips
    }

    private func url(_ filter: CardBatchFilter, _ more: [(name: String, value: String)] = []) -> URLText {
        var query: [(name: String, value: String)] = []
        if let number = filter.number { query.append((name: "number", value: number)) }
        if let status = filter.status { query.append((name: "status", value: status.rawValue)) }
        return Path.cardBatches.url(query: query + more)
    }

    private var blank: Blank {
        if !chips.isEmpty {
            return .noMatch("没有符合条件的批次") {
                "请放宽条件再查。"
            } actions: {
                LinkButton("清除条件", .cardBatches)
            }
        }
        switch desk {
        case .unit:
            return .nothingYet("还没有办卡批次") {
                "在待办会员列表中选择会员，即可生成办卡批次。"
            } actions: {
                LinkButton("去待办会员列表", .cardCandidates, .primary)
            }
        case .above: return .nothingYet("还没有办卡批次") { "下级单位提交办卡批次后，会出现在这里。" }
        }
    }

    private var columns: [Column<CardBatchRecord>] {
        var columns: [Column<CardBatchRecord>] = [
            .head("批次编号") { row in a(.href(.cardBatch(row.batch.id.description))) { row.batch.number } }
        ]
        if desk == .above {
            columns.append(.text("单位名称") { $0.unitName })
            columns.append(.text("所在工会") { $0.unionName })
        }
        return columns + [
            .number("人数") { $0.people },
            .number("已制卡") { $0.issued },
            .number("失败") { $0.failed },
            .state("状态") { $0.batch.status.badge },
            // Always shown: hidden in a column chooser it raised questions (manual 2024, question 5).
            .text("批次撤销情况") { $0.revocationWording },
            .moment("生成时间") { $0.createdAt },
            .moment("提交时间", absent: "未提交") { $0.submittedAt },
            .moment("完成时间", absent: "未完成") { $0.completedAt },
            .actions { row in
                a(
                    .href(.cardBatch(row.batch.id.description)),
                    .ariaLabel("查看办卡批次 \(row.batch.number)")
                ) { "查看" }
            },
        ]
    }
}
