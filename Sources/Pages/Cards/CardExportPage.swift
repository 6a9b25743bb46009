public import Domain
public import Markup
import Wording

/// 导出当前筛选 of 卡片信息管理: how many, and whether numbers are whole.
public struct CardExportPage: Component, Sendable {
    let frame: PageFrame
    let place: String
    let count: BoundedCount
    let state: CardPossession?
    let search: PersonSearch
    let stepUp: StepUp
    let form: FormState

    /// - Parameters:
    ///   - place: the unit, or the union whose subtree is taken.
    ///   - stepUp: what whole numbers ask for.
    ///   - form: fields of ``ExportForm/Field``.
    public init(
        _ frame: PageFrame, place: String, _ count: BoundedCount, state: CardPossession?, _ search: PersonSearch,
        stepUp: StepUp, form: FormState = FormState()
    ) {
        (self.frame, self.place, self.count, self.state) = (frame, place, count, state)
        (self.search, self.stepUp, self.form) = (search, stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "导出当前筛选", above: CardArea.crumbs + [Crumb("卡片信息管理", .cards)],
                facts: [
                    HTML(place), HTML(conditions.isEmpty ? "没有筛选条件" : conditions.joined(separator: "；")),
                    HTML(count.members),
                ]),
            current: .cards, errors: form.errors, shape: .journey
        ) {
            ExportForm(
                to: .cardExport, frame.tokens, numbers: "证件号、手机号和卡号", amount: count.members, kept: query, stepUp,
                back: LinkButton("返回卡片信息管理", Path.cards.url(query: query), size: .large), in: form)
        }
    }

    private var conditions: [String] { Self.conditions(state: state, search) }

    /// The conditions in force, in words.
    public static func conditions(state: CardPossession?, _ search: PersonSearch) -> [String] {
        (state.map { ["卡片状态 \($0.wording)"] } ?? []) + search.chips(Path.cards.url).map(\.words)
    }

    private var query: [(name: String, value: String)] {
        search.query + (state.map { [(name: CardsPage.stateField, value: $0.rawValue)] } ?? [])
    }
}
