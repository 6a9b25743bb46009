public import Markup

/// What has happened: how many, to whom; the h1 of a result page.
public struct Confirmed: Component, Sendable {
    let title: String
    let facts: [HTML]

    public init(_ title: String, facts: [HTML]) { (self.title, self.facts) = (title, facts) }

    public var html: HTML {
        section(.class("confirmed"), .aria("labelledby", "done")) {
            Icon.check
            div {
                h1(.id("done")) { title }
                p(.class("meta")) { for fact in facts { span { fact } } }
            }
        }
    }
}

/// What happens next and by when.
public struct NextSteps: Component, Sendable {
    /// One step: what, by when; then the explanation.
    public struct Step: Sendable {
        let title: HTML
        let text: HTML

        public init(@HTMLBuilder _ title: () -> HTML, @HTMLBuilder text: () -> HTML) {
            (self.title, self.text) = (title(), text())
        }
    }

    let steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    public var html: HTML {
        ol(.class("steps-next")) {
            for step in steps {
                li {
                    div {
                        strong { step.title }
                        span(.class("muted")) { step.text }
                    }
                }
            }
        }
    }
}

/// The stages of a process with one way through, such as an import.
public struct Stages: Component, Sendable {
    let label: String
    let names: [String]
    let current: Int

    /// - Parameter current: index of the stage at hand; those before it are done.
    public init(_ label: String, _ names: [String], current: Int) {
        (self.label, self.names, self.current) = (label, names, current)
    }

    public var html: HTML {
        ol(.class("stages"), .ariaLabel(label)) {
            for (index, name) in names.enumerated() {
                li(.class(index < current ? "is-done" : nil), .ariaCurrent(.step, if: index == current)) {
                    span(.class("no")) { (index + 1).grouped }
                    name
                }
            }
        }
    }
}

/// Figures side by side that add up to the heading over them.
public struct Counts: Component, Sendable {
    /// One figure.
    public struct Item: Sendable {
        let count: Int
        let label: String
        let tone: Tone

        public init(_ count: Int, _ label: String, _ tone: Tone = .note) {
            (self.count, self.label, self.tone) = (count, label, tone)
        }

        // Nought is never alarming.
        var name: String? {
            guard count > 0 else { return nil }
            return switch tone {
            case .note: nil
            case .good: "success-text"
            case .warning: "warning-text"
            case .bad: "danger-text"
            }
        }
    }

    let items: [Item]

    public init(_ items: [Item]) { self.items = items }

    public var html: HTML {
        ul(.class("counts")) {
            for item in items {
                li {
                    span(.class("n", item.name)) { item.count.grouped }
                    span(.class("l")) { item.label }
                }
            }
        }
    }
}

/// How far a job is; it may be left and looked at again.
public struct Progress: Component, Sendable {
    let done: Int
    let total: Int
    let noun: String

    public init(done: Int, of total: Int, _ noun: String) { (self.done, self.total, self.noun) = (done, total, noun) }

    public var html: HTML {
        let words = "已处理 \(done.grouped) \(noun)，共 \(total.grouped) \(noun)"
        progress(
            .class("progress-line"), .value(String(done)), .max(String(max(total, 1))), .ariaLabel(words)
        ) { words }
        p(.class("muted")) { words }
    }
}
