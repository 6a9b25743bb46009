import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("The demonstration federation")
struct FederationTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)

    private func occasion(_ account: String, _ platform: UseCases.Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(
            actor: try #require(actor), today: try #require(CalendarDay(World.demoDay)), now: Self.now, origin: "test")
    }

    private func made(_ engine: Engine) async throws -> UseCases.Platform {
        let platform = UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try KeyRing.ephemeral(),
            passwords: PasswordHasher())
        try await Federation(platform).found(
            mode: "demo", businessDate: World.demoDay, year: 2024, now: Self.now)
        try await Federation(platform).populate()
        return platform
    }

    @Test("The manual's unit has 128 members, and every desk has something on it", arguments: Engine.available)
    func desks(engine: Engine) async throws {
        let platform = try await made(engine)
        let overview = try await Enrolments(platform).overview(try await occasion("shili", platform), enterprise: nil)
        #expect(overview.equation.members == 128)
        #expect(overview.equation[.enrolling] == 95)
        #expect(overview.equation[.noCard] == 32)
        #expect(overview.equation[.pendingConfirmation] == 1)
        #expect(overview.status == .notStarted)

        let none = try await Enrolments(platform).overview(
            try await occasion("chuchuang", platform), enterprise: nil)
        #expect(none.equation.members == 0)
        let returned = try await Enrolments(platform).overview(try await occasion("yangli", platform), enterprise: nil)
        #expect(returned.status == .returned)

        let range = ListRange(offset: 0, limit: 10)
        func desk(_ account: String) async throws -> Reviews.Desk {
            try await Reviews(platform).desk(
                try await occasion(account, platform), ReviewFilter(), size: 10, approved: range)
        }
        #expect(try await desk("binhai").pending.entries.map(\.unit) == ["海风物流有限公司"])
        #expect(try await desk("donghai").pending.entries.count == 2)
        #expect(try await desk("bureau").approved.entries.map(\.unit) == ["范本设计院"])

        let monitors = Monitors(platform)
        let board = try await monitors.board(nil, try await occasion("donghai", platform))
        #expect(board.headsLastYear == 191 + 1_064)
        #expect(board.total.silent == EnrolmentFigures.Silent(units: 3, members: 128 + 160 + 86))
        let city = try await monitors.board(nil, try await occasion("centre", platform))
        #expect(city.headsLastYear == 191 + 1_064)
        let second = try await SubmissionProposals(platform).desk(try await occasion("fuhe", platform))
        #expect(second.rule.control == .twoPeople)
        #expect(second.officers == 2)

        let registers = try await RegisterLists(platform).page(try await occasion("centre", platform)).lists
        let asOf = try #require(CalendarDay("2023-08-31"))
        #expect(registers.filter { $0.asOf == asOf && $0.counts.matched > 0 }.count == 3)

        let today = try #require(CalendarDay(World.demoDay))
        let visitor = try await Announcements(platform).list(for: .visitor, on: today)
        #expect(visitor.entries.map(\.announcement.draft.title) == ["2024 年度集中参保工作安排"])
        let clerk = try await occasion("shili", platform).actor.account
        #expect(try await Announcements(platform).list(for: .account(clerk), on: today).unread == 2)
        let files = try await Downloads(platform).list()
        #expect(files.map(\.file.kind) == [.workbook])
        #expect(try await SupportDesks(platform).read().contacts.count == 3)
        #expect(try await Verification(platform).violations() == [])
    }

    @Test("The members who are told of first show what a member can do: ask for a card, read coverage and payment")
    func members() async throws {
        let platform = try await made(.sqlite)
        let shown = try await Federation(platform).description().members.prefix(2)
        func oneself(_ document: String) async throws -> OwnOccasion {
            let logins = OwnLogins(platform)
            let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: Self.now)
            let session = try await logins.openVisitor(origin).session.id
            try await logins.ask(for: document, session: session, now: Self.now)
            let code = try #require(try await logins.shownCode(of: session, now: Self.now))
            let opened = try await logins.enter(code, session: session, origin)
            let visit = try await logins.visit(token: opened.token, now: Self.now)
            return OwnOccasion(
                oneself: try #require(visit?.oneself), today: try #require(CalendarDay(World.demoDay)), now: Self.now,
                origin: "10.0.0.1")
        }
        let asking = try await oneself(try #require(shown.first).document)
        #expect(try await OwnRequests(platform).own(asking).mayAsk.contains(.card))
        let covered = try await OwnRecords(platform).overview(try await oneself(try #require(shown.last).document))
        #expect(covered.coverages.map(\.status) == [.inForce])
        #expect(covered.benefits.count == 1)
    }

    @Test("Nobody in it could be somebody")
    func invented() {
        let people = (0..<3_000).map { InventedPerson($0) }
        #expect(Set(people.map(\.document)).count == people.count)
        #expect(Set(people.map(\.phone)).count == people.count)
        #expect(Set(people.map(\.name)).count == people.count)
        #expect(people.allSatisfy { $0.document.number.hasPrefix("3199") && $0.phone.hasPrefix("199") })
    }
}
