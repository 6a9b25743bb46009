import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

@Suite("Names of unions")
struct UnionNameTests {
    @Test(
        "unions from before their names were read are found by sound after the migration", arguments: Engine.available)
    func migration(engine: Engine) async throws {
        let database = try await engine.bareDatabase()
        _ = try await Migrator(Schema.migrations.filter { $0.id < "0063" }).migrate(database)
        try await database.write { transaction in
            // More than are read at once.
            for number in 1...250 {
                let path = try #require(UnionPath.root.child(number))
                let name = number == 250 ? "示例公司工会" : "工会\(number)"
                try transaction.execute(
                    """
                    INSERT INTO trade_union (id, code, name, kind, path)
                    VALUES (\(number), \(String(319_900_000_000 + number)),
                        \(name), 'union-committee', \(path))
                    """)
            }
        }
        #expect(try await Migrator(Schema.migrations).migrate(database).contains("0063-union-names"))
        try await database.read { transaction throws in
            let unread: Int? = try transaction.value("SELECT count(*) FROM trade_union WHERE name_reading = ''")
            #expect(unread == 0)
            let row = try transaction.first("SELECT name_reading, name_initials FROM trade_union WHERE id = 250")
            let reading = NameReading(of: "示例公司工会")
            #expect(try row?.get("name_reading") as String? == reading.whole)
            #expect(try row?.get("name_initials") as String? == reading.initials)
        }
    }

    @Test("a name is looked for among those under one superior by an index, and one that is gone is free again")
    func place() async throws {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let store = UnionStore(transaction)
            let plan = try transaction.query("EXPLAIN QUERY PLAN \(store.finding("工会", under: ID(1)))").map {
                row -> String in try row.get("detail")
            }
            #expect(plan.contains { $0.contains("trade_union_place (parent_id=? AND name=?)") }, "\(plan)")
            let city = try store.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            let union = try store.insert(
                name: "示例区总工会", code: "319901000001", kind: .districtFederation, under: city.id)
            #expect(try store.find(name: "示例区总工会", under: city.id)?.id == union.id)
            #expect(try store.find(name: "示例区总工会", under: union.id) == nil)
            try transaction.execute("UPDATE trade_union SET standing = 'dissolved' WHERE id = \(union.id)")
            #expect(try store.find(name: "示例区总工会", under: city.id) == nil)
        }
    }
}
