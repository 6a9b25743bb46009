import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

@Suite struct MemberTallyStoreTests {
    /// A city of two districts; the first has two unions.
    private struct City: Sendable {
        let root: Union
        let district: Union
        let other: Union
        let unions: [Union]

        static func plant(_ transaction: any Transaction) throws -> City {
            let unions = UnionStore(transaction)
            let root = try unions.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            let district = try unions.insert(
                name: "示例区总工会", code: "319901000001", kind: .districtFederation, under: root.id)
            let other = try unions.insert(
                name: "样板区总工会", code: "319902000001", kind: .districtFederation, under: root.id)
            return City(
                root: root, district: district, other: other,
                unions: try ["甲", "乙"].enumerated().map { place, name in
                    try unions.insert(
                        name: "示例\(name)公司工会委员会", code: "31990100000\(place + 2)", kind: .unionCommittee,
                        under: district.id)
                })
        }

        /// The same in a schema of before, when unions had no readings and were not counted.
        static func plantEarlier(_ transaction: any Transaction) throws -> City {
            func union(_ name: String, _ code: String, _ kind: UnionKind, _ place: Int, under: Union?) throws -> Union {
                let id = try transaction.newID(Union.self)
                let path = try under.map { try #require($0.path.child(place)) } ?? .root
                try transaction.execute(
                    """
                    INSERT INTO trade_union (id, parent_id, code, name, kind, path)
                    VALUES (\(id), \(under?.id), \(code), \(name), \(kind), \(path))
                    """)
                return Union(
                    id: id, parent: under?.id, code: code, name: name, kind: kind, path: path, creditCode: nil,
                    role: .ordinary)
            }
            let root = try union("演示市总工会", "319900000001", .cityFederation, 1, under: nil)
            let district = try union("示例区总工会", "319901000001", .districtFederation, 1, under: root)
            let other = try union("样板区总工会", "319902000001", .districtFederation, 2, under: root)
            return City(
                root: root, district: district, other: other,
                unions: [
                    try union("示例甲公司工会委员会", "319901000002", .unionCommittee, 1, under: district),
                    try union("示例乙公司工会委员会", "319901000003", .unionCommittee, 2, under: district),
                ])
        }
    }

    /// Adds members, as the roll does.
    private func join(
        _ transaction: any Transaction, _ number: Int, to union: Union,
        _ category: MemberCategory = .outsideEnterprise, kind: String? = nil
    ) throws -> [ID<Member>] {
        let unit = try UnionStore(transaction).unit(of: union, enterprise: nil)
        let members = MemberStore(transaction, PlainSeal())
        let joining = try members.takeNumbers(number).map { number in
            let person = try transaction.newID(Person.self)
            try transaction.execute("INSERT INTO person (id, name, sex) VALUES (\(person), '会员甲', 'female')")
            return MemberStore.Joining(
                number: number, person: person, union: union.id,
                particulars: MemberStore.Particulars(
                    unit: unit.id, enterprise: nil, category: category, flexibleKind: kind, workplace: union.name))
        }
        return try members.insert(joining, source: .single, joinedOn: .earliest)
    }

    @Test("each subtree has the members of its unions, by class and kind", arguments: Engine.available)
    func counts(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { transaction in
            let city = try City.plant(transaction)
            _ = try join(transaction, 3, to: city.unions[0])
            _ = try join(transaction, 2, to: city.unions[1], .flexible, kind: "courier")
            let gone = try join(transaction, 2, to: city.unions[1], .flexible, kind: "care")
            try TransferStore(transaction).end(gone, on: .latest)
            return city
        }
        try await database.read { transaction throws in
            let tallies = MemberTallyStore(transaction)
            #expect(try tallies.members(in: UnionScope(city.root.path)) == 5)
            #expect(try tallies.members(in: UnionScope(city.other.path)) == 0)
            #expect(try tallies.classes(in: UnionScope(city.root.path)) == [.outsideEnterprise: 3, .flexible: 2])
            #expect(try tallies.flexibleKinds(in: UnionScope(city.district.path)) == ["courier": 2])
            #expect(
                try tallies.members(ofEach: [city.district, city.other]) == [city.district.id: 5, city.other.id: 0])
            #expect(
                try tallies.members(ofEach: city.unions) == [city.unions[0].id: 3, city.unions[1].id: 2])
            #expect(try tallies.members(ofEach: []).isEmpty)
            #expect(try VerificationStore(transaction).unionsWhoseTallyDiffers() == [])
        }
    }

    @Test("a union that moves takes its numbers along", arguments: Engine.available)
    func move(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let (city, moved) = try await database.write { transaction in
            let city = try City.plant(transaction)
            _ = try join(transaction, 3, to: city.unions[0])
            _ = try join(transaction, 2, to: city.unions[1])
            let path = try #require(city.other.path.child(77))
            try transaction.execute(
                "UPDATE trade_union SET parent_id = \(city.other.id), path = \(path) WHERE id = \(city.unions[0].id)")
            return (city, path)
        }
        try await database.read { transaction throws in
            let tallies = MemberTallyStore(transaction)
            #expect(try tallies.members(in: UnionScope(city.other.path)) == 3)
            #expect(try tallies.members(in: UnionScope(city.district.path)) == 2)
            #expect(try tallies.members(in: UnionScope(moved)) == 3)
            #expect(try VerificationStore(transaction).unionsWhoseTallyDiffers() == [])
            #expect(try VerificationStore(transaction).membersWithUnknownWorkplace() == [])
        }
    }

    @Test("a database that had members before gets their numbers", arguments: Engine.available)
    func migration(engine: Engine) async throws {
        let earlier = Schema.migrations.filter { $0.id < "0035" }
        let database = try await engine.database(migrations: earlier)
        let city = try await database.write { transaction in
            let city = try City.plantEarlier(transaction)
            for (place, card) in ["active", "inactive", "inactive"].enumerated() {
                let unit = try UnionStore(transaction).unit(of: city.unions[0], enterprise: nil)
                let (person, member) = (try transaction.newKey(), try transaction.newKey())
                try transaction.execute("INSERT INTO person (id, name, sex) VALUES (\(person), '会员甲', 'female')")
                try transaction.execute(
                    """
                    INSERT INTO member (id, number, person_id, union_id, unit_id, category, flexible_kind, workplace,
                        source, joined_on, electronic_card, left_on)
                    VALUES (\(member), \(String(place)), \(person), \(unit.union), \(unit.id), 'flexible', 'courier',
                        '样例快递站', 'single', '2023-01-01', \(card), \(place == 2 ? "2023-06-01" : nil as String?))
                    """)
            }
            return city
        }
        _ = try await Migrator(Schema.migrations).migrate(database)
        try await database.read { transaction throws in
            let tallies = MemberTallyStore(transaction)
            #expect(try tallies.flexibleKinds(in: UnionScope(city.root.path)) == ["courier": 2])
            #expect(try tallies.electronicCards(in: UnionScope(city.district.path)) == 1)
            #expect(try VerificationStore(transaction).unionsWhoseTallyDiffers() == [])
            #expect(try VerificationStore(transaction).membersWithUnknownWorkplace() == [])
        }
    }

    @Test("the numbers are read from one range of one index")
    func plan() async throws {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        try await database.read { transaction throws in
            let tallies = MemberTallyStore(transaction)
            for statement in [
                tallies.summing("members", UnionScope(.root)), tallies.summing("electronic_cards", UnionScope(.root)),
                tallies.counting([ID(1)]),
            ] {
                let plan = try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in
                    try row.get("detail")
                }
                #expect(plan.contains { $0.contains("COVERING INDEX member_tally_figures (path>? AND path<?)") })
                #expect(!plan.contains { $0.hasPrefix("SCAN t") })
            }
        }
    }
}
