import Domain

@testable import Web

/// Where the record of a request stands, seen from whoever asks.
enum Relation: String, CaseIterable {
    /// The request names no record.
    case none = "-"
    /// There is no such record.
    case nobodys = "nobody's"
    case own, child, sibling, parent

    init(of actor: UnionPath, to place: UnionPath?) {
        guard let place else {
            self = .nobodys
            return
        }
        if place == actor {
            self = .own
        } else if actor.contains(place) {
            self = .child
        } else {
            self = place.contains(actor) ? .parent : .sibling
        }
    }

    var isStrangers: Bool { self == .sibling || self == .parent }
}

/// One request of these tests.
struct Asking {
    let route: Route
    let path: String
    let fields: [(name: String, value: String)]
    let file: String?
    let relation: Relation

    var isStrangers: Bool { relation.isStrangers }

    init(
        _ route: Route, _ values: [String: String], _ fields: [(name: String, value: String)], _ file: String?,
        _ relation: Relation
    ) {
        self.route = route
        self.path = route.path(values)
        self.fields = fields
        self.file = file
        self.relation = relation
    }

    var told: String { path + "?" + fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&") }

    /// Everything that can be asked of a route with a key: its own records', and each stranger's, one at a time.
    static func all(_ route: Route, of actor: Actor, _ records: Records) -> [Asking] {
        let own = { records.own(actor.path, $0) }
        func relation(_ kind: RecordKind?, _ id: Int64?) -> Relation {
            Relation(of: actor.path, to: kind.flatMap { kind in id.flatMap { records.place(kind, $0) } })
        }
        let fillings = Filling.byRoute[route.name] ?? [Filling()]
        var askings: [Asking] = []
        if !route.kinds.isEmpty, RecordKind.exceptions[route.pattern] == nil {
            var values: [String: String] = [:]
            for (name, kind) in route.kinds { values[name] = kind.flatMap(own).map(String.init) }
            let fields = fillings[0].sent(own: own, tried: fillings[0].tried.flatMap(own))
            let file = fillings[0].file
            let first = route.kinds.first?.kind
            askings.append(Asking(route, values, fields, file, relation(first, first.flatMap(own))))
            for (name, kind) in route.kinds {
                for id in kind.map({ records.foreign(to: actor.path, $0) }) ?? [] {
                    let path = values.merging([name: String(id)]) { $1 }
                    askings.append(Asking(route, path, fields, file, relation(kind, id)))
                }
            }
        }
        for filling in fillings {
            guard let kind = filling.tried else { continue }
            var values: [String: String] = [:]
            for (name, kind) in route.kinds { values[name] = kind.flatMap(own).map(String.init) }
            if let key = own(kind) {
                let fields = filling.sent(own: own, tried: key)
                askings.append(Asking(route, values, fields, filling.file, relation(kind, key)))
            }
            for id in records.foreign(to: actor.path, kind) {
                let fields = filling.sent(own: own, tried: id)
                askings.append(Asking(route, values, fields, filling.file, relation(kind, id)))
            }
        }
        return askings
    }

    /// The same, and a request that names no record where the route has none.
    static func some(_ route: Route, of actor: Actor, _ records: Records) -> [Asking] {
        let all = all(route, of: actor, records)
        guard all.isEmpty else { return all }
        let filling = Filling.byRoute[route.name]?.first ?? Filling()
        let fields = filling.sent(own: { records.own(actor.path, $0) }, tried: nil)
        return [Asking(route, [:], fields, filling.file, .none)]
    }
}

extension Visitor {
    func ask(_ asking: Asking, ticket: String = "ticket") async throws -> Answered {
        switch asking.route.method {
        case .get: return try await get(asking.fields.isEmpty ? asking.path : asking.told)
        case .post:
            let ticket = [(name: "idempotency", value: ticket)]
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
