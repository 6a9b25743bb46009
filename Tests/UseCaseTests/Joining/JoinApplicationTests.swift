import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct JoinApplicationTests {
    private func codes(_ world: MemberWorld) -> JoinCodes { JoinCodes(world.platform) }
    private func applications(_ world: MemberWorld) -> JoinApplications { JoinApplications(world.platform) }

    /// Issues a code of the first clerk's union and tells what stands in its address.
    private func issue(
        _ world: MemberWorld, through day: CalendarDay = MemberWorld.today.adding(days: 30)
    ) async throws -> JoinCode {
        let id = try await codes(world).issue(through: day, world.occasion(world.clerk)).id
        return try await codes(world).find(id, world.occasion(world.clerk)).code
    }

    private func draft(_ serial: Int, name: String? = nil) -> MemberDraft {
        var draft = MemberDraft()
        draft[.name] = name ?? "会员\(serial)"
        draft[.documentType] = DocumentType.residentIdentityCard.rawValue
        draft[.documentNumber] = Roster.number(serial)
        draft[.sex] = (serial.isMultiple(of: 2) ? Sex.female : .male).rawValue
        draft[.phone] = Roster.row(serial)[MemberColumn.phone.rawValue]
        return draft
    }

    private func apply(
        _ serial: Int, by code: JoinCode, _ world: MemberWorld, consent: TransferConsent = .none,
        as importClass: ImportClass? = nil, on today: CalendarDay = MemberWorld.today
    ) async throws {
        try await applications(world).submit(
            draft(serial), as: importClass ?? .enterprise(world.enterprise.id), consent: consent, by: code.text,
            on: today, from: "test", at: MemberWorld.now)
    }

    private func waiting(_ world: MemberWorld) async throws -> [JoinApplications.Line] {
        try await applications(world).list(.open, page: ListPage(), world.occasion(world.clerk)).lines
    }

    @Test(arguments: Engine.available)
    func `Every code that can be scanned is listed, however many were issued since`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let first = try await issue(world, through: MemberWorld.today.adding(days: 900))
        let occasion = world.occasion(world.clerk)
        for _ in 1...25 {
            let code = try await issue(world)
            if code.id != first.id { _ = try await codes(world).withdraw(code.id, occasion) }
        }
        let listed = try await codes(world).list(occasion).codes
        #expect(listed.last?.id == first.id)
        #expect(listed.count == 21)
        _ = try await codes(world).withdraw(first.id, occasion)
        #expect(try await codes(world).list(occasion).codes.count == 20)
    }

    @Test(arguments: Engine.available)
    func `So many wait for a union and no more, so that nobody fills its desk`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world)
        try await apply(1, by: code, world)
        try await world.platform.database.write { transaction in
            try transaction.executeMany(
                try (2..<JoinApplication.mostOpen).map { serial -> SQL in
                    """
                    INSERT INTO join_application (id, code_id, union_id, category, enterprise_id, name, number_index,
                        cells_sealed, transfer_consent, submitted_at)
                    SELECT \(try transaction.newKey()), code_id, union_id, category, enterprise_id, name,
                        \([UInt8](String(serial).utf8)), cells_sealed, transfer_consent, submitted_at
                    FROM join_application WHERE id = (SELECT min(id) FROM join_application)
                    """
                })
        }
        try await apply(2, by: code, world)
        await #expect(throws: Refusal.applicationsFull) { try await apply(3, by: code, world) }
        #expect(try await world.count("SELECT count(*) FROM join_application") == JoinApplication.mostOpen)
    }

    @Test(arguments: Engine.available)
    func `Who scans the code waits for the union, and is a member when it says yes`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world)
        try await apply(1, by: code, world)
        // The same person again changes nothing and is told nothing.
        try await apply(1, by: code, world)
        let line = try #require(try await waiting(world).first)
        #expect(try await waiting(world).count == 1)
        #expect(line.name == "会员1")
        #expect(line.place == "示例科技有限公司")
        #expect(line.row?.masked(.documentNumber).contains("*") == true)
        #expect(try await world.count("SELECT count(*) FROM member") == 0)
        #expect(
            try await world.count(
                "SELECT amount FROM todo WHERE kind = 'decide-application' AND closed_at IS NULL") == 1)
        let occasion = world.occasion(world.clerk, ticket: "t")
        let receipt = try await applications(world).accept(line.id, occasion)
        let member = try #require(receipt.member)
        // A double click has one effect and one answer.
        #expect(try await applications(world).accept(line.id, occasion).member == member)
        #expect(
            try await world.count("SELECT count(*) FROM member WHERE source = 'scan' AND left_on IS NULL") == 1)
        #expect(try await world.members.find(member, occasion).history.map(\.event) == [.joinedByCode])
        let closed = try await applications(world).list(.closed, page: ListPage(), occasion).lines
        #expect(closed.map(\.status) == [.accepted])
        #expect(closed.map(\.member) == [member])
        // What was typed is needed no longer.
        #expect(closed.map { $0.row == nil } == [true])
        #expect(try await world.count("SELECT count(*) FROM join_application WHERE cells_sealed IS NOT NULL") == 0)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await applications(world).accept(line.id, world.occasion(world.clerk))
        }
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `What the applicant has agreed to is kept with its version, the time and where he asked from`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world)
        try await apply(1, by: code, world)
        let application = try #require(try await waiting(world).first)
        let kept = try await world.platform.database.read {
            try $0.query(
                """
                SELECT subject_id, at, origin, detail FROM event WHERE subject = 'join-application' AND action = 'ask'
                """)
        }
        #expect(kept.count == 1)
        let event = try #require(kept.first)
        #expect(try event.get("subject_id") as Int64 == application.id.rawValue)
        #expect(try event.get("at") as Int64 == MemberWorld.now.milliseconds)
        #expect(try event.get("origin") as String == "test")
        #expect(try event.get("detail") as String? == "notice=\(PrivacyNotice.publicVersion)")
    }

    @Test(arguments: Engine.available)
    func `An expired, a withdrawn and an invented code lead nowhere`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world, through: MemberWorld.today)
        let applications = applications(world)
        #expect(try await applications.invitation(code.text, on: MemberWorld.today).union == world.own)
        let tomorrow = MemberWorld.today.adding(days: 1)
        await #expect(throws: Refusal.notFound) { try await apply(1, by: code, world, on: tomorrow) }
        _ = try await codes(world).withdraw(code.id, world.occasion(world.clerk))
        await #expect(throws: Refusal.notFound) { try await apply(1, by: code, world) }
        await #expect(throws: Refusal.notFound) {
            _ = try await applications.invitation("nobody", on: MemberWorld.today)
        }
        #expect(try await waiting(world).isEmpty)
        for day in [MemberWorld.today.adding(days: -1), MemberWorld.today.adding(days: JoinCode.mostDays + 1)] {
            await #expect(throws: Refusal.dayMissing) { _ = try await issue(world, through: day) }
        }
    }

    @Test(arguments: Engine.available)
    func `A wrong number is told to the applicant, and nothing is kept`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world)
        var wrong = draft(1)
        wrong[.documentNumber] = String(Roster.number(1).dropLast()) + (Roster.number(1).hasSuffix("0") ? "1" : "0")
        await #expect(throws: DraftRefusal.self) {
            try await applications(world).submit(
                wrong, as: .outsideEnterprise, consent: .none, by: code.text, on: MemberWorld.today,
                from: "test", at: MemberWorld.now)
        }
        await #expect(throws: Refusal.notFound) {
            try await apply(2, by: code, world, as: .enterprise(ID(1)))
        }
        #expect(try await world.count("SELECT count(*) FROM join_application") == 0)
    }

    @Test(arguments: Engine.available)
    func `Another union's member is asked for only if he agreed`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(20)], of: world.otherClerk, as: .outsideEnterprise)
        let code = try await issue(world)
        try await apply(20, by: code, world)
        let line = try #require(try await waiting(world).first)
        await #expect(throws: DraftRefusal.transferNeedsConsent) {
            _ = try await applications(world).accept(line.id, world.occasion(world.clerk))
        }
        // It stays open until it is returned, and then he may ask again.
        try await applications(world).giveBack(line.id, reason: "请同意转入后再申请", world.occasion(world.clerk))
        #expect(try await waiting(world).isEmpty)
        try await apply(20, by: code, world, consent: .given)
        let again = try #require(try await waiting(world).first)
        let receipt = try await applications(world).accept(again.id, world.occasion(world.clerk))
        #expect(receipt.outcome == .askedFor)
        #expect(receipt.member == nil)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'open'") == 1)
    }

    @Test(arguments: Engine.available)
    func `Who is a member already cannot be taken twice`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        try await apply(1, by: try await issue(world), world)
        let line = try #require(try await waiting(world).first)
        await #expect(throws: DraftRefusal.alreadyMember) {
            _ = try await applications(world).accept(line.id, world.occasion(world.clerk))
        }
        #expect(try await waiting(world).count == 1)
    }

    @Test(arguments: Engine.available)
    func `Another union sees neither the code nor the applications`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let code = try await issue(world)
        try await apply(1, by: code, world)
        let line = try #require(try await waiting(world).first)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { _ = try await codes(world).find(code.id, stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await codes(world).withdraw(code.id, stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await applications(world).find(line.id, stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await applications(world).accept(line.id, stranger) }
        #expect(try await applications(world).list(.open, page: ListPage(), stranger).lines.isEmpty)
    }
}
