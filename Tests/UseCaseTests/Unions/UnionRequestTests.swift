import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 组织审核管理: what is asked for, decided, and carried out in one transaction.
@Suite struct UnionRequestTests {
    private func requests(_ house: DistrictHouse) -> UnionRequests { UnionRequests(house.platform) }
    private func unions(_ house: DistrictHouse) -> Unions { Unions(house.platform) }

    private func street(_ house: DistrictHouse, ticket: String? = nil) -> Occasion {
        EnrolmentScene.occasion(house.levelTwo, ticket: ticket)
    }

    private func sheet(_ house: DistrictHouse) async throws -> OrganisationParticulars {
        try await requests(house).sheet(house.scene.committee.id, house.house.clerk()).particulars
    }

    private func amended(
        _ house: DistrictHouse, _ change: (inout OrganisationParticulars) -> Void
    ) async throws -> UnionRequests.Receipt {
        var particulars = try await sheet(house)
        change(&particulars)
        return try await requests(house).amend(
            house.scene.committee.id, to: particulars, note: "更名", house.house.clerk())
    }

    @Test(arguments: Engine.available)
    func `A change waits for the superior, is carried out once, and stands in the history`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let unit = try await house.scene.database.write {
            try UnionStore($0).unit(of: house.scene.committee, enterprise: nil)
        }
        let receipt = try await amended(house) {
            $0.name = "示例科技集团工会委员会"
            $0.creditCode = "81310106000000254M"
            $0.contactName = "王示例"
            $0.contactPhone = "19900000001"
            $0.address = "示例路 1 号"
        }
        #expect(receipt.decider == house.scene.subdistrict.name)
        #expect(try await house.house.todos(of: house.scene.subdistrict) == [.decideUnionRequest])
        #expect(try await sheetRefusal(house) == .unionRequestOpen)
        let record = try await requests(house).find(receipt.id, street(house))
        #expect(record.commands == [.accept, .return])
        #expect(record.before?.name == house.scene.committee.name)
        #expect(record.after?.name == "示例科技集团工会委员会")
        #expect(try await requests(house).find(receipt.id, house.house.clerk()).commands == [.withdraw])
        let name: String? = try await house.scene.database.read {
            try UnionStore($0).find(house.scene.committee.id)?.name
        }
        #expect(name == house.scene.committee.name)
        _ = try await requests(house).perform(.accept, on: receipt.id, street(house, ticket: "once"))
        _ = try await requests(house).perform(.accept, on: receipt.id, street(house, ticket: "once"))
        let found = try await unions(house).find(house.scene.committee.id, house.house.clerk())
        #expect(found.union.name == "示例科技集团工会委员会")
        #expect(found.union.creditCode == "81310106000000254M")
        #expect(found.particulars.contactPhone == "19900000001")
        #expect(found.history.map(\.event) == [.amended])
        let change = try #require(found.history.first?.changes.first)
        #expect(change == UnionChange(.particular(.name), from: house.scene.committee.name, to: found.union.name))
        #expect(found.history.first?.account == house.levelTwo.displayName)
        #expect(found.history.first?.note == "更名")
        // The union that has asked is called as it is called now.
        #expect(
            found.history.first?.asker
                == UnionRequest.Asker(
                    account: house.scene.clerk.displayName, union: "示例科技集团工会委员会", note: "更名"))
        let named = try await house.scene.database.read { try UnionStore($0).unit(unit.id) }
        #expect(named?.name == "示例科技集团工会委员会")
        #expect(named?.organisationCode == "000000254")
        #expect(try await house.house.todos(of: house.scene.subdistrict).isEmpty)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await requests(house).perform(.return, on: receipt.id, reason: "晚了", street(house))
        }
        #expect(try await Verification(house.platform).violations() == [])
    }

    private func sheetRefusal(_ house: DistrictHouse) async throws -> Refusal? {
        do {
            _ = try await sheet(house)
            return nil
        } catch let refusal as Refusal {
            return refusal
        }
    }

    @Test(arguments: Engine.available)
    func `Returned with a reason the requester is told, and asks anew`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let receipt = try await amended(house) { $0.name = "新名" }
        await #expect(throws: Refusal.reasonMissing) {
            try await requests(house).perform(.return, on: receipt.id, street(house))
        }
        _ = try await requests(house).perform(.return, on: receipt.id, reason: "请附证照名称", street(house))
        let todo = try #require(
            try await house.scene.database.read { try TodoStore($0).list(for: house.scene.committee.id) }.first)
        #expect(todo.kind == .unionRequestReturned)
        #expect(todo.note == "请附证照名称")
        let record = try await requests(house).find(receipt.id, house.house.clerk())
        #expect(record.line.reason == "请附证照名称")
        #expect(record.commands.isEmpty)
        #expect(try await house.house.todos(of: house.scene.committee).isEmpty)
        let again = try await amended(house) { $0.name = "新名二" }
        _ = try await requests(house).perform(.withdraw, on: again.id, house.house.clerk())
        #expect(try await house.house.todos(of: house.scene.subdistrict).isEmpty)
        let list = try await requests(house).list(.requested, page: ListPage(), house.house.clerk())
        #expect(list.lines.map(\.status) == [.withdrawn, .returned])
        #expect(try await requests(house).list(.decided, page: ListPage(), street(house)).total == 2)
    }

    @Test(arguments: Engine.available)
    func `Codes and numbers that others have are refused, by name only within the scope`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let (code, other) = ("81310106000000254M", "913100000000001745")
        try await house.scene.database.write { transaction in
            let store = UnionStore(transaction)
            _ = try store.insert(
                name: "西岭工会", code: "319902000099", kind: .unionCommittee, under: house.otherDistrict.union,
                creditCode: code)
            _ = try store.insertEnterprise(name: "示例丙公司", code: other, union: house.scene.joint.id)
        }
        func problem(
            _ occasion: Occasion, _ change: (inout OrganisationParticulars) -> Void
        ) async throws -> OrganisationProblem? {
            var particulars = try await sheet(house)
            change(&particulars)
            do {
                _ = try await requests(house).amend(house.scene.committee.id, to: particulars, note: nil, occasion)
                return nil
            } catch let problems as OrganisationProblems {
                return problems.entries.first?.problem
            }
        }
        let clerk = house.house.clerk()
        #expect(try await problem(clerk) { $0.creditCode = code } == .creditTaken(by: .elsewhere))
        #expect(try await problem(clerk) { $0.creditCode = other } == .creditTaken(by: .elsewhere))
        #expect(try await problem(street(house)) { $0.creditCode = other } == .creditTaken(by: .named("示例丙公司")))
        #expect(try await problem(clerk) { $0.code = house.scene.joint.code } == .codeTaken)
        #expect(try await problem(clerk) { $0.code = "319902000050" } == .codeOfAnotherDistrict(prefix: "319901"))
        #expect(try await problem(clerk) { $0.code = "" } == .missing)
        await #expect(throws: Refusal.unionUnchanged) {
            try await requests(house).amend(
                house.scene.committee.id, to: try await sheet(house), note: nil, house.house.clerk())
        }
        #expect(try await house.house.count("union_request") == 0)
    }

    @Test(arguments: Engine.available)
    func `A name is the only one under its superior, in every form and again when it is approved`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        func found(_ name: String) async throws -> UnionRequests.Receipt {
            try await requests(house).found(
                OrganisationParticulars(name: name), as: .unionCommittee, under: scene.subdistrict.id, note: nil,
                street(house))
        }
        let taken = OrganisationProblems([.init(.name, .nameTaken)])
        await #expect(throws: taken) { try await found(scene.committee.name) }
        let joint = EnrolmentScene.occasion(scene.jointClerk)
        var particulars = try await requests(house).sheet(scene.joint.id, joint).particulars
        particulars.name = scene.committee.name
        await #expect(throws: taken) {
            try await requests(house).amend(scene.joint.id, to: particulars, note: nil, joint)
        }
        let first = try await found("示例新工会")
        await #expect(throws: OrganisationProblems([.init(.name, .nameAsked)])) { try await found("示例新工会") }
        try await scene.database.write { transaction in
            let unions = UnionStore(transaction)
            _ = try unions.insert(
                name: "示例新工会", code: "319901000097", kind: .unionCommittee, under: scene.subdistrict.id)
            _ = try unions.insert(
                name: scene.committee.name, code: "319901000096", kind: .unionCommittee, under: scene.district.id)
        }
        #expect(try await requests(house).find(first.id, house.reviewer()).problems == taken)
        #expect(try await requests(house).decide(.accept, [first.id], house.reviewer()).map(\.result) == [.obstructed])
        await #expect(throws: Refusal.unionNameTaken(scene.committee.name)) {
            try await requests(house).transfer(
                scene.committee.id, under: scene.district.id, note: "搬迁", house.house.clerk())
        }
    }

    @Test(arguments: Engine.available)
    func `A code that was free when asked for is judged again when it is approved`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let receipt = try await amended(house) { $0.creditCode = "81310106000000254M" }
        try await house.scene.database.write {
            _ = try UnionStore($0).insert(
                name: "后来的工会", code: "319901000098", kind: .unionCommittee, under: house.scene.subdistrict.id,
                creditCode: "81310106000000254M")
        }
        let record = try await requests(house).find(receipt.id, street(house))
        #expect(record.problems.entries == [.init(.creditCode, .creditTaken(by: .named("后来的工会")))])
        await #expect(throws: OrganisationProblems.self) {
            try await requests(house).perform(.accept, on: receipt.id, street(house))
        }
        let outcomes = try await requests(house).decide(.accept, [receipt.id], street(house))
        #expect(outcomes.map(\.result) == [.obstructed])
        #expect(try await requests(house).find(receipt.id, street(house)).line.status == .open)
    }

    @Test(arguments: Engine.available)
    func `A new union gets the district's next number and stands where it was asked for`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let particulars = OrganisationParticulars(name: "新设公司工会委员会", industry: "制造业")
        await #expect(throws: Refusal.unionMisplaced(.subdistrictFederation, under: .subdistrictFederation)) {
            try await requests(house).found(
                particulars, as: .subdistrictFederation, under: house.scene.subdistrict.id, note: nil, street(house))
        }
        let receipt = try await requests(house).found(
            particulars, as: .unionCommittee, under: house.scene.subdistrict.id, note: nil, street(house))
        // The street asks for a union under itself: another account of it, or the district, decides.
        await #expect(throws: Refusal.notAllowed(.decideUnionRequests, .ownWork)) {
            try await requests(house).perform(.accept, on: receipt.id, street(house))
        }
        _ = try await requests(house).perform(.accept, on: receipt.id, house.reviewer())
        let record = try await requests(house).find(receipt.id, house.reviewer())
        let union = try await unions(house).find(try #require(record.union), street(house))
        #expect(union.union.name == "新设公司工会委员会")
        #expect(union.union.code == "319901000018")
        #expect(union.union.parent == house.scene.subdistrict.id)
        #expect(union.particulars.industry == "制造业")
        #expect(union.history.map(\.event) == [.founded])
        let branch = try await requests(house).found(
            OrganisationParticulars(name: "一车间分工会"), as: .branch, under: house.scene.committee.id, note: nil,
            house.house.clerk())
        #expect(branch.decider == house.scene.subdistrict.name)
    }

    @Test(arguments: Engine.available)
    func `Several are decided with a result for each`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let own = try await requests(house).found(
            OrganisationParticulars(name: "街道申请"), as: .unionCommittee, under: house.scene.subdistrict.id, note: nil,
            street(house))
        let first = try await amended(house) { $0.address = "示例路 1 号" }
        let joint = EnrolmentScene.occasion(house.scene.jointClerk)
        var particulars = try await requests(house).sheet(house.scene.joint.id, joint).particulars
        particulars.address = "示例路 2 号"
        let second = try await requests(house).amend(house.scene.joint.id, to: particulars, note: nil, joint)
        _ = try await requests(house).perform(.withdraw, on: second.id, joint)
        #expect(try await requests(house).list(.waiting, page: ListPage(), street(house)).total == 2)
        let outcomes = try await requests(house).decide(
            .accept, [own.id, first.id, second.id], street(house, ticket: "many"))
        #expect(outcomes.map(\.result) == [.ownWork, .done, .decided])
        let again = try await requests(house).decide(
            .accept, [own.id, first.id, second.id], street(house, ticket: "many"))
        #expect(again == outcomes)
        await #expect(throws: Refusal.reasonMissing) {
            try await requests(house).decide(.return, [own.id], house.reviewer())
        }
        await #expect(throws: Refusal.nothingSelected) {
            try await requests(house).decide(.accept, [], house.reviewer())
        }
        let returned = try await requests(house).decide(.return, [own.id], reason: "不需要", house.reviewer())
        #expect(returned.map(\.result) == [.done])
    }

    @Test(arguments: Engine.available)
    func `Nobody outside sees a request, and a clerk asks only about his own`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let receipt = try await amended(house) { $0.address = "示例路 1 号" }
        let stranger = EnrolmentScene.occasion(house.otherDistrict)
        await #expect(throws: Refusal.notFound) { try await requests(house).find(receipt.id, stranger) }
        await #expect(throws: Refusal.notFound) {
            try await requests(house).perform(.accept, on: receipt.id, stranger)
        }
        await #expect(throws: Refusal.notFound) {
            try await requests(house).decide(.accept, [receipt.id], stranger)
        }
        await #expect(throws: Refusal.notFound) {
            try await requests(house).sheet(house.scene.joint.id, house.house.clerk())
        }
        await #expect(throws: Refusal.notFound) {
            try await requests(house).found(
                OrganisationParticulars(name: "某"), as: .unionCommittee, under: house.scene.subdistrict.id, note: nil,
                house.house.clerk())
        }
        let joint = EnrolmentScene.occasion(house.scene.jointClerk)
        await #expect(throws: Refusal.notFound) { try await requests(house).find(receipt.id, joint) }
        #expect(try await requests(house).list(.waiting, page: ListPage(), stranger).total == 0)
    }
}
