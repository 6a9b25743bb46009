import Markup

/// One page of a list that goes on from a key, with its place, for the caption and the way on.
public struct KeyedWindow: Sendable, Hashable {
    let total: Int
    /// Rows of this page.
    let count: Int
    let size: Int
    let offset: Int
    let previous: String?
    let next: String?
    /// What stands in the address of this page; nil for the first.
    let here: Here?

    /// The key from which a page goes on, or before which it ends.
    public enum Here: Sendable, Hashable {
        case after(String)
        case before(String)
    }

    /// - Parameters:
    ///   - offset: rows before this page, as the address says it; only the caption depends on it.
    ///   - previous: the key beside which the page before lies; nil on the first.
    public init(
        total: Int, count: Int, size: Int, offset: Int = 0, previous: String? = nil, next: String? = nil,
        here: Here? = nil
    ) {
        (self.total, self.count, self.size) = (total, count, size)
        (self.previous, self.next) = (previous, next)
        self.offset = previous == nil ? 0 : max(0, min(offset, total - count))
        self.here = previous == nil ? nil : here
    }

    var caption: String {
        guard count > 0 else { return "共 \(total.grouped) 条" }
        return "共 \(total.grouped) 条，第 \((offset + 1).grouped)–\((offset + count).grouped) 条"
    }

    /// The part of an address that leads to this page again.
    var place: [(name: String, value: String)] {
        let size = (name: "size", value: String(self.size))
        let offset = (name: "offset", value: String(self.offset))
        return switch here {
        case .after(let key): [(name: "after", value: key), offset, size]
        case .before(let key): [(name: "before", value: key), offset, size]
        case nil: [size]
        }
    }
}

/// The pager of a list that goes on from a key, so that its cost does not grow with the place.
struct KeyedPager: Component {
    let caption: String
    let size: Int
    let offset: Int
    /// Rows of this part.
    let count: Int
    /// The keys beside which the parts before and after lie, as they stand in an address.
    let previous: String?
    let next: String?
    /// The address of the same list with these further conditions.
    let url: ([(name: String, value: String)]) -> URLText

    init(_ window: KeyedWindow, url: @escaping ([(name: String, value: String)]) -> URLText) {
        self.init(
            caption: window.caption, size: window.size, offset: window.offset, count: window.count,
            previous: window.previous, next: window.next, url: url)
    }

    init(
        caption: String, size: Int, offset: Int, count: Int, previous: String?, next: String?,
        url: @escaping ([(name: String, value: String)]) -> URLText
    ) {
        (self.caption, self.size, self.offset, self.count) = (caption, size, offset, count)
        (self.previous, self.next, self.url) = (previous, next, url)
    }

    var html: HTML {
        let size = (name: "size", value: String(self.size))
        return nav(.class("pager"), .ariaLabel("分页")) {
            span { caption }
            span(.class("sizes")) {
                "每页 "
                for other in PageWindow.sizes {
                    if other == self.size {
                        strong { other.grouped }
                    } else {
                        a(.href(url([(name: "size", value: String(other))])), .ariaLabel("每页 \(other) 条")) {
                            other.grouped
                        }
                    }
                }
            }
            ol {
                if let previous {
                    li { a(.href(url([size]))) { "首页" } }
                    li {
                        a(.href(url([size, ("before", previous), ("offset", String(max(0, offset - self.size)))]))) {
                            "上一页"
                        }
                    }
                }
                if let next {
                    li { a(.href(url([size, ("after", next), ("offset", String(offset + count))]))) { "下一页" } }
                }
            }
        }
    }
}
