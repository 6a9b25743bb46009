import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 批量删除申请: many memberships end in a day only when a second person has consented.
@Suite struct MassRemovalTests {
    /// A world of some members whose clerk has deleted so many today that not one more may go by himself.
    private func world(_ engine: Engine, members: Int = 3) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...members).map { Roster.row($0) })
        try await spend(world, MassRemoval.peopleAlone)
        return world
    }

    private func spend(_ world: MemberWorld, _ people: Int) async throws {
        let clerk = world.clerk.account
        try await world.platform.database.write { transaction in
            _ = try AlertStore(transaction).countRemovals(people, by: clerk, since: MemberWorld.now.day.start)
        }
    }

    /// Another clerk of the same union.
    private func colleague(_ world: MemberWorld) async throws -> Actor {
        let union = world.own
        return try await world.platform.database.write { transaction in
            let account = try AccountStore(transaction).insert(
                name: "second", displayName: "second", union: union.id, roles: [.clerk], passwordHash: "-",
                at: MemberWorld.now)
            try transaction.tell(of: account.id, holding: [.clerk], in: union, at: MemberWorld.now)
            return try #require(try AccountStore(transaction).actor(account.id))
        }
    }

    private func removals(_ world: MemberWorld) -> MassRemovals { MassRemovals(world.platform) }
    private func batches(_ world: MemberWorld) -> MemberBatches { MemberBatches(world.platform) }

    private func ids(_ world: MemberWorld) async throws -> [ID<Member>] {
        try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines.map(\.id)
    }

    /// Deletes everybody, as the pages do up to the carrying out.
    private func ask(_ world: MemberWorld) async throws -> (batch: ID<MemberBatch>, held: ID<MassRemoval>?) {
        let occasion = world.occasion(world.clerk)
        let token = try await batches(world).keep(try await ids(world), for: .removal, occasion)
        let receipt = try await batches(world).begin(.removal(.retired), token, occasion)
        return (receipt.id, receipt.held)
    }

    /// A comparison that names the first member alone, and of which everything is decided.
    private func decided(_ world: MemberWorld) async throws -> ID<MemberComparison> {
        let occasion = world.occasion(world.clerk)
        let id = try await world.comparisons.compare(
            try Roster.upload([Roster.row(1), Roster.row(9)]), as: .enterprise(world.enterprise.id), .wholeUnion,
            occasion)
        _ = try await world.comparisons.decide(.removeDeceased, .undecided, of: .missing, in: id, occasion)
        _ = try await world.comparisons.decide(.import, .undecided, of: .new, in: id, occasion)
        return id
    }

    private func state(_ id: ID<MemberComparison>, _ world: MemberWorld) async throws -> MemberComparison.State {
        try await world.comparisons.sheet(id, .missing, after: 0, world.occasion(world.clerk)).comparison.state
    }

    private func held(_ world: MemberWorld) async throws -> ID<MassRemoval> {
        try #require(
            try await world.platform.database.read { try $0.value("SELECT id FROM mass_removal WHERE status = 'open'") }
        )
    }

    private func members(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL")
    }

    private func todos(_ world: MemberWorld, _ union: ID<Union>) async throws -> [Todo.Kind] {
        try await world.platform.database.read { try TodoStore($0).list(for: union) }.map(\.kind).filter {
            [.consentRemovals, .readRemovalsAnswer].contains($0)
        }
    }

    // MARK: From how many on

    @Test(arguments: Engine.available)
    func `So many may go by one account's hand in a day, and not one more`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        try await spend(world, MassRemoval.peopleAlone - 3)
        let clerk = world.occasion(world.clerk)
        let token = try await batches(world).keep(try await ids(world), for: .removal, clerk)
        #expect(try await batches(world).draft(token, .removal, clerk).consenter == nil)
        let (batch, held) = try await ask(world)
        #expect(held == nil)
        try await batches(world).proceed(batch, clerk)
        #expect(try await members(world) == 0)
        try await world.apply([Roster.row(4), Roster.row(5)])
        let next = try await batches(world).keep(try await ids(world), for: .removal, clerk)
        #expect(try await batches(world).draft(next, .removal, clerk).consenter == .superior(world.district.name))
        #expect(try await ask(world).held != nil)
        // One at a time nobody is asked, so that no list of single deletions gets round it.
        let one = try #require(try await ids(world).first)
        await #expect(throws: Refusal.massRemoval(.spent)) {
            _ = try await world.members.remove(one, .retired, version: 1, clerk)
        }
        #expect(try await members(world) == 2)
        // Labels and what the superior approves for each are not counted.
        let labels = try await batches(world).keep(try await ids(world), for: .label, clerk)
        #expect(try await batches(world).begin(.label(nil), labels, clerk).held == nil)
        let mistaken = try await batches(world).keep(try await ids(world), for: .removal, clerk)
        #expect(
            try await batches(world).begin(.removalRequest(.mistaken), note: "误录", mistaken, clerk).held == nil)
        // The next day is another day.
        let tomorrow = Occasion(
            actor: world.clerk, today: MemberWorld.today, now: MemberWorld.now.adding(days: 1), origin: "test")
        _ = try await world.members.remove(one, .retired, version: 1, tomorrow)
    }

    // MARK: A batch

    @Test(arguments: Engine.available)
    func `A batch waits for another person, who consents; then it is done for whoever has asked`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let everybody = try await ids(world)
        let (batch, held) = try await ask(world)
        let id = try #require(held)
        #expect(try await todos(world, world.district.id) == [.consentRemovals])
        await #expect(throws: Refusal.massRemoval(.notConsented)) { try await batches(world).proceed(batch, clerk) }
        #expect(try await members(world) == 3)
        #expect(try await batches(world).find(batch, page: ListPage(), clerk).request?.status == .open)

        for actor in [world.clerk, world.officer] {
            #expect(try await removals(world).open(world.occasion(actor)).map(\.request.id) == [id])
        }
        #expect(try await removals(world).open(world.occasion(world.otherClerk)).isEmpty)
        let sheet = try await removals(world).find(id, officer)
        #expect(sheet.commands == [.accept, .return])
        #expect(sheet.request.reasons == [.retired: 3])
        #expect(sheet.waiting?.people.map(\.name).sorted() == ["会员1", "会员2", "会员3"])
        #expect(sheet.waiting?.people.allSatisfy { $0.document.contains("*") } == true)
        #expect(sheet.waiting?.total == 3)
        #expect(try await removals(world).find(id, clerk).commands == [.withdraw])
        await #expect(throws: Refusal.massRemoval(.own)) { try await removals(world).accept(id, "", clerk.confirmed) }
        await #expect(throws: Refusal.notConfirmed) { try await removals(world).accept(id, "", officer) }
        let stranger = world.occasion(world.otherClerk).confirmed
        await #expect(throws: Refusal.notFound) { try await removals(world).accept(id, "", stranger) }

        // Who has changed since is left out, as he would be at once.
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE member SET version = version + 1 WHERE id = \(everybody[0])")
        }
        try await removals(world).accept(id, "已核实", officer.confirmed)
        #expect(
            try await batches(world).find(batch, page: ListPage(), clerk).counts == [.done: 2, .changedMeanwhile: 1])
        #expect(try await members(world) == 1)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE action = 'removed' AND subject = 'member'
                    AND account_id = \(world.clerk.account)
                """) == 2)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE action = 'accept' AND subject = 'mass-removal'
                    AND account_id = \(world.officer.account)
                """) == 1)
        #expect(try await todos(world, world.district.id).isEmpty)
        #expect(try await todos(world, world.own.id) == [.readRemovalsAnswer])
        #expect(try await removals(world).find(id, clerk).reason == "已核实")
        #expect(try await todos(world, world.own.id).isEmpty)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await removals(world).accept(id, "", officer.confirmed)
        }
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Whoever consents can look at everybody, page by page`(engine: Engine) async throws {
        let world = try await world(engine, members: 25)
        let clerk = world.occasion(world.clerk)
        let token = try await batches(world).keep(
            allOf: MemberFilter(), under: nil, expected: 25, for: .removal, clerk)
        let id = try #require(try await batches(world).begin(.removal(.retired), token, clerk).held)
        var names: [String] = []
        for number in 1...2 {
            let sheet = try await removals(world).find(
                id, page: ListPage(number: number, size: 20), world.occasion(world.officer))
            let waiting = try #require(sheet.waiting)
            #expect(waiting.total == 25)
            #expect(waiting.people.count == (number == 1 ? 20 : 5))
            names += waiting.people.map(\.name)
        }
        #expect(Set(names).count == 25)
    }

    @Test(arguments: Engine.available)
    func `A colleague of the same union is asked before the superior`(engine: Engine) async throws {
        let world = try await world(engine)
        let colleague = try await colleague(world)
        let clerk = world.occasion(world.clerk)
        let token = try await batches(world).keep(try await ids(world), for: .removal, clerk)
        #expect(try await batches(world).draft(token, .removal, clerk).consenter == .colleague)
        let id = try #require(try await ask(world).held)
        #expect(try await todos(world, world.own.id) == [.consentRemovals])
        #expect(try await todos(world, world.district.id).isEmpty)
        try await removals(world).accept(id, "", world.occasion(colleague).confirmed)
        #expect(try await members(world) == 0)
    }

    @Test(arguments: Engine.available)
    func `What is refused, taken back or not answered deletes nobody`(engine: Engine) async throws {
        let world = try await world(engine)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let refused = try await ask(world)
        let first = try #require(refused.held)
        await #expect(throws: Refusal.reasonMissing) { try await removals(world).giveBack(first, " ", officer) }
        try await removals(world).giveBack(first, "请核实退休人员", officer)
        let withdrawn = try await ask(world)
        let own = try #require(withdrawn.held)
        await #expect(throws: Refusal.massRemoval(.notOwn)) { try await removals(world).withdraw(own, officer) }
        try await removals(world).withdraw(own, clerk)
        let late = try await ask(world)
        let last = try #require(late.held)
        let over = MemberWorld.now.adding(days: MassRemoval.waitingDays)
        let then = Occasion(
            actor: world.officer, today: MemberWorld.today, now: over, origin: "test", confirmedAt: over)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await removals(world).accept(last, "", then)
        }
        try await Housekeeping(world.platform).clear(at: over)
        #expect(try await world.count("SELECT count(*) FROM mass_removal WHERE status = 'lapsed'") == 1)
        #expect(try await todos(world, world.district.id).isEmpty)
        // Whoever has asked is told of both, what was refused and what nobody has answered.
        #expect(try await todos(world, world.own.id) == [.readRemovalsAnswer, .readRemovalsAnswer])
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE action = 'lapse' AND subject = 'mass-removal' AND subject_id = \(last)"
            )
                == 1)
        for batch in [refused.batch, withdrawn.batch, late.batch] {
            await #expect(throws: Refusal.massRemoval(.notConsented)) {
                try await batches(world).proceed(batch, clerk)
            }
        }
        #expect(try await members(world) == 3)
        #expect(try await removals(world).find(first, clerk).reason == "请核实退休人员")
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `Where the account that has asked deletes nobody any more, nothing is done`() async throws {
        let world = try await world(.sqlite)
        let id = try #require(try await ask(world).held)
        let clerk = world.clerk.account
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE account SET status = 'disabled' WHERE id = \(clerk)")
        }
        await #expect(throws: Refusal.massRemoval(.askerGone)) {
            try await removals(world).accept(id, "", world.occasion(world.officer).confirmed)
        }
        #expect(try await members(world) == 3)
        #expect(try await world.count("SELECT count(*) FROM mass_removal WHERE status = 'open'") == 1)
    }

    @Test func `Where nobody else could consent, it is said and nothing is noted`() async throws {
        let world = try await world(.sqlite)
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE account SET status = 'disabled' WHERE name <> 'clerk'")
        }
        let clerk = world.occasion(world.clerk)
        let token = try await batches(world).keep(try await ids(world), for: .removal, clerk)
        #expect(try await batches(world).draft(token, .removal, clerk).consenter == .nobody)
        await #expect(throws: Refusal.massRemoval(.nobodyElse)) { _ = try await ask(world) }
        #expect(try await world.count("SELECT count(*) FROM member_batch") == 0)
    }

    // MARK: A comparison

    @Test(arguments: Engine.available)
    func `What is decided of a comparison waits as it is, and is carried out with the consent`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let id = try await decided(world)
        #expect(try await world.comparisons.plan(id, clerk).consenter == .superior(world.district.name))
        #expect(try await world.comparisons.execute(id, expected: 3, waiting: .short, clerk) == nil)
        #expect(try await state(id, world) == .held)
        let found = try await world.comparisons.list(ComparisonFilter(state: .held), page: ListPage(), clerk)
        #expect(found.total == 1)
        let others = try await world.comparisons.list(ComparisonFilter(state: .compared), page: ListPage(), clerk)
        #expect(others.total == 0)
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await world.comparisons.decide(nil, .decided, of: .missing, in: id, clerk)
        }
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await world.comparisons.execute(id, clerk) }
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.discard(id, clerk) }
        #expect(try await members(world) == 3)

        // Refused, it can be decided otherwise and asked again.
        try await removals(world).giveBack(try await held(world), "请核实", officer)
        #expect(try await state(id, world) == .compared)
        #expect(try await world.comparisons.execute(id, waiting: .short, clerk) == nil)
        let request = try await held(world)
        let sheet = try await removals(world).find(request, officer)
        #expect(sheet.request.reasons == [.deceased: 2])
        #expect(sheet.waiting?.people.map(\.name).sorted() == ["会员2", "会员3"])
        #expect(sheet.waiting?.besides.map(\.people) == [1])
        try await removals(world).accept(request, "", officer.confirmed)
        #expect(try await state(id, world) == .compared)
        let done = try await world.comparisons.results(id, nil, clerk)
        #expect(done.counts == [.removed: 2, .imported: 1])
        #expect(done.history.map(\.account) == ["clerk"])
        #expect(done.held == nil)
        #expect(try await members(world) == 2)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A request never outlives the lines of its comparison`() async throws {
        let world = try await world(.sqlite)
        let id = try await decided(world)
        let late = Occasion(
            actor: world.clerk, today: MemberWorld.today, now: MemberWorld.now.adding(days: 6), origin: "test")
        try await world.platform.database.write { transaction in
            _ = try AlertStore(transaction).countRemovals(
                MassRemoval.peopleAlone, by: late.actor.account, since: late.now.day.start)
        }
        #expect(try await world.comparisons.execute(id, waiting: .short, late) == nil)
        let end = MemberWorld.now.adding(days: MemberComparisons.retention)
        #expect(try await world.count("SELECT count(*) FROM mass_removal WHERE expires_at = \(end)") == 1)
    }
}
