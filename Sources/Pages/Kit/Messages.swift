public import Markup

/// The tone of a message; the words always say it too.
public enum Tone: Sendable {
    case note, good, warning, bad

    var callout: String? {
        switch self {
        case .note: nil
        case .good: "callout-good"
        case .warning: "callout-warn"
        case .bad: "callout-bad"
        }
    }
}

/// A message in the flow of a page.
public struct Callout: Component, Sendable {
    let title: String?
    let tone: Tone
    let content: HTML

    public init(_ title: String? = nil, _ tone: Tone = .note, @HTMLBuilder content: () -> HTML) {
        (self.title, self.tone, self.content) = (title, tone, content())
    }

    public var html: HTML {
        div(.class("callout", tone.callout)) {
            if let title { h2 { title } }
            content
        }
    }
}

/// The colour family of a state; `plain` is over, or not possible.
public enum StateTone: Sendable {
    case plain, now, done, wait, bad

    var name: String? {
        switch self {
        case .plain: nil
        case .now: "state-now"
        case .done: "state-done"
        case .wait: "state-wait"
        case .bad: "state-bad"
        }
    }
}

/// A state in a word.
public struct StateBadge: Component, Sendable {
    let word: String
    let tone: StateTone
    let icon: Icon?

    public init(_ word: String, _ tone: StateTone = .plain, icon: Icon? = nil) {
        (self.word, self.tone, self.icon) = (word, tone, icon)
    }

    public var html: HTML {
        span(.class("state", tone.name)) {
            icon
            word
        }
    }
}

/// How much a reviewer should look at something.
public enum RiskLevel: Sendable {
    case none, some, high
}

/// A risk mark: icon and words.
public struct RiskMark: Component, Sendable {
    let word: String
    let level: RiskLevel

    public init(_ word: String, _ level: RiskLevel = .some) { (self.word, self.level) = (word, level) }

    public static let none = RiskMark("无风险", .none)

    public var html: HTML {
        switch level {
        case .none:
            span(.class("risk risk-none")) {
                Icon.check
                word
            }
        case .some:
            span(.class("risk")) {
                Icon.alert
                word
            }
        case .high:
            span(.class("risk risk-high")) {
                Icon.alert
                word
            }
        }
    }
}

/// How long there is still time: working days, then what to do by when.
public struct DeadlineBanner: Component, Sendable {
    let workingDays: Int
    let title: String
    let text: HTML
    let action: HTML

    /// - Parameters:
    ///   - workingDays: leaves out today and counts the last day.
    ///   - title: what to do, or what has happened.
    ///   - text: the last day with weekday and hour, and what follows from it.
    ///   - action: at most one button.
    public init(
        workingDays: Int, _ title: String, @HTMLBuilder text: () -> HTML,
        @HTMLBuilder action: () -> HTML = { HTML() }
    ) {
        (self.workingDays, self.title, self.text, self.action) = (workingDays, title, text(), action())
    }

    public var html: HTML {
        section(.class("deadline"), .aria("labelledby", "deadline")) {
            p(.class("left")) {
                strong { workingDays.grouped }
                span { workingDays == 0 ? "最后一天" : "个工作日后截止" }
            }
            div {
                h2(.id("deadline")) { title }
                p { text }
            }
            if !action.isEmpty { div(.class("actions")) { action } }
        }
    }
}

/// A list or a page that has nothing to show, and the next step.
public struct Blank: Component, Sendable {
    let icon: Icon
    let title: String
    let text: HTML
    let actions: HTML

    init(_ icon: Icon, _ title: String, _ text: HTML, _ actions: HTML) {
        (self.icon, self.title, self.text, self.actions) = (icon, title, text, actions)
    }

    /// There is nothing yet: say what makes the first one.
    public static func nothingYet(
        _ title: String, @HTMLBuilder text: () -> HTML, @HTMLBuilder actions: () -> HTML = { HTML() }
    ) -> Blank { Blank(.inbox, title, text(), actions()) }

    /// There are some, but none fits the filter: say how to loosen it.
    public static func noMatch(
        _ title: String, @HTMLBuilder text: () -> HTML, @HTMLBuilder actions: () -> HTML = { HTML() }
    ) -> Blank { Blank(.search, title, text(), actions()) }

    /// The account may not see it: say who may.
    public static func notAllowed(
        _ title: String, @HTMLBuilder text: () -> HTML, @HTMLBuilder actions: () -> HTML = { HTML() }
    ) -> Blank { Blank(.lock, title, text(), actions()) }

    /// It could not be shown: say the number to quote.
    public static func failed(
        _ title: String, @HTMLBuilder text: () -> HTML, @HTMLBuilder actions: () -> HTML = { HTML() }
    ) -> Blank { Blank(.alert, title, text(), actions()) }

    public var html: HTML {
        div(.class("blank")) {
            icon
            h2 { title }
            if !text.isEmpty { p { text } }
            if !actions.isEmpty { div(.class("row-gap")) { actions } }
        }
    }
}
