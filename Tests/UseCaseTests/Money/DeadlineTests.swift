import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("What the calendar does by itself")
struct DeadlineTests {
    private func own(_ day: String) -> Occasion {
        Deadlines.ownOccasion(today: EnrolmentScene.day(day), now: EnrolmentScene.now)
    }

    @Test("A list that no district handed in is left out the day after, once", arguments: Engine.available)
    func leftOut(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        #expect(try await house.deadlines.due(own("2023-12-31")).isEmpty)
        #expect(try await house.deadlines.carryOut(own("2023-12-31")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        let due = try await house.deadlines.due(own("2024-01-01"))
        #expect(due.lists.map(\.lists) == [1])
        #expect(due.lists.map(\.submitted) == [1])
        #expect(due.units.map(\.status) == [.approved])
        #expect(due.units.map(\.heads) == [95])
        #expect(due.units.allSatisfy { !$0.name.isEmpty })
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.status() == .leftOut)
        #expect(try await house.deadlines.due(own("2024-01-01")).isEmpty)
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.violations() == [])
    }

    @Test("A batch without a voucher lapses with all its coverage", arguments: Engine.available)
    func lapsed(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let receipt = try await house.submit()
        #expect(try await house.deadlines.due(own("2024-01-20")).isEmpty)
        let due = try await house.deadlines.due(house.centre(on: "2024-01-21"))
        #expect(due.batches.map(\.submission.id) == [receipt.submission])
        #expect(try await house.deadlines.carryOut(own("2024-01-21")) == Deadlines.Done(leftOut: 0, lapsed: 1))
        #expect(try await house.status() == .lapsed)
        #expect(try await house.coverage() == ["lapsed": 95])
        #expect(try await house.violations() == [])
    }

    // MARK: Units that never began

    @Test("A unit that never began a list is left out and told, once", arguments: Engine.available)
    func silent(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        // The third unit has nobody who could enrol.
        try await house.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.otherUnit)
        #expect(try await house.deadlines.due(own("2023-12-31")).isEmpty)
        let due = try await house.deadlines.due(own("2024-01-01"))
        #expect(due.lists.map { [$0.lists, $0.submitted, $0.silent] } == [[1, 0, 1]])
        #expect(due.units.map(\.status) == [.notStarted])
        #expect(due.units.map(\.name) == [house.scene.otherUnit.name])
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.house.todos(of: house.scene.joint) == [.leftOut])
        #expect(try await house.house.todos(of: house.scene.committee) == [])
        #expect(try await house.house.actions() == ["close-window"])

        let clerk = EnrolmentScene.occasion(house.scene.jointClerk, on: "2024-01-02")
        let enterprise = house.scene.enterprises[1].id
        let overview = try await house.house.enrolments.overview(clerk, enterprise: enterprise)
        #expect(overview.status == .leftOut)
        #expect(overview.leftOutNotice == .unread)
        try await house.house.enrolments.acknowledgeLeftOut(clerk, enterprise: enterprise)
        #expect(try await house.deadlines.carryOut(own("2024-01-03")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.house.todos(of: house.scene.joint) == [])
        #expect(try await house.violations() == [])
    }

    @Test("Two silent units of one union have two numbers, and one that declined stays as it is")
    func numbers() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.enrolments.decline(house.house.clerk(), enterprise: nil, reason: "自行办理")
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit, from: 10)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.units[2], from: 20)
        #expect(try await house.deadlines.carryOut(own("2024-01-01")) == Deadlines.Done(leftOut: 2, lapsed: 0))
        #expect(try await house.status() == .declined)
        #expect(try await house.house.count("(SELECT DISTINCT number FROM unit_enrolment) AS numbers") == 3)
        #expect(try await house.violations() == [])
    }

    @Test(
        "A unit that gets its first people after its district's last day has missed nothing",
        arguments: Engine.available)
    func later(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        // Somebody who has left since, and somebody outside the workbench, could not have been on a list.
        let gone = try await scene.add([EnrolmentHouse.insured], to: scene.otherUnit)
        try await scene.leave(gone[0])
        try await scene.add([EnrolmentHouse.insured], to: scene.otherUnit, category: .flexible, from: 10)
        try await scene.add([EnrolmentHouse.insured], to: scene.otherUnit, from: 20, joinedOn: "2024-01-10")
        for day in ["2024-01-10", "2024-01-20", "2024-01-21"] {
            #expect(try await house.deadlines.due(own(day)).isEmpty, "\(day)")
            #expect(try await house.deadlines.carryOut(own(day)) == Deadlines.Done(leftOut: 0, lapsed: 0), "\(day)")
        }
        #expect(try await house.house.todos(of: scene.joint) == [])
        #expect(try await house.house.count("unit_enrolment") == 0)

        // Who came on the last day was there in time.
        try await scene.add([EnrolmentHouse.insured], to: scene.units[2], from: 30, joinedOn: "2023-12-31")
        try await scene.add([EnrolmentHouse.insured], to: scene.units[2], from: 40, joinedOn: "2024-01-10")
        #expect(try await house.deadlines.due(own("2024-01-20")).units.map(\.name) == [scene.units[2].name])
        #expect(try await house.deadlines.carryOut(own("2024-01-20")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.house.todos(of: scene.joint) == [.leftOut])
    }

    @Test("Nobody is told of a season that is over", arguments: Engine.available)
    func over(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit)
        #expect(try await house.deadlines.due(own("2024-01-20")).lists.map(\.silent) == [1])
        #expect(try await house.deadlines.due(own("2024-01-21")).isEmpty)
        #expect(try await house.deadlines.carryOut(own("2024-01-21")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.house.todos(of: house.scene.joint) == [])
    }

    @Test(
        "What was left out in time stays so when its union moves to a district with more days",
        arguments: Engine.available)
    func movedAfterwards(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let other = try #require(
            try await house.scene.database.read { try UnionStore($0).find(house.otherDistrict.union) })
        let longer = PlanYears.Extension(
            year: 2024, activities: [.districtSubmission], unionCode: other.code,
            through: EnrolmentScene.day("2024-01-05"), reason: "系统故障")
        _ = try await PlanYears(house.platform).extend(house.centre(on: "2023-12-30"), longer)
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-02"), year: 2024) == 1)
        #expect(try await house.status() == .leftOut)
        let requests = UnionRequests(house.platform)
        let asked = try await requests.transfer(
            house.scene.committee.id, under: other.id, note: "企业搬迁", house.house.clerk(on: "2024-01-03"))
        _ = try await requests.perform(.accept, on: asked.id, house.centre(on: "2024-01-03"))
        #expect(try await house.status() == .leftOut)
        #expect(try await house.violations() == [])
    }

    @Test("Where a district has more days, whoever comes within them is there in time", arguments: Engine.available)
    func extended(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let longer = PlanYears.Extension(
            year: 2024, activities: [.districtSubmission], unionCode: scene.district.code,
            through: EnrolmentScene.day("2024-01-05"), reason: "系统故障")
        _ = try await PlanYears(house.platform).extend(house.centre(on: "2023-12-30"), longer)
        try await scene.add([EnrolmentHouse.insured], to: scene.otherUnit, joinedOn: "2024-01-05")
        try await scene.add([EnrolmentHouse.insured], to: scene.units[2], from: 10, joinedOn: "2024-01-06")
        #expect(try await house.deadlines.due(own("2024-01-05")).isEmpty)
        #expect(try await house.deadlines.due(own("2024-01-06")).units.map(\.name) == [scene.otherUnit.name])
        #expect(try await house.deadlines.carryOut(own("2024-01-06")) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.deadlines.carryOut(own("2024-01-20")) == Deadlines.Done(leftOut: 0, lapsed: 0))
        #expect(try await house.violations() == [])
    }

    // MARK: Pieces

    @Test("A stop anywhere in the middle and a second run do what one run does", arguments: Engine.available)
    func pieces(engine: Engine) async throws {
        let whole = try await told(engine, cutAfter: nil)
        #expect(whole.count == 3)
        for writes in 0..<4 {
            #expect(try await told(engine, cutAfter: writes) == whole, "cut after \(writes) writes")
        }
    }

    /// What the units' lists, todos and events are after the calendar has acted, cut off once or not.
    private func told(_ engine: Engine, cutAfter writes: Int?) async throws -> [[String]] {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit, from: 10)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.units[2], from: 20)
        if let writes {
            let power = Power()
            let failing = UseCases.Platform(
                database: FailingDatabase(under: house.scene.database, power), seal: house.platform.seal,
                passwords: house.platform.passwords)
            power.cut(after: writes)
            await #expect(throws: DatabaseError.self) {
                try await Deadlines(failing, piece: 1).carryOut(own("2024-01-01"))
            }
        }
        _ = try await Deadlines(house.platform, piece: 1).carryOut(own("2024-01-01"))
        #expect(try await house.violations() == [])
        return try await house.scene.database.read { transaction in
            try transaction.query(
                """
                SELECT n.name, e.status, count(DISTINCT t.id) AS todos, count(DISTINCT v.id) AS events
                FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id
                    LEFT JOIN todo t ON t.subject_id = e.id AND t.kind = 'left-out' AND t.closed_at IS NULL
                    LEFT JOIN event v ON v.subject_id = e.id AND v.action = 'close-window'
                GROUP BY n.name, e.status ORDER BY n.name
                """
            ).map { row in
                let (todos, events): (Int, Int) = (try row.get("todos"), try row.get("events"))
                return [try row.get("name"), try row.get("status"), String(todos), String(events)]
            }
        }
    }

    @Test("The form sent again is answered with what it did")
    func again() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.approved()
        let occasion = EnrolmentScene.occasion(house.centre, on: "2024-01-01", ticket: "one-form").confirmed
        #expect(try await house.deadlines.carryOut(occasion) == Deadlines.Done(leftOut: 1, lapsed: 0))
        #expect(try await house.deadlines.carryOut(occasion) == Deadlines.Done(leftOut: 1, lapsed: 0))
    }

    @Test("By itself the calendar acts for real people only", arguments: ["live", "demo", "rehearsal"])
    func live(mode: String) async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.approved()
        try await house.scene.database.write { try SettingStore($0).set(.mode, to: mode) }
        let done = try await house.deadlines.carryOutByCalendar(
            today: EnrolmentScene.day("2024-01-01"), now: EnrolmentScene.now)
        #expect(done == (mode == "live" ? Deadlines.Done(leftOut: 1, lapsed: 0) : nil))
        #expect(try await house.status() == (mode == "live" ? .leftOut : .approved))
    }

    @Test("Nobody below the city closes anything")
    func authority() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        await #expect(throws: Refusal.notFound) { _ = try await house.deadlines.due(house.officer()) }
        await #expect(throws: Refusal.notFound) { _ = try await house.deadlines.carryOut(house.house.clerk()) }
    }
}
