import DatabaseKit
import Demo
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("The invented city")
struct CityTests {
    private func platform(_ engine: Engine) async throws -> UseCases.Platform {
        UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try KeyRing.ephemeral(),
            passwords: PasswordHasher())
    }

    private func generated(_ members: Int, _ unions: Int, _ engine: Engine) async throws -> UseCases.Platform {
        let platform = try await platform(engine)
        try await CityGenerator(platform, InventedCity(members: members, unions: unions, seed: 7)).generate(
            businessDate: World.demoDay, year: 2024)
        return platform
    }

    @Test(
        "It has as many members and base unions as were asked for, and keeps every invariant",
        arguments: Engine.available)
    func counts(engine: Engine) async throws {
        let platform = try await generated(2_345, 40, engine)
        let counts = try await platform.database.read { transaction in
            let members: Int? = try transaction.value("SELECT count(*) AS members FROM member WHERE left_on IS NULL")
            let unions: Int? = try transaction.value(
                "SELECT count(*) AS unions FROM trade_union WHERE kind = 'union-committee'")
            let cards: Int? = try transaction.value("SELECT count(*) AS cards FROM service_card")
            return [members ?? 0, unions ?? 0, cards ?? 0]
        }
        #expect(counts[0] == 2_345)
        #expect(counts[1] == 40)
        #expect((1_900..<2_345).contains(counts[2]))
        #expect(try await Verification(platform).violations() == [])
        #expect(try await platform.database.checkIntegrity() == [])
    }

    @Test("It is written only into an empty database, which becomes a rehearsal's")
    func onlyIntoAnEmptyDatabase() async throws {
        let platform = try await generated(10, 1, .sqlite)
        #expect(try await platform.database.read { try SettingStore($0).get(.mode) } == "rehearsal")
        await #expect(throws: Refusal.notDemo) {
            try await CityGenerator(platform, InventedCity(members: 10, unions: 1, seed: 7)).generate(
                businessDate: World.demoDay, year: 2024)
        }
    }

    @Test("The clerk of its largest union sees the members in the workbench")
    func largestUnion() async throws {
        let platform = try await generated(300, 5, .sqlite)
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: CityGenerator.accounts.clerk).flatMap { try accounts.actor($0) }
        }
        let day = try #require(CalendarDay(World.demoDay))
        let overview = try await Enrolments(platform).overview(
            Occasion(actor: try #require(actor), today: day, now: day.start, origin: "test"), enterprise: nil)
        #expect(overview.equation.members == InventedCity(members: 300, unions: 5, seed: 7).sizes.max())
    }

    @Test("An equal seed gives equal people, another seed others")
    func seeds() {
        let people = (0..<1_000).compactMap { InventedCity(members: 0, unions: 1, seed: 7).resident($0)?.entry }
        #expect(people == (0..<1_000).compactMap { InventedCity(members: 5, unions: 2, seed: 7).resident($0)?.entry })
        #expect(people != (0..<1_000).compactMap { InventedCity(members: 0, unions: 1, seed: 8).resident($0)?.entry })
    }

    @Test("Nobody in it could be somebody, and no two are the same")
    func invented() {
        let city = InventedCity(members: 0, unions: 1, seed: 3)
        let people = stride(from: 0, to: 100_000_000, by: 9_973).compactMap { city.resident($0)?.entry }
        #expect(people.count == 10_028)
        #expect(Set(people.map(\.document.number)).count == people.count)
        #expect(Set(people.map(\.phone)).count == people.count)
        #expect(people.allSatisfy { $0.document.number.hasPrefix("3199") && $0.phone.rawValue.hasPrefix("199") })
        let today = CalendarDay(World.demoDay) ?? .latest
        #expect(
            people.allSatisfy { person in
                let read = IdentityDocument.validate(
                    type: .residentIdentityCard, number: person.document.number, today: today)
                return (try? read.get()) != nil && person.document.sex == person.sex
            })
    }

    @Test("Units are many small ones and a few large ones, none beyond 50,000")
    func sizes() {
        let sizes = InventedCity(members: 6_222_136, unions: 53_478, seed: 1).sizes.sorted()
        #expect(sizes.count == 53_478)
        #expect(sizes.reduce(0, +) == 6_222_136)
        #expect(sizes.allSatisfy { (0...50_001).contains($0) })
        #expect(sizes[sizes.count / 2] < 60)
        #expect((sizes.last ?? 0) > 5_000)
    }

    @Test("Its roster file is taken whole by the import, and a comparison finds what the later one says otherwise")
    func roster() async throws {
        let city = InventedCity(members: 0, unions: 1, seed: 1)
        let platform = try await platform(.sqlite)
        try await CityGenerator(platform, city).generate(businessDate: World.demoDay, year: 2024)
        let (actor, union, enterprise) = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            let actor = try accounts.id(name: CityGenerator.accounts.clerk).flatMap { try accounts.actor($0) }
            let union = try actor.flatMap { try UnionStore(transaction).find($0.union) }
            return (actor, union, try union.flatMap { try UnionStore(transaction).enterprises(of: $0.id).first })
        }
        let day = try #require(CalendarDay(World.demoDay))
        let occasion = Occasion(actor: try #require(actor), today: day, now: day.start, origin: "test")
        let report = try await MemberImports(platform).importFile(
            try upload(.first, of: city, for: try #require(union)), union: try #require(union).code,
            as: .enterprise(code: try #require(enterprise).code), mode: .apply, occasion)
        #expect(report.new == 2_510)
        #expect(report.rows == 2_510)

        let comparisons = MemberComparisons(platform)
        let id = try await comparisons.compare(
            try upload(.later, of: city, for: try #require(union)), as: .enterprise(try #require(enterprise).id), .unit,
            occasion)
        let counts = try await comparisons.sheet(id, .changed, after: 0, occasion).comparison.counts
        #expect((counts.new, counts.changed, counts.missing) == (26, 26, 26))
        #expect((counts.new, counts.changed, counts.missing) == RosterFile.differences(2_510))
        #expect((counts.same, counts.failed) == (2_458, 0))
    }

    private func upload(
        _ edition: RosterFile.Edition, of city: InventedCity, for union: Union
    ) throws -> MemberImports.Upload {
        let path = FileManager.default.temporaryDirectory.appending(path: "roster-\(UUID()).xlsx").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try RosterFile.write(2_510, of: city, for: union, edition, to: path)
        return MemberImports.Upload(
            name: "roster.xlsx", bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    }
}
