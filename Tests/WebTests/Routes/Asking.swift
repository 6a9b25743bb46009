import Domain

@testable import Web

/// One request of these tests.
struct Asking {
    let route: Route
    let path: String
    let fields: [(name: String, value: String)]
    let file: String?
    let isStrangers: Bool

    init(
        _ route: Route, _ values: [String: String], _ fields: [(name: String, value: String)], _ file: String?,
        isStrangers: Bool
    ) {
        self.route = route
        self.path = route.path(values)
        self.fields = fields
        self.file = file
        self.isStrangers = isStrangers
    }

    var told: String { path + "?" + fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&") }

    /// Everything that can be asked of a route with a key: its own records', and each stranger's, one at a time.
    static func all(_ route: Route, of actor: Actor, _ records: Records) -> [Asking] {
        let own = { records.own(actor.path, $0) }
        let fillings = Filling.byRoute[route.name] ?? [Filling()]
        var askings: [Asking] = []
        if !route.kinds.isEmpty, RecordKind.exceptions[route.pattern] == nil {
            var values: [String: String] = [:]
            for (name, kind) in route.kinds { values[name] = kind.flatMap(own).map(String.init) }
            let fields = fillings[0].sent(own: own, tried: fillings[0].tried.flatMap(own))
            let file = fillings[0].file
            askings.append(Asking(route, values, fields, file, isStrangers: false))
            for (name, kind) in route.kinds {
                for id in kind.map({ records.foreign(to: actor.path, $0) }) ?? [] {
                    let path = values.merging([name: String(id)]) { $1 }
                    askings.append(Asking(route, path, fields, file, isStrangers: true))
                }
            }
        }
        for filling in fillings {
            guard let kind = filling.tried else { continue }
            var values: [String: String] = [:]
            for (name, kind) in route.kinds { values[name] = kind.flatMap(own).map(String.init) }
            if let key = own(kind) {
                let fields = filling.sent(own: own, tried: key)
                askings.append(Asking(route, values, fields, filling.file, isStrangers: false))
            }
            for id in records.foreign(to: actor.path, kind) {
                let fields = filling.sent(own: own, tried: id)
                askings.append(Asking(route, values, fields, filling.file, isStrangers: true))
            }
        }
        return askings
    }
}

extension Visitor {
    func ask(_ asking: Asking) async throws -> Answered {
        switch asking.route.method {
        case .get: return try await get(asking.fields.isEmpty ? asking.path : asking.told)
        case .post:
            let ticket = [(name: "idempotency", value: "ticket")]
            guard let file = asking.file else { return try await postForm(asking.path, asking.fields + ticket) }
            let others = asking.fields.filter { $0.name != file } + ticket
            let name = asking.fields.first { $0.name == file }?.value ?? ""
            return try await postFile(asking.path, others, file: (field: file, name: name, bytes: [1]))
        }
    }
}

extension Route {
    var name: String { "\(method.rawValue) \(pattern)" }

    /// Whether its rule lets this account in.
    func isFor(_ actor: Actor) -> Bool {
        switch rule {
        case .open, .visitor, .signedIn: true
        case .requires(let action): actor.authority.includes(action)
        case .ownVisitor, .oneself: false
        }
    }
}
