public import Domain
public import Markup
import Wording

/// 执行结果: what became of everybody, and what is left to do; it can be opened again later.
public struct ComparisonResultsPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public var comparison: MemberComparison
        public var counts: [ComparisonEffect: Int]
        /// The result that is looked at; nil for all.
        public var effect: ComparisonEffect?
        public var lines: [Line]
        public var start: Start
        public var next: ComparisonPlace?
        /// When something was carried out or stopped and by whom, the latest first.
        public var history: [Time]
        /// How many people wait for what was decided of them.
        public var waiting: Int
        /// How far it is; nil when nothing is under way.
        public var progress: ImportProgressPage.Progress?
        /// The request to a second person for which it waits.
        public var held: ID<MassRemoval>?

        /// Whether the lines begin with the first.
        public enum Start: Sendable {
            case first, later
        }

        public init(
            comparison: MemberComparison, counts: [ComparisonEffect: Int], effect: ComparisonEffect?, lines: [Line],
            start: Start, next: ComparisonPlace?, history: [Time], waiting: Int = 0,
            progress: ImportProgressPage.Progress? = nil, held: ID<MassRemoval>? = nil
        ) {
            self.comparison = comparison
            self.counts = counts
            self.effect = effect
            self.lines = lines
            self.start = start
            self.next = next
            self.history = history
            self.waiting = waiting
            self.progress = progress
            self.held = held
        }
    }

    /// One time that something was carried out, or was not carried out to its end.
    public struct Time: Sendable {
        public var event: ComparisonEvent
        public var at: Instant
        /// Empty where the platform itself has ended it.
        public var account: String

        public init(_ event: ComparisonEvent, at: Instant, account: String) {
            (self.event, self.at, self.account) = (event, at, account)
        }

        var words: String {
            switch event {
            case .stopped: account.isEmpty ? "中断" : "停止"
            case .uploaded, .compared, .executed, .discarded, .downloaded, .returned: "执行"
            }
        }
    }

    /// Somebody, what was decided and what came of it; numbers are masked.
    public struct Line: Sendable {
        public var part: ComparisonPart
        /// The row of the file; nil for who is not in it.
        public var row: Int?
        /// Nil for a row of the file that was no member's.
        public var member: ID<Member>?
        public var name: String
        public var document: String
        public var decision: ComparisonDecision
        public var effect: ComparisonEffect
        public var problems: [MemberProblem]

        public init(
            part: ComparisonPart, row: Int?, member: ID<Member>?, name: String, document: String,
            decision: ComparisonDecision, effect: ComparisonEffect, problems: [MemberProblem]
        ) {
            self.part = part
            self.row = row
            self.member = member
            self.name = name
            self.document = document
            self.decision = decision
            self.effect = effect
            self.problems = problems
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let effect = "effect"
        public static let after = "after"
    }

    private var id: ID<MemberComparison> { model.comparison.id }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "执行结果",
                above: [
                    Crumb("会员管理"), Crumb("会员比对", .comparison(.list)), Crumb("比对结果", .comparison(.one(id))),
                ], facts: facts,
                actions: {
                    if !model.counts.isEmpty {
                        LinkButton("下载执行结果（xlsx）", .comparison(.resultFile(id)), icon: .download)
                    }
                }),
            current: .comparison(.list)
        ) {
            if model.comparison.state == .executing {
                ComparisonProgress(frame, model.comparison, model.progress, on: .comparison(.results(id)))
            }
            if let held = model.held { MassRemovalNotice(request: held) }
            if let cut { left(by: cut) }
            if model.counts.isEmpty, model.held != nil || cut != nil || model.comparison.state == .executing {
                LinkButton("返回比对结果", .comparison(.one(id)))
            } else if model.counts.isEmpty {
                Callout("还没有执行过") { p { "在比对结果中选定处理方式，核对并执行之后，每个人的结果会保留在这里。" } }
                LinkButton("返回比对结果", .comparison(.one(id)), .primary)
            } else {
                Card(sum, id: "counts") {
                    Counts(
                        present.map { effect in
                            Counts.Item(model.counts[effect] ?? 0, effect.wording, effect.tone)
                        })
                }
                if refused > 0 {
                    Callout("有 \(refused.grouped) 人没有处理，请看“下一步”", .warning) {
                        p { "这些人的会籍没有改动。" }
                    }
                }
                WrittenPeopleForm(
                    path: .comparison(.people(id)), people: model.counts[.imported] ?? 0, tokens: frame.tokens)
                if present.count > 1 { choices }
                lines
                div(.class("row-gap")) { LinkButton("返回比对结果", .comparison(.one(id))) }
            }
        }.html
    }

    /// The last time, if it was not carried out to its end and somebody still waits.
    private var cut: Time? {
        guard model.comparison.state == .compared, model.waiting > 0, let last = model.history.first else { return nil }
        return last.event == .stopped ? last : nil
    }

    private func left(by cut: Time) -> HTML {
        Callout(
            "\(cut.account.isEmpty ? "执行中断" : "执行已停止")，其余 \(model.waiting.grouped) 人等待执行", .warning
        ) {
            p { "已经处理的人不受影响，不会再处理一次。其余的人仍按原来选定的等待，可以撤销，也可以继续执行。" }
            LinkButton("核对并执行", .comparison(.execution(id)), .primary)
        }.html
    }

    private var facts: [HTML] {
        [HTML("比对表：\(model.comparison.fileName)")]
            + model.history.prefix(3).map { time in
                HTML {
                    "\(time.words) "
                    time.at.htmlToTheMinute
                    if !time.account.isEmpty { " \(time.account)" }
                }
            }
    }

    /// The results that there are, those to look after first.
    private var present: [ComparisonEffect] {
        let there = ComparisonEffect.allCases.filter { (model.counts[$0] ?? 0) > 0 }
        return there.filter(\.isRefused) + there.filter { !$0.isRefused }
    }

    /// How many there are, with how many something was done, nothing needed doing, or nothing could be done.
    private var sum: String {
        func people(_ isMeant: (ComparisonEffect) -> Bool) -> Int {
            model.counts.filter { isMeant($0.key) }.values.reduce(0, +)
        }
        let parts = [
            (people { !$0.isRefused && !$0.changedNothing }, "已处理"), (people(\.changedNothing), "不需要处理"),
            (refused, "没有处理"),
        ].filter { $0.0 > 0 }
        return "共 \(model.counts.values.reduce(0, +).grouped) 人："
            + parts.map { "\($1) \($0.grouped) 人" }.joined(separator: "，")
    }

    private var refused: Int { present.filter(\.isRefused).map { model.counts[$0] ?? 0 }.reduce(0, +) }

    private var choices: HTML {
        nav(.class("row-gap"), .ariaLabel("按结果查看")) {
            LinkButton("全部", url(nil), size: .small, attribute: .ariaCurrent(.page, if: model.effect == nil))
            for effect in present {
                LinkButton(
                    "\(effect.wording) \((model.counts[effect] ?? 0).grouped)", url(effect), size: .small,
                    attribute: .ariaCurrent(.page, if: effect == model.effect))
            }
        }
    }

    private var lines: HTML {
        section(.class("card"), .ariaLabel("每个人的结果")) {
            DataTable(
                "每个人的结果", model.lines, isWrong: { $0.effect.isRefused },
                blank: .noMatch("没有这样的人") { "请查看其他结果。" }, columns: columns)
            if model.start == .later || model.next != nil {
                div(.class("card-body row-gap")) {
                    if model.start == .later { LinkButton("第一页", url(model.effect)) }
                    if let next = model.next { LinkButton("下一页", url(model.effect, after: next)) }
                }
            }
        }
    }

    private var columns: [Column<Line>] {
        [
            .head("姓名") { line in
                if let member = line.member {
                    a(.href(.member(member))) { line.name }
                } else {
                    textOr(line.name, "没有填写")
                }
            },
            .text("证件号") { $0.document },
            .text("名册行号") { $0.row.map(String.init) },
            .text("处理方式") { $0.decision.wording(in: $0.part) },
            .state("结果") { $0.effect.badge },
            Column("说明") { line in
                line.effect.sentence(of: line.decision)
                if line.effect == .failed {
                    for problem in line.problems where problem.severity == .error {
                        br()
                        span(.class("danger-text")) { problem.wording }
                    }
                }
            },
            Column("下一步") { textOr($0.effect.advice(of: $0.decision), "不需要") },
        ]
    }

    private func url(_ effect: ComparisonEffect?, after place: ComparisonPlace? = nil) -> URLText {
        var query: [(name: String, value: String)] = []
        if let effect { query.append((name: Field.effect, value: effect.rawValue)) }
        if let place { query.append((name: Field.after, value: place.text)) }
        return Path.comparison(.results(id)).url(query: query)
    }
}

extension ComparisonEffect {
    var badge: StateBadge {
        switch self {
        case .imported, .updated, .removed, .kept, .alreadyDone: StateBadge(wording, .done)
        case .asked, .offered: StateBadge(wording, .wait)
        case .changedMeanwhile, .failed: StateBadge(wording, .bad)
        }
    }

    fileprivate var tone: Tone {
        switch self {
        case .imported, .updated, .removed: .good
        case .asked, .offered: .warning
        case .kept, .alreadyDone: .note
        case .changedMeanwhile, .failed: .bad
        }
    }
}
