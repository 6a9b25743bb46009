import Domain

/// Every address of the site with the rule that guards it, for those who review the site.
public struct RouteListing: Sendable {
    public struct Entry: Codable, Hashable, Sendable {
        public let method: String
        public let pattern: String
        /// `open`, `visitor`, `signed-in`, `own-visitor`, `oneself`, or the action that it takes.
        public let rule: String
        /// Whose roles include the action; empty where no role is asked for.
        public let roles: [String]
    }

    /// In order of the patterns.
    public let entries: [Entry]

    public init(_ table: RouteTable) {
        entries = table.routes
            .map { Entry(method: $0.method.rawValue, pattern: $0.pattern, rule: $0.rule.name, roles: $0.rule.roles) }
            .sorted { ($0.pattern, $0.method) < ($1.pattern, $1.method) }
    }

    /// A table in Markdown.
    public var markdown: String {
        let head = "| method | address | rule | roles |\n|---|---|---|---|\n"
        return entries.reduce(into: head) { text, entry in
            text +=
                "| \(entry.method) | `\(entry.pattern)` | \(entry.rule) | \(entry.roles.joined(separator: ", ")) |\n"
        }
    }
}

extension RouteRule {
    fileprivate var name: String {
        switch self {
        case .open: "open"
        case .visitor: "visitor"
        case .signedIn: "signed-in"
        case .requires(let action): action.rawValue
        case .ownVisitor: "own-visitor"
        case .oneself: "oneself"
        }
    }

    fileprivate var roles: [String] {
        switch self {
        case .open, .visitor, .signedIn, .ownVisitor, .oneself: []
        case .requires(let action): Role.allCases.filter(action.roles.contains).map(\.rawValue)
        }
    }
}
