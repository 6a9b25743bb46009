import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Wording

/// 添加企业信息 (manual 2024, question 6).
@Suite struct EnterpriseTests {
    private func unions(_ house: DistrictHouse) -> Unions { Unions(house.platform) }

    private let third = OrganisationParticulars(
        name: "示例丙有限公司", creditCode: "913100000000001745", economicType: "私营", contactPhone: "19900000003")

    @Test(arguments: Engine.available)
    func `A joint union adds several, the workbench can choose the new one, the history tells it`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk, ticket: "add")
        let receipt = try await unions(house).addEnterprise(third, to: house.scene.joint.id, clerk)
        let again = try await unions(house).addEnterprise(third, to: house.scene.joint.id, clerk)
        #expect(receipt == again)
        let sheet = try await unions(house).find(house.scene.joint.id, clerk)
        #expect(sheet.enterprises.map(\.name) == ["示例甲有限公司", "示例乙有限公司", "示例丙有限公司"])
        #expect(sheet.history.map(\.event) == [.enterpriseAdded])
        // Level 2 looks at what the enterprise says of itself, and changes nothing.
        let seen = try await unions(house).find(house.scene.joint.id, EnrolmentScene.occasion(house.levelTwo))
        #expect(seen.employers[receipt.enterprise] == third)
        #expect(!seen.acts.contains(.addEnterprise))
        let known = try await unions(house).enterprise(receipt.enterprise, clerk)
        #expect(known.particulars == third)
        #expect(known.words.economicTypes == MemberDictionary.economicType.initialEntries.map(\.name))
        #expect(!known.words.industries.isEmpty)
    }

    /// Who acts for a joint union that has nothing yet.
    private func clerkOfEmptyJointUnion(_ house: DistrictHouse) async throws -> Actor {
        try await house.scene.database.write { transaction in
            let union = try UnionStore(transaction).insert(
                name: "示例空白联合工会", code: "319901000097", kind: .jointUnion, under: house.scene.subdistrict.id)
            let account = try AccountStore(transaction).insert(
                name: "kongbai", displayName: "孙示例", union: union.id, roles: [.clerk], passwordHash: "none",
                at: EnrolmentScene.now)
            try transaction.tell(of: account.id, holding: [.clerk], in: union, at: EnrolmentScene.now)
            return Actor(
                account: account.id, name: "kongbai", displayName: "孙示例", union: union.id, unionName: union.name,
                kind: union.kind, path: union.path, roles: [.clerk])
        }
    }

    @Test(arguments: Engine.available)
    func `A joint union without an enterprise is told to add one, and then acts for it`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let clerk = EnrolmentScene.occasion(try await clerkOfEmptyJointUnion(house))
        let (homes, workbench) = (Homes(house.platform), Workbench(house.platform))
        guard case .noEnterprise = try await homes.workbench(clerk, enterprise: nil) else {
            Issue.record("an empty joint union has nothing to choose")
            return
        }
        #expect(try await workbench.enterprises(clerk).isEmpty)
        await #expect(throws: Refusal.noEnterprise) { _ = try await workbench.unit(clerk, enterprise: nil) }
        let receipt = try await unions(house).addEnterprise(third, to: clerk.actor.union, clerk)
        guard case .choose(let enterprises) = try await homes.workbench(clerk, enterprise: nil) else {
            Issue.record("what was added can be chosen")
            return
        }
        #expect(enterprises.map(\.name) == [third.name])
        await #expect(throws: Refusal.enterpriseNotChosen) { _ = try await workbench.unit(clerk, enterprise: nil) }
        #expect(try await workbench.unit(clerk, enterprise: receipt.enterprise).name == third.name)
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A changed enterprise renames its unit, and gives it the new organisation code`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk)
        let enterprise = house.scene.enterprises[1]
        var particulars = try await unions(house).enterprise(enterprise.id, clerk).particulars
        await #expect(throws: OrganisationProblems.self) {
            try await unions(house).amendEnterprise(enterprise.id, to: particulars, clerk)
        }
        particulars.name = "示例甲集团"
        particulars.creditCode = "913100000000001745"
        _ = try await unions(house).amendEnterprise(enterprise.id, to: particulars, clerk)
        let unit = try await house.scene.database.read { try UnionStore($0).unit(house.scene.otherUnit.id) }
        #expect(unit?.name == "示例甲集团")
        #expect(unit?.organisationCode == "000000174")
        await #expect(throws: Refusal.unionUnchanged) {
            try await unions(house).amendEnterprise(enterprise.id, to: particulars, clerk)
        }
        #expect(try await unions(house).find(house.scene.joint.id, clerk).history.map(\.event) == [.enterpriseAmended])
    }

    @Test(arguments: Engine.available)
    func `An enterprise entered by mistake is taken away, one with members or a card batch is not`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let joint = house.scene.joint
        let clerk = EnrolmentScene.occasion(house.scene.jointClerk)
        let added = try await unions(house).addEnterprise(third, to: joint.id, clerk)
        await #expect(throws: Refusal.reasonMissing) {
            try await unions(house).removeEnterprise(added.enterprise, note: nil, clerk)
        }
        await #expect(throws: Refusal.notFound) {
            try await unions(house).removeEnterprise(added.enterprise, note: "登记错误", house.house.clerk())
        }
        let once = EnrolmentScene.occasion(house.scene.jointClerk, ticket: "remove")
        let receipt = try await unions(house).removeEnterprise(added.enterprise, note: "登记错误", once)
        let again = try await unions(house).removeEnterprise(added.enterprise, note: "登记错误", once)
        #expect(receipt == again)
        let sheet = try await unions(house).find(joint.id, clerk)
        #expect(sheet.enterprises.count == 2)
        #expect(sheet.counts.enterprises == 2)
        #expect(Set(sheet.history.map(\.event)) == [.enterpriseAdded, .enterpriseRemoved])
        await #expect(throws: Refusal.unionFixed) {
            try await unions(house).removeEnterprise(added.enterprise, note: "再删", clerk)
        }
        // Its code is free again.
        _ = try await unions(house).addEnterprise(third, to: joint.id, clerk)
        #expect(try await Verification(house.platform).violations() == [])

        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit)
        try await house.scene.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO card_batch (id, number, unit_id, status, people, created_at)
                VALUES (\(try transaction.newKey()), 'BK1', \(house.scene.otherUnit.id), 'submitted', 1,
                    \(EnrolmentScene.now))
                """)
        }
        let enterprise = try #require(house.scene.otherUnit.enterprise)
        let obstacles = UnionObstacles(members: 1, cards: 1)
        let shown = try await unions(house).removal(of: enterprise, clerk)
        #expect(shown.obstacles == obstacles)
        #expect(obstacles.sentences.count == 2)
        await #expect(throws: Refusal.enterpriseInUse(obstacles)) {
            try await unions(house).removeEnterprise(enterprise, note: "登记错误", clerk)
        }
        let page = try await UnionRequests(house.platform).dissolution(joint.id, clerk)
        #expect(page.obstacle == .unionInUse(obstacles))
    }

    @Test(arguments: Engine.available)
    func `A committee takes one; a taken code is refused; others' unions and enterprises are not there`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        await #expect(throws: Refusal.enterpriseLimit) {
            try await unions(house).addEnterprise(third, to: house.scene.committee.id, house.house.clerk())
        }
        let joint = EnrolmentScene.occasion(house.scene.jointClerk)
        var taken = third
        taken.creditCode = house.scene.enterprises[0].code
        taken.creditReason = "证照如此"
        await #expect(throws: OrganisationProblems([.init(.creditCode, .creditTaken(by: .elsewhere))])) {
            try await unions(house).addEnterprise(taken, to: house.scene.joint.id, joint)
        }
        await #expect(throws: Refusal.notFound) {
            try await unions(house).addEnterprise(third, to: house.scene.joint.id, house.house.clerk())
        }
        await #expect(throws: Refusal.notFound) {
            try await unions(house).enterprise(house.scene.enterprises[1].id, house.house.clerk())
        }
        await #expect(throws: Refusal.unionFixed) {
            try await unions(house).addEnterprise(third, to: house.scene.district.id, house.reviewer())
        }
        await #expect(throws: Refusal.notAllowed(.editEnterprises, .role)) {
            try await unions(house).addEnterprise(
                third, to: house.scene.joint.id, EnrolmentScene.occasion(house.levelTwo))
        }
    }
}
