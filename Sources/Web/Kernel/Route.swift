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
    /// Anybody, with a session of a member's pages even before he is known: a member's sign-in.
    case ownVisitor
    /// A member who is signed in for himself and has agreed to the privacy notice; his pages name no record.
    case oneself

    /// Whose cookie the route reads; the other's means nothing to it.
    var audience: Audience {
        switch self {
        case .open, .visitor, .signedIn, .requires: .accounts
        case .ownVisitor, .oneself: .members
        }
    }
}

/// For whom a page is; each has a login, a session and a cookie of its own.
public enum Audience: Hashable, Sendable, CaseIterable {
    /// People who work with the platform for a union.
    case accounts
    /// Members who look at what is theirs (会员本人).
    case members
}

/// Which forms of a route may carry files.
public enum Uploads: Hashable, Sendable {
    /// Those of people who have logged in.
    case known
    /// One file of anybody's, of so many bytes.
    case anybody(bytes: Int)
}

/// One route: method, path pattern, rule and what answers.
public struct Route: Sendable {
    public enum Method: String, Hashable, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
    }

    public let method: Method
    /// Literal segments and `:name` parameters, `/members/:id`.
    public let pattern: String
    public let rule: RouteRule
    public let pace: Pace
    let uploads: Uploads
    let answer: @Sendable (Exchange) async throws -> Answer
    let parts: [Part]

    /// One segment of the pattern.
    enum Part: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    init(
        method: Method, pattern: String, rule: RouteRule, pace: Pace = .free, uploads: Uploads = .known,
        answer: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        self.method = method
        self.pattern = pattern
        self.rule = rule
        self.pace = pace
        self.uploads = uploads
        self.answer = answer
        parts = pattern.split(separator: "/").map {
            $0.hasPrefix(":") ? .parameter(String($0.dropFirst())) : .literal(String($0))
        }
    }

    /// The parameters' values, if the path is of this pattern.
    func parameters(in segments: [Substring]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            switch part {
            case .literal(let text): guard segment == text else { return nil }
            case .parameter(let name): parameters[name] = String(segment)
            }
        }
        return parameters
    }

    /// Whether this pattern is the more special one of two that fit: the first literal against a parameter decides.
    func precedes(_ other: Route) -> Bool {
        for (mine, theirs) in zip(parts, other.parts) {
            switch (mine, theirs) {
            case (.literal, .parameter): return true
            case (.parameter, .literal): return false
            case (.literal, .literal), (.parameter, .parameter): continue
            }
        }
        return false
    }
}

/// All routes of the platform; what is not in it is 404.
public struct RouteTable: Sendable {
    public private(set) var routes: [Route] = []
    /// Routes by their number of segments, the more special ones first.
    private var byLength: [Int: [Route]] = [:]

    public init() {}

    public mutating func get(
        _ pattern: String, _ rule: RouteRule, _ pace: Pace = .free,
        _ answer: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        add(Route(method: .get, pattern: pattern, rule: rule, pace: pace, answer: answer))
    }

    public mutating func post(
        _ pattern: String, _ rule: RouteRule, _ pace: Pace = .free, uploads: Uploads = .known,
        _ answer: @escaping @Sendable (Exchange) async throws -> Answer
    ) {
        add(Route(method: .post, pattern: pattern, rule: rule, pace: pace, uploads: uploads, answer: answer))
    }

    public mutating func add(_ group: any RouteGroup) {
        group.register(in: &self)
    }

    private mutating func add(_ route: Route) {
        routes.append(route)
        var alike = byLength[route.parts.count, default: []]
        alike.insert(route, at: alike.firstIndex { route.precedes($0) } ?? alike.endIndex)
        byLength[route.parts.count] = alike
    }

    /// The route that answers a path, and its parameters; literal segments win over parameters.
    func match(_ method: Route.Method, path: String) -> Match {
        let segments = Self.segments(of: path)
        for route in byLength[segments.count, default: []] where route.method == method {
            if let parameters = route.parameters(in: segments) { return .route(route, parameters) }
        }
        let others = methods(path: path)
        return others.isEmpty ? .none : .otherMethod(others)
    }

    /// For whom the page at a path is; an address that is none belongs to the site that it stands under.
    func audience(path: String) -> Audience {
        let segments = Self.segments(of: path)
        let found = byLength[segments.count, default: []].first { $0.parameters(in: segments) != nil }
        return found?.rule.audience ?? (segments.first == "self-service" ? .members : .accounts)
    }

    /// The methods that the path answers to.
    func methods(path: String) -> [Route.Method] {
        let segments = Self.segments(of: path)
        let found = byLength[segments.count, default: []].filter { $0.parameters(in: segments) != nil }
        return Route.Method.allCases.filter { method in found.contains { $0.method == method } }
    }

    /// The page above an address that only takes forms, for somebody who opens the address itself.
    ///
    /// After a refused form its address stands in the browser's bar; opened again it leads back to a page.
    func page(above path: String) -> String? {
        guard case .otherMethod = match(.get, path: path) else { return nil }
        var segments = Self.segments(of: path)
        while segments.popLast() != nil {
            let above = "/" + segments.joined(separator: "/")
            if case .route = match(.get, path: above) { return above }
        }
        return nil
    }

    enum Match {
        case route(Route, [String: String])
        case otherMethod([Route.Method])
        case none
    }

    private static func segments(of path: String) -> [Substring] {
        path.split(separator: "/", omittingEmptySubsequences: true)
    }
}

/// The routes of one area.
public protocol RouteGroup: Sendable {
    func register(in table: inout RouteTable)
}
