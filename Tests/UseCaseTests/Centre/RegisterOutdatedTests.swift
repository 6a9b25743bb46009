import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Register lists and lists that are handed in")
struct RegisterOutdatedTests {
    @Test("A list that names somebody dead is out of date, and its unit is told", arguments: Engine.available)
    func outdated(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let document = try await house.scene.database.read { transaction in
            let year = try PlanYearStore(transaction).find(2024)
            let record = try EnrolmentStore(transaction).find(unit: house.scene.unit.id, year: 2024)
            guard year != nil, let record else { throw Refusal.notFound }
            let version = try RosterStore(transaction).version(record.enrolment.version, of: record.enrolment.id)
            guard let version else { throw Refusal.notFound }
            let people = try RosterPeopleStore(transaction, house.scene.seal).people(
                of: version.id, bucket: .enrolling, ListRange(offset: 0, limit: 1))
            guard let person = people.entries.first else { throw Refusal.notFound }
            return person.document
        }
        let receipt = try await Registers(house.platform).load(
            .deceased, asOf: EnrolmentScene.day("2023-11-30"), documents: [document],
            EnrolmentScene.occasion(house.centre, on: "2023-12-01"))
        #expect(receipt.changed == 1)
        let record = try await house.scene.database.read {
            try EnrolmentStore($0).find(unit: house.scene.unit.id, year: 2024)
        }
        #expect(record?.outdatedSince != nil)
        let todos = try await house.scene.database.read { try TodoStore($0).list(for: house.scene.committee.id) }
            .filter { $0.kind == .resubmitEnrolment }
        #expect(todos.map(\.kind) == [.resubmitEnrolment])
        #expect(todos.first?.amount == 1)
        #expect(try await house.violations() == [])
    }
}
