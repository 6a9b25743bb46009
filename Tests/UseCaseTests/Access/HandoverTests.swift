import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Handing a duty over")
struct HandoverTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test(
        "a duty is asked for, its roles are moved by another, and the successor goes on with what is open",
        arguments: Engine.available)
    func handover(engine: Engine) async throws {
        let (platform, successor) = try await platform(engine)
        let handovers = Handovers(platform)
        let (system, security) = (try await occasion("xitong", platform), try await occasion("anquan", platform))
        let shili = try await occasion("shili", platform)
        let request = Handovers.Request(
            successor: successor, day: now.day, fate: .disable, remark: "名单在等区局答复")
        let id = try await handovers.ask(request, from: shili.actor.account, system)
        // Nothing has moved yet.
        #expect(try await roles("shili", platform) == [.clerk])
        #expect(try await Homes(platform).todos(security).todos.map(\.kind) == [.moveRoles])
        await #expect(throws: Refusal.notAllowed(.manageRoles, .role)) { try await handovers.move(id, system) }
        await #expect(throws: Refusal.notFound) { _ = try await handovers.note(id, shili) }

        try await handovers.move(id, security)
        #expect(try await roles("shili", platform) == [])
        #expect(try await roles("new-clerk", platform) == [.clerk])
        #expect(try await Accounts(platform).find(shili.actor.account, system).account.status == .disabled)
        #expect(try await Homes(platform).todos(security).todos.isEmpty)
        await #expect(throws: Refusal.changedMeanwhile) { try await handovers.move(id, security) }
        await #expect(throws: Refusal.changedMeanwhile) { try await handovers.withdraw(id, system) }

        let new = try await occasion("new-clerk", platform)
        #expect(try await Homes(platform).todos(new).todos.contains { $0.kind == .takeOver })
        let note = try await handovers.note(id, new)
        #expect(note.isSuccessor)
        #expect(note.handover.remark == "名单在等区局答复")
        // Nobody has begun the list of the season that is open.
        #expect(note.open[.enrolments] == 1)
        await #expect(throws: Refusal.notFound) {
            _ = try await handovers.note(id, try await self.occasion("yangli", platform))
        }
        try await handovers.accept(id, new)
        #expect(try await Homes(platform).todos(new).todos.contains { $0.kind == .takeOver } == false)
        let old = try await Accounts(platform).find(shili.actor.account, system).history.map(\.event)
        #expect(Set(old) == [.create, .askHandover, .changeRoles, .disable, .handedOver])
        let history = try await Accounts(platform).find(successor, system).history.map(\.event)
        #expect(Set(history).isSuperset(of: [.changeRoles, .handedOver, .takenOver]))
    }

    @Test("before its day nothing moves, and until then it can be taken back", arguments: Engine.available)
    func ahead(engine: Engine) async throws {
        let (platform, successor) = try await platform(engine)
        let handovers = Handovers(platform)
        let (system, security) = (try await occasion("xitong", platform), try await occasion("anquan", platform))
        let shili = try await occasion("shili", platform).actor.account
        let day = now.day.adding(days: 3)
        let request = Handovers.Request(successor: successor, day: day, fate: .keep, remark: "")
        let id = try await handovers.ask(request, from: shili, system)
        await #expect(throws: Refusal.handoverAhead(day)) { try await handovers.move(id, security) }
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await handovers.ask(request, from: shili, system) }
        try await handovers.withdraw(id, system)
        #expect(try await Homes(platform).todos(security).todos.isEmpty)
        #expect(try await roles("shili", platform) == [.clerk])
        let again = try await handovers.ask(request, from: shili, system)
        #expect(try await handovers.find(again, security).moving == .handoverAhead(day))
    }

    @Test("a duty keeps its days; what is over is not handed on", arguments: Engine.available)
    func days(engine: Engine) async throws {
        let (platform, successor) = try await platform(engine)
        let handovers = Handovers(platform)
        let (system, security) = (try await occasion("xitong", platform), try await occasion("anquan", platform))
        let shili = try await occasion("shili", platform).actor.account
        let last = now.day.adding(days: 40)
        func hold(until day: CalendarDay) async throws {
            try await platform.database.write {
                _ = try $0.execute("UPDATE account_role SET valid_until = \(day) WHERE account_id = \(shili)")
            }
        }
        let request = Handovers.Request(successor: successor, day: now.day, fate: .keep, remark: "")
        try await hold(until: now.day.adding(days: -1))
        await #expect(throws: Refusal.nothingToHandOver) {
            _ = try await handovers.ask(request, from: shili, system)
        }
        try await hold(until: last)
        let id = try await handovers.ask(request, from: shili, system)
        #expect(try await handovers.find(id, security).grants == [RoleGrant(.clerk, until: last)])
        try await handovers.move(id, security)
        let grants = try await platform.database.read { try AccountStore($0).managed(successor, on: now.day)?.grants }
        #expect(grants == [RoleGrant(.clerk, until: last)])
        #expect(try await roles("shili", platform) == [])
    }

    @Test("what is missing is told at once; strangers, administrators and unproved hands get nothing")
    func refused() async throws {
        let (platform, successor) = try await platform(.sqlite)
        let handovers = Handovers(platform)
        let system = try await occasion("xitong", platform)
        let shili = try await occasion("shili", platform).actor.account
        let stranger = try await occasion("yangli", platform).actor.account
        await #expect(
            throws: HandoverProblems([
                .successor, .dayOver(now.day), .fateMissing, .remarkTooLong(limit: DutyHandover.remarkLimit),
            ])
        ) {
            _ = try await handovers.ask(
                Handovers.Request(
                    successor: stranger, day: now.day.adding(days: -1), fate: nil,
                    remark: String(repeating: "长", count: 501)), from: shili, system)
        }
        let request = Handovers.Request(successor: successor, day: now.day, fate: .keep, remark: "")
        await #expect(throws: Refusal.nothingToHandOver) {
            _ = try await handovers.ask(request, from: successor, system)
        }
        let unproved = Occasion(actor: system.actor, today: now.day, now: now, origin: "test")
        await #expect(throws: Refusal.notConfirmed) { _ = try await handovers.ask(request, from: shili, unproved) }
        let auditor = try await occasion("shenji", platform).actor.account
        await #expect(throws: Refusal.nothingToHandOver) {
            _ = try await handovers.ask(request, from: auditor, system)
        }
        let open: Int? = try await platform.database.read { try $0.value("SELECT count(*) FROM duty_handover") }
        #expect(open == 0)
    }

    // MARK: Steps

    /// The demonstration with a second account in the first base union.
    private func platform(_ engine: Engine) async throws -> (Platform, ID<Account>) {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        let union = try await occasion("shili", platform).actor.union
        // There are people who could be on this year's list.
        try await platform.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO unit_tally (unit_id, path, members)
                SELECT n.id, u.path, 30 FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                WHERE n.union_id = \(union)
                """)
        }
        try await Accounts(platform).create(
            [
                .init(
                    name: "new-clerk", displayName: "经办乙", union: union, roles: [], password: "Gonghui-Demo-2024")
            ], now: now)
        return (platform, try await occasion("new-clerk", platform).actor.account)
    }

    private func roles(_ account: String, _ platform: Platform) async throws -> Set<Role> {
        try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.managed($0, on: now.day) }?.roles ?? []
        }
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test").confirmed
    }
}
