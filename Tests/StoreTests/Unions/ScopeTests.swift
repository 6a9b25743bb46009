import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("Lists and authority agree")
struct ScopeTests {
    /// A record at every node of a tree whose numbers begin alike, the near-misses 12, 120 and 3401 among them.
    private static func plant(_ transaction: any Transaction) throws -> [UnionPath] {
        let numbers = [1, 9, 10, 12, 35, 36, 120, 3401]
        var paths: [UnionPath] = []
        func add(_ path: UnionPath, _ kind: UnionKind) throws {
            let id = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO trade_union (id, code, name, kind, path)
                VALUES (\(id), \(path.text), \(path.text), \(kind), \(path))
                """)
            paths.append(path)
        }
        try add(.root, .cityFederation)
        for first in numbers {
            guard let district = UnionPath.root.child(first) else { continue }
            try add(district, .districtFederation)
            for second in numbers {
                guard let unit = district.child(second) else { continue }
                try add(unit, .unionCommittee)
                for third in [1, 12, 3401] {
                    if let branch = unit.child(third) { try add(branch, .branch) }
                }
            }
        }
        return paths
    }

    @Test("what a list shows is what the authority allows, seen from every node", arguments: Engine.available)
    func listedIsAllowed(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let paths = try await database.write { try Self.plant($0) }
        try await database.read { transaction in
            for path in paths {
                let actor = Actor(
                    account: ID(1), name: "a", displayName: "账号甲", union: ID(1), unionName: "工会甲",
                    kind: .cityFederation, path: path, roles: [.centre])
                let scope = try actor.authority.scope(for: .viewMembers)
                let listed = try UnionStore(transaction).list(in: scope, limit: 10_000).map(\.path)
                let allowed = paths.filter { actor.authority.allows(.viewMembers, on: $0) }.sorted()
                #expect(listed == allowed)
            }
        }
    }

    @Test("two children at once never get one path, and a child stands under its parent", arguments: Engine.available)
    func children(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let root = try await database.write {
            try UnionStore($0).insert(name: "示例市总工会", code: "1", kind: .cityFederation, under: nil)
        }
        let paths = try await withThrowingTaskGroup(of: UnionPath.self) { group in
            for number in 0..<12 {
                group.addTask {
                    try await database.write {
                        try UnionStore($0).insert(
                            name: "区\(number)", code: "2\(number)", kind: .districtFederation, under: root.id
                        ).path
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(paths).count == 12)
        #expect(paths.allSatisfy { $0.parent == root.path })
        try await database.read { transaction in
            let unions = UnionStore(transaction)
            let (children, lineage) = (try unions.children(of: root.id), try unions.lineage(of: paths[3]))
            #expect(children.map(\.path) == paths.sorted())
            #expect(lineage.map(\.path) == [root.path, paths[3]])
            #expect(try unions.district(of: paths[3])?.path == paths[3])
        }
    }

    @Test("a unit is made once, however often it is asked for", arguments: Engine.available)
    func units(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let unions = UnionStore(transaction)
            let union = try unions.insert(name: "示例市总工会", code: "1", kind: .cityFederation, under: nil)
            let code = try #require(CreditCode.make(department: "91", area: "319901", organisation: "MADE0001"))
            let enterprise = try unions.insertEnterprise(name: "示例有限公司", code: code.rawValue, union: union.id)
            let (own, other) = (
                try unions.unit(of: union, enterprise: nil), try unions.unit(of: union, enterprise: enterprise)
            )
            #expect(try unions.unit(of: union, enterprise: nil).id == own.id)
            #expect(try unions.unit(of: union, enterprise: enterprise).id == other.id)
            #expect(own.name == union.name)
            #expect(other.organisationCode == code.organisationCode)
            #expect(try unions.units(of: union.id).map(\.id) == [own.id, other.id])
        }
    }
}
