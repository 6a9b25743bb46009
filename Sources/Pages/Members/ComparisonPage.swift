public import Domain
public import Markup
import Wording

/// One comparison: who is new, who is missing, who has changed, and what is to be done (ux pattern 11).
public struct ComparisonPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var comparison: MemberComparison
        public var enterprise: String?
        public var flexibleKind: String?
        /// The district's 临时工会; without one nobody can be transferred from here.
        public var holding: String?
        public var tallies: [ComparisonTally]
        /// What a decision for all of the group leaves out.
        public var reserve: ComparisonReserve
        public var part: ComparisonPart
        /// Only lines of which this is decided and not done are shown; nil for all.
        public var planned: ComparisonDecision?
        /// Of rows that are kept out: what mends them.
        public var groups: [ImportRunPage.Group]
        /// Only rows that this would mend are shown; nil for all.
        public var group: MemberProblem.Repair?
        public var file: File
        /// How the file's columns are read, as long as the file is at hand.
        public var layout: ColumnLayout?
        /// How far the reading of the file is; nil when it is not under way.
        public var progress: ImportProgressPage.Progress?
        /// The request to a second person for which what was decided waits.
        public var held: ID<MassRemoval>?
        /// The position behind which the lines begin.
        public var after: Int
        public var lines: [Line]
        /// The position to go on behind; nil at the end.
        public var next: Int?

        /// Whether the roster can be taken away with what is wrong in it.
        public enum File: Sendable {
            case kept, gone
        }

        public init(
            comparison: MemberComparison, enterprise: String?, flexibleKind: String?, holding: String?,
            tallies: [ComparisonTally], reserve: ComparisonReserve = ComparisonReserve(), part: ComparisonPart,
            planned: ComparisonDecision? = nil,
            groups: [ImportRunPage.Group] = [], group: MemberProblem.Repair? = nil, file: File = .gone,
            layout: ColumnLayout? = nil, progress: ImportProgressPage.Progress? = nil,
            held: ID<MassRemoval>? = nil, after: Int, lines: [Line], next: Int?
        ) {
            self.comparison = comparison
            self.enterprise = enterprise
            self.flexibleKind = flexibleKind
            self.holding = holding
            self.tallies = tallies
            self.reserve = reserve
            self.part = part
            self.planned = planned
            self.groups = groups
            self.group = group
            self.file = file
            self.layout = layout
            self.progress = progress
            self.held = held
            self.after = after
            self.lines = lines
            self.next = next
        }
    }

    /// A line of a group; numbers are masked.
    public struct Line: Sendable {
        public var id: ID<ComparisonLine>
        /// The row of the file; nil for who is not in it.
        public var row: Int?
        public var member: ID<Member>?
        public var name: String
        public var documentType: String
        public var document: String
        public var phone: String
        public var workplace: String
        public var outcome: ImportOutcome?
        public var changes: [FieldChange]
        public var problems: [MemberProblem]
        /// What mends a row that is kept out.
        public var repair: MemberProblem.Repair?
        public var namesakeRow: Int?
        public var decision: ComparisonDecision?
        public var effect: ComparisonEffect?

        public init(
            id: ID<ComparisonLine>, row: Int?, member: ID<Member>?, name: String, documentType: String,
            document: String, phone: String, workplace: String, outcome: ImportOutcome?, changes: [FieldChange],
            problems: [MemberProblem], repair: MemberProblem.Repair? = nil, namesakeRow: Int?,
            decision: ComparisonDecision?, effect: ComparisonEffect?
        ) {
            self.id = id
            self.row = row
            self.member = member
            self.name = name
            self.documentType = documentType
            self.document = document
            self.phone = phone
            self.workplace = workplace
            self.outcome = outcome
            self.changes = changes
            self.problems = problems
            self.repair = repair
            self.namesakeRow = namesakeRow
            self.decision = decision
            self.effect = effect
        }
    }

    /// Names of fields, in the address and in the form of the lines.
    public enum Field {
        public static let part = "part"
        public static let after = "after"
        public static let planned = "planned"
        /// Of rows that are kept out: what mends them.
        public static let group = "group"
        public static let line = "line"
        /// A button of one line: its key and the decision.
        public static let one = "one"
        /// A button for the lines that are ticked.
        public static let chosen = "chosen"
        /// A button for all lines of the group.
        public static let all = "all"
        /// In the place of a decision: take it back.
        public static let undo = "undo"
    }

    private var comparison: MemberComparison { model.comparison }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "比对结果", above: [Crumb("会员管理"), Crumb("会员比对", .comparison(.list))], facts: facts,
                actions: { if comparison.status == .compared { downloads } }),
            current: .comparison(.list)
        ) {
            switch comparison.state {
            case .compared: compared
            case .arranging:
                Callout("请先核对列", .warning) { p { "还没有比对：请先选择工作表和列。" } }
                LinkButton("核对列", .comparison(.columns(comparison.id)), .primary)
            case .comparing: comparing
            case .executing:
                ComparisonProgress(frame, comparison, model.progress, on: .comparison(.one(comparison.id)))
                results
            case .held:
                counts
                if let held = model.held { MassRemovalNotice(request: held) }
                results
            case .interrupted:
                Callout("比对中断，没有完成", .warning) {
                    p { "名册没有读完，没有结果。会员名册没有改动，请重新上传；仍然中断的，请联系技术支持。" }
                }
                LinkButton("会员比对", .comparison(.new), .primary)
            case .givenUp:
                Callout("已取消", .warning) {
                    p { "本次比对已取消，或已按另外的列重新比对，明细已删除。会员名册没有改动。" }
                }
                LinkButton("会员比对", .comparison(.new), .primary)
            case .expired:
                counts
                Callout("明细已过期", .warning) {
                    p { "比对明细只保留 7 天。需要时请重新上传名册。" + (comparison.executed > 0 ? "已执行的处理结果保留一年。" : "") }
                }
                div(.class("row-gap")) {
                    LinkButton("会员比对", .comparison(.new), .primary)
                    results
                }
            }
        }.html
    }

    @HTMLBuilder private var comparing: HTML {
        RosterProgressCard(
            title: "正在比对", page: Path.comparison(.one(comparison.id)).url,
            rows: model.progress.map { ($0.done, $0.total) },
            words: "可以离开此页或关闭浏览器，比对会继续。完成后在“会员比对”的列表中可以看到。比对不改动会员名册。",
            list: ("会员比对", .comparison(.list)))
        PostForm(to: .comparison(.discard(comparison.id)), frame.tokens) { SubmitButton("放弃本次比对", .plain) }
    }

    @HTMLBuilder private var compared: HTML {
        counts
        if let layout = model.layout, !layout.otherLists.isEmpty { layout.comparisonWarning(changing: columns) }
        RosterColumnsCard(layout: model.layout, change: columns)
        if model.undone > 0 { decide }
        nav(.class("row-gap"), .ariaLabel("比对结果分组")) {
            for part in ComparisonPart.allCases where part != .failed || comparison.counts.failed > 0 {
                LinkButton(
                    "\(part.wording) \(comparison.counts[part].grouped)", model.url(part), size: .small,
                    attribute: .ariaCurrent(.page, if: part == model.part))
            }
        }
        if model.part == .failed {
            ComparisonFaultsCard(model)
        } else {
            ComparisonLinesCard(frame: frame, model: model)
        }
    }

    /// Where the columns can be put otherwise; nil when something was done by them.
    private var columns: Path? { comparison.canBeArranged ? .comparison(.columns(comparison.id)) : nil }

    private var facts: [HTML] {
        let chosen = (model.enterprise ?? model.flexibleKind).map { "（\($0)）" } ?? ""
        return [
            HTML("比对表：\(comparison.fileName)"), HTML("范围：\(comparison.extent.wording)"),
            HTML("类别：\(comparison.category.wording)\(chosen)"),
            HTML {
                "上传 "
                comparison.createdAt.htmlToTheMinute
            },
        ]
    }

    @HTMLBuilder private var results: HTML {
        if comparison.executed > 0 { LinkButton("查看执行结果", .comparison(.results(comparison.id))) }
    }

    @HTMLBuilder private var downloads: HTML {
        if comparison.state != .executing, comparison.state != .held { results }
        if comparison.counts.missing > 0 {
            LinkButton("下载处理详情（xlsx）", .comparison(.missing(comparison.id)), icon: .download)
        }
        if comparison.counts.new > 0 {
            LinkButton("下载比对结果（xlsx）", .comparison(.newPeople(comparison.id)), icon: .download)
        }
    }

    private var counts: HTML {
        let counts = comparison.counts
        return Card(
            "名册共 \(counts.fileRows.grouped) 行 = 新增 \(counts.new.grouped) + 信息变更 \(counts.changed.grouped)"
                + " + 一致 \(counts.same.grouped) + 错误 \(counts.failed.grouped)", id: "counts"
        ) {
            Counts([
                Counts.Item(counts.new, "新增", .note), Counts.Item(counts.missing, "名册里没有", .warning),
                Counts.Item(counts.changed, "信息变更", .note), Counts.Item(counts.same, "一致，不需要处理", .good),
                Counts.Item(counts.failed, "错误，请在名册中修改", .bad),
            ])
        }.html
    }

    private var decide: HTML {
        DecideBlock("已选定处理方式 \(model.undone.grouped) 人，还没有执行") {
            model.undoneSentence
            "执行前可以随时撤销，离开本页也会保留。"
        } content: {
            div(.class("row-gap")) {
                LinkButton("核对并执行", .comparison(.execution(comparison.id)), .primary, size: .large)
            }
        }.html
    }
}

extension ComparisonPage {
    /// A group of lines, or those of it of which something is decided and not done.
    public static func url(
        _ id: ID<MemberComparison>, _ part: ComparisonPart, planned: ComparisonDecision? = nil,
        group: MemberProblem.Repair? = nil, after: Int = 0
    ) -> URLText {
        var query = [(name: Field.part, value: part.rawValue)]
        if let group { query.append((name: Field.group, value: group.rawValue)) }
        if let planned { query.append((name: Field.planned, value: planned.rawValue)) }
        if after > 0 { query.append((name: Field.after, value: String(after))) }
        return Path.comparison(.one(id)).url(query: query)
    }
}

extension ComparisonPage.Model {
    func url(_ part: ComparisonPart, after: Int = 0) -> URLText {
        ComparisonPage.url(comparison.id, part, planned: part == self.part ? planned : nil, after: after)
    }

    /// What can be decided of the lines on show.
    var decisions: [ComparisonDecision] { part.decisions.filter { $0 != .transfer || holding != nil } }

    /// Lines that are decided and not done.
    var undone: Int { tallies.filter { $0.decision != nil && $0.effect == nil }.map(\.lines).reduce(0, +) }

    func undone(_ decision: ComparisonDecision) -> Int {
        tallies.filter { $0.decision == decision && $0.effect == nil }.map(\.lines).reduce(0, +)
    }

    /// Such as 导入 3 人、删除（退休）1 人.
    var undoneSentence: String {
        ComparisonDecision.allCases.filter { undone($0) > 0 }.map { "\($0.wording) \(undone($0).grouped) 人" }
            .joined(separator: "、") + "。"
    }

    /// Lines of the group on show that a decision for all takes along.
    func undecidedHere(for decision: ComparisonDecision) -> Int {
        let undecided = tallies.filter { $0.part == part && $0.decision == nil }.map(\.lines).reduce(0, +)
        return max(0, undecided - reserve.lines(leftOutBy: decision))
    }

    /// Those that can be taken back.
    var decidedHere: Int {
        tallies.filter { $0.part == part && $0.decision != nil && $0.effect == nil }.map(\.lines).reduce(0, +)
    }
}
