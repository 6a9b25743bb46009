public import Domain
public import Markup
import Wording

/// 全部删除: before a deletion is decided for all who are missing, for which reason, how many, and what follows.
///
/// It is only noted here; carrying it out is confirmed once more.
public struct ComparisonRemovalPage: Component, Sendable {
    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState = FormState()) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public struct Model: Sendable {
        public var comparison: MemberComparison
        public var people: Int
        /// The first of them.
        public var first: [ComparisonExecutionPage.Person]
        public var consequences: TransferConsequences
        /// Who is left out, because his name stands on a row that cannot be read.
        public var namesakes: Int

        public init(
            comparison: MemberComparison, people: Int, first: [ComparisonExecutionPage.Person],
            consequences: TransferConsequences, namesakes: Int
        ) {
            self.comparison = comparison
            self.people = people
            self.first = first
            self.consequences = consequences
            self.namesakes = namesakes
        }
    }

    /// Names of the form's fields.
    public enum Field {
        public static let decision = "decision"
        public static let expected = "expected"
    }

    private var id: ID<MemberComparison> { model.comparison.id }
    private var back: URLText { ComparisonPage.url(id, .missing) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "全部删除",
                above: [
                    Crumb("会员管理"), Crumb("会员比对", .comparison(.list)), Crumb("比对结果", .comparison(.one(id))),
                ], facts: [HTML("比对表：\(model.comparison.fileName)"), HTML("\(model.people.grouped) 人")]),
            current: .comparison(.list), errors: form.errors, shape: .journey
        ) {
            if model.people == 0 {
                Callout("没有可以一起选定的人") { p { none } }
                LinkButton("返回比对结果", back, .primary)
            } else {
                Card(
                    "涉及的会员", id: "people",
                    note: model.people > model.first.count ? "列出前 \(model.first.count) 人" : ""
                ) {
                    DataTable("涉及的会员", model.first, columns: columns)
                    div(.class("card-body row-gap")) {
                        if model.people > model.first.count {
                            span { "另有 \((model.people - model.first.count).grouped) 人。" }
                        }
                        a(.class("inline-link"), .href(back)) { "逐人查看" }
                    }
                }
                Callout("选定前请知悉", .warning) { ul { for sentence in sentences { li { sentence } } } }
                PostForm(to: .comparison(.removal(id)), frame.tokens, .class("stack")) {
                    HiddenField(Field.expected, String(model.people))
                    Card("为什么删除", id: "why") {
                        div(.class("card-body")) {
                            RadioField(Field.decision, "删除原因", in: form, choices, shape: .boxes)
                        }
                    }
                    DecideBlock("选定删除 \(model.people.grouped) 人") {
                        "这里只是选定，还不会删除：在“核对并执行”中再核对一次之后才执行，之前可以逐人或全部撤销。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("选定删除 \(model.people.grouped) 人", .danger, size: .large)
                            LinkButton("返回比对结果", back, size: .large)
                        }
                    }
                }
            }
        }.html
    }

    private var none: String {
        model.namesakes > 0
            ? "还没有选定处理方式的 \(model.namesakes.grouped) 人在名册中都有同名、号码读不出的行，请逐人核对后选择。" : "名册里没有的会员都已选定处理方式。"
    }

    private var choices: [Choice] {
        ComparisonPart.missing.decisions.compactMap { decision in
            decision.removal.map { Choice(decision.rawValue, $0.wording, hint: $0.explanation) }
        }
    }

    private var columns: [Column<ComparisonExecutionPage.Person>] {
        [
            .head("姓名") { textOr($0.name, "没有填写") }, .text("证件类型") { $0.documentType }, .text("证件号") { $0.document },
            Column("工作单位/服务平台") { textOr($0.workplace) }, .text("有关事项") { $0.consequences.words },
        ]
    }

    private var sentences: [String] {
        let own: [String?] = [
            "同一个原因符合每一个人时才一起选定；离职的会员请办理会籍转移，不要删除。", "删除执行后不再是本工会会员，不能撤销；已生效的保障不受影响。",
            registered,
            model.namesakes > 0
                ? "另有 \(model.namesakes.grouped) 人在名册中有同名、号码读不出的行，不包括在内，请逐人核对后选择。" : nil,
        ]
        return own.compactMap(\.self) + model.consequences.removalSentences
    }

    /// How many the city's register has as retired or dead.
    private var registered: String {
        let (retired, deceased) = (model.consequences.retired, model.consequences.deceased)
        let others = max(0, model.people - retired - deceased)
        return "其中登记为退休的 \(retired.grouped) 人、登记为死亡的 \(deceased.grouped) 人，其余 \(others.grouped) 人没有这样的登记。"
    }
}
