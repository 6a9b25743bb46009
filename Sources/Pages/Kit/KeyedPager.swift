import Markup

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
