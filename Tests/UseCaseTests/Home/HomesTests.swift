import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Home and workbench")
struct HomesTests {
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

    @Test("figures count the actor's subtree and nothing beside it", arguments: Engine.available)
    func figures(engine: Engine) async throws {
        let platform = try await platform(engine)
        let city = try await Homes(platform).home(try await occasion(platform, "centre")).figures
        let district = try await Homes(platform).home(try await occasion(platform, "donghai")).figures
        let base = try await Homes(platform).home(try await occasion(platform, "shili")).figures
        #expect(city.enterprises == 8)
        #expect(district.enterprises == 6)
        #expect(base.enterprises == 1)
        #expect(base.baseUnions == 1)
    }

    @Test("a joint union chooses one of its own enterprises; another's is not there", arguments: Engine.available)
    func choosing(engine: Engine) async throws {
        let platform = try await platform(engine)
        let haifeng = try await occasion(platform, "haifeng")
        guard case .choose(let enterprises) = try await Homes(platform).workbench(haifeng, enterprise: nil) else {
            Issue.record("a joint union has to choose")
            return
        }
        #expect(enterprises.count == 2)
        let session = try #require(
            try await Logins(platform).mint(
                account: "haifeng", origin: Logins.Origin(address: "127.0.0.1", agent: "test", now: now))
        ).session.id
        try await Homes(platform).choose(enterprises[1].id, session: session, haifeng)
        let foreign = try await platform.database.read { transaction in
            let union = try UnionStore(transaction).find(code: "319901000101")
            return try union.flatMap { try UnionStore(transaction).enterprises(of: $0.id).first }
        }
        let other = try #require(foreign).id
        await #expect(throws: Refusal.notFound) {
            try await Homes(platform).choose(other, session: session, haifeng)
        }
    }

    @Test("the plan year asks each union for its part, and only while there is time", arguments: Engine.available)
    func season(engine: Engine) async throws {
        let platform = try await platform(engine)
        let homes = Homes(platform)
        let clerk = try await occasion(platform, "shili")
        guard case .enrol(let overview) = try await homes.season(clerk, enterprise: nil) else {
            Issue.record("a base union enrols")
            return
        }
        #expect(overview.status == .notStarted)
        guard case .choose = try await homes.season(try await occasion(platform, "haifeng"), enterprise: nil) else {
            Issue.record("a joint union says first for which enterprise")
            return
        }
        #expect(try await homes.season(try await occasion(platform, "kongbai"), enterprise: nil) == nil)
        guard
            case .review(_, let counts, let through) = try await homes.season(
                try await occasion(platform, "donghai"), enterprise: nil)
        else {
            Issue.record("a district reviews")
            return
        }
        #expect(counts.pending == 0)
        #expect(through.description == "2023-12-25")
        let late = Occasion(
            actor: clerk.actor, today: try #require(CalendarDay("2023-12-26")), now: now, origin: "test")
        #expect(try await homes.season(late, enterprise: nil) == nil)
        // Nothing waits for the reviewer any more.
        let reviewer = Occasion(
            actor: try await occasion(platform, "donghai").actor, today: late.today, now: now, origin: "test")
        #expect(try await homes.season(reviewer, enterprise: nil) == nil)
    }

    @Test("whoever moves the business day by a page stands in the log, once for each day", arguments: Engine.available)
    func recordedBusinessDay(engine: Engine) async throws {
        let platform = try await platform(engine)
        let clerk = try await occasion(platform, "shili")
        let day = try #require(CalendarDay("2023-12-26"))
        for _ in 0..<2 { try await Homes(platform).moveBusinessDay(to: day, clerk) }
        let told = try await platform.database.read { transaction in
            try transaction.query("SELECT account_id, from_status, to_status FROM event WHERE subject = 'setting'").map
            {
                let (by, from, to): (ID<Account>, String, String) = (
                    try $0.get("account_id"), try $0.get("from_status"), try $0.get("to_status")
                )
                return "\(by) \(from) \(to)"
            }
        }
        #expect(told == ["\(clerk.actor.account) \(World.demoDay) 2023-12-26"])
        try await platform.database.write { try SettingStore($0).set(.mode, to: nil) }
        await #expect(throws: Refusal.notDemo) { try await Homes(platform).moveBusinessDay(to: day, clerk) }
    }

    @Test("the business day moves only in a demo or rehearsal database", arguments: Engine.available)
    func businessDay(engine: Engine) async throws {
        let platform = try await platform(engine)
        let day = try #require(CalendarDay("2023-12-26"))
        try await Homes(platform).moveBusinessDay(to: day)
        #expect(try await platform.database.read { try SettingStore($0).get(.businessDate) } == "2023-12-26")
        try await platform.database.write { try SettingStore($0).set(.mode, to: nil) }
        await #expect(throws: Refusal.notDemo) { try await Homes(platform).moveBusinessDay(to: day) }
        await #expect(throws: Refusal.notDemo) {
            _ = try await Logins(platform).mint(
                account: "shili", origin: Logins.Origin(address: "x", agent: "x", now: now))
        }
    }

    @Test(
        "the chart has a bar for each union below, a base union's own months, and the sum of either",
        arguments: Engine.available)
    func joining(engine: Engine) async throws {
        let platform = try await platform(engine)
        let homes = Homes(platform)
        let (city, base) = (try await occasion(platform, "centre"), try await occasion(platform, "shili"))
        let all = try #require(DayWindow(from: city.today.adding(years: -20), through: city.today))
        let districts = try await homes.joining(nil, all, city)
        #expect(districts.step == .union)
        #expect(districts.rest == nil)
        #expect(districts.bars.count > 1)
        #expect(districts.bars.reduce(JoiningFigures()) { $0 + $1.figures } == districts.total)
        let members = try await homes.home(base).figures.members
        let months = try await homes.joining(.union, all, base)
        #expect(months.step == .month)
        #expect(months.bars.count == Homes.shownPeriods)
        #expect(months.total.joined >= members)
        #expect(try await homes.joining(nil, nil, base).bars.count == 12)
        #expect(try await homes.joining(.year, nil, base).bars.count == 5)
        #expect(try await homes.joining(nil, nil, city).days == RecentSpan.month.days(on: city.today))
    }
}
