public import Markup

/// A step of the path to a page.
public struct Crumb: Sendable {
    let words: String
    let url: URLText?

    /// A page above, as a link.
    public init(_ words: String, _ path: Path) { (self.words, url) = (words, path.url) }
    public init(_ words: String, _ url: URLText) { (self.words, self.url) = (words, url) }
    /// An area that is no page.
    public init(_ words: String) { (self.words, url) = (words, nil) }
}

/// The path to a page; the last step is the page itself.
public struct Crumbs: Component, Sendable {
    let above: [Crumb]
    let here: String

    public init(_ above: [Crumb], here: String) { (self.above, self.here) = (above, here) }

    public var html: HTML {
        nav(.ariaLabel("所在位置")) {
            ol(.class("crumbs")) {
                for crumb in above {
                    li {
                        if let url = crumb.url { a(.href(url)) { crumb.words } } else { crumb.words }
                    }
                }
                li(.ariaCurrent(.page)) { here }
            }
        }
    }
}

/// The head of a page: path, the one h1, facts, and at most one group of buttons.
public struct PageHead: Component, Sendable {
    let title: String
    let tab: String
    let above: [Crumb]
    let here: String
    let facts: [HTML]
    let actions: HTML

    /// - Parameters:
    ///   - title: the h1 and, with the platform's name, the title of the tab.
    ///   - tab: the title of the tab where the h1 names a person: browsers keep titles in their history (security,
    ///     section 2).
    ///   - above: the pages above this one.
    ///   - here: the last step of the path if it differs from the title.
    ///   - facts: unit, year, deadline.
    public init(
        _ title: String, tab: String? = nil, above: [Crumb] = [], here: String? = nil, facts: [HTML] = [],
        @HTMLBuilder actions: () -> HTML = { HTML() }
    ) {
        self.tab = tab ?? title
        (self.title, self.above, self.here, self.facts) = (title, above, here ?? title, facts)
        self.actions = actions()
    }

    public var html: HTML {
        div(.class("page-head")) {
            div {
                Crumbs(above, here: here)
                h1 { title }
                if !facts.isEmpty { MetaLine(facts) }
            }
            if !actions.isEmpty { div(.class("actions")) { actions } }
        }
    }
}
