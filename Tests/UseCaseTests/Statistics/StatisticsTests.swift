import DatabaseKit
import Demo
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Vault

/// 统计报表 over the demo federation.
@Suite struct StatisticsTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    private func platform(_ engine: Engine) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        return platform
    }

    private func occasion(_ platform: Platform, _ account: String) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(
            actor: try #require(actor), today: try #require(CalendarDay(World.demoDay)), now: now, origin: "test")
    }

    @Test("what stands below, and what a union has itself, add up to its sum", arguments: Engine.available)
    func sums(engine: Engine) async throws {
        let platform = try await platform(engine)
        for account in ["centre", "donghai", "binhai", "shili"] {
            let occasion = try await occasion(platform, account)
            let days = try #require(DayWindow(from: occasion.today.adding(years: -30), through: occasion.today))
            let report = try await Statistics(platform).report(nil, days, page: ListPage(size: 100), occasion)
            #expect(report.lines.count == report.count)
            let parts = report.lines + (report.own.map { [$0] } ?? [])
            for column in StatisticsColumn.allCases {
                #expect(
                    parts.reduce(0) { $0 + column.value($1.now, $1.days) }
                        == column.value(report.total.now, report.total.days), "\(account) \(column)")
            }
            let home = try await Homes(platform).home(occasion).figures
            #expect(report.total.now.counts.members == home.members)
            #expect(report.total.now.counts.enterprises == home.enterprises)
            #expect(report.total.now.counts.baseUnions == home.baseUnions)
            #expect(report.total.days.joined >= home.members)
        }
    }

    @Test("a node is one of the actor's own; days before anybody joined have none", arguments: Engine.available)
    func scope(engine: Engine) async throws {
        let platform = try await platform(engine)
        let district = try await occasion(platform, "donghai")
        let early = try #require(CalendarDay("1950-01-01"))
        let long = try #require(DayWindow(from: .earliest, through: early))
        let report = try await Statistics(platform).report(nil, long, page: ListPage(), district)
        #expect(report.total.days == JoiningFigures())
        #expect(report.above.isEmpty)
        let child = try #require(report.lines.first).union
        let below = try await Statistics(platform).report(child.id, long, page: ListPage(number: 9), district)
        #expect(below.above.map(\.id) == [district.actor.union])
        #expect(below.page.number == 1)
        let root = try #require(try await platform.database.read { try UnionStore($0).root() })
        await #expect(throws: Refusal.notFound) {
            _ = try await Statistics(platform).report(root.id, long, page: ListPage(), district)
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await Statistics(platform).export(root.id, long, district)
        }
    }

    @Test(
        "the file has a line for each union and the sum, says who took it, and its taking is recorded",
        arguments: Engine.available)
    func export(engine: Engine) async throws {
        let platform = try await platform(engine)
        let district = try await occasion(platform, "donghai")
        let days = RecentSpan.year.days(on: district.today)
        let report = try await Statistics(platform).report(nil, days, page: ListPage(size: 100), district)
        let file = try await Statistics(platform).export(nil, days, district)
        #expect(file.name == "统计报表-\(district.today).xlsx")
        #expect(file.bytes.starts(with: [0x50, 0x4B]))
        let events: Int? = try await platform.database.read {
            try $0.value(
                """
                SELECT count(*) FROM event WHERE subject = 'statistics' AND action = 'exported'
                    AND detail = \("rows=\(report.count) days=\(days.from)/\(days.through)")
                """)
        }
        #expect(events == 1)
        // Whoever may look at the figures may take them, level 2 too.
        let reviewer = try await occasion(platform, "binhai")
        #expect(try await Statistics(platform).export(nil, days, reviewer).bytes.starts(with: [0x50, 0x4B]))
        let administrator = try await occasion(platform, "xitong")
        await #expect(throws: Refusal.notAllowed(.viewStatistics, .role)) {
            _ = try await Statistics(platform).export(nil, days, administrator)
        }
    }
}
