public import Domain
public import Markup
import Wording

/// 查看 of a union: what it is, its counters, and the enterprises that it covers.
public struct UnionPage: Component, Sendable {
    let frame: PageFrame
    let union: Union
    let above: [Union]
    let counts: UnionCounts
    let enterprises: [Enterprise]

    /// - Parameter above: from the account's own union down to the one above.
    public init(
        _ frame: PageFrame, _ union: Union, above: [Union], counts: UnionCounts, enterprises: [Enterprise]
    ) {
        (self.frame, self.union, self.above) = (frame, union, above)
        (self.counts, self.enterprises) = (counts, enterprises)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                union.name, above: [Crumb("组织管理"), Crumb("组织查询管理", .unions)],
                facts: [HTML(union.kind.wording), HTML("工会编号 \(union.code)")]),
            current: .unions
        ) {
            UnionCounters(counts)
            Card("组织信息", id: "facts") { CheckAnswers(answers) }
            if !union.kind.hasWorkbench {
                Callout("业务工作台不支持这类组织", .note) {
                    p { "\(union.kind.wording)不能自己办理集中参保，会员由所属的基层工会一起办理。" }
                }
            }
            Card("覆盖企业（\(enterprises.count.grouped)）", id: "enterprises") {
                DataTable("覆盖企业", enterprises, blank: blank, columns: columns)
            }
        }
    }

    private var answers: [CheckAnswers.Answer] {
        [
            CheckAnswers.Answer("组织名称") { union.name },
            CheckAnswers.Answer("组织类型") { union.kind.wording + (union.isHolding ? "（临时工会）" : "") },
            CheckAnswers.Answer("工会编号") { union.code },
            CheckAnswers.Answer("上级组织") {
                if let superior = above.last {
                    a(.href(Path.union(superior.id))) { superior.name }
                } else {
                    span(.class("muted")) { "无" }
                }
            },
            CheckAnswers.Answer("统一社会信用代码") { textOr(union.creditCode) },
            CheckAnswers.Answer("组织机构代码") {
                textOr(union.creditCode.flatMap(CreditCode.init(rawValue:))?.organisationCode)
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("没有登记企业") { "联合工会和工会委员会的会员按企业办理集中参保；没有企业的，按本级办理。" }
    }

    private var columns: [Column<Enterprise>] {
        [
            .head("企业名称") { $0.name },
            .text("统一社会信用代码") { $0.code },
            .text("组织机构代码") { CreditCode(rawValue: $0.code)?.organisationCode },
        ]
    }
}
