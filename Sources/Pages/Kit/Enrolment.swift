public import Domain
public import Markup

/// One number of the equation; every number opens its people.
public struct EquationTerm: Sendable {
    /// What the number means for the clerk.
    public enum Kind: Sendable {
        case total
        /// On the list.
        case included
        /// Not on the list, and something can be done.
        case open
        /// Not on the list, rightly.
        case outside
    }

    let kind: Kind
    let count: Int
    let label: String
    let url: URLText

    public init(_ kind: Kind, _ count: Int, _ label: String, _ url: URLText) {
        (self.kind, self.count, self.label, self.url) = (kind, count, label, url)
    }

    var name: String? {
        switch kind {
        case .total: "is-total"
        case .included: "is-in"
        case .open: count == 0 ? "is-zero" : "is-open"
        case .outside: count == 0 ? "is-zero" : nil
        }
    }
}

/// 会员总数 = 参保 + 未办卡 + …; the first term is the total, the others add up to it.
public struct Equation: Component, Sendable {
    let terms: [EquationTerm]

    public init(_ terms: [EquationTerm]) { self.terms = terms }

    public var html: HTML {
        ul(.class("equation")) {
            for (index, term) in terms.enumerated() {
                li(.class(term.name)) {
                    if index > 0 { span(.class("sign"), .ariaHidden) { index == 1 ? "=" : "+" } }
                    a(.href(term.url)) {
                        span(.class("n")) { term.count.grouped }
                        span(.class("l")) { term.label }
                    }
                }
            }
        }
    }
}

/// How far a step of a journey is.
public enum StepState: Sendable {
    case notStarted, inProgress, done
    /// Cannot begin; the step's text says why.
    case blocked

    var badge: StateBadge {
        switch self {
        case .notStarted: StateBadge("未开始", .wait)
        case .inProgress: StateBadge("进行中", .now)
        case .done: StateBadge("已完成", .done)
        case .blocked: StateBadge("暂不能开始")
        }
    }

    var name: String? {
        switch self {
        case .notStarted: nil
        case .inProgress: "is-now"
        case .done: "is-done"
        case .blocked: "is-blocked"
        }
    }
}

/// A step of a task list.
public struct TaskStep: Sendable {
    let title: String
    let state: StepState
    let url: URLText
    let act: String
    let text: HTML

    /// - Parameters:
    ///   - url: not linked while the step is blocked.
    ///   - act: the words of the button: 开始, 继续办卡, 修改.
    ///   - text: what was done, what is to do, or why it cannot begin.
    public init(_ title: String, _ state: StepState, _ url: URLText, act: String, @HTMLBuilder text: () -> HTML) {
        (self.title, self.state, self.url, self.act, self.text) = (title, state, url, act, text())
    }
}

/// The steps of a journey, numbered, in any order that is open.
public struct TaskList: Component, Sendable {
    let steps: [TaskStep]

    public init(_ steps: [TaskStep]) { self.steps = steps }

    public var html: HTML {
        ol(.class("task-list")) {
            for (index, step) in steps.enumerated() {
                li(.class("task", step.state.name)) {
                    span(.class("no"), .ariaHidden) {
                        if step.state == .done { Icon.check } else { (index + 1).grouped }
                    }
                    div {
                        h3 {
                            span(.class("visually-hidden")) { "第 \(index + 1) 步：" }
                            if step.state == .blocked { step.title } else { a(.href(step.url)) { step.title } }
                        }
                        p { step.text }
                    }
                    div(.class("st")) { step.state.badge }
                    div(.class("act")) {
                        if step.state != .blocked {
                            LinkButton(
                                step.act, step.url, step.state == .inProgress ? .primary : .plain, size: .small,
                                attribute: .ariaLabel(step.act + "：" + step.title))
                        }
                    }
                }
            }
        }
    }
}

/// Who pays what; the parts add up to the first.
public struct Payers: Component, Sendable {
    /// One payer's part.
    public struct Part: Sendable {
        let who: String
        let sum: Money
        let how: String

        /// - Parameter how: heads × rate, and what it means: 95 人 × 0.00 元，您单位无需付款.
        public init(_ who: String, _ sum: Money, how: String) { (self.who, self.sum, self.how) = (who, sum, how) }
    }

    let total: Part
    let parts: [Part]

    public init(total: Part, _ parts: [Part]) { (self.total, self.parts) = (total, parts) }

    public var html: HTML {
        div(.class("payers")) {
            block(total, name: "is-total")
            for (index, part) in parts.enumerated() {
                span(.class("sign")) { index == 0 ? "=" : "+" }
                block(part, name: nil)
            }
        }
    }

    private func block(_ part: Part, name: String?) -> HTML {
        div(.class(name)) {
            span(.class("who")) { part.who }
            span(.class("sum")) { part.sum.inSentence }
            span(.class("how")) { part.how }
        }
    }
}

/// What was answered, each with the way to change it.
public struct CheckAnswers: Component, Sendable {
    /// One answer.
    public struct Answer: Sendable {
        let question: String
        let answer: HTML
        let change: (words: String, url: URLText)?

        public init(
            _ question: String, change words: String = "修改", at url: URLText? = nil, @HTMLBuilder answer: () -> HTML
        ) {
            self.question = question
            self.answer = answer()
            change = url.map { (words: words, url: $0) }
        }
    }

    let answers: [Answer]

    public init(_ answers: [Answer]) { self.answers = answers }

    public var html: HTML {
        dl(.class("facts")) {
            for answer in answers {
                div {
                    dt { answer.question }
                    dd { answer.answer }
                    dd(.class("change")) {
                        if let change = answer.change {
                            a(.href(change.url)) {
                                change.words
                                span(.class("visually-hidden")) { answer.question }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The act of a journey, always last: what will happen, then the button that names it.
public struct DecideBlock: Component, Sendable {
    let title: String
    let consequence: HTML
    let content: HTML

    /// - Parameter consequence: to how many, for how much, and what cannot be undone.
    public init(_ title: String, @HTMLBuilder consequence: () -> HTML, @HTMLBuilder content: () -> HTML) {
        (self.title, self.consequence, self.content) = (title, consequence(), content())
    }

    public var html: HTML {
        section(.class("decide"), .aria("labelledby", "decide")) {
            h2(.id("decide")) { title }
            p { consequence }
            content
        }
    }
}
