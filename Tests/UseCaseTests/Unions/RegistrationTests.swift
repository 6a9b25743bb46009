import DatabaseKit
import Documents
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 企业注册: asked in public, decided by the district, answered alike to everybody.
@Suite struct RegistrationTests {
    private func registrations(_ house: DistrictHouse) -> Registrations { Registrations(house.platform) }

    private let typed = OrganisationParticulars(
        name: "示例新设有限公司", creditCode: "913100000000001745", address: "示例路 1 号", contactName: "王示例",
        contactPhone: "19900000009")

    private func submit(
        _ house: DistrictHouse, _ particulars: OrganisationParticulars? = nil, proof: Vouchers.Upload? = nil
    ) async throws {
        try await registrations(house).submit(
            particulars ?? typed, proof: try proof ?? Self.licence(), to: house.scene.district.id,
            from: "test", at: EnrolmentScene.now)
    }

    private static func licence() throws -> Vouchers.Upload {
        Vouchers.Upload(name: "执照.png", bytes: try CaptchaImage(text: "A1B2", seed: 7).png() + [7, 7, 7])
    }

    @Test(arguments: Engine.available)
    func `The licence is written anew, shown to its own district alone, and removed thirty days after the decision`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await submit(house)
        let line = try await first(house)
        #expect(line.proof?.kind == .png)
        let kept = try await registrations(house).proof(of: line.id, house.reviewer())
        #expect(kept.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(Array(kept.bytes.suffix(3)) != [7, 7, 7])
        await #expect(throws: Refusal.notFound) {
            try await registrations(house).proof(of: line.id, EnrolmentScene.occasion(house.otherDistrict))
        }
        let housekeeping = Housekeeping(house.platform)
        try await housekeeping.clear(at: EnrolmentScene.now.adding(days: 400))
        #expect(try await house.house.count("stored_file") == 1)
        _ = try await registrations(house).giveBack(line.id, reason: "执照不清楚", house.reviewer())
        let decided = try #require(
            try await registrations(house).find(line.id, house.reviewer()).line.decidedAt)
        try await housekeeping.clear(at: decided.adding(days: Int64(EnterpriseRegistration.proofDays)))
        #expect(try await house.house.count("stored_file") == 1)
        try await housekeeping.clear(at: decided.adding(days: Int64(EnterpriseRegistration.proofDays) + 1))
        #expect(try await house.house.count("stored_file") == 0)
        #expect(try await registrations(house).find(line.id, house.reviewer()).line.proof == nil)
        await #expect(throws: Refusal.notFound) {
            try await registrations(house).proof(of: line.id, house.reviewer())
        }
    }

    @Test(arguments: Engine.available)
    func `What the registering person has agreed to is kept with its version, the time and where he asked from`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await submit(house)
        let registration = try await first(house)
        let kept = try await house.platform.database.read {
            try $0.query(
                """
                SELECT subject_id, at, origin, detail FROM event WHERE subject = 'registration' AND action = 'ask'
                """)
        }
        #expect(kept.count == 1)
        let event = try #require(kept.first)
        #expect(try event.get("subject_id") as Int64 == registration.id.rawValue)
        #expect(try event.get("at") as Int64 == EnrolmentScene.now.milliseconds)
        #expect(try event.get("origin") as String == "test")
        #expect(try event.get("detail") as String? == "notice=\(PrivacyNotice.publicVersion)")
    }

    @Test(arguments: Engine.available)
    func `So many wait for a district and no more, and nothing is kept of the next`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await submit(house)
        try await house.platform.database.write { transaction in
            try transaction.executeMany(
                try (2..<EnterpriseRegistration.mostOpen).map { serial -> SQL in
                    """
                    INSERT INTO enterprise_registration (id, district_id, code, name, sealed, submitted_at)
                    SELECT \(try transaction.newKey()), district_id, \("N\(serial)"), name, sealed, submitted_at
                    FROM enterprise_registration WHERE id = (SELECT min(id) FROM enterprise_registration)
                    """
                })
        }
        var other = typed
        other.creditCode = "913101010000003340"
        try await submit(house, other)
        let files = try await house.house.count("stored_file")
        await #expect(throws: Refusal.registrationsFull) { try await submit(house) }
        #expect(try await house.house.count("enterprise_registration") == EnterpriseRegistration.mostOpen)
        #expect(try await house.house.count("stored_file") == files)
    }

    @Test(arguments: Engine.available)
    func `What is no licence is refused and keeps nothing, also beside a code that waits already`(engine: Engine)
        async throws
    {
        let house = try await DistrictHouse.open(engine)
        let script = Vouchers.Upload(name: "执照.pdf", bytes: Array("MZ".utf8))
        await #expect(throws: VoucherRefusal([.init(name: "执照.pdf", problem: .otherKind)])) {
            try await submit(house, proof: script)
        }
        #expect(try await house.house.count("enterprise_registration") == 0)
        try await submit(house)
        try await submit(house)
        #expect(try await house.house.count("stored_file") == 1)
    }

    private func first(_ house: DistrictHouse) async throws -> Registrations.Line {
        try #require(try await registrations(house).list(.open, page: ListPage(), house.reviewer()).lines.first)
    }

    @Test(arguments: Engine.available)
    func `Approved, a committee with its enterprise and an account without a password are made`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await submit(house)
        #expect(try await house.house.todos(of: house.scene.district) == [.decideRegistration])
        let line = try await first(house)
        #expect(line.particulars == typed)
        let record = try await registrations(house).find(line.id, house.reviewer())
        #expect(record.holder == nil)
        #expect(record.superiors.map(\.id) == [house.scene.district.id, house.scene.subdistrict.id])
        func accept(
            _ account: String, under superior: ID<Union>, named name: String = "示例新设有限公司工会委员会", ticket: String? = nil
        ) async throws {
            _ = try await registrations(house).accept(
                line.id, under: superior, unionName: name, accountName: account, house.reviewer(ticket: ticket))
        }
        await #expect(throws: OrganisationProblems([.init(.name, .nameTaken)])) {
            try await accept("xinshe", under: house.scene.subdistrict.id, named: house.scene.committee.name)
        }
        await #expect(throws: AccountProblems.self) {
            try await accept("jingban", under: house.scene.subdistrict.id)
        }
        await #expect(throws: Refusal.notFound) { try await accept("xinshe", under: house.otherDistrict.union) }
        try await accept("xinshe", under: house.scene.subdistrict.id, ticket: "once")
        try await accept("xinshe", under: house.scene.subdistrict.id, ticket: "once")
        let decided = try await registrations(house).find(line.id, house.reviewer()).line
        #expect(decided.status == .accepted)
        #expect(decided.accountName == "xinshe")
        let sheet = try await Unions(house.platform).find(try #require(decided.union), house.reviewer())
        #expect(sheet.enterprises.map(\.code) == [typed.creditCode])
        #expect(sheet.union.code == "319901000018")
        #expect(Set(sheet.history.map(\.event)) == [.founded, .enterpriseAdded])
        let account = try await house.scene.database.read { transaction in
            try AccountStore(transaction).id(name: "xinshe").flatMap { try AccountStore(transaction).actor($0) }
        }
        #expect(account?.roles == [.clerk])
        #expect(account?.union == sheet.union.id)
        #expect(try await house.house.todos(of: house.scene.district).isEmpty)
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A code that is known is answered alike, shown to the district, and founds nothing`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        var known = typed
        known.creditCode = house.scene.enterprises[0].code
        known.creditReason = "执照如此"
        try await submit(house, known)
        try await submit(house, known)
        #expect(try await house.house.count("enterprise_registration") == 1)
        let line = try await first(house)
        let record = try await registrations(house).find(line.id, house.reviewer())
        #expect(record.holder == .named(house.scene.enterprises[0].name))
        await #expect(throws: OrganisationProblems.self) {
            try await registrations(house).accept(
                line.id, under: house.scene.district.id, unionName: "某工会", accountName: "xinshe", house.reviewer())
        }
        #expect(try await house.house.count("account WHERE name = 'xinshe'") == 0)
        _ = try await registrations(house).giveBack(line.id, reason: "已有工会，请找回账号", house.reviewer())
        await #expect(throws: Refusal.changedMeanwhile) {
            try await registrations(house).giveBack(line.id, reason: "再退", house.reviewer())
        }
        #expect(try await registrations(house).list(.closed, page: ListPage(), house.reviewer()).total == 1)
        try await submit(house, known)
        #expect(try await house.house.count("enterprise_registration") == 2)
    }

    @Test(arguments: Engine.available)
    func `Whoever sends a public credit code keeps nobody out who sends it too`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        var foreign = typed
        (foreign.contactName, foreign.contactPhone) = ("赵冒用", "19900000666")
        try await registrations(house).submit(
            foreign, proof: Self.licence(), to: house.otherDistrict.union, from: "test", at: EnrolmentScene.now)
        try await submit(house, foreign)
        try await submit(house)
        try await submit(house)
        let waiting = try await registrations(house).list(.open, page: ListPage(), house.reviewer()).lines
        #expect(waiting.map(\.particulars.contactName) == ["赵冒用", "王示例"])
        let own = try #require(waiting.last)
        #expect(try await registrations(house).find(own.id, house.reviewer()).others == 1)
        _ = try await registrations(house).accept(
            own.id, under: house.scene.subdistrict.id, unionName: "示例新设有限公司工会委员会", accountName: "xinshe",
            house.reviewer())
        let left = try await registrations(house).find(try #require(waiting.first).id, house.reviewer())
        #expect(left.others == 0)
        #expect(left.holder != nil)
    }

    @Test(arguments: Engine.available)
    func `What is missing is told, other districts see nothing, and level 2 decides none`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        await #expect(
            throws: OrganisationProblems([
                .init(.name, .missing), .init(.creditCode, .missing), .init(.address, .missing),
                .init(.contactName, .missing), .init(.contactPhone, .missing),
            ])
        ) {
            try await submit(house, OrganisationParticulars())
        }
        await #expect(throws: Refusal.notFound) {
            try await registrations(house).submit(
                typed, proof: Self.licence(), to: house.scene.committee.id, from: "test",
                at: EnrolmentScene.now)
        }
        try await submit(house)
        let line = try await first(house)
        let stranger = EnrolmentScene.occasion(house.otherDistrict)
        await #expect(throws: Refusal.notFound) { try await registrations(house).find(line.id, stranger) }
        #expect(try await registrations(house).list(.open, page: ListPage(), stranger).total == 0)
        await #expect(throws: Refusal.notFound) {
            try await registrations(house).find(line.id, EnrolmentScene.occasion(house.levelTwo))
        }
    }
}
