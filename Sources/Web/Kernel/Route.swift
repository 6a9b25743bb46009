public import Domain

/// Who may come through a route; a route cannot be written without one.
public enum RouteRule: Hashable, Sendable {
    /// Anybody: public notices, static files.
    case open
    /// Anybody, with a session of his own even before he is known: the login.
    case visitor
    /// Any logged-in account, whatever its roles.
    case signedIn
    /// An account one of whose roles includes the action; the record itself is checked by the use case.
    case requires(Action)
}

/// One route: method, path pattern, rule and what answers.
public struct Route: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    public let method: Method
    /// Literal segments and `:name` parameters, `/members/:id`.
    public let pattern: String
    public let rule: RouteRule
    let answer: @Sendable (Exchange) async throws -> Answer
}

/// All routes of the platform; what is not in it is 404.
public struct RouteTable: Sendable {
    public private(set) var routes: [Route] = []

    public mutating func get(
        _ pattern: String, _ rule: RouteRule, _ answer: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        routes.append(Route(method: .get, pattern: pattern, rule: rule, answer: answer))
    }

    public mutating func post(
        _ pattern: String, _ rule: RouteRule, _ answer: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        routes.append(Route(method: .post, pattern: pattern, rule: rule, answer: answer))
    }

    public mutating func add(_ group: any RouteGroup) {
        group.register(in: &self)
    }

    /// The route that answers a path, and its parameters; literal segments win over parameters.
    func match(_ method: Route.Method, path: String) -> Match {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        var otherMethod = false
        var best: (route: Route, parameters: [String: String])?
        for route in routes {
            guard let parameters = Self.parameters(of: route.pattern, in: segments) else { continue }
            guard route.method == method else {
                otherMethod = true
                continue
            }
            if best == nil || parameters.count < (best?.parameters.count ?? 0) { best = (route, parameters) }
        }
        if let best { return .route(best.route, best.parameters) }
        return otherMethod ? .otherMethod : .none
    }

    enum Match {
        case route(Route, [String: String])
        case otherMethod
        case none
    }

    private static func parameters(of pattern: String, in segments: [Substring]) -> [String: String]? {
        let parts = pattern.split(separator: "/", omittingEmptySubsequences: true)
        guard parts.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            if part.hasPrefix(":") {
                parameters[String(part.dropFirst())] = String(segment)
            } else if part != segment {
                return nil
            }
        }
        return parameters
    }
}

/// The routes of one area.
public protocol RouteGroup: Sendable {
    func register(in table: inout RouteTable)
}
