import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What the rows of a list of unions are looked up by.
@Suite struct OrganisationLookupTests {
    @Test(arguments: Engine.available)
    func `Of a city only those are read whom a file names, with the ones above them`(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let store = UnionStore(transaction)
            func insert(_ name: String, _ code: String, _ kind: UnionKind, _ parent: Union?) throws -> Union {
                try store.insert(name: name, code: code, kind: kind, under: parent?.id)
            }
            let city = try insert("演示市总工会", "319900000001", .cityFederation, nil)
            let east = try insert("东海区总工会", "319901000001", .districtFederation, city)
            let west = try insert("西岭区总工会", "319902000001", .districtFederation, city)
            let street = try insert("滨海街道总工会", "319901000002", .subdistrictFederation, east)
            let named = try insert("示例工会", "319901000003", .unionCommittee, street)
            let numbered = try insert("别的工会", "319901000004", .unionCommittee, east)
            let unnamed = try insert("无关的工会", "319901000005", .unionCommittee, street)
            let foreign = try insert("示例工会", "319902000003", .unionCommittee, west)
            let gone = try insert("示例工会", "319901000006", .unionCommittee, east)
            try transaction.execute("UPDATE trade_union SET standing = 'dissolved' WHERE id = \(gone.id)")
            let lookup = OrganisationLookupStore(transaction, PlainSeal())
            let index = try lookup.index(
                of: UnionScope(east.path), numbers: [numbered.code, foreign.code], names: [named.name, "没有的工会"], [])
            #expect(index.union(named.id) == named)
            #expect(index.union(code: numbered.code) == numbered)
            #expect(index.union(at: FederationIndex.Place(street.id, named.name)) == named)
            for above in [street, east] { #expect(index.union(above.id) == above) }
            for left in [unnamed, foreign, gone, city] { #expect(index.union(left.id) == nil) }
            let further = try lookup.index(of: UnionScope(east.path), numbers: [], names: [], [unnamed.id, foreign.id])
            #expect(further.union(unnamed.id) == unnamed)
            #expect(further.union(foreign.id) == nil)
            #expect(try lookup.index(of: UnionScope(east.path)).union(unnamed.id) == unnamed)
        }
    }
}
