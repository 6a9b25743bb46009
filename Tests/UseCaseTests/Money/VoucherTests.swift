import DatabaseKit
import Documents
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Vouchers, the centre's answer and the deadlines")
struct VoucherTests {
    /// A picture that the platform has made itself.
    static func picture() throws -> Vouchers.Upload {
        Vouchers.Upload(name: "回单.png", bytes: try CaptchaImage(text: "A1B2", seed: 7).png())
    }

    private func handedIn(_ engine: Engine) async throws -> (DistrictHouse, ID<DistrictSubmission>) {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        return (house, try await house.submit().submission)
    }

    @Test("A voucher is uploaded, accepted, and everybody is covered", arguments: Engine.available)
    func accepted(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try Self.picture()])
        var record = try await house.record(id)
        #expect(record.submission.status == .voucherUnderReview)
        #expect(try await house.house.todos(of: house.scene.city) == [.decideVoucher])
        #expect(try await house.vouchers.queue(house.centre()).waiting.map(\.submission.id) == [id])

        _ = try await house.vouchers.decide(house.centre(), id, .accept, stamp: record.stamp)
        record = try await house.record(id)
        #expect(record.submission.status == .completed)
        #expect(try await house.status() == .inForce)
        #expect(try await house.coverage() == ["in-force": 95])
        #expect(try await house.house.todos(of: house.scene.city) == [])
        #expect(try await house.house.todos(of: house.scene.district) == [])
        #expect(try await house.violations() == [])

        let found = try await CoverageSearches(house.platform).page(
            house.officer(), CoverageSearches.Search(), .first, size: 20
        ).listing
        #expect(found.total == 95)
        #expect(found.coverages.first?.submission == "CB202312270001")
        #expect(found.coverages.map(\.id.rawValue) == found.coverages.map(\.id.rawValue).sorted())
        #expect(found.previous == nil)
        let second = try await CoverageSearches(house.platform).page(
            house.officer(), CoverageSearches.Search(), .after(try #require(found.next)), size: 20
        ).listing
        #expect(Set(second.coverages.map(\.id)).isDisjoint(with: found.coverages.map(\.id)))
        let back = try await CoverageSearches(house.platform).page(
            house.officer(), CoverageSearches.Search(), .before(try #require(second.previous)), size: 20
        ).listing
        #expect(back.coverages == found.coverages)
        #expect(back.previous == nil)
        let beyond = try await CoverageSearches(house.platform).page(
            house.officer(), CoverageSearches.Search(), .after(try #require(CoverageKey("1-1"))), size: 20
        ).listing
        #expect(beyond.coverages == found.coverages)
        var search = CoverageSearches.Search()
        search.plan = "B"
        #expect(
            try await CoverageSearches(house.platform).page(house.officer(), search, .first, size: 20).listing.total
                == 0)
    }

    @Test("A rejected voucher comes again within the year's days", arguments: Engine.available)
    func rejected(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        try await house.vouchers.upload(house.officer(on: "2024-01-19"), id, [try Self.picture()])
        let stamp = try await house.record(id).stamp
        _ = try await house.vouchers.decide(
            house.centre(on: "2024-01-19"), id, try VoucherDecision(.reject, reason: "划款金额不足"), stamp: stamp)
        let record = try await house.record(id)
        #expect(record.submission.status == .voucherRejected)
        #expect(record.submission.voucherDue == EnrolmentScene.day("2024-01-24"))
        #expect(record.answer == "划款金额不足")
        #expect(try await house.house.todos(of: house.scene.district) == [.correctVoucher])
        try await house.vouchers.upload(house.officer(on: "2024-01-24"), id, [try Self.picture()])
        #expect(try await house.batches.sheet(house.officer(), id).vouchers.map(\.status) == [.underReview, .rejected])
        #expect(try await house.violations() == [])
    }

    @Test("Two decisions at once: the later one is told", arguments: Engine.available)
    func decidedTwice(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try Self.picture()])
        let stamp = try await house.record(id).stamp
        _ = try await house.vouchers.decide(house.centre(), id, .accept, stamp: stamp)
        await #expect(throws: StaleVersion.self) {
            try await house.vouchers.decide(house.centre(), id, .reject(reason: "晚了"), stamp: stamp)
        }
        #expect(try await house.record(id).submission.status == .completed)
    }

    @Test("A wrong file is refused with what is accepted, and nothing is kept", arguments: Engine.available)
    func wrongFiles(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        let text = Vouchers.Upload(name: "回单.png", bytes: Array("no picture".utf8))
        await #expect(throws: VoucherRefusal([VoucherRefusal.File(name: "回单.png", problem: .otherKind)])) {
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try Self.picture(), text])
        }
        let broken = Vouchers.Upload(name: "a.png", bytes: Array(try Self.picture().bytes.prefix(60)))
        await #expect(throws: VoucherRefusal([VoucherRefusal.File(name: "a.png", problem: .damaged)])) {
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [broken])
        }
        let active = Vouchers.Upload(name: "a.pdf", bytes: Array("%PDF-1.4 /JavaScript".utf8))
        await #expect(throws: VoucherRefusal.self) {
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [active])
        }
        await #expect(throws: Refusal.voucherMissing) {
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [])
        }
        let many = Array(repeating: try Self.picture(), count: 7)
        await #expect(throws: Refusal.voucherTooManyFiles(limit: 6)) {
            try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, many)
        }
        #expect(try await house.record(id).submission.status == .awaitingVoucher)
        #expect(try await house.house.count("stored_file") == 0)
    }

    @Test("A file is served to its district and the centre, to nobody else", arguments: Engine.available)
    func files(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try Self.picture()])
        let file = try #require(try await house.batches.sheet(house.officer(), id).vouchers.first?.files.first)
        #expect(try await house.vouchers.file(house.centre(), file.id).bytes.count == file.size)
        let stranger = EnrolmentScene.occasion(house.otherDistrict, on: "2024-01-04")
        await #expect(throws: Refusal.notFound) { try await house.vouchers.file(stranger, file.id) }
        await #expect(throws: Refusal.notFound) { try await house.batches.sheet(stranger, id) }
        await #expect(throws: Refusal.notFound) { try await house.batches.notice(stranger, id) }
        await #expect(throws: Refusal.notFound) {
            try await house.vouchers.upload(stranger, id, [try Self.picture()])
        }
    }

    @Test("A batch without a voucher lapses after its last day, and only then", arguments: Engine.available)
    func lapses(engine: Engine) async throws {
        let (house, id) = try await handedIn(engine)
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-20")) == 0)
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-21")) == 1)
        #expect(try await house.deadlines.lapseOverdue(house.centre(on: "2024-01-21")) == 0)
        #expect(try await house.record(id).submission.status == .lapsed)
        #expect(try await house.status() == .lapsed)
        #expect(try await house.coverage() == ["lapsed": 95])
        #expect(try await house.house.count("enrolment_claim") == 0)
        #expect(try await house.violations() == [])
        await #expect(throws: Refusal.batchState(.lapsed, .uploadVoucher)) {
            try await house.vouchers.upload(house.officer(on: "2024-01-22"), id, [try Self.picture()])
        }
    }

    @Test("Lists that nobody handed in are left out after the window", arguments: Engine.available)
    func closes(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        await #expect(
            performing: {
                _ = try await house.deadlines.closeWindow(house.centre(on: "2023-12-31"), year: 2024)
            },
            throws: { error in
                guard case .outsideWindow? = error as? Refusal else { return false }
                return true
            })
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-01"), year: 2024) == 1)
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-01"), year: 2024) == 0)
        #expect(try await house.house.count("enrolment_claim") == 0)
        #expect(try await house.house.todos(of: house.scene.district) == [])
        #expect(try await house.violations() == [])
        // The root lies above a district.
        await #expect(throws: Refusal.notFound) {
            try await house.deadlines.closeWindow(house.officer(on: "2024-01-01"), year: 2024)
        }
    }
}
