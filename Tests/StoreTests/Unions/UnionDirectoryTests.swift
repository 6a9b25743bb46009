import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("组织查询管理")
struct UnionDirectoryTests {
    /// A city with two districts; the first has a committee with a branch, a joint union of two enterprises below a
    /// subdistrict, an association and the holding union.
    private struct City: Sendable {
        let root: Union
        let district: Union
        let other: Union
        let committee: Union
        let joint: Union

        static func plant(_ transaction: any Transaction) throws -> City {
            let unions = UnionStore(transaction)
            let root = try unions.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            let district = try unions.insert(
                name: "示例区总工会", code: "319901000001", kind: .districtFederation, under: root.id)
            let other = try unions.insert(
                name: "样板区总工会", code: "319902000001", kind: .districtFederation, under: root.id)
            let street = try unions.insert(
                name: "示例街道总工会", code: "319901000002", kind: .subdistrictFederation, under: district.id)
            let committee = try unions.insert(
                name: "示例100%有限公司工会委员会", code: "319901000003", kind: .unionCommittee, under: district.id,
                creditCode: "81310106000000254M")
            _ = try unions.insert(name: "第一分工会", code: "319901000004", kind: .branch, under: committee.id)
            let joint = try unions.insert(name: "示例联合工会", code: "319901000005", kind: .jointUnion, under: street.id)
            _ = try unions.insert(name: "示例联合会", code: "319901000006", kind: .unionAssociation, under: district.id)
            _ = try unions.insert(
                name: "示例区总工会临时工会", code: "319901000007", kind: .unionCommittee, under: district.id,
                standing: .holding)
            _ = try unions.insert(name: "样板公司工会", code: "319902000002", kind: .unionCommittee, under: other.id)
            for (name, code) in [("示例甲公司", "913101010000003340"), ("示例乙公司", "913100000000001745")] {
                _ = try unions.insertEnterprise(name: name, code: code, union: joint.id)
            }
            return City(root: root, district: district, other: other, committee: committee, joint: joint)
        }
    }

    private func search(
        _ filter: UnionFilter, in city: City, _ database: any Database
    ) async throws -> [String] {
        try await database.read { transaction in
            let store = UnionDirectoryStore(transaction)
            let lines = try store.list(filter, .subtree(UnionScope(city.district.path)), page: ListPage())
            #expect(try store.count(filter, .subtree(UnionScope(city.district.path))) == lines.count)
            return lines.map(\.union.name)
        }
    }

    @Test(
        "a level of the tree has the members of each with all below it, and leaves out what is dissolved",
        arguments: Engine.available)
    func level(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { transaction in
            let city = try City.plant(transaction)
            for (union, members) in [(city.joint, 3), (city.committee, 2)] {
                try transaction.execute(
                    """
                    INSERT INTO member_tally (path, category, flexible_kind, members, electronic_cards)
                    VALUES (\(union.path), 'enterprise', '', \(members), 0)
                    """)
            }
            let gone = try UnionStore(transaction).insert(
                name: "示例撤销工会", code: "319901000009", kind: .unionCommittee, under: city.district.id)
            try UnionTreeStore(transaction).dissolve(gone.id, on: .earliest)
            return city
        }
        try await database.read { transaction in
            let store = UnionDirectoryStore(transaction)
            let districts = try store.children(of: city.root, limit: 10)
            #expect(districts.map(\.union.name) == ["示例区总工会", "样板区总工会"])
            #expect(districts.map(\.members) == [5, 0])
            let below = try store.children(of: city.district, limit: 10)
            #expect(below.map(\.members) == [3, 2, 0, 0])
            #expect(
                try store.children(of: city.district, limit: 2).map(\.union.name) == ["示例街道总工会", "示例100%有限公司工会委员会"])
            #expect(try store.children(of: city.joint, limit: 10).isEmpty)
        }
    }

    @Test("the seven counters of a subtree", arguments: Engine.available)
    func counters(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { try City.plant($0) }
        try await database.read { transaction in
            let store = UnionDirectoryStore(transaction)
            let counts = try store.counts(in: UnionScope(city.district.path))
            #expect(
                counts
                    == UnionCounts(members: 0, committees: 1, joint: 1, branches: 1, enterprises: 2, associations: 1))
            #expect(counts.baseUnions == 2)
            #expect(try store.counts(in: UnionScope(city.root.path)).baseUnions == 3)
            for union in [city.root, city.district, city.joint] {
                let level = try store.children(of: union, limit: 100)
                let whole = try store.counts(in: UnionScope(union.path))
                #expect(try store.counts(of: union, above: level) == whole)
            }
            #expect(try VerificationStore(transaction).unionsWhoseSubordinatesDiffer() == [])
        }
    }

    @Test("each condition finds its unions and no stranger's", arguments: Engine.available)
    func conditions(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { try City.plant($0) }
        #expect(try await search(UnionFilter(name: "联合工会"), in: city, database) == ["示例联合工会"])
        #expect(try await search(UnionFilter(name: "100%有"), in: city, database) == ["示例100%有限公司工会委员会"])
        #expect(try await search(UnionFilter(name: "1%0"), in: city, database).isEmpty)
        #expect(try await search(UnionFilter(superior: "街道"), in: city, database) == ["示例联合工会"])
        #expect(try await search(UnionFilter(enterprise: "乙公司"), in: city, database) == ["示例联合工会"])
        #expect(try await search(UnionFilter(code: "913100"), in: city, database) == ["示例联合工会"])
        #expect(try await search(UnionFilter(code: "8131"), in: city, database) == ["示例100%有限公司工会委员会"])
        #expect(try await search(UnionFilter(code: "319901000004"), in: city, database) == ["第一分工会"])
        #expect(try await search(UnionFilter(code: "81310106000000254m"), in: city, database).count == 1)
        for typed in ["000000254", "00000025-4", " 00000025"] {
            #expect(
                try await search(UnionFilter(organisationCode: typed), in: city, database) == ["示例100%有限公司工会委员会"])
        }
        let own = try await database.read { try UnionStore($0).enterprises(of: city.joint.id).first?.code ?? "" }
        let part = String(own.dropFirst(8).prefix(9))
        #expect(try await search(UnionFilter(organisationCode: part), in: city, database).contains("示例联合工会"))
        try await database.write { transaction in
            let store = OrganisationStore(transaction, PlainSeal())
            var said = try store.particulars(of: city.committee)
            said.economicType = "私营"
            try store.save(said, of: city.committee.id)
            let enterprise = try #require(try UnionStore(transaction).enterprises(of: city.joint.id).first)
            said = try store.particulars(of: enterprise)
            (said.economicType, said.industry) = ("私营", "制造业")
            try store.save(said, of: enterprise.id)
        }
        #expect(
            try await search(UnionFilter(economicType: "私营"), in: city, database) == ["示例联合工会", "示例100%有限公司工会委员会"])
        #expect(try await search(UnionFilter(industry: "制造业"), in: city, database) == ["示例联合工会"])
        #expect(try await search(UnionFilter(economicType: "国有"), in: city, database).isEmpty)
        #expect(try await search(UnionFilter(kind: .unionAssociation), in: city, database) == ["示例联合会"])
        #expect(try await search(UnionFilter(name: "样板公司"), in: city, database).isEmpty)
        #expect(try await search(UnionFilter(name: "示例", kind: .branch), in: city, database).isEmpty)
    }
}
