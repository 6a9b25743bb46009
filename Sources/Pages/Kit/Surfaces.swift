public import Markup

/// A titled block of a page.
public struct Card: Component, Sendable {
    let title: String
    let id: String
    let note: HTML
    let more: HTML
    let content: HTML

    /// - Parameters:
    ///   - id: of the heading, unique on the page.
    ///   - note: beside the heading, in a softer colour.
    ///   - more: at the end of the heading's line: a link, buttons.
    public init(
        _ title: String, id: String, note: HTML = HTML(), more: HTML = HTML(), @HTMLBuilder content: () -> HTML
    ) {
        (self.title, self.id, self.note, self.more, self.content) = (title, id, note, more, content())
    }

    public init(_ title: String, id: String, note: String, more: HTML = HTML(), @HTMLBuilder content: () -> HTML) {
        self.init(title, id: id, note: HTML(note), more: more, content: content)
    }

    public var html: HTML {
        section(.class("card"), .aria("labelledby", id)) {
            div(.class("card-head")) {
                h2(.id(id)) { title }
                if !note.isEmpty { span(.class("muted")) { note } }
                if !more.isEmpty { div(.class("more row-gap")) { more } }
            }
            content
        }
    }
}

/// One figure of a summary row.
public struct Tile: Component, Sendable {
    let label: String
    let figure: String
    let foot: String

    public init(_ label: String, _ figure: String, foot: String) {
        (self.label, self.figure, self.foot) = (label, figure, foot)
    }

    public var html: HTML {
        li(.class("tile")) {
            span(.class("label")) { label }
            span(.class("figure")) { figure }
            span(.class("foot")) { foot }
        }
    }
}

/// Facts in a row, separated by dots that disappear at a line's end.
public struct MetaLine: Component, Sendable {
    let facts: [HTML]

    public init(_ facts: [HTML]) { self.facts = facts.filter { !$0.isEmpty } }

    public var html: HTML {
        p(.class("meta lede")) {
            for fact in facts { span { fact } }
        }
    }
}

/// Terms and values; the sum stands under a line.
public struct Totals: Component, Sendable {
    let lines: [TotalLine]

    public init(_ lines: [TotalLine]) { self.lines = lines }

    public var html: HTML {
        dl(.class("totals")) {
            for line in lines {
                div(.class(line.kind == .sum ? "is-sum" : nil)) {
                    dt(.class(line.kind.emphasis)) { line.term }
                    dd(.class(line.kind.emphasis)) { line.value }
                }
            }
        }
    }
}

/// One line of ``Totals``.
public struct TotalLine: Sendable {
    /// What the line means for the reader.
    public enum Kind: Sendable {
        case part, sum, wrong, right

        var emphasis: String? {
            switch self {
            case .part, .sum: nil
            case .wrong: "danger-text strong"
            case .right: "success-text strong"
            }
        }
    }

    let term: HTML
    let value: HTML
    let kind: Kind

    public init(_ term: String, _ value: String, _ kind: Kind = .part) {
        (self.term, self.value, self.kind) = (HTML(term), HTML(value), kind)
    }

    public init(_ term: HTML, _ value: HTML, _ kind: Kind = .part) {
        (self.term, self.value, self.kind) = (term, value, kind)
    }
}
