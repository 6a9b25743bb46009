public import Markup

/// Which part of a list is shown.
public struct PageWindow: Sendable, Hashable {
    public static let sizes = [20, 50, 100]

    public let number: Int
    public let size: Int
    public let total: Int

    /// A page out of range becomes page 1, a size that is not offered becomes 20.
    public init(number: Int, size: Int, total: Int) {
        self.size = PageWindow.sizes.contains(size) ? size : 20
        self.total = max(0, total)
        let last = max(1, (self.total + self.size - 1) / self.size)
        self.number = (1...last).contains(number) ? number : 1
    }

    public var offset: Int { (number - 1) * size }
    public var pages: Int { max(1, (total + size - 1) / size) }

    /// The caption of the list: `共 1,064 条，第 1–20 条`.
    public var caption: String {
        guard total > 0 else { return "共 0 条" }
        return "共 \(total.grouped) 条，第 \((offset + 1).grouped)–\(min(total, offset + size).grouped) 条"
    }

    /// The page numbers to offer; nil is a gap.
    var numbers: [Int?] {
        let near = Set([1, pages, number - 1, number, number + 1] + (number < 4 ? [2, 3] : []))
        var result: [Int?] = []
        for candidate in near.sorted() where (1...pages).contains(candidate) {
            if let last = result.last ?? nil, candidate > last + 1 { result.append(nil) }
            result.append(candidate)
        }
        return result
    }
}

/// The foot of a list: what is shown, how many per page, the pages.
public struct Pager: Component {
    let window: PageWindow
    let url: (_ number: Int, _ size: Int) -> URLText

    /// - Parameter url: the address of the same list with another page and size; the filter stays.
    public init(_ window: PageWindow, url: @escaping (_ number: Int, _ size: Int) -> URLText) {
        (self.window, self.url) = (window, url)
    }

    public var html: HTML {
        nav(.class("pager"), .ariaLabel("分页")) {
            span { window.caption }
            span(.class("sizes")) {
                "每页 "
                for size in PageWindow.sizes {
                    if size == window.size {
                        strong { size.grouped }
                    } else {
                        a(.href(url(1, size)), .ariaLabel("每页 \(size) 条")) { size.grouped }
                    }
                }
            }
            ol {
                if window.number > 1 { li { a(.href(url(window.number - 1, window.size))) { "上一页" } } }
                for number in window.numbers {
                    li {
                        if let number {
                            a(
                                .href(url(number, window.size)), .ariaLabel("第 \(number) 页"),
                                .ariaCurrent(.page, if: number == window.number)
                            ) { number.grouped }
                        } else {
                            span { "…" }
                        }
                    }
                }
                if window.number < window.pages { li { a(.href(url(window.number + 1, window.size))) { "下一页" } } }
            }
        }
    }
}

/// A condition in force, with the address of the list without it.
public struct Chip: Sendable {
    let words: String
    let without: URLText

    public init(_ words: String, without: URLText) { (self.words, self.without) = (words, without) }
}

/// The bar over a table: how many, which conditions, which tools.
public struct ListBar: Component, Sendable {
    let caption: String
    let chips: [Chip]
    let tools: HTML

    /// - Parameter caption: ``PageWindow/caption``, with the scope before it if there is one.
    public init(_ caption: String, chips: [Chip] = [], @HTMLBuilder tools: () -> HTML = { HTML() }) {
        (self.caption, self.chips, self.tools) = (caption, chips, tools())
    }

    public var html: HTML {
        div(.class("list-bar")) {
            span(.class("caption")) { caption }
            if !chips.isEmpty {
                ul(.class("chips")) {
                    for chip in chips {
                        li(.class("chip")) {
                            chip.words
                            a(.href(chip.without), .ariaLabel("移除条件：" + chip.words)) { Icon.x }
                        }
                    }
                }
            }
            if !tools.isEmpty { div(.class("push row-gap")) { tools } }
        }
    }
}

/// How a filter is sent.
public enum FilterMethod: Sendable {
    /// In the address, so that Back returns to the same state.
    case address
    /// Kept on the server, because names, numbers or phones are asked for.
    case kept(FormTokens)
}

/// The filter of a list: at most four fields, the rest under 展开.
public struct FilterForm: Component, Sendable {
    let url: URLText
    let method: FilterMethod
    let fields: HTML
    let more: HTML
    let hasMoreInUse: Bool
    let reset: URLText

    /// - Parameters:
    ///   - fields: up to four of ``TextField``, ``SelectField``, ``DateField``.
    ///   - more: further fields; folded unless `moreInUse` is not empty.
    ///   - moreInUse: the chips of conditions among `more`.
    public init(
        _ path: Path, _ method: FilterMethod, reset: URLText? = nil, moreInUse: [Chip] = [],
        @HTMLBuilder fields: () -> HTML, @HTMLBuilder more: () -> HTML = { HTML() }
    ) {
        self.init(path.url, method, reset: reset, moreInUse: moreInUse, fields: fields, more: more)
    }

    /// - Parameter url: with the part of the list in its query, which a sent filter keeps.
    public init(
        _ url: URLText, _ method: FilterMethod, reset: URLText? = nil, moreInUse: [Chip] = [],
        @HTMLBuilder fields: () -> HTML, @HTMLBuilder more: () -> HTML = { HTML() }
    ) {
        (self.url, self.method, self.fields, self.more) = (url, method, fields(), more())
        (hasMoreInUse, self.reset) = (!moreInUse.isEmpty, reset ?? url)
    }

    private var content: HTML {
        HTML {
            div(.class("filters")) {
                fields
                div(.class("buttons")) {
                    SubmitButton("搜索")
                    LinkButton("重置", reset)
                }
            }
            if !more.isEmpty {
                details(.class("filters-more"), .open(if: hasMoreInUse)) {
                    summary { "更多条件" }
                    div(.class("filters")) { more }
                }
            }
        }
    }

    public var html: HTML {
        switch method {
        case .address: form(.method(.get), .action(url), .role("search")) { content }
        case .kept(let tokens):
            PostForm(to: url, tokens, .all([.role("search"), .data("repeatable", "")])) { content }
        }
    }
}

/// What can be done with the rows chosen; stands inside the form that carries the boxes.
public struct BatchBar: Component, Sendable {
    let chosen: Int
    let noun: String
    let everything: HTML
    let actions: HTML

    /// - Parameters:
    ///   - noun: the counting word: 条, 人, 家.
    ///   - everything: links 选择全部 1,064 条（当前筛选） and 清空.
    ///   - actions: buttons that send the form.
    public init(
        chosen: Int, _ noun: String = "条", @HTMLBuilder everything: () -> HTML = { HTML() },
        @HTMLBuilder actions: () -> HTML
    ) {
        (self.chosen, self.noun, self.everything, self.actions) = (chosen, noun, everything(), actions())
    }

    public var html: HTML {
        div(.class("batch-bar")) {
            strong(
                .role("status"), .data("selected-count", "已选 {n} \(noun)"), .data("none", "未选择")
            ) { chosen == 0 ? "未选择" : "已选 \(chosen.grouped) \(noun)" }
            if !everything.isEmpty {
                span(.class("sep"))
                everything
            }
            div(.class("push row-gap")) { actions }
        }
    }
}
