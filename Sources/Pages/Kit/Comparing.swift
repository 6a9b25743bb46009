public import Markup

/// Two versions of a record side by side: what is stored, what was typed.
public struct VersionsConflict: Component, Sendable {
    /// One field in both versions.
    public struct Field: Sendable {
        let label: String
        let stored: String
        let typed: String

        public init(_ label: String, stored: String, typed: String) {
            (self.label, self.stored, self.typed) = (label, stored, typed)
        }
    }

    let storedTitle: String
    let typedTitle: String
    let fields: [Field]

    /// - Parameters:
    ///   - storedTitle: 现在系统里的（李演示，10:28）
    ///   - typedTitle: 您填写的（王示例，未保存）
    public init(stored storedTitle: String, typed typedTitle: String, _ fields: [Field]) {
        (self.storedTitle, self.typedTitle, self.fields) = (storedTitle, typedTitle, fields)
    }

    public var html: HTML {
        div(.class("versions")) {
            side(storedTitle) { $0.stored }
            side(typedTitle) { $0.typed }
        }
    }

    private func side(_ title: String, _ value: (Field) -> String) -> HTML {
        div {
            h3 { title }
            dl {
                for field in fields {
                    dt { field.label }
                    dd {
                        if field.stored == field.typed {
                            textOr(value(field))
                        } else {
                            span(.class("differs")) { textOr(value(field)) }
                        }
                    }
                }
            }
        }
    }
}

/// Nested links that open level by level; never a whole tree.
public struct Tree: Component, Sendable {
    /// A node with as much below it as has been opened.
    public struct Node: Sendable {
        /// Whether there is something below that is not shown.
        public enum Reach: Sendable {
            case leaf, closed, open
        }

        let name: String
        let count: Int?
        let url: URLText
        let reach: Reach
        let isCurrent: Bool
        let children: [Node]

        public init(
            _ name: String, count: Int?, _ url: URLText, _ reach: Reach, isCurrent: Bool = false, children: [Node] = []
        ) {
            (self.name, self.count, self.url) = (name, count, url)
            (self.reach, self.isCurrent, self.children) = (reach, isCurrent, children)
        }
    }

    let label: String
    let search: HTML
    let roots: [Node]

    /// - Parameter search: a form that finds a node by name or number.
    public init(_ label: String, _ roots: [Node], @HTMLBuilder search: () -> HTML = { HTML() }) {
        (self.label, self.roots, self.search) = (label, roots, search())
    }

    public var html: HTML {
        nav(.class("card tree"), .ariaLabel(label)) {
            search
            level(roots)
        }
    }

    private func level(_ nodes: [Node]) -> HTML {
        ul {
            for node in nodes {
                li {
                    a(.href(node.url), .ariaCurrent(.true, if: node.isCurrent)) {
                        switch node.reach {
                        case .leaf: HTML()
                        case .closed: Icon.right
                        case .open: Icon.down
                        }
                        node.name
                        if let count = node.count { span(.class("n")) { count.grouped } }
                    }
                    if !node.children.isEmpty { level(node.children) }
                }
            }
        }
    }
}
