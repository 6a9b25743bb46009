import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("A district hands its lists to the centre")
struct DistrictSubmissionTests {
    @Test("The lock makes a batch, its coverage, its notice and its files", arguments: Engine.available)
    func lock(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let rehearsal = try await house.submissions.rehearsal(house.officer())
        #expect(rehearsal.refusal == nil)
        #expect(rehearsal.totals.heads == 95)
        #expect(rehearsal.due.due.yuanText == "1,235.00")

        let receipt = try await house.submit()
        #expect(receipt.number == "CB202312270001")
        let sheet = try await house.batches.sheet(house.officer(), receipt.submission)
        #expect(sheet.record.heads == 95)
        #expect(sheet.record.amounts.premium.yuanText == "2,470.00")
        #expect(sheet.record.submission.status == .awaitingVoucher)
        #expect(sheet.record.submittedAt.day == sheet.record.submittedOn)
        #expect(sheet.record.updatedAt.day == sheet.record.submittedOn)
        #expect(sheet.contact?.phone.rawValue == "19900000001")
        #expect(sheet.notice?.number == "CB202312270001")
        #expect(try await house.status() == .locked)
        #expect(try await house.coverage() == ["provisional": 95])
        #expect(try await house.house.todos(of: house.scene.district) == [.uploadVoucher])

        let notice = try await house.batches.notice(house.officer(), receipt.submission)
        #expect(notice.content.starts(with: Array("%PDF".utf8)))
        let table = try await house.batches.statistics(house.officer(), receipt.submission)
        #expect(table.content.starts(with: Array("PK".utf8)))
        #expect(table.name == "集中参保统计表-CB202312270001.xlsx")
        #expect(try await house.violations() == [])
    }

    @Test("Nothing can be changed after the lock", arguments: Engine.available)
    func locked(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let entry = try #require(try await house.pending().approved.entries.first)
        _ = try await house.submit()
        let result = try await house.reviews.takeBack(house.officer(), [entry.reviewed])
        #expect(result.skipped.map(\.refusal) == [.enrolmentState(.locked, .takeBack)])
        let rehearsal = try await house.submissions.rehearsal(house.officer())
        #expect(rehearsal.refusal == .nothingToSubmit)
        await #expect(throws: Refusal.nothingToSubmit) {
            try await house.submissions.submit(
                house.officer(), contact: try DistrictHouse.contact(),
                expecting: ExpectedTotals(units: 1, heads: 1))
        }
    }

    @Test("Outside its window, with another count or from another level it is refused", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let expected = ExpectedTotals(units: 1, heads: 1)
        let contact = try DistrictHouse.contact()
        for day in ["2023-12-25", "2024-01-01"] {
            await #expect(
                performing: {
                    _ = try await house.submissions.submit(
                        house.officer(on: day), contact: contact, expecting: expected)
                },
                throws: { error in
                    guard case .outsideWindow(.districtSubmission, _, _)? = error as? Refusal else { return false }
                    return true
                })
        }
        await #expect(throws: Refusal.countChanged(expected: 2, actual: 1)) {
            try await house.submissions.submit(
                house.officer(), contact: contact, expecting: ExpectedTotals(units: 1, heads: 2))
        }
        let levelTwo = EnrolmentScene.occasion(house.levelTwo, on: "2023-12-27")
        await #expect(throws: Refusal.notAllowed(.submitToCentre, .role)) {
            try await house.submissions.submit(levelTwo, contact: contact, expecting: expected)
        }
        #expect(try await house.status() == .approved)
        #expect(try await house.house.count("district_submission") == 0)
    }

    @Test("Who has left or died is struck, with a version and a notice of its own", arguments: Engine.available)
    func struck(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let members = try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await house.house.submit()
        _ = try await house.reviews.approve(house.reviewer(), try await house.pending().pending.entries.map(\.reviewed))
        try await house.scene.leave(members[0])
        try await house.scene.register(members[1], as: .deceased)

        let rehearsal = try await house.submissions.rehearsal(house.officer())
        #expect(rehearsal.struck.map(\.left) == [1])
        #expect(rehearsal.struck.map(\.deceased) == [1])
        #expect(rehearsal.totals.heads == 93)
        let receipt = try await house.submit()
        #expect(receipt.heads == 93)
        #expect(receipt.struckUnits == 1)
        #expect(try await house.coverage() == ["provisional": 93])
        let (versions, notices) = try await house.scene.database.read { transaction in
            let record = try #require(try EnrolmentStore(transaction).find(unit: house.scene.unit.id, year: 2024))
            return (
                try RosterStore(transaction).versions(of: record.enrolment.id),
                try NoticeStore(transaction).list(number: record.number)
            )
        }
        #expect(versions.map(\.number) == [2, 1])
        #expect(versions[0].reason == .rosterChange)
        #expect(versions[0].equation[.deceased] == 1)
        #expect(versions[0].equation.members == 127)
        #expect(notices.map(\.version) == [2, 1])
        let days = notices.map { notice -> [String] in
            guard case .base(let facts) = notice.facts else { return [] }
            return [facts.paymentDue.description, facts.urgency?.rawValue ?? ""]
        }
        // The one of the lock is issued after the unit's last day: it asks for the money soon.
        #expect(days == [["2024-01-20", "soon"], ["2023-12-25", ""]])
        #expect(try await house.violations() == [])
    }

    @Test("A list that nobody stays on is left out of the batch", arguments: Engine.available)
    func emptied(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let members = try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        _ = try await house.reviews.approve(house.reviewer(), try await house.pending().pending.entries.map(\.reviewed))
        try await house.scene.leave(members[0])
        #expect(try await house.submissions.rehearsal(house.officer()).refusal == .nothingToSubmit)
        let left = try await house.deadlines.closeWindow(house.centre(on: "2024-01-01"), year: 2024)
        #expect(left == 1)
        #expect(try await house.status() == .leftOut)
        #expect(try await house.violations() == [])
    }

    @Test("A double click makes one batch", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([EnrolmentHouse.insured])
        let expected = try await house.submissions.rehearsal(house.officer()).expected
        let contact = try DistrictHouse.contact()
        let receipts = try await withThrowingTaskGroup(of: Submissions.Receipt.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await house.submissions.submit(
                        house.officer(ticket: "one-form"), contact: contact, expecting: expected)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.number)) == ["CB202312270001"])
        #expect(try await house.house.count("district_submission") == 1)
    }
}
