import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// The district's house in the year of coverage, with instant enrolment on top of it.
struct InstantHouse {
    let house: DistrictHouse

    var scene: EnrolmentScene { house.scene }
    var instants: Instants { Instants(house.platform) }
    var reviews: InstantReviews { InstantReviews(house.platform) }

    static func open(_ engine: Engine) async throws -> InstantHouse {
        InstantHouse(house: try await DistrictHouse.open(engine))
    }

    func clerk(on day: String = "2024-02-01", ticket: String? = nil) -> Occasion {
        house.house.clerk(on: day, ticket: ticket)
    }

    func officer(on day: String = "2024-02-05") -> Occasion { house.officer(on: day) }

    func page(_ entry: InstantEntry = .uncovered, on day: String = "2024-02-01") async throws -> InstantPage {
        try await instants.page(clerk(on: day), enterprise: nil, entry, ListRange(offset: 0, limit: 100))
    }

    func submit(
        _ members: [ID<Member>], _ entry: InstantEntry = .uncovered, plan: String? = "A", on day: String = "2024-02-01",
        answers: [ID<Member>: RetirementAnswer] = [:], ticket: String? = nil
    ) async throws -> InstantReceipt {
        try await instants.submit(
            clerk(on: day, ticket: ticket), enterprise: nil, entry,
            InstantRequest(choice: .members(members), answers: answers, plan: plan))
    }

    func queue(on day: String = "2024-02-05") async throws -> [ReviewEntry] {
        try await reviews.queue(officer(on: day), ListRange(offset: 0, limit: 100)).waiting.entries
    }

    @discardableResult
    func confirm(on day: String = "2024-02-05") async throws -> Submissions.Receipt {
        let lists = try await queue(on: day).map(\.reviewed)
        let preview = try await reviews.preview(officer(on: day), lists)
        return try await reviews.confirm(
            officer(on: day), lists, contact: try DistrictHouse.contact(), expecting: ExpectedTotals(preview.totals),
            premium: preview.totals.amounts.premium)
    }

    func sheet(_ list: ID<UnitEnrolment>, on day: String = "2024-02-05") async throws -> InstantSheet {
        try await instants.sheet(clerk(on: day), list, ListRange(offset: 0, limit: 100))
    }

    func starts() async throws -> Set<String> {
        try await scene.database.read { transaction in
            Set(try transaction.query("SELECT starts_on FROM coverage").map { try $0.get("starts_on") as String })
        }
    }

    func setCard(of member: ID<Member>, issuedOn day: String) async throws {
        try await scene.database.write { transaction in
            _ = try transaction.execute(
                """
                UPDATE service_card SET issued_on = \(day)
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(member))
                """)
        }
    }

    func setYear(_ column: SQL, _ value: String) async throws {
        try await scene.database.write { transaction in
            _ = try transaction.execute("UPDATE plan_year SET \(column) = \(value)")
        }
    }
}

@Suite("Instant enrolment, from the unit to coverage")
struct InstantTests {
    private static let insured = EnrolmentHouse.insured

    @Test("More lists than one batch takes are refused before anything is looked at")
    func tooMany() async throws {
        let house = try await InstantHouse.open(.sqlite)
        let lists = (0...InstantReviews.selectionLimit).map {
            ReviewedVersion(enrolment: ID(Int64($0) + 1), version: 1)
        }
        await #expect(throws: Refusal.tooManySelected(limit: InstantReviews.selectionLimit)) {
            try await house.reviews.preview(house.officer(), lists)
        }
        await #expect(throws: Refusal.notFound) {
            try await house.reviews.preview(house.officer(), Array(lists.dropLast()))
        }
    }

    @Test("People without cover are handed in, confirmed, paid for and covered", arguments: Engine.available)
    func whole(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured, Self.insured, Self.insured], to: house.scene.unit)
        let page = try await house.page()
        #expect(page.people.total == 3)
        #expect(page.counts.ready == 3)
        #expect(page.start == EnrolmentScene.day("2024-02-02"))
        #expect(page.refusal == nil)
        #expect(page.fixedPlan == nil)
        #expect(try await house.page(.newCard).people.total == 0)

        let receipt = try await house.submit(Array(members.prefix(2)))
        #expect(receipt.number == "JS2024319901000016-1")
        #expect(receipt.heads == 2)
        #expect(try await house.house.house.todos(of: house.scene.district) == [.reviewInstant])
        // Whom a list names is nobody else's to name.
        #expect(try await house.page().people.entries.map(\.member) == [members[2]])

        let batch = try await house.confirm()
        #expect(batch.heads == 2)
        var sheet = try await house.sheet(receipt.list)
        #expect(sheet.record.enrolment.status == .locked)
        #expect(sheet.record.startsOn == EnrolmentScene.day("2024-02-06"))
        let record = try await house.house.record(batch.submission)
        #expect(record.submission.kind == .instant)
        #expect(record.submission.voucherDue == EnrolmentScene.day("2024-02-20"))
        #expect(record.amounts.premium == Money(fen: 5_200))
        #expect(try await house.house.coverage() == ["provisional": 2])
        #expect(try await house.starts() == ["2024-02-06"])
        #expect(try await house.house.house.todos(of: house.scene.district) == [.uploadVoucher])
        #expect(try await house.house.violations() == [])

        try await house.house.vouchers.upload(
            house.officer(on: "2024-02-20"), batch.submission, [try VoucherTests.picture()])
        let shown = try await house.house.record(batch.submission)
        _ = try await house.house.vouchers.decide(
            house.house.centre(on: "2024-02-21"), batch.submission, .accept, stamp: shown.stamp)
        sheet = try await house.sheet(receipt.list, on: "2024-02-21")
        #expect(sheet.record.enrolment.status == .inForce)
        #expect(try await house.house.coverage() == ["in-force": 2])
        #expect(try await house.house.violations() == [])
        let found = try await CoverageSearches(house.house.platform).page(
            house.officer(on: "2024-02-21"), CoverageSearches.Search(), .first, size: 20
        ).listing
        #expect(found.coverages.map(\.enrolment) == [receipt.number, receipt.number])
    }

    @Test("The two entries are told apart by the day of the lock", arguments: Engine.available)
    func entries(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        try await house.house.approved([Self.insured], plan: "A+")
        let batch = try await house.house.submit()
        try await house.house.vouchers.upload(
            house.officer(on: "2024-01-04"), batch.submission, [try VoucherTests.picture()])
        let later = try await house.scene.add([Self.insured, Self.insured], to: house.scene.unit, from: 10)
        try await house.setCard(of: later[0], issuedOn: "2023-12-28")
        try await house.setCard(of: later[1], issuedOn: "2023-12-27")
        let new = try await house.page(.newCard)
        #expect(new.lockedOn == EnrolmentScene.day("2023-12-27"))
        #expect(new.people.entries.map(\.member) == [later[0]])
        #expect(new.fixedPlan == "A+")
        #expect(try await house.page(.uncovered).people.entries.map(\.member) == [later[1]])
        await #expect(throws: Refusal.notInstantCandidates(people: 1)) {
            _ = try await house.submit([later[1]], .newCard, plan: nil)
        }
        await #expect(throws: Refusal.planFixed("A+")) { _ = try await house.submit([later[0]], .newCard, plan: "A") }
        let receipt = try await house.submit([later[0]], .newCard, plan: nil)
        #expect(try await house.sheet(receipt.list).version.plan == "A+")
        #expect(try await house.house.violations() == [])
    }

    @Test("One person, one policy: who is claimed or covered is offered to nobody", arguments: Engine.available)
    func onePolicy(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured], to: house.scene.otherUnit)
        let twin = try #require(try await house.scene.join(members[0], house.scene.unit, number: "H-X"))
        _ = try await house.submit([twin])
        let joint = EnrolmentScene.occasion(house.scene.jointClerk, on: "2024-02-02")
        let other = try await house.instants.page(
            joint, enterprise: house.scene.enterprises[1].id, .uncovered, ListRange(offset: 0, limit: 10))
        #expect(other.people.total == 0)
        await #expect(throws: Refusal.notInstantCandidates(people: 1)) {
            _ = try await house.instants.submit(
                joint, enterprise: house.scene.enterprises[1].id, .uncovered,
                InstantRequest(choice: .members(members), plan: "A"))
        }
        await #expect(throws: Refusal.notInstantCandidates(people: 1)) { _ = try await house.submit([twin]) }
        #expect(try await house.house.house.violations() == [])
    }

    @Test("Choosing somebody answers what was open about him, suspects are asked", arguments: Engine.available)
    func questions(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        var excluded = Self.insured
        excluded.exclusion = .declined
        let members = try await house.scene.add(
            [EnrolmentHouse.open, EnrolmentHouse.suspect, excluded], to: house.scene.unit)
        #expect(try await house.page().counts.ready == 1)
        await #expect(throws: Refusal.unresolvedSuspects(1)) { _ = try await house.submit(members) }
        #expect(try await house.house.house.count("enrolment_claim") == 0)
        #expect(try await house.house.house.count("enrolment_confirmation") == 0)
        let receipt = try await house.submit(members, answers: [members[1]: .working])
        #expect(receipt.heads == 3)
        try await house.confirm()
        #expect(try await house.house.violations() == [])
    }

    @Test("What a list lacks is said, and nothing is written", arguments: Engine.available)
    func refusals(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured], to: house.scene.unit)
        let stranger = try await house.scene.add([Self.insured], to: house.scene.otherUnit, from: 5)
        await #expect(throws: Refusal.nothingSelected) { _ = try await house.submit([]) }
        await #expect(throws: Refusal.planNotChosen) { _ = try await house.submit(members, plan: nil) }
        await #expect(throws: Refusal.planNotOffered("Z")) { _ = try await house.submit(members, plan: "Z") }
        await #expect(throws: Refusal.notFound) { _ = try await house.submit(members + stranger) }
        await #expect(throws: Refusal.noPlanYear) { _ = try await house.submit(members, on: "2023-12-31") }
        await #expect(throws: Refusal.instantTooLate(EnrolmentScene.day("2024-12-31"))) {
            _ = try await house.submit(members, on: "2024-12-31")
        }
        await #expect(throws: Refusal.countChanged(expected: 3, actual: 1)) {
            _ = try await house.instants.submit(
                house.clerk(), enterprise: nil, .uncovered, InstantRequest(choice: .everybody(expected: 3), plan: "A"))
        }
        await #expect(throws: Refusal.notAllowed(.enrol, .role)) {
            _ = try await house.instants.submit(
                Occasion(
                    actor: Actor(
                        account: house.scene.clerk.account, name: "x", displayName: "x", union: house.scene.clerk.union,
                        unionName: "x", kind: house.scene.clerk.kind, path: house.scene.clerk.path, roles: []),
                    today: EnrolmentScene.day("2024-02-01"), now: EnrolmentScene.now, origin: "test"),
                enterprise: nil, .uncovered, InstantRequest(choice: .members(members), plan: "A"))
        }
        #expect(try await house.house.house.count("unit_enrolment") == 0)
        #expect(try await house.house.house.count("enrolment_version") == 0)
    }

    @Test("A form sent twice makes one list", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured], to: house.scene.unit)
        let first = try await house.submit(members, ticket: "t")
        #expect(try await house.submit(members, ticket: "t") == first)
        #expect(try await house.house.house.count("enrolment_version") == 1)
    }

    @Test("A returned list frees its people and comes again as version 2", arguments: Engine.available)
    func returned(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured, Self.insured], to: house.scene.unit)
        let receipt = try await house.submit(members)
        let entry = try #require(try await house.queue().first)
        let decision = try ReturnDecision(reason: .other, note: "请核对")
        let result = try await house.reviews.sendBack(house.officer(), [entry.reviewed], decision)
        #expect(result.done.count == 1)
        #expect(try await house.house.house.todos(of: house.scene.committee) == [.correctInstant])
        #expect(try await house.house.house.count("enrolment_claim") == 0)
        let again = try await house.instants.page(
            house.clerk(), enterprise: nil, mending: receipt.list, ListRange(offset: 0, limit: 10))
        #expect(again.chosen == Set(members))
        let list = try #require(again.list)
        await #expect(throws: StaleVersion.self) {
            _ = try await house.instants.resubmit(
                house.clerk(), enterprise: nil, receipt.list, stamp: list.stamp - 1,
                InstantRequest(choice: .members([members[0]]), plan: "A"))
        }
        let second = try await house.instants.resubmit(
            house.clerk(), enterprise: nil, receipt.list, stamp: list.stamp,
            InstantRequest(choice: .members([members[0]]), plan: "A"))
        #expect(second.version == 2)
        #expect(try await house.house.house.todos(of: house.scene.committee) == [])
        let committee = house.scene.committee
        try await house.scene.database.write {
            try TodoStore($0).open(
                .payShare, for: committee.id, subject: receipt.list.rawValue, name: "某", at: EnrolmentScene.now)
        }
        let sheet = try await house.sheet(receipt.list)
        try await house.instants.withdraw(
            house.clerk(), enterprise: nil, receipt.list, stamp: sheet.record.stamp)
        #expect(try await house.house.house.todos(of: committee) == [])
        #expect(try await house.house.house.count("enrolment_claim") == 0)
        #expect(try await house.queue().isEmpty)
        #expect(try await house.house.violations() == [])
    }

    @Test("Nobody else's list can be opened or confirmed, and no list by the other review", arguments: Engine.available)
    func scope(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured], to: house.scene.unit)
        let receipt = try await house.submit(members)
        let entry = try #require(try await house.queue().first)
        let stranger = EnrolmentScene.occasion(house.house.otherDistrict, on: "2024-02-05")
        await #expect(throws: Refusal.notFound) { _ = try await house.reviews.preview(stranger, [entry.reviewed]) }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.reviews.sheet(stranger, receipt.list, ListRange(offset: 0, limit: 1))
        }
        await #expect(throws: Refusal.notAllowed(.reviewInstant, .role)) {
            _ = try await house.reviews.preview(
                EnrolmentScene.occasion(house.house.levelTwo, on: "2024-02-05"), [entry.reviewed])
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.house.reviews.approve(house.officer(), [entry.reviewed])
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.instants.sheet(
                EnrolmentScene.occasion(house.scene.jointClerk, on: "2024-02-05"), receipt.list,
                ListRange(offset: 0, limit: 1))
        }
        // The list of 集中参保 and its review know nothing of it.
        #expect(try await house.house.pending(house.officer(on: "2024-02-05")).pending.total == 0)
        await #expect(throws: Refusal.countChanged(expected: 9, actual: 1)) {
            _ = try await house.reviews.confirm(
                house.officer(), [entry.reviewed], contact: try DistrictHouse.contact(),
                expecting: ExpectedTotals(units: 1, heads: 9), premium: entry.amounts.premium)
        }
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await house.reviews.confirm(
                house.officer(), [entry.reviewed], contact: try DistrictHouse.contact(),
                expecting: ExpectedTotals(units: 1, heads: 1), premium: Money(fen: 1))
        }
        #expect(try await house.sheet(receipt.list).record.enrolment.status == .submitted)
    }

    @Test("Who has left is struck at the confirmation, a list without anybody is refused", arguments: Engine.available)
    func struck(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        let members = try await house.scene.add([Self.insured, Self.insured], to: house.scene.unit)
        let receipt = try await house.submit(members)
        try await house.scene.leave(members[0])
        let batch = try await house.confirm()
        #expect(batch.heads == 1)
        #expect(try await house.sheet(receipt.list).version.reason == .rosterChange)
        #expect(try await house.house.violations() == [])
        let alone = try await house.scene.add([Self.insured], to: house.scene.unit, from: 9)
        _ = try await house.submit(alone, on: "2024-02-06")
        try await house.scene.leave(alone[0])
        await #expect(throws: Refusal.instantListEmpty("示例科技有限公司")) { _ = try await house.confirm(on: "2024-02-07") }
    }

    @Test(
        "Who begins in the second half pays the band's price, repriced at the confirmation", arguments: Engine.available
    )
    func bands(engine: Engine) async throws {
        let house = try await InstantHouse.open(engine)
        try await house.scene.database.write { transaction in
            _ = try transaction.execute("UPDATE plan SET half_premium_fen = 1301, half_city_fen = 600 WHERE type = 'A'")
        }
        let members = try await house.scene.add([Self.insured, Self.insured], to: house.scene.unit)
        let receipt = try await house.submit(members, on: "2024-06-28")
        #expect(try await house.sheet(receipt.list).version.rates.premium == Money(fen: 2_600))
        let batch = try await house.confirm(on: "2024-06-30")
        let sheet = try await house.sheet(receipt.list, on: "2024-07-01")
        #expect(sheet.version.reason == .rateChange)
        #expect(
            sheet.version.rates == Rates(city: Money(fen: 600), district: Money(fen: 701), base: Money(fen: 0)))
        #expect(try await house.house.record(batch.submission).amounts.premium == Money(fen: 2_602))
        #expect(try await house.house.violations() == [])
        // A list that costs something else than its term is found.
        try await house.scene.database.write { transaction in
            _ = try transaction.execute("UPDATE unit_enrolment SET starts_on = '2024-06-30' WHERE ordinal > 0")
        }
        let rules = Set(try await house.house.violations().map(\.rule))
        #expect(rules.contains("an instant list costs what its term costs"))
        #expect(rules.contains("an instant list covers from its own day on"))
    }

    @Test("The year decides when coverage begins", arguments: ["after-submission", "after-card"])
    func start(rule: String) async throws {
        let house = try await InstantHouse.open(.sqlite)
        try await house.setYear("instant_start", rule)
        let members = try await house.scene.add([Self.insured], to: house.scene.unit)
        try await house.setCard(of: members[0], issuedOn: "2024-01-15")
        _ = try await house.submit(members, .newCard)
        try await house.confirm()
        #expect(try await house.starts() == [rule == "after-card" ? "2024-01-16" : "2024-02-02"])
        #expect(try await house.house.violations() == [])
    }
}
