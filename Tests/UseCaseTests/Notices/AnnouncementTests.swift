import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct AnnouncementTests {
    private func announcements(_ world: MemberWorld) -> Announcements { Announcements(world.platform) }

    private func draft(
        _ title: String, _ audience: AnnouncementDraft.Audience = .accounts,
        place: AnnouncementDraft.Place = .usual, reading: AnnouncementDraft.Reading = .usual, daysAgo: Int = 0,
        through: CalendarDay? = nil
    ) -> AnnouncementDraft {
        AnnouncementDraft(
            title: title, text: "正文", audience: audience, place: place, reading: reading,
            from: MemberWorld.today.adding(days: -daysAgo), through: through)
    }

    @discardableResult
    private func publish(_ draft: AnnouncementDraft, _ world: MemberWorld) async throws -> ID<Announcement> {
        try await announcements(world).publish(draft, world.occasion(world.centre)).id
    }

    private func titles(_ listing: AnnouncementListing) -> [String] {
        listing.entries.map(\.announcement.draft.title)
    }

    private func demand(of actor: Actor, _ world: MemberWorld) async throws -> AnnouncementDemand? {
        try await world.platform.database.read {
            try AnnouncementStore($0).demand(of: actor.account, on: MemberWorld.today)
        }
    }

    @Test(arguments: Engine.available)
    func `Everybody finds what is his on its days, the pinned first and then the newest`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await publish(draft("旧的", .everybody, daysAgo: 9), world)
        try await publish(draft("置顶", .everybody, place: .pinned, daysAgo: 30), world)
        try await publish(draft("内部"), world)
        try await publish(draft("明天", daysAgo: -1), world)
        try await publish(draft("过期", daysAgo: 3, through: MemberWorld.today.adding(days: -1)), world)
        let (reader, today) = (AnnouncementReader.account(world.clerk.account), MemberWorld.today)
        let inside = try await announcements(world).list(for: reader, on: today)
        #expect(titles(inside) == ["置顶", "内部", "旧的"])
        #expect(inside.unread == 3)
        let outside = try await announcements(world).list(for: .visitor, on: today)
        #expect(titles(outside) == ["置顶", "旧的"])
        #expect(outside.unread == 0)
        #expect(outside.entries.allSatisfy { $0.mark == nil })
        // One after the other by the key, without what is pinned.
        let first = try await announcements(world).list(for: reader, on: today, size: 1)
        #expect(titles(first) == ["置顶", "内部"])
        let second = try await announcements(world).list(for: reader, on: today, after: first.next, size: 1)
        #expect(titles(second) == ["旧的"])
        #expect(second.next == nil)
    }

    @Test(arguments: Engine.available)
    func `No pinned one is left out, however many there are`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        for number in 1...25 { try await publish(draft("置顶\(number)", place: .pinned), world) }
        try await publish(draft("平常"), world)
        let list = try await announcements(world).list(
            for: .account(world.clerk.account), on: MemberWorld.today)
        #expect(titles(list).count == 26)
        #expect(list.unread == 26)
    }

    @Test(arguments: Engine.available)
    func `Opening one reads it, and a visitor opens none that is meant for accounts`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await publish(draft("内部"), world)
        let announcements = announcements(world)
        await #expect(throws: Refusal.notFound) {
            _ = try await announcements.open(id, for: .visitor, on: MemberWorld.today, at: MemberWorld.now)
        }
        let reader = AnnouncementReader.account(world.clerk.account)
        for _ in 1...2 {
            let entry = try await announcements.open(id, for: reader, on: MemberWorld.today, at: MemberWorld.now)
            #expect(entry.mark == .read)
        }
        let listing = try await announcements.list(for: reader, on: MemberWorld.today)
        #expect(listing.entries.map(\.mark) == [.read])
        #expect(listing.unread == 0)
        let other = AnnouncementReader.account(world.otherClerk.account)
        #expect(try await announcements.list(for: other, on: MemberWorld.today).unread == 1)
        // What needs no confirmation takes none.
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await announcements.confirm(id, version: 1, world.occasion(world.clerk))
        }
    }

    @Test(arguments: Engine.available)
    func `What must be confirmed is asked for until it is, and the author sees by whom it is not`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await publish(draft("必须确认", reading: .toBeConfirmed), world)
        try await publish(draft("另一条", reading: .toBeConfirmed), world)
        let announcements = announcements(world)
        #expect(try await demand(of: world.clerk, world) == AnnouncementDemand(id: id, title: "必须确认", count: 2))
        let reader = AnnouncementReader.account(world.clerk.account)
        _ = try await announcements.open(id, for: reader, on: MemberWorld.today, at: MemberWorld.now)
        #expect(try await demand(of: world.clerk, world)?.count == 2)
        for ticket in ["a", "a", "b"] {
            _ = try await announcements.confirm(id, version: 1, world.occasion(world.clerk, ticket: ticket))
        }
        #expect(try await demand(of: world.clerk, world)?.title == "另一条")
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE subject = 'announcement' AND action = 'confirm'")
                == 1)
        // Who is disabled owes nothing.
        let gone = world.otherClerk.account
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE account SET status = 'disabled' WHERE id = \(gone)")
        }
        let readers = try await announcements.readers(of: id, world.occasion(world.centre))
        #expect(readers.reach == AnnouncementReach(accounts: 3, read: 1, confirmed: 1))
        #expect(readers.debtors.map(\.name) == ["officer", "centre"])
        let found = try await announcements.find(id, world.occasion(world.centre))
        #expect(found.confirmations == 1)
        var changed = found.draft
        changed.text = "改过的正文"
        let other = changed
        await #expect(throws: AnnouncementRefusal.confirmed(accounts: 1)) {
            _ = try await announcements.amend(
                id, to: other, version: found.version, world.occasion(world.centre))
        }
    }

    @Test(arguments: Engine.available)
    func `A withdrawn one is gone for its readers and asks for nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await publish(draft("撤回", .everybody, reading: .toBeConfirmed), world)
        let (announcements, centre) = (announcements(world), world.occasion(world.centre))
        await #expect(throws: StaleVersion.self) {
            _ = try await announcements.withdraw(id, version: 7, centre)
        }
        _ = try await announcements.withdraw(id, version: 1, centre)
        #expect(try await demand(of: world.clerk, world) == nil)
        #expect(try await announcements.list(for: .visitor, on: MemberWorld.today).entries.isEmpty)
        await #expect(throws: Refusal.notFound) {
            _ = try await announcements.confirm(id, version: 1, world.occasion(world.clerk))
        }
        await #expect(throws: AnnouncementRefusal.withdrawn) {
            _ = try await announcements.withdraw(id, version: 2, centre)
        }
        #expect(try await announcements.written(centre).announcements.map(\.standing) == [.withdrawn])
    }

    @Test(arguments: Engine.available)
    func `Only the centre writes, and a form sent twice publishes once`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let announcements = announcements(world)
        for actor in [world.clerk, world.officer] {
            await #expect(throws: Refusal.notAllowed(.keepAnnouncements, .role)) {
                _ = try await announcements.publish(draft("不行"), world.occasion(actor))
            }
            await #expect(throws: Refusal.notAllowed(.keepAnnouncements, .role)) {
                _ = try await announcements.written(world.occasion(actor))
            }
        }
        await #expect(throws: AnnouncementRefusal.problems([.titleMissing])) {
            _ = try await announcements.publish(draft(" "), world.occasion(world.centre))
        }
        let occasion = world.occasion(world.centre, ticket: "t")
        let first = try await announcements.publish(draft("一次"), occasion)
        #expect(try await announcements.publish(draft("一次"), occasion).id == first.id)
        #expect(try await announcements.written(occasion).announcements.count == 1)
    }
}
