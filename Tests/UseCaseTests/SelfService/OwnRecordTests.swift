import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct OwnRecordTests {
    @Test(arguments: Engine.available)
    func `A member sees his own membership with masked numbers, and nobody else's`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let overview = try await OwnRecords(door.world.platform).overview(try await door.signedIn(1))
        #expect(overview.memberships.map(\.unionName) == ["示例联合工会"])
        #expect(overview.memberships.map(\.electronicCard) == [.inactive])
        #expect(overview.phone == "199****0001")
        #expect(overview.document.contains("*"))
        #expect(overview.coverages.isEmpty)
        if case .orderedByUnion = overview.card {} else { Issue.record("nothing is ordered yet") }
    }

    @Test(arguments: Engine.available)
    func `The electronic card is activated once, seen by the union, and told in the history`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let records = OwnRecords(door.world.platform)
        let occasion = try await door.signedIn(1)
        #expect(try await records.electronicCard(occasion) == nil)
        try await records.activate(occasion)
        try await records.activate(occasion)
        let clerk = door.world.occasion(door.world.clerk)
        var filter = MemberFilter()
        filter.electronicCard = .active
        let lines = try await door.world.members.list(filter, page: ListPage(), clerk).lines
        #expect(lines.map(\.name) == ["会员1"])
        #expect(
            try await door.world.count("SELECT count(*) FROM event WHERE action = 'electronic-card-activated'") == 1)
        let history = try await door.world.members.find(try #require(lines.first).id, clerk).history
        #expect(history.first?.event == .electronicCardActivated)
        #expect(history.first?.account == "")
        #expect(try await records.electronicCard(occasion)?.membership.electronicCardOn == MemberWorld.today)
    }

    @Test(arguments: Engine.available)
    func `The code of an electronic card proves it on its day, and stops when the membership ends`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let records = OwnRecords(door.world.platform)
        let occasion = try await door.signedIn(1)
        try await records.activate(occasion)
        let token = try #require(try await records.electronicCard(occasion)).token
        let proof = try #require(try await records.verify(token: token, on: MemberWorld.today))
        #expect(proof.maskedName == "会**")
        #expect(proof.unionName == "示例联合工会")
        #expect(try await records.verify(token: token, on: MemberWorld.today.adding(days: 1)) == nil)
        let other = try await records.overview(try await door.signedIn(2)).memberships[0].member
        let forged = "\(other)-" + (token.split(separator: "-").last ?? "")
        for broken in [forged, "", "-", "1", token + "0", String(token.dropLast())] {
            #expect(try await records.verify(token: broken, on: MemberWorld.today) == nil)
        }
        try await door.world.platform.database.write {
            try $0.execute("UPDATE member SET left_on = '2023-11-20', leave_reason = 'retired'")
        }
        #expect(try await records.verify(token: token, on: MemberWorld.today) == nil)
    }

    @Test(arguments: Engine.available)
    func `An electronic card moves with its person to another union`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(1), Roster.ofOther(2)], of: world.otherClerk, as: .outsideEnterprise)
        let door = OwnDoor(world: world)
        let occasion = try await door.signedIn(1)
        try await OwnRecords(world.platform).activate(occasion)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let releasing = world.occasion(world.otherClerk)
        for line in try await world.transfers.list(.waiting, page: ListPage(), releasing).lines {
            _ = try await world.transfers.perform(.accept, on: line.transfer.id, releasing)
        }
        let members = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines
        #expect(
            Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.electronicCard) }) == [
                "会员1": .active, "会员2": .inactive,
            ])
        let moved = try await OwnRecords(world.platform).electronicCard(occasion)
        #expect(moved?.membership.unionName == "示例联合工会")
        #expect(moved?.membership.electronicCardOn == MemberWorld.today)
        let cards = try await world.platform.database.read { transaction in
            try [world.own, world.other].map {
                try MemberTallyStore(transaction).electronicCards(in: UnionScope($0.path))
            }
        }
        #expect(cards == [1, 0])
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Consent is kept with the version and the first time`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let records = OwnRecords(door.world.platform)
        let occasion = try await door.signedIn(1)
        let later = OwnOccasion(
            oneself: occasion.oneself, today: occasion.today, now: occasion.now.adding(hours: 1), origin: "10.0.0.2")
        try await records.consent(later)
        #expect(try await records.consentedAt(later) == occasion.now)
        let rows = try await door.world.platform.database.read {
            try $0.query("SELECT notice, origin FROM privacy_consent").map { row -> [String] in
                [try row.get("notice"), try row.get("origin")]
            }
        }
        #expect(rows == [[PrivacyNotice.version, "10.0.0.1"]])
    }

    @Test(arguments: Engine.available)
    func `Whoever has agreed to an older notice is asked again, and both consents are kept`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let records = OwnRecords(door.world.platform)
        let occasion = try await door.signedIn(1)
        try await door.world.platform.database.write {
            _ = try $0.execute("UPDATE privacy_consent SET notice = '2022-01-01'")
        }
        #expect(try await records.consentedAt(occasion) == nil)
        let later = MemberWorld.now.adding(minutes: 2)
        let session = try await door.session(at: later)
        let code = try #require(try await door.message(Roster.number(1), session, at: later))
        let opened = try await door.logins.enter(code, session: session, door.origin(later))
        let asked = try #require(try await door.logins.visit(token: opened.token, now: later))
        #expect(asked.consent == .missing)

        let again = OwnOccasion(
            oneself: occasion.oneself, today: occasion.today, now: later, origin: occasion.origin)
        try await records.consent(again)
        #expect(try await records.consentedAt(again) == later)
        #expect(try await door.logins.visit(token: opened.token, now: later)?.consent == .given)
        #expect(try await door.world.count("SELECT count(*) FROM privacy_consent") == 2)
        #expect(
            try await door.world.count("SELECT count(*) FROM event WHERE action = 'consented'") == 2)
    }

    @Test(arguments: Engine.available)
    func `A year in which one was never covered is not there`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let occasion = try await door.signedIn(1)
        await #expect(throws: Refusal.notFound) {
            try await OwnRecords(door.world.platform).coverage(in: 2024, occasion)
        }
    }
}
