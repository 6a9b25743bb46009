import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("What a list does to many members counts in the enrolment, however it ends")
struct RosterJobEnrolmentTests {
    private func jobs(_ district: DistrictHouse, _ power: Power = Power()) -> RosterJobs {
        RosterJobs(
            UseCases.Platform(
                database: FailingDatabase(under: district.platform.database, power), seal: district.platform.seal,
                passwords: district.platform.passwords))
    }

    /// A clock that stands, some minutes after everything so far.
    private func later(_ minutes: Int64) -> RealClock { { EnrolmentScene.now.adding(minutes: minutes) } }

    private func roster(_ serials: ClosedRange<Int>) -> MemberImports.Upload {
        let lines = serials.map { "新员\($0),\(Roster.number($0)),199\(String(100_000_000 + $0).dropFirst())" }
        return MemberImports.Upload(
            name: "名册.csv", bytes: Array((["姓名,证件号码,手机号码"] + lines).joined(separator: "\r\n").utf8))
    }

    private func todos(_ district: DistrictHouse, of union: Union? = nil) async throws -> [Todo] {
        let union = union ?? district.scene.committee
        return try await district.scene.database.read { try TodoStore($0).list(for: union.id) }
    }

    private func amount(_ kind: Todo.Kind, _ district: DistrictHouse) async throws -> Int? {
        try await todos(district).first { $0.kind == kind }?.amount
    }

    @Test(
        "Given up because the account is no more, what is done counts, is told, and the rest waits",
        arguments: Engine.available)
    func disabledAccount(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        try await district.scene.add(
            Array(repeating: EnrolmentHouse.insured, count: 600), to: district.scene.unit)
        try await district.house.submit()
        #expect(try await amount(.resubmitEnrolment, district) == nil)
        let (comparisons, clerk) = (MemberComparisons(district.platform), district.house.clerk())
        let id = try await comparisons.compare(
            roster(1...1), as: .enterprise(try #require(district.scene.unit.enterprise)), .wholeUnion, clerk)
        #expect(try await comparisons.decide(.removeRetired, .undecided, of: .missing, in: id, clerk) == 600)
        #expect(try await comparisons.execute(id, waiting: .short, clerk) == nil)
        // So many go that a second person has to consent first.
        let held: ID<MassRemoval>? = try await district.scene.database.read {
            try $0.value("SELECT id FROM mass_removal WHERE status = 'open'")
        }
        try await MassRemovals(district.platform).accept(
            try #require(held), "", district.reviewer(on: "2023-11-20").confirmed)
        // The server dies after the first piece, and meanwhile the clerk's account is disabled.
        let power = Power()
        power.cut(after: 2)
        _ = try? await jobs(district, power).work(later(0))
        #expect(try await district.house.count("member WHERE left_on IS NOT NULL") == 500)
        try await district.scene.database.write { transaction in
            try transaction.execute("UPDATE account SET status = 'disabled' WHERE id = \(clerk.actor.account)")
        }
        let (worker, clock) = (jobs(district), later(5))
        await #expect(throws: Refusal.notFound) { try await worker.work(clock) }
        #expect(try await worker.work(later(10)) == false)
        #expect(try await district.house.count("member WHERE left_on IS NOT NULL") == 500)
        #expect(try await district.house.count("unit_enrolment WHERE outdated_since IS NOT NULL") == 1)
        #expect(try await amount(.resubmitEnrolment, district) == 500)
        let results = try await comparisons.results(id, nil, clerk)
        #expect(results.comparison.state == .compared)
        #expect(results.counts == [.removed: 500])
        #expect(results.waiting == 100)
        #expect(results.history.map(\.event) == [.stopped, .executed])
        // Nobody is said to have ended it.
        #expect(results.history.first?.account == "")
        // The account was disabled past the desk that writes it down, which is named itself; apart from that all adds up.
        let found = try await district.violations()
        #expect(found.map(\.rule) == ["an account is in use as was last recorded"])
    }

    @Test("A long import counts who needs a card or a confirmation", arguments: Engine.available)
    func longImport(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        let (imports, clerk) = (MemberImports(district.platform), district.house.clerk())
        try await district.scene.add([EnrolmentHouse.insured], to: district.scene.unit)
        try await district.house.submit()
        let people = 5_001
        let id = try await imports.stage(
            roster(1...people), as: .enterprise(try #require(district.scene.unit.enterprise)), waiting: .short, clerk)
        let worker = jobs(district)
        while try await worker.work(later(0)) {}
        _ = try await imports.confirm(id, waiting: .short, clerk)
        #expect(try await amount(.orderCards, district) == nil)
        while try await worker.work(later(0)) {}
        #expect(try await district.house.count("member WHERE left_on IS NULL") == people + 1)
        #expect(try await amount(.orderCards, district) == people)
        #expect(try await amount(.confirmMembers, district) == people)
        #expect(try await district.violations() == [])
    }

    @Test("Who goes to another unit of his union by an import is counted there and no more here")
    func anotherUnit() async throws {
        let district = try await DistrictHouse.open(.sqlite)
        let (imports, scene) = (MemberImports(district.platform), district.scene)
        let clerk = EnrolmentScene.occasion(scene.jointClerk)
        for unit in [scene.units[1], scene.units[2]] {
            let id = try await imports.stage(
                roster(1...1), as: .enterprise(try #require(unit.enterprise)), clerk)
            _ = try await imports.confirm(id, clerk)
            #expect(
                try await todos(district, of: scene.joint).filter { $0.kind == .orderCards }.map(\.subjectName) == [
                    unit.name
                ])
        }
    }
}
