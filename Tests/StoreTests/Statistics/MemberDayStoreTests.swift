import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

@Suite struct MemberDayStoreTests {
    /// A city of a district with two unions.
    private struct City: Sendable {
        let root: Union
        let district: Union
        let unions: [Union]

        static func plant(_ transaction: any Transaction) throws -> City {
            let unions = UnionStore(transaction)
            let root = try unions.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            let district = try unions.insert(
                name: "示例区总工会", code: "319901000001", kind: .districtFederation, under: root.id)
            return City(
                root: root, district: district,
                unions: try ["甲", "乙"].enumerated().map { place, name in
                    try unions.insert(
                        name: "示例\(name)公司工会委员会", code: "31990100000\(place + 2)", kind: .unionCommittee,
                        under: district.id)
                })
        }
    }

    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    private func days(_ from: String, _ through: String) throws -> DayWindow {
        try #require(DayWindow(from: try day(from), through: try day(through)))
    }

    /// Adds members, as the roll does.
    private func join(
        _ transaction: any Transaction, _ number: Int, to union: Union, on day: String,
        _ source: MemberSource = .single
    ) throws -> [ID<Member>] {
        let unit = try UnionStore(transaction).unit(of: union, enterprise: nil)
        let members = MemberStore(transaction, PlainSeal())
        let joining = try members.takeNumbers(number).map { number in
            let person = try transaction.newID(Person.self)
            try transaction.execute("INSERT INTO person (id, name, sex) VALUES (\(person), '会员甲', 'female')")
            return MemberStore.Joining(
                number: number, person: person, union: union.id,
                particulars: MemberStore.Particulars(
                    unit: unit.id, enterprise: nil, category: .outsideEnterprise, workplace: union.name))
        }
        return try members.insert(joining, source: source, joinedOn: try self.day(day))
    }

    private func person(of member: ID<Member>, _ transaction: any Transaction) throws -> ID<Person> {
        try #require(try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
    }

    @Test("each day has who joined, whose electronic card was activated, who got a card", arguments: Engine.available)
    func figures(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { transaction in
            let city = try City.plant(transaction)
            let first = try join(transaction, 3, to: city.unions[0], on: "2023-10-31")
            _ = try join(transaction, 2, to: city.unions[0], on: "2023-11-20")
            _ = try join(transaction, 4, to: city.unions[1], on: "2023-11-20")
            // Whoever comes from another union has not joined here.
            _ = try join(transaction, 5, to: city.unions[1], on: "2023-11-20", .transfer)
            let own = OwnRecordStore(transaction, PlainSeal())
            #expect(try own.activate(first[0], on: try day("2023-11-20")))
            #expect(try !own.activate(first[0], on: try day("2023-11-21")))
            let number = try #require(BankCardNumber(rawValue: "6222130000000000005"))
            _ = try ServiceCardStore(transaction, PlainSeal()).issue(
                [try person(of: first[0], transaction): number], on: try day("2023-11-21"))
            return city
        }
        try await database.read { transaction throws in
            let store = MemberDayStore(transaction)
            let month = try days("2023-11-01", "2023-11-30")
            #expect(try store.figures(of: city.root, month) == JoiningFigures(joined: 6, activated: 1, cards: 1))
            #expect(
                try store.subordinates(of: city.root, month)
                    == [city.district.path: JoiningFigures(joined: 6, activated: 1, cards: 1)])
            #expect(
                try store.subordinates(of: city.district, month) == [
                    city.unions[0].path: JoiningFigures(joined: 2, activated: 1, cards: 1),
                    city.unions[1].path: JoiningFigures(joined: 4),
                ])
            #expect(
                try store.periods(of: city.unions[0], try days("2023-10-01", "2023-11-20"), .month) == [
                    "2023-10": JoiningFigures(joined: 3), "2023-11": JoiningFigures(joined: 2, activated: 1),
                ])
            #expect(
                try store.periods(of: city.district, try days("2020-01-01", "2023-12-31"), .year) == [
                    "2023": JoiningFigures(joined: 9, activated: 1, cards: 1)
                ])
            #expect(try store.figures(of: city.unions[1], try days("2023-11-21", "2023-11-21")) == JoiningFigures())
            #expect(try VerificationStore(transaction).unionsWhoseDaysDiffer() == [])
        }
    }

    @Test(
        "who leaves has joined all the same; a mistake has not, nor has a card that was carried over",
        arguments: Engine.available)
    func ends(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { transaction in
            let city = try City.plant(transaction)
            let members = try join(transaction, 3, to: city.unions[0], on: "2023-11-01")
            #expect(try OwnRecordStore(transaction, PlainSeal()).activate(members[0], on: try day("2023-11-02")))
            try TransferStore(transaction).end([members[0]], on: try day("2023-11-03"))
            try DuplicateStore(transaction).end(members[1], on: try day("2023-11-03"))
            let arrived = try join(transaction, 1, to: city.unions[1], on: "2023-11-03", .transfer)
            try transaction.execute(
                """
                UPDATE member SET person_id = (SELECT o.person_id FROM member o WHERE o.id = \(members[0]))
                WHERE id = \(arrived[0])
                """)
            try MemberStore(transaction, PlainSeal()).carryElectronicCards(to: arrived)
            return city
        }
        try await database.read { transaction throws in
            let year = try days("2023-01-01", "2023-12-31")
            #expect(
                try MemberDayStore(transaction).subordinates(of: city.district, year).filter { $0.value.joined > 0 }
                    == [
                        city.unions[0].path: JoiningFigures(joined: 2, activated: 1)
                    ])
            #expect(try MemberDayStore(transaction).figures(of: city.root, year).activated == 1)
            #expect(try VerificationStore(transaction).unionsWhoseDaysDiffer() == [])
        }
    }

    @Test("a union that moves takes its days along", arguments: Engine.available)
    func move(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let (city, other) = try await database.write { transaction in
            let city = try City.plant(transaction)
            let other = try UnionStore(transaction).insert(
                name: "样板区总工会", code: "319902000001", kind: .districtFederation, under: city.root.id)
            _ = try join(transaction, 3, to: city.unions[0], on: "2023-11-01")
            _ = try UnionTreeStore(transaction).move(city.unions[0], under: other.id)
            return (city, other)
        }
        try await database.read { transaction throws in
            let days = try days("2023-11-01", "2023-11-01")
            #expect(try MemberDayStore(transaction).figures(of: city.district, days) == JoiningFigures())
            #expect(try MemberDayStore(transaction).figures(of: other, days) == JoiningFigures(joined: 3))
            #expect(try VerificationStore(transaction).unionsWhoseDaysDiffer() == [])
        }
    }

    @Test("a database that had members before gets their days", arguments: Engine.available)
    func migration(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        let city = try await database.write { transaction in
            let city = try City.plant(transaction)
            let members = try join(transaction, 3, to: city.unions[0], on: "2023-11-01")
            #expect(try OwnRecordStore(transaction, PlainSeal()).activate(members[0], on: try day("2023-11-02")))
            try DuplicateStore(transaction).end(members[1], on: try day("2023-11-03"))
            // As it was before: the days are counted by the migration alone.
            try transaction.execute("DELETE FROM member_day")
            return city
        }
        let count = try #require(Schema.memberDays.last)
        _ = try await Migrator(Schema.migrations + [Migration(id: "9999-again", statements: [count])]).migrate(database)
        try await database.read { transaction throws in
            let year = try days("2023-01-01", "2023-12-31")
            #expect(
                try MemberDayStore(transaction).figures(of: city.root, year) == JoiningFigures(joined: 2, activated: 1))
            #expect(try VerificationStore(transaction).unionsWhoseDaysDiffer() == [])
        }
    }

    @Test("a city reads the days of a span, a union its own days, both from one index alone")
    func plan() async throws {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        let city = try await database.write { try City.plant($0) }
        try await database.read { transaction throws in
            let days = try days("2023-11-01", "2023-11-30")
            for (union, index) in [
                (city.root, "member_day_of_city (day>? AND day<?)"),
                (city.district, "member_day_of_city (day>? AND day<?)"),
                (city.unions[0], "member_day_of_union (path>? AND path<?)"),
            ] {
                let rows = MemberDayStore(transaction).rows(of: union, days)
                let plan = try transaction.query("EXPLAIN QUERY PLAN \(rows)").map { row -> String in
                    try row.get("detail")
                }
                #expect(plan == ["SEARCH t USING COVERING INDEX \(index)"], "\(plan)")
            }
        }
    }
}
