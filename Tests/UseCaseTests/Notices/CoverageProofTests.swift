import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("参保证明: issued once, downloaded again, checked without personal data")
struct CoverageProofTests {
    private func covered(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let id = try await house.submit().submission
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try VoucherTests.picture()])
        return house
    }

    private func accept(_ house: DistrictHouse) async throws {
        let id: Int64? = try await house.platform.database.read { try $0.value("SELECT id FROM district_submission") }
        let submission = ID<DistrictSubmission>(try #require(id))
        _ = try await house.vouchers.decide(
            house.centre(), submission, .accept, stamp: try await house.record(submission).stamp)
    }

    private func coverages(_ house: DistrictHouse) async throws -> [Coverage] {
        try await CoverageSearches(house.platform).page(
            house.officer(), CoverageSearches.Search(), .first, size: 20
        ).listing.coverages
    }

    private func token(_ house: DistrictHouse) async throws -> String {
        let token: String? = try await house.platform.database.read { try $0.value("SELECT token FROM coverage_proof") }
        return try #require(token)
    }

    @Test(arguments: Engine.available)
    func `A coverage in force has one proof with one number, and every download is recorded`(
        engine: Engine
    ) async throws {
        let house = try await covered(engine)
        let proofs = CoverageProofs(house.platform)
        let coverage = try #require(try await coverages(house).first)
        await #expect(throws: CoverageProofRefusal.provisional) {
            _ = try await proofs.pdf(house.officer(), coverage.id)
        }
        try await accept(house)
        let first = try await proofs.pdf(house.officer(on: "2024-01-09"), coverage.id)
        #expect(first.name == "参保证明-BZ20240000001.pdf")
        #expect(first.bytes.starts(with: Array("%PDF".utf8)))
        let again = try await proofs.pdf(house.centre(on: "2024-03-09"), coverage.id)
        #expect(again.name == first.name)
        #expect(again.bytes == first.bytes)
        let events = try await house.platform.database.read {
            try $0.query("SELECT action FROM event WHERE subject = 'coverage-proof' ORDER BY id").map {
                try $0.get(0) as String
            }
        }
        #expect(events == ["issued", "downloaded"])
        let second = try #require(try await coverages(house).last)
        #expect(try await proofs.pdf(house.officer(), second.id).name == "参保证明-BZ20240000002.pdf")
        let stranger = EnrolmentScene.occasion(house.otherDistrict, on: "2024-01-09")
        await #expect(throws: Refusal.notFound) { _ = try await proofs.pdf(stranger, coverage.id) }
    }

    @Test func `The code tells whether the proof holds on that day`() async throws {
        let house = try await covered(.sqlite)
        try await accept(house)
        let proofs = CoverageProofs(house.platform)
        let coverage = try #require(try await coverages(house).first)
        _ = try await proofs.pdf(house.officer(), coverage.id)
        let token = try await token(house)
        func validity(_ day: String) async throws -> CoverageProofStanding.Validity? {
            try await proofs.verify(token: token, on: EnrolmentScene.day(day))?.validity
        }
        #expect(try await validity("2023-12-31") == .ahead)
        #expect(try await validity("2024-01-01") == .valid)
        #expect(try await validity("2024-12-31") == .valid)
        #expect(try await validity("2025-01-01") == .ended)
        #expect(try await proofs.verify(token: "other", on: EnrolmentScene.day("2024-01-01")) == nil)
        try await house.platform.database.write { _ = try $0.execute("UPDATE coverage SET status = 'lapsed'") }
        #expect(try await validity("2024-06-01") == .revoked)
        await #expect(throws: CoverageProofRefusal.lapsed) {
            _ = try await proofs.pdf(house.officer(), coverage.id)
        }
    }

    @Test(arguments: Engine.available)
    func `A member is told the notice of the list by which he is covered, and anybody can check it`(
        engine: Engine
    ) async throws {
        let house = try await covered(engine)
        let coverage = try #require(try await coverages(house).first)
        let person: Int64? = try await house.platform.database.read {
            try $0.value("SELECT person_id FROM coverage WHERE id = \(coverage.id)")
        }
        let occasion = OwnOccasion(
            oneself: Oneself(person: ID(try #require(person)), name: coverage.name),
            today: EnrolmentScene.day("2024-02-01"), now: EnrolmentScene.now, origin: "test")
        let found = try await OwnRecords(house.platform).coverage(in: 2024, occasion)
        #expect(found.map(\.coverage.id) == [coverage.id])
        let notice = try #require(found.first?.notice)
        #expect(notice.number == coverage.enrolment)
        let verified = try #require(try await Notices(house.platform).verify(token: notice.token))
        #expect(verified.notice.id == notice.id)
    }

    @Test func `A member gets the same proof of his own coverage`() async throws {
        let house = try await covered(.sqlite)
        try await accept(house)
        let proofs = CoverageProofs(house.platform)
        let coverage = try #require(try await coverages(house).first)
        let issued = try await proofs.pdf(house.officer(), coverage.id)
        let person: Int64? = try await house.platform.database.read {
            try $0.value("SELECT person_id FROM coverage WHERE id = \(coverage.id)")
        }
        let occasion = OwnOccasion(
            oneself: Oneself(person: ID(try #require(person)), name: coverage.name),
            today: EnrolmentScene.day("2024-02-01"), now: EnrolmentScene.now, origin: "test")
        #expect(try await proofs.pdf(occasion, year: 2024).bytes == issued.bytes)
        await #expect(throws: Refusal.notFound) { _ = try await proofs.pdf(occasion, year: 2023) }
    }
}
