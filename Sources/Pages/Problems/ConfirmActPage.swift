public import Markup

/// The last page before something that cannot be undone: what happens, to how many, for how much.
public struct ConfirmActPage: Component, Sendable {
    let frame: PageFrame
    let heading: PageHead
    let consequence: HTML
    let lines: [TotalLine]
    let namesTitle: String
    let names: [String]
    let total: Int
    let notice: HTML
    let form: FormState
    let statement: String?
    let hidden: [(name: String, value: String)]
    let act: (words: String, path: Path)
    let back: (words: String, url: URLText)

    /// - Parameters:
    ///   - lines: the numbers of the act: heads, money.
    ///   - namesTitle: what the people are: 办卡人员.
    ///   - names: the people it happens to; the first ten are shown.
    ///   - total: how many they are in all.
    ///   - notice: what else there is to know before.
    ///   - statement: to be ticked first, field `confirmed`; nil for none.
    ///   - hidden: what the act needs to be done: ids, the count that was expected.
    ///   - act: the words of the button name verb, number, object and receiver.
    public init(
        _ frame: PageFrame, _ heading: PageHead, lines: [TotalLine] = [], namesTitle: String = "人员",
        names: [String] = [], total: Int = 0, notice: HTML = HTML(),
        form: FormState = FormState(), statement: String? = nil, hidden: [(name: String, value: String)] = [],
        act: (words: String, path: Path), back: (words: String, url: URLText), @HTMLBuilder consequence: () -> HTML
    ) {
        (self.frame, self.heading, self.lines) = (frame, heading, lines)
        (self.namesTitle, self.names, self.total) = (namesTitle, names, total)
        (self.form, self.statement, self.hidden, self.act, self.back) = (form, statement, hidden, act, back)
        (self.notice, self.consequence) = (notice, consequence())
    }

    public var html: HTML {
        Layout(frame, heading, errors: form.errors, shape: .journey) {
            if !lines.isEmpty { section(.class("card"), .ariaLabel("数目")) { Totals(lines) } }
            if !names.isEmpty {
                Card("\(namesTitle)（\(total.grouped) 人）", id: "names") {
                    div(.class("card-body")) {
                        p { names.prefix(10).joined(separator: "、") + (total > 10 ? " 等" : "") }
                    }
                }
            }
            notice
            PostForm(to: act.path, frame.tokens) {
                for field in hidden { HiddenField(field.name, field.value) }
                DecideBlock("请确认") {
                    consequence
                } content: {
                    if let statement { ConfirmBox("confirmed", in: form) { statement } }
                    div(.class("row-gap")) {
                        SubmitButton(act.words, size: .large)
                        LinkButton(back.words, back.url, size: .large)
                    }
                }
            }
        }
    }
}
