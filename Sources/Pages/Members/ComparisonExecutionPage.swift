import Domain
public import Markup
import Wording

/// 执行比对处理: what will be done, to how many, and what cannot be undone (ux pattern 7).
public struct ComparisonExecutionPage: Component, Sendable {
    let frame: PageFrame
    let model: ComparisonPage.Model

    /// - Parameter model: its lines are not shown.
    public init(_ frame: PageFrame, _ model: ComparisonPage.Model) { (self.frame, self.model) = (frame, model) }

    private var id: ID<MemberComparison> { model.comparison.id }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "核对并执行",
                above: [
                    Crumb("会员管理"), Crumb("会员比对", .comparison(.list)), Crumb("比对结果", .comparison(.one(id))),
                ], facts: [HTML("比对表：\(model.comparison.fileName)")]),
            current: .comparison(.list), shape: .journey
        ) {
            if model.undone == 0 {
                Callout("没有需要执行的处理") { p { "请先在比对结果中选定处理方式。" } }
                LinkButton("返回比对结果", .comparison(.one(id)), .primary)
            } else {
                Card("将要执行", id: "what") {
                    Totals(
                        ComparisonDecision.allCases.filter { model.undone($0) > 0 }.map {
                            TotalLine($0.wording, "\(model.undone($0).grouped) 人")
                        } + [TotalLine("合计", "\(model.undone.grouped) 人", .sum)])
                }
                if !sentences.isEmpty { Callout("执行前请知悉", .warning) { ul { for text in sentences { li { text } } } } }
                DecideBlock("确认执行 \(model.undone.grouped) 人") {
                    "比对之后资料又有变动的人不会处理，会逐人列出结果。中途中断时，已经处理的不会重复，再次执行即可继续。"
                } content: {
                    div(.class("row-gap")) {
                        PostForm(to: .comparison(.execution(id)), frame.tokens) {
                            SubmitButton("执行 \(model.undone.grouped) 人的处理", .primary, size: .large)
                        }
                        LinkButton("返回比对结果", .comparison(.one(id)), size: .large)
                    }
                }
            }
        }.html
    }

    private var sentences: [String] {
        let removed = ComparisonDecision.allCases.filter(\.isFinal).map { model.undone($0) }.reduce(0, +)
        return [
            removed > 0
                ? "删除 \(removed.grouped) 人：不再是本工会会员，删除不能撤销；已提交的参保名单需要再次提交，会员服务卡不会自动注销，已生效的保障不受影响。" : nil,
            model.undone(.transfer) > 0
                ? "转移 \(model.undone(.transfer).grouped) 人：向\(model.holding ?? "临时工会")提出会籍转移申请，同意之前仍是本工会会员，可以在会籍审核管理中撤回。"
                : nil,
            model.undone(.import) > 0
                ? "导入 \(model.undone(.import).grouped) 人：其中是其他工会会员的，由原工会审核会籍转移，同意之前不计入本单位会员。" : nil,
            model.undone(.update) > 0
                ? "更新 \(model.undone(.update).grouped) 人：以名册的内容为准，名册里空着的列保留原来的内容。" : nil,
        ].compactMap(\.self)
    }
}
