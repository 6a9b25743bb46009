import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("Submitted lists: snapshots, claims, differences")
struct RosterStoreTests {
    static let insured = BucketFacts(socialInsurance: .insured, card: .issued)
    static let rates = Rates(city: Money(fen: 1_300), district: Money(fen: 1_300), base: .zero)

    func scene(_ engine: Engine) async throws -> EnrolmentScene {
        try await EnrolmentScene.make(try await engine.database(migrations: Schema.migrations), seal: PlainSeal())
    }

    /// Submits the unit's list as the use case does, without asking anybody.
    func submit(_ scene: EnrolmentScene, _ unit: EnrollingUnit) async throws -> (Basis, EnrolmentVersion) {
        try await scene.database.write { transaction in
            let enrolments = EnrolmentStore(transaction)
            var record = try enrolments.open(unit, kind: .jointUnion, year: 2024, at: EnrolmentScene.now)
            try record.enrolment.perform(
                .submit, by: scene.clerk.account, on: EnrolmentScene.day("2023-11-20"), in: scene.year)
            let basis = Basis(unit: unit, year: scene.year, enrolment: record.enrolment.id)
            let version = try RosterStore(transaction).takeSnapshot(
                of: basis, try BasisStore(transaction).equation(of: basis), enrolment: record.enrolment,
                reason: .submission, plan: "A", rates: Self.rates,
                by: scene.clerk.account, on: EnrolmentScene.day("2023-11-20"), at: EnrolmentScene.now,
                sealing: scene.seal)
            try RosterStore(transaction).claim(version, year: 2024)
            record.plan = "A"
            try enrolments.save(record, at: EnrolmentScene.now)
            return (basis, version)
        }
    }

    @Test("A snapshot holds every member with his bucket, and its counts are its people", arguments: Engine.available)
    func snapshot(engine: Engine) async throws {
        let scene = try await scene(engine)
        try await scene.add(EnrolmentScene.manualUnit, to: scene.unit)
        let (_, version) = try await submit(scene, scene.unit)
        #expect(version.heads == 95)
        #expect(version.amounts?.premium.yuanText == "2,470.00")
        let (stored, people, noCard, broken) = try await scene.database.read { transaction in
            let store = RosterPeopleStore(transaction, PlainSeal())
            return (
                try RosterStore(transaction).version(version.id),
                try store.people(of: version.id, bucket: .enrolling, ListRange(page: 1, size: 20)),
                try store.people(of: version.id, bucket: .noCard, ListRange(page: 1, size: 20)).total,
                try VerificationStore(transaction).versionsWhoseBucketsDiffer()
                    + VerificationStore(transaction).enrolmentsWhoseClaimsDiffer()
            )
        }
        #expect(stored == version)
        #expect(people.total == 95)
        #expect(people.entries.allSatisfy { $0.card?.rawValue.hasPrefix("6231") == true })
        #expect(noCard == 32)
        #expect(broken == [])
        let fingerprints = try await scene.database.read {
            try VerificationStore($0).versionsWhoseSnapshotDiffers()
        }
        #expect(fingerprints == [])
    }

    @Test("A person whom one unit has claimed is covered elsewhere for the next", arguments: Engine.available)
    func claims(engine: Engine) async throws {
        let scene = try await scene(engine)
        let members = try await scene.add([Self.insured, Self.insured], to: scene.unit)
        _ = try await scene.join(members[0], scene.otherUnit, number: "H-second")
        let (_, first) = try await submit(scene, scene.unit)
        let (basis, second) = try await submit(scene, scene.otherUnit)
        #expect(first.heads == 2)
        #expect(second.heads == 0)
        #expect(second.equation[.coveredElsewhere] == 1)
        try await scene.database.write { try RosterStore($0).releaseClaims(of: first.enrolment) }
        let free = try await scene.database.read { try BasisStore($0).equation(of: basis) }
        #expect(free[.enrolling] == 1)
    }

    @Test("A list is out of date when somebody joins, leaves, gets a card or dies", arguments: Engine.available)
    func difference(engine: Engine) async throws {
        let scene = try await scene(engine)
        let noCard = BucketFacts(socialInsurance: .insured, card: .none)
        let members = try await scene.add([Self.insured, Self.insured, Self.insured, noCard], to: scene.unit)
        let (basis, version) = try await submit(scene, scene.unit)
        func difference() async throws -> RosterDifference {
            try await scene.database.read { try RosterStore($0).difference(between: version.id, and: basis) }
        }
        #expect(try await difference() == RosterDifference())
        try await scene.issueCard(to: members[3])
        #expect(try await difference() == RosterDifference(added: 1))
        try await scene.leave(members[0])
        try await scene.register(members[1], as: .deceased)
        #expect(try await difference() == RosterDifference(added: 1, removed: 2))
        try await scene.add([Self.insured], to: scene.unit, from: 10)
        #expect(try await difference() == RosterDifference(added: 2, removed: 2))

        let changes = try await scene.database.read { transaction in
            try RosterPeopleStore(transaction, PlainSeal()).changes(between: version.id, and: basis, limit: 100)
                .map(\.change)
        }
        #expect(Set(changes.map(\.before)) == [.noCard, nil, .enrolling])
        #expect(changes.filter { $0.direction == .removed }.map(\.now) == [nil, .deceased])

        let (_, next) = try await submit(scene, scene.unit)
        #expect(next.number == 2)
        let between = try await scene.database.read { transaction in
            try RosterPeopleStore(transaction, PlainSeal()).changes(from: version.id, to: next.id, limit: 100)
                .map(\.change)
        }
        #expect(between == changes)
    }

    @Test("A person with two memberships in one unit stands in it once", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let scene = try await scene(engine)
        let members = try await scene.add([Self.insured], to: scene.unit)
        try await scene.database.write { transaction in
            let branch = try UnionStore(transaction).insert(
                name: "示例分工会", code: "319901000018", kind: .branch, under: scene.committee.id)
            try transaction.execute(
                """
                INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, source, joined_on)
                SELECT \(try transaction.newKey()), 'H-branch', person_id, \(branch.id), unit_id, category, workplace,
                    source, joined_on FROM member WHERE id = \(members[0])
                """)
        }
        let (_, version) = try await submit(scene, scene.unit)
        #expect(version.equation.members == 1)
        #expect(version.heads == 1)
    }

    @Test("Two saves of the same record: the second is told that it was late", arguments: Engine.available)
    func stale(engine: Engine) async throws {
        let scene = try await scene(engine)
        let record = try await scene.database.write {
            try EnrolmentStore($0).open(scene.unit, kind: .unionCommittee, year: 2024, at: EnrolmentScene.now)
        }
        #expect(record.number == "JB2024319901000016")
        try await scene.database.write { _ = try EnrolmentStore($0).save(record, at: EnrolmentScene.now) }
        await #expect(throws: StaleVersion.self) {
            try await scene.database.write { _ = try EnrolmentStore($0).save(record, at: EnrolmentScene.now) }
        }
    }

    @Test("A notice is found by its token and knows the version that replaced it", arguments: Engine.available)
    func notices(engine: Engine) async throws {
        let scene = try await scene(engine)
        try await scene.add([Self.insured], to: scene.unit)
        let (_, first) = try await submit(scene, scene.unit)
        let (_, second) = try await submit(scene, scene.unit)
        let amounts = try #require(first.amounts)
        let facts = NoticeFacts.base(
            BaseNotice(
                unionName: scene.committee.name, enterpriseName: nil, cityName: "演示市", signatory: "演示市总工会职工服务中心",
                year: 2024, plan: "A", heads: 1, rates: Self.rates, amounts: amounts,
                paymentDue: scene.year.basePaymentDue, coverage: scene.year.coverage, publicAddress: ""))
        let found = try await scene.database.write { transaction in
            let store = NoticeStore(transaction)
            for version in [first, second] {
                _ = try store.insert(
                    facts, about: .version(version.id), number: "JB1", version: version.number,
                    token: "token-\(version.number)", on: version.submittedOn, at: version.submittedAt)
            }
            return (try store.find(token: "token-1"), try store.find(about: .version(second.id)))
        }
        #expect(found.0?.facts == facts)
        #expect(found.0?.supersededBy == 2)
        #expect(found.1?.supersededBy == nil)
        #expect(found.1?.reference == "JB1-V2")
    }
}
