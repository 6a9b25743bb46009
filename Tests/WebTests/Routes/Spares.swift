import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

/// One more request of the matrix for a route: with a record in the state, or with a form so filled in, that somebody is
/// let in where `Filling` has everybody refused.
struct Spare {
    let values: [String: String]
    let filling: Filling
    /// Whose the record is; nil for the whole city's and for what the account itself has kept.
    let path: UnionPath?
}

/// The spare request of each route that needs one, by the route's name.
struct Spares {
    let byRoute: [String: Spare]

    func askings(_ route: Route, of actor: Actor, _ records: Records) -> [Asking] {
        guard let spare = byRoute[route.name] else { return [] }
        let fields = spare.filling.sent(own: { records.own(actor.path, $0) }, tried: nil)
        let relation = spare.path.map { Relation(of: actor.path, to: $0) } ?? .none
        return [Asking(route, spare.values, fields, nil, relation)]
    }

    /// Plants them beside the records, for the account that the matrix asks as.
    static func plant(_ site: TestSite, beside records: Records, for account: String) async throws -> Spares {
        let seal = site.platform.seal
        let now = site.clock.now
        return try await site.platform.database.write { transaction -> Spares in
            let unions = UnionStore(transaction)
            let side = try #require(records.sides.first)
            let key = try #require(side.ids[.union])
            let union = try #require(try unions.find(ID(key)))
            let enterprise = try #require(try unions.enterprises(of: union.id).first)
            let writer = SpareWriter(
                // A number that no record has.
                planter: Planter(transaction: transaction, seal: seal, now: now, serial: 11, union: union),
                other: Planter(transaction: transaction, seal: seal, now: now, serial: 12, union: union),
                side: side, union: union, unit: try unions.unit(of: union, enterprise: enterprise),
                district: try #require(try unions.district(of: union.path)), city: try #require(try unions.root()),
                account: try #require(try AccountStore(transaction).id(name: account)))
            let all =
                try writer.members() + writer.lists() + writer.imports() + writer.unions() + writer.season()
                + writer.notices() + writer.centre()
            #expect(Set(all.map(\.route)).count == all.count, "One spare request for each route.")
            return Spares(byRoute: Dictionary(all.map { ($0.route, $0.spare) }) { first, _ in first })
        }
    }
}

/// Writes what the spare requests are about.
struct SpareWriter {
    let planter: Planter
    /// Of another member.
    let other: Planter
    let side: Records.Side
    let union: Union
    let unit: EnrollingUnit
    let district: Union
    let city: Union
    let account: ID<Account>

    typealias Named = (route: String, spare: Spare)
    typealias Fields = KeyValuePairs<String, Filling.Value>

    var transaction: any Transaction { planter.transaction }

    /// About a record of the first side's union.
    func own(_ route: String, _ values: KeyValuePairs<String, Int64> = [:], _ fields: Fields = [:]) -> Named {
        (route, Spare(values: Self.texts(values), filling: Filling(fields), path: union.path))
    }

    /// About what is the whole city's.
    func everybodys(_ route: String, _ values: KeyValuePairs<String, Int64> = [:], _ fields: Fields = [:]) -> Named {
        (route, Spare(values: Self.texts(values), filling: Filling(fields), path: nil))
    }

    private static func texts(_ values: KeyValuePairs<String, Int64>) -> [String: String] {
        Dictionary(values.map { ($0.key, String($0.value)) }) { first, _ in first }
    }

    func key(_ kind: RecordKind) throws -> Int64 { try #require(side.ids[kind]) }
}
