import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 转移组织 and 删除组织.
@Suite struct UnionTreeTests {
    private func requests(_ house: DistrictHouse) -> UnionRequests { UnionRequests(house.platform) }

    private func secondStreet(
        _ house: DistrictHouse, in district: ID<Union>? = nil
    ) async throws -> Union {
        try await house.scene.database.write {
            try UnionStore($0).insert(
                name: "临江街道总工会", code: district == nil ? "319901000050" : "319902000050",
                kind: .subdistrictFederation, under: district ?? house.scene.district.id)
        }
    }

    /// Asked for by the committee's clerk, approved by who can see both places.
    private func move(
        _ house: DistrictHouse, _ union: Union? = nil, under superior: ID<Union>, _ decider: Occasion,
        asker: Occasion? = nil
    ) async throws {
        let receipt = try await requests(house).transfer(
            (union ?? house.scene.committee).id, under: superior, note: "企业搬迁", asker ?? house.house.clerk())
        _ = try await requests(house).perform(.accept, on: receipt.id, decider)
    }

    private func find(_ house: DistrictHouse, _ id: ID<Union>) async throws -> Union {
        try #require(try await house.scene.database.read { try UnionStore($0).find(id) })
    }

    @Test(arguments: Engine.available)
    func `Within a district the subtree, its accounts and its list follow, and the new street looks at it`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        let branch = try await house.scene.database.write {
            try UnionStore($0).insert(
                name: "一车间", code: "319901000060", kind: .branch, under: house.scene.committee.id)
        }
        let street = try await secondStreet(house)
        #expect(try await house.house.todos(of: house.scene.subdistrict) == [.reviewEnrolment])
        try await move(house, under: street.id, house.reviewer())
        let moved = try await find(house, house.scene.committee.id)
        #expect(moved.parent == street.id)
        #expect(street.path.contains(moved.path))
        #expect(moved.path.contains(try await find(house, branch.id).path))
        let actor = try await house.scene.database.read { try AccountStore($0).actor(house.scene.clerk.account) }
        #expect(actor?.path == moved.path)
        #expect(try await house.status() == .submitted)
        #expect(try await house.house.todos(of: house.scene.subdistrict).isEmpty)
        #expect(try await house.house.todos(of: street) == [.reviewEnrolment])
        let history = try await Unions(house.platform).find(moved.id, house.reviewer()).history
        #expect(history.map(\.event) == [.transferred])
        #expect(
            history.first?.changes == [UnionChange(.superior, from: house.scene.subdistrict.name, to: street.name)])
        let old = EnrolmentScene.occasion(house.levelTwo)
        await #expect(throws: Refusal.notFound) { try await Unions(house.platform).find(moved.id, old) }
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `To another district the city decides, and unfinished lists go back for the other amounts`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let receipt = try await requests(house).transfer(
            house.scene.committee.id, under: house.otherDistrict.union, note: "企业搬迁", house.house.clerk())
        #expect(receipt.decider == house.scene.city.name)
        await #expect(throws: Refusal.notAllowed(.decideUnionRequests, .level)) {
            try await requests(house).perform(.accept, on: receipt.id, house.reviewer())
        }
        _ = try await requests(house).perform(.accept, on: receipt.id, house.centre(on: "2023-11-22"))
        #expect(house.otherDistrict.path.contains(try await find(house, house.scene.committee.id).path))
        #expect(try await house.status() == .returned)
        #expect(try await house.house.todos(of: house.scene.committee) == [.correctEnrolment])
        // What was given back is not finished: the union cannot go before it.
        let page = try await requests(house).dissolution(house.scene.committee.id, house.centre(on: "2023-11-22"))
        #expect(page.obstacle == .unionInUse(UnionObstacles(members: 1, enrolments: 1)))
        #expect(try await house.house.count("enrolment_claim") == 0)
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A list whose time is over is in the way of its union alone, not of others decided with it`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let stuck = try await requests(house).transfer(
            house.scene.committee.id, under: house.otherDistrict.union, note: "企业搬迁", house.house.clerk())
        let free = try await house.scene.database.write {
            try UnionStore($0).insert(
                name: "示例空工会", code: "319901000096", kind: .unionCommittee, under: house.scene.subdistrict.id)
        }
        let other = try await requests(house).transfer(
            free.id, under: house.otherDistrict.union, note: "企业搬迁", house.reviewer())
        // Reviewing ends with the day on which districts may still hand in.
        let late = house.centre(on: "2024-01-02")
        guard case .outsideWindow(.districtSubmission, _, _)? = try await requests(house).find(stuck.id, late).obstacle
        else {
            Issue.record("the list of the union cannot go back any more")
            return
        }
        let outcomes = try await requests(house).decide(.accept, [stuck.id, other.id], late)
        #expect(outcomes.map(\.result) == [.obstructed, .done])
        #expect(outcomes.map { $0.obstacle != nil } == [true, false])
        #expect(try await find(house, house.scene.committee.id).path == house.scene.committee.path)
        #expect(house.otherDistrict.path.contains(try await find(house, free.id).path))
        #expect(try await house.status() == .approved)
        #expect(try await requests(house).find(stuck.id, late).line.status == .open)
    }

    @Test(arguments: Engine.available)
    func `An instant list stays with its district, and goes back to its unit from another one`(
        engine: Engine
    ) async throws {
        let instant = try await InstantHouse.open(engine)
        let (house, scene) = (instant.house, instant.scene)
        let members = try await scene.add([EnrolmentHouse.insured], to: scene.unit)
        _ = try await instant.submit(members)
        let street = try await secondStreet(house)
        try await move(house, under: street.id, house.reviewer())
        #expect(try await house.house.todos(of: scene.district) == [.reviewInstant])
        #expect(try await house.house.todos(of: street).isEmpty)
        try await move(
            house, under: house.otherDistrict.union, house.centre(on: "2024-02-06"), asker: house.reviewer())
        #expect(try await house.house.todos(of: scene.district).isEmpty)
        #expect(try await house.house.todos(of: scene.committee).contains(.correctInstant))
        #expect(try await instant.queue().isEmpty)
    }

    @Test(arguments: Engine.available)
    func `While its list is locked in a batch a union is not moved, before or after it was asked for`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let street = try await secondStreet(house)
        try await house.approved([EnrolmentHouse.insured])
        let receipt = try await requests(house).transfer(
            house.scene.committee.id, under: street.id, note: "搬迁", house.house.clerk())
        _ = try await house.submit()
        let officer = house.officer()
        await #expect(throws: Refusal.unionLocked(units: 1)) {
            try await requests(house).perform(.accept, on: receipt.id, officer)
        }
        #expect(try await requests(house).find(receipt.id, officer).obstacle == .unionLocked(units: 1))
        _ = try await requests(house).perform(.withdraw, on: receipt.id, house.house.clerk())
        await #expect(throws: Refusal.unionLocked(units: 1)) {
            try await requests(house).transfer(
                house.scene.committee.id, under: street.id, note: "搬迁", house.house.clerk())
        }
        #expect(try await find(house, house.scene.committee.id).path == house.scene.committee.path)
    }

    @Test(arguments: Engine.available)
    func `A cycle, the same place, a place of another kind, and the city are refused`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let centre = house.centre()
        let (scene, requests) = (house.scene, requests(house))
        await #expect(throws: Refusal.unionCycle) {
            try await requests.transfer(scene.subdistrict.id, under: scene.joint.id, note: "某", house.reviewer())
        }
        await #expect(throws: Refusal.unionCycle) {
            try await requests.transfer(scene.district.id, under: scene.district.id, note: "某", centre)
        }
        await #expect(throws: Refusal.unionAlreadyThere) {
            try await requests.transfer(scene.joint.id, under: scene.subdistrict.id, note: "某", house.reviewer())
        }
        await #expect(throws: Refusal.unionMisplaced(.jointUnion, under: .unionCommittee)) {
            try await requests.transfer(scene.joint.id, under: scene.committee.id, note: "某", house.reviewer())
        }
        await #expect(throws: Refusal.unionFixed) {
            try await requests.transfer(scene.city.id, under: scene.district.id, note: "某", centre)
        }
        await #expect(throws: Refusal.reasonMissing) {
            try await requests.transfer(scene.joint.id, under: scene.district.id, note: nil, house.reviewer())
        }
        let targets = try await requests.destinations(of: scene.joint.id, in: nil, name: nil, house.reviewer())
        #expect(targets.targets.map(\.name) == [scene.district.name])
        #expect(try await house.house.count("union_request") == 0)
    }

    @Test(arguments: Engine.available)
    func `A pair of people follows to the lowest union over both`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit)
        try await house.scene.database.write { transaction in
            let ids: [Int64] = try transaction.query("SELECT id FROM member ORDER BY id").map { try $0.get("id") }
            let (one, other) = (try #require(ids.first), try #require(ids.last))
            try transaction.execute(
                """
                INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                    found_at)
                VALUES (\(try transaction.newKey()), 'two-unions', \(one), \(other), \(one), \(other),
                    \(house.scene.subdistrict.path), \(EnrolmentScene.now))
                """)
        }
        try await move(house, under: try await secondStreet(house).id, house.reviewer())
        let path: UnionPath? = try await house.scene.database.read {
            try $0.value("SELECT path FROM duplicate_pair")
        }
        #expect(path == house.scene.district.path)
    }

    @Test(arguments: Engine.available)
    func `What is in the way of deleting a union is told in full`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        _ = try await house.scene.database.write {
            try UnionStore($0).insert(
                name: "一车间", code: "319901000060", kind: .branch, under: house.scene.committee.id)
        }
        let obstacles = UnionObstacles(members: 2, subordinates: 1, enrolments: 1)
        let page = try await requests(house).dissolution(house.scene.committee.id, house.house.clerk())
        #expect(page.obstacle == .unionInUse(obstacles))
        await #expect(throws: Refusal.unionInUse(obstacles)) {
            try await requests(house).dissolve(house.scene.committee.id, note: "注销", house.house.clerk())
        }
        await #expect(throws: Refusal.unionFixed) {
            try await requests(house).dissolve(house.scene.city.id, note: "注销", house.centre())
        }
    }

    @Test(arguments: Engine.available)
    func `A deleted union leaves the tree, its accounts and codes end, its enterprise is free`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let receipt = try await requests(house).dissolve(
            house.scene.committee.id, note: "企业注销", house.house.clerk())
        _ = try await requests(house).perform(.accept, on: receipt.id, EnrolmentScene.occasion(house.levelTwo))
        #expect(try await find(house, house.scene.committee.id).isDissolved)
        let directory = try await Unions(house.platform).directory(
            house.scene.subdistrict.id, UnionFilter(), page: ListPage(), house.reviewer())
        #expect(directory.lines.map(\.union.name) == [house.scene.joint.name])
        // A page behind the end is none: it would say that there is nobody.
        let behind = try await Unions(house.platform).directory(
            house.scene.subdistrict.id, UnionFilter(), page: ListPage(number: 9), house.reviewer())
        #expect(behind.lines.map(\.union.name) == [house.scene.joint.name])
        #expect(behind.page.number == 1)
        #expect(directory.children.map(\.union.name) == [house.scene.joint.name])
        #expect(directory.counts.committees == 0)
        #expect(directory.counts.enterprises == 2)
        let actor = try await house.scene.database.read { try AccountStore($0).actor(house.scene.clerk.account) }
        #expect(actor == nil)
        let code = house.scene.enterprises[0].code
        let added = try await Unions(house.platform).addEnterprise(
            OrganisationParticulars(name: "示例科技有限公司", creditCode: code, creditReason: "演示代码"),
            to: house.scene.joint.id, EnrolmentScene.occasion(house.scene.jointClerk))
        #expect(added.union == house.scene.joint.id)
        let sheet = try await Unions(house.platform).find(house.scene.committee.id, house.reviewer())
        #expect(sheet.acts.isEmpty)
        #expect(sheet.history.map(\.event) == [.dissolved])
        await #expect(throws: Refusal.unionFixed) {
            try await requests(house).sheet(house.scene.committee.id, house.reviewer())
        }
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A district is founded with its holding union and deleted with it, once nobody is in it`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let colleague = try await house.scene.database.write { transaction in
            let made = try AccountStore(transaction).insert(
                name: "zhongxin2", displayName: "钱审例", union: house.scene.city.id, roles: [.centre],
                passwordHash: "none", at: EnrolmentScene.now)
            try transaction.tell(
                of: made.id, holding: [.centre], in: house.scene.city, at: EnrolmentScene.now)
            return made.id
        }
        let city = house.scene.city
        let other = EnrolmentScene.occasion(
            Actor(
                account: colleague, name: "zhongxin2", displayName: "钱审例", union: city.id, unionName: city.name,
                kind: city.kind, path: city.path, roles: [.centre]))
        let asked = try await requests(house).found(
            OrganisationParticulars(name: "南浦区总工会", code: "319903000001"), as: .districtFederation, under: city.id,
            note: nil, house.centre())
        _ = try await requests(house).perform(.accept, on: asked.id, other)
        let district = try #require(try await requests(house).find(asked.id, other).union)
        let below = try await Unions(house.platform).directory(district, UnionFilter(), page: ListPage(), other)
        #expect(below.lines.map(\.union.name) == ["南浦区总工会临时工会"])
        #expect(below.lines.map(\.union.role) == [.holding])
        #expect(below.lines.map(\.union.code) == ["319903000002"])
        #expect(below.counts.committees == 0)
        // Nobody could move or delete it alone, so it is in nobody's way.
        #expect(try await requests(house).dissolution(district, house.centre()).obstacle == nil)
        let gone = try await requests(house).dissolve(district, note: "撤区", house.centre())
        _ = try await requests(house).perform(.accept, on: gone.id, other)
        #expect(try await find(house, district).isDissolved)
        #expect(try await find(house, try #require(below.lines.first).union.id).isDissolved)
        #expect(try await Registrations(house.platform).choices().districts.map(\.id).contains(district) == false)
        #expect(try await Verification(house.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A transfer that a branch cannot decide itself goes along to the union above its new place`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let member = try #require(try await scene.add([EnrolmentHouse.insured], to: scene.unit).first)
        let branch = try await scene.database.write { transaction in
            let branch = try UnionStore(transaction).insert(
                name: "一车间", code: "319901000060", kind: .branch, under: scene.committee.id)
            let id = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO membership_transfer (id, member_id, person_id, from_union_id, to_union_id, initiator,
                    superior_from, requested_at)
                SELECT \(id), m.id, m.person_id, \(branch.id), \(scene.joint.id), 'receiving', '2023-11-20',
                    \(EnrolmentScene.now)
                FROM member m WHERE m.id = \(member)
                """)
            try TodoStore(transaction).open(
                .decideTransfer, for: scene.committee.id, subject: id, name: scene.joint.name, amount: 1,
                at: EnrolmentScene.now)
            return branch
        }
        try await move(house, branch, under: scene.joint.id, house.reviewer())
        #expect(try await house.house.todos(of: scene.joint) == [.decideTransfer])
        #expect(try await house.house.todos(of: scene.committee).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `Requests below a moved union go to whoever is above it now`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let street = try await secondStreet(house)
        let joint = EnrolmentScene.occasion(house.scene.jointClerk)
        let branch = try await requests(house).found(
            OrganisationParticulars(name: "一车间"), as: .branch, under: house.scene.joint.id, note: nil, joint)
        try await move(
            house, house.scene.joint, under: street.id, house.reviewer(), asker: joint)
        #expect(try await house.house.todos(of: street) == [.decideUnionRequest])
        #expect(try await requests(house).find(branch.id, house.reviewer()).line.deciderName == street.name)
    }
}
