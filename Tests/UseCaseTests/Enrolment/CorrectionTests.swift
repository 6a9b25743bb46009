import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 更正申请: what is asked for after the lock, looked at by the district, decided by the centre.
@Suite struct CorrectionTests {
    private func locked(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        _ = try await house.submit()
        return house
    }

    private func inForce(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await locked(engine)
        try await complete(house)
        return house
    }

    private func complete(_ house: DistrictHouse) async throws {
        let id: ID<DistrictSubmission> = try #require(
            try await house.scene.database.read { try $0.value("SELECT id FROM district_submission") })
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try VoucherTests.picture()])
        _ = try await house.vouchers.decide(
            house.centre(), id, .accept, stamp: try await house.record(id).stamp)
    }

    private func corrections(_ house: DistrictHouse) -> Corrections { Corrections(house.platform) }
    private func clerk(_ house: DistrictHouse, ticket: String? = nil) -> Occasion {
        house.house.clerk(on: "2024-02-01", ticket: ticket)
    }
    private func district(_ house: DistrictHouse) -> Occasion { house.officer(on: "2024-02-02") }
    private func centre(_ house: DistrictHouse) -> Occasion { house.centre(on: "2024-02-03") }

    private func coverage(_ house: DistrictHouse, _ index: Int = 0) async throws -> ID<Coverage> {
        let ids: [ID<Coverage>] = try await house.scene.database.read {
            try $0.query("SELECT id FROM coverage ORDER BY id").map { try $0.get("id") }
        }
        return ids[index]
    }

    private func asked(_ house: DistrictHouse, _ wish: Corrections.Wish = .removal, _ index: Int = 0) async throws
        -> ID<EnrolmentCorrection>
    {
        try await corrections(house).ask(
            wish, about: try await coverage(house, index), note: "录入有误", clerk(house)
        ).id
    }

    private func endorsed(_ house: DistrictHouse, _ wish: Corrections.Wish = .removal, _ index: Int = 0) async throws
        -> ID<EnrolmentCorrection>
    {
        let id = try await asked(house, wish, index)
        _ = try await corrections(house).perform(.endorse, on: id, district(house))
        return id
    }

    @Test(arguments: Engine.available)
    func `A union that moves takes its correction to its new district`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let id = try await asked(house)
        let requests = UnionRequests(house.platform)
        let receipt = try await requests.transfer(
            house.scene.committee.id, under: house.otherDistrict.union, note: "企业搬迁", clerk(house))
        _ = try await requests.perform(.accept, on: receipt.id, centre(house))
        #expect(try await house.house.todos(of: house.scene.district).isEmpty)
        let other = house.otherDistrict
        let union = try #require(try await house.scene.database.read { try UnionStore($0).find(other.union) })
        #expect(try await house.house.todos(of: union) == [.reviewCorrection])
        let old = district(house)
        await #expect(throws: Refusal.notFound) { try await corrections(house).find(id, old) }
    }

    private let passport = Corrections.Wish.identity(name: "会员更", type: .passport, number: "E19900001")

    @Test(arguments: Engine.available)
    func `A wrong name is put right by both levels, the list stays as it was`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let covered = try await coverage(house)
        let known = try await corrections(house).sheet(covered, clerk(house)).identity
        _ = try await CoverageProofs(house.platform).pdf(clerk(house), covered)
        let receipt = try await corrections(house).ask(
            passport, about: covered, note: "证件号码录错", clerk(house, ticket: "once"))
        #expect(receipt.number == "GZ202402010001")
        let again = try await corrections(house).ask(
            passport, about: covered, note: "证件号码录错", clerk(house, ticket: "once"))
        #expect(again == receipt)
        #expect(try await house.house.todos(of: house.scene.district) == [.reviewCorrection])
        #expect(try await corrections(house).find(receipt.id, clerk(house)).commands == [.withdraw])
        #expect(try await corrections(house).find(receipt.id, centre(house)).commands.isEmpty)
        let counts = try await house.house.enrolments.list(clerk(house), enterprise: nil).map(\.corrections)
        #expect(counts == [CorrectionCounts(open: 1)])

        _ = try await corrections(house).perform(.endorse, on: receipt.id, district(house))
        #expect(try await house.house.todos(of: house.scene.district) == [])
        #expect(try await house.house.todos(of: house.scene.city) == [.decideCorrection])
        #expect(try await identity(house, covered).name == known.name)

        _ = try await corrections(house).perform(.accept, on: receipt.id, centre(house))
        #expect(try await house.house.todos(of: house.scene.city) == [])
        let now = try await identity(house, covered)
        #expect(now.name == "会员更")
        #expect(now.document.key == "passport:E19900001")
        let shown = try await Coverages(house.platform).page(
            clerk(house), enterprise: nil, Coverages.Search(person: .init(document: "E19900001")), .first, size: 20)
        #expect(shown.listing.coverages.map(\.name) == ["会员更"])
        let stray = try await Coverages(house.platform).page(
            clerk(house), enterprise: nil, Coverages.Search(person: .init(document: known.number)), .first, size: 20)
        #expect(stray.listing.total == 0)
        let proofs = try await house.scene.database.read { transaction in
            try transaction.query("SELECT token FROM coverage_proof").map { row -> String in try row.get("token") }
        }
        #expect(proofs.count == 1)
        let standing = try await CoverageProofs(house.platform).verify(
            token: try #require(proofs.first), on: EnrolmentScene.day("2024-02-04"))
        #expect(standing?.validity == .revoked)
        _ = try await CoverageProofs(house.platform).pdf(clerk(house), covered)
        #expect(try await house.house.count("coverage_proof") == 2)
        #expect(try await house.coverage() == ["in-force": 95])
        #expect(try await house.violations() == [])
    }

    private func identity(_ house: DistrictHouse, _ coverage: ID<Coverage>) async throws -> CorrectedIdentity {
        let identity = try await house.scene.database.read { transaction in
            try CorrectionStore(transaction, house.scene.seal).place(of: coverage).flatMap {
                try PersonStore(transaction, house.scene.seal).identity(of: $0.person)
            }
        }
        return try #require(identity)
    }

    @Test(arguments: Engine.available)
    func `A removal voids the coverage, frees the person, and refunds what the district has paid`(
        engine: Engine
    ) async throws {
        let house = try await locked(engine)
        let before = try await uncovered(house)
        let id = try await endorsed(house)
        let batch = "CB202312270001"
        await #expect(throws: Refusal.correction(.batchOpen(number: batch))) {
            try await corrections(house).perform(.accept, on: id, centre(house))
        }
        #expect(try await corrections(house).find(id, centre(house)).obstacle == .batchOpen(number: batch))
        try await complete(house)
        _ = try await corrections(house).perform(.accept, on: id, centre(house))
        #expect(try await house.coverage() == ["in-force": 94, "voided": 1])
        #expect(try await house.house.count("enrolment_claim") == 94)
        let credits = try await Credits(house.platform).page(district(house)).credits
        #expect(credits.map(\.amount) == [Money(fen: 1_300)])
        #expect(credits.map(\.fromYear) == [2024])
        #expect(credits.first?.reason.contains("GZ202402010001") == true)
        await #expect(throws: Refusal.creditOfCorrection) {
            try await Credits(house.platform).cancel(centre(house), try #require(credits.first).id)
        }
        let covered = try await coverage(house)
        await #expect(throws: Refusal.correction(.voided)) {
            try await corrections(house).sheet(covered, clerk(house))
        }
        let counts = try await house.house.enrolments.list(clerk(house), enterprise: nil).map(\.corrections)
        #expect(counts == [CorrectionCounts(removed: 1)])
        await #expect(throws: CoverageProofRefusal.voided) {
            try await CoverageProofs(house.platform).pdf(clerk(house), covered)
        }
        #expect(try await uncovered(house) == before + 1)
        #expect(try await house.violations() == [])
    }

    /// How many of the unit could be enrolled at once (有卡无保人员).
    private func uncovered(_ house: DistrictHouse) async throws -> Int {
        try await Instants(house.platform).page(
            clerk(house), enterprise: nil, .uncovered, ListRange(page: 1, size: 20)
        ).counts.ready
    }

    @Test(arguments: Engine.available)
    func `The ledger asks the unit for its base share without whom a correction has removed`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        try await house.platform.database.write {
            _ = try $0.execute("UPDATE enrolment_version SET district_fen = 300, base_fen = 1000")
        }
        _ = try await house.submit()
        try await complete(house)
        let id = try await endorsed(house)
        _ = try await corrections(house).perform(.accept, on: id, centre(house))
        let units = try await Ledger(house.platform).page(district(house), year: 2024).receivables
        #expect(units.map(\.due) == [Money(fen: 94 * 1_000)])
        let districts = try await Ledger(house.platform).page(centre(house), year: 2024).receivables
        #expect(districts.map(\.due) == [Money(fen: 95 * 1_300)])
        #expect(
            try await Credits(house.platform).page(district(house)).credits.map(\.remaining) == [Money(fen: 1_300)])
    }

    @Test(arguments: Engine.available)
    func `Returned with a reason the clerk is told, reads it, and asks anew`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let id = try await asked(house)
        await #expect(throws: Refusal.reasonMissing) {
            try await corrections(house).perform(.return, on: id, district(house))
        }
        _ = try await corrections(house).perform(.return, on: id, reason: "请附证件", district(house))
        #expect(try await house.house.todos(of: house.scene.committee).contains(.correctionReturned))
        #expect(try await house.house.todos(of: house.scene.district) == [])
        let record = try await corrections(house).find(id, clerk(house))
        #expect(record.line.reason == "请附证件")
        #expect(record.history.map(\.action) == ["return", "request"])
        #expect(try await !house.house.todos(of: house.scene.committee).contains(.correctionReturned))
        let second = try await endorsed(house)
        _ = try await corrections(house).perform(.return, on: second, reason: "不属误报", centre(house))
        #expect(try await corrections(house).find(second, clerk(house)).line.status == .returned)
        let third = try await asked(house)
        _ = try await corrections(house).perform(.withdraw, on: third, clerk(house))
        #expect(try await house.coverage() == ["in-force": 95])
        #expect(try await house.violations() == [])
    }

    // MARK: Refusals

    @Test(arguments: Engine.available)
    func `Whoever stands on no locked list is not corrected, and it is said what to do instead`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        let (listed, unlisted) = try await house.scene.database.read { transaction -> (String?, String?) in
            (
                try transaction.value(
                    "SELECT m.number FROM member m JOIN enrolment_claim k ON k.person_id = m.person_id LIMIT 1"),
                try transaction.value(
                    """
                    SELECT number FROM member WHERE person_id NOT IN (SELECT person_id FROM enrolment_claim) LIMIT 1
                    """)
            )
        }
        await #expect(throws: Refusal.correction(.notLocked)) {
            try await corrections(house).seek(try #require(listed), clerk(house))
        }
        await #expect(throws: Refusal.correction(.notListed)) {
            try await corrections(house).seek(try #require(unlisted), clerk(house))
        }
        _ = try await house.submit()
        let found = try await corrections(house).seek(try #require(listed), clerk(house))
        let sheet = try await corrections(house).sheet(found, clerk(house))
        #expect(sheet.memberNumber == listed)
        #expect(try await corrections(house).seek(sheet.identity.number, clerk(house)) == found)
        let other = EnrolmentScene.occasion(house.scene.jointClerk, on: "2024-02-01")
        await #expect(throws: Refusal.correction(.notListed)) {
            try await corrections(house).seek(try #require(listed), other)
        }
        await #expect(throws: Refusal.notFound) { try await corrections(house).sheet(found, other) }
        #expect(throws: Refusal.notAllowed(.askCorrections, .role)) {
            try district(house).actor.authority.require(.askCorrections, on: house.scene.committee.path)
        }
    }

    @Test(arguments: Engine.available)
    func `One waits at a time, and a lapsed list has nothing to correct`(engine: Engine) async throws {
        let house = try await locked(engine)
        _ = try await asked(house)
        await #expect(throws: Refusal.correction(.open(number: "GZ202402010001"))) { try await asked(house, passport) }
        let second = try await endorsed(house, passport, 1)
        try await house.scene.database.write {
            _ = try $0.execute("UPDATE coverage SET status = 'lapsed'")
        }
        await #expect(throws: Refusal.correction(.lapsed)) { try await asked(house, .removal, 2) }
        await #expect(throws: Refusal.correction(.lapsed)) {
            try await corrections(house).perform(.accept, on: second, centre(house))
        }
    }

    @Test(arguments: Engine.available)
    func `Nobody is removed after the last day, or once something was paid to him`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let first = try await coverage(house)
        await #expect(throws: Refusal.correction(.ended(EnrolmentScene.day("2024-12-31")))) {
            try await corrections(house).ask(
                .removal, about: first, note: "误报", house.house.clerk(on: "2025-01-01"))
        }
        let id = try await endorsed(house, .removal, 1)
        try await house.scene.database.write { transaction in
            for coverage in [first, ID(first.rawValue + 1)] as [ID<Coverage>] {
                try transaction.execute(
                    """
                    INSERT INTO benefit_payment (id, person_id, unit_id, coverage_id, year, kind, amount_fen, paid_on,
                        reference, status, at)
                    SELECT \(try transaction.newKey()), person_id, unit_id, id, year, '住院', 100, '2024-01-20',
                        \("GF\(coverage)"), 'paid', 0 FROM coverage WHERE id = \(coverage)
                    """)
            }
        }
        await #expect(throws: Refusal.correction(.benefitPaid)) { try await asked(house) }
        await #expect(throws: Refusal.correction(.benefitPaid)) {
            try await corrections(house).perform(.accept, on: id, centre(house))
        }
        #expect(try await house.coverage() == ["in-force": 95])
    }

    @Test(arguments: Engine.available)
    func `What is typed is judged before it is asked for, and again before it is written`(
        engine: Engine
    ) async throws {
        let house = try await inForce(engine)
        let own = try await corrections(house).sheet(try await coverage(house), clerk(house)).identity
        func wish(_ name: String, _ type: DocumentType, _ number: String) -> Corrections.Wish {
            .identity(name: name, type: type, number: number)
        }
        await #expect(throws: CorrectionProblem.name) { try await asked(house, wish("", own.type, own.number)) }
        await #expect(throws: CorrectionProblem.document(.empty)) { try await asked(house, wish("甲", .passport, "")) }
        await #expect(throws: CorrectionProblem.noteMissing) {
            try await corrections(house).ask(
                passport, about: try await coverage(house), note: " ", clerk(house))
        }
        // Two people are to get the same number: the second one is stopped when the first has it.
        let first = try await endorsed(house, passport, 0)
        let second = try await endorsed(house, passport, 1)
        let outcomes = try await corrections(house).decide(.accept, [first, second], centre(house))
        #expect(outcomes.map(\.result) == [.done, .obstructed])
        await #expect(throws: CorrectionProblem.documentOfAnother) {
            try await corrections(house).perform(.accept, on: second, centre(house))
        }
        // He has it now, so there is nothing to put right; nobody else can ask for it.
        await #expect(throws: CorrectionProblem.unchanged) { try await asked(house, passport) }
        await #expect(throws: CorrectionProblem.documentOfAnother) { try await asked(house, passport, 2) }
        #expect(try await house.violations() == [])
    }

    @Test(arguments: Engine.available)
    func `What has become true since is not written over with what was asked for before`(
        engine: Engine
    ) async throws {
        let house = try await inForce(engine)
        let covered = try await coverage(house)
        let id = try await endorsed(house, passport)
        #expect(try await corrections(house).find(id, centre(house)).obstacle == nil)
        try await house.scene.database.write { transaction in
            try transaction.execute(
                """
                UPDATE person SET name = '会员新' WHERE id = (SELECT c.person_id FROM coverage c WHERE c.id = \(covered))
                """)
            return
        }
        let changed = try await identity(house, covered)
        #expect(changed.name == "会员新")
        #expect(try await corrections(house).find(id, centre(house)).obstacle == .changed)
        #expect(try await corrections(house).decide(.accept, [id], centre(house)).map(\.result) == [.obstructed])
        await #expect(throws: Refusal.correction(.changed)) {
            try await corrections(house).perform(.accept, on: id, centre(house))
        }
        #expect(try await identity(house, covered) == changed)
        #expect(try await corrections(house).find(id, centre(house)).line.status == .endorsed)

        // The way out that the sentence names.
        _ = try await corrections(house).perform(.return, on: id, reason: "姓名已变更", centre(house))
        #expect(try await corrections(house).find(id, clerk(house)).line.status == .returned)
        _ = try await asked(house, passport)
    }

    @Test(arguments: Engine.available)
    func `Several are decided with a result for each, by those whose turn it is`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let (first, second) = (try await asked(house), try await asked(house, passport, 1))
        let waiting = try await corrections(house).list(
            .waiting, page: ListPage(number: 1, size: 20), district(house))
        #expect(waiting.lines.map(\.id) == [first, second])
        #expect(waiting.waiting == 2)
        await #expect(throws: Refusal.nothingSelected) {
            try await corrections(house).decide(.accept, [], district(house))
        }
        await #expect(throws: Refusal.notFound) {
            try await corrections(house).decide(
                .accept, [first], EnrolmentScene.occasion(house.otherDistrict, on: "2024-02-02"))
        }
        #expect(
            try await corrections(house).decide(.return, [first], reason: "早", centre(house)).map(\.result)
                == [.decided])
        _ = try await corrections(house).perform(.withdraw, on: first, clerk(house))
        #expect(
            try await corrections(house).decide(.accept, [first, second], district(house)).map(\.result)
                == [.decided, .done])
        #expect(
            try await corrections(house).list(.waiting, page: ListPage(number: 1, size: 20), centre(house)).total == 1)
        try await house.scene.database.write {
            _ = try $0.execute(
                "UPDATE enrolment_correction SET endorsed_by = \(house.centre.account) WHERE id = \(second)")
        }
        #expect(
            try await corrections(house).decide(.accept, [second], centre(house)).map(\.result) == [.ownWork])
    }
}
