import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

@Suite struct EnrolmentTallyStoreTests {
    private func scene(_ engine: Engine) async throws -> EnrolmentScene {
        try await EnrolmentScene.make(
            try await engine.database(migrations: Schema.migrations), seal: PlainSeal())
    }

    @Test("A list is counted where its union stands, and goes along when the union moves", arguments: Engine.available)
    func moving(engine: Engine) async throws {
        let scene = try await scene(engine)
        let path = try await scene.database.write { transaction in
            _ = try EnrolmentStore(transaction).open(
                scene.unit, kind: .unionCommittee, year: 2024, at: EnrolmentScene.now)
            return try UnionTreeStore(transaction).move(scene.committee, under: scene.district.id)
        }
        try await scene.database.read { transaction throws in
            let places = try EnrolmentTallyStore(transaction).places(under: scene.district.path, year: 2024)
            #expect(places.mapValues { $0[.notStarted].units } == [path: 1])
            #expect(try VerificationStore(transaction).unionsWhoseListsDiffer() == [])
        }
    }

    @Test("A unit with people and no list is silent; one whose members stand outside the workbench is not")
    func silent() async throws {
        let scene = try await scene(.sqlite)
        let insured = BucketFacts(socialInsurance: .insured, card: .issued)
        try await scene.add([insured, insured], to: scene.unit)
        try await scene.add([insured], to: scene.otherUnit, category: .flexible, from: 10)
        try await scene.database.read { transaction throws in
            let places = try EnrolmentTallyStore(transaction).places(under: scene.subdistrict.path, year: 2024)
            #expect(places == [scene.committee.path: EnrolmentFigures(silent: .init(units: 1, members: 2))])
            let members = try UnitTallyStore(transaction).members(of: [scene.unit.id, scene.otherUnit.id])
            #expect(members == [scene.unit.id: 2])
        }
    }

    @Test(
        "A unit's people are those who have joined and not left it, its class or its union",
        arguments: Engine.available)
    func people(engine: Engine) async throws {
        let scene = try await scene(engine)
        let insured = BucketFacts(socialInsurance: .insured, card: .issued)
        let members = try await scene.add([insured, insured, insured, insured], to: scene.unit)
        try await scene.leave(members[0])
        try await scene.database.write { transaction in
            let tallies = MemberTallyStore(transaction)
            try tallies.changing([members[1]]) {
                _ = try transaction.execute(
                    "UPDATE member SET category = 'outside-enterprise' WHERE id = \(members[1])")
            }
            try tallies.changing([members[2]]) {
                _ = try transaction.execute(
                    "UPDATE member SET unit_id = \(scene.otherUnit.id) WHERE id = \(members[2])")
            }
        }
        try await scene.database.read { transaction throws in
            let people = try UnitTallyStore(transaction).members(of: [scene.unit.id, scene.otherUnit.id])
            #expect(people == [scene.unit.id: 1, scene.otherUnit.id: 1])
            #expect(try VerificationStore(transaction).unitsWhoseTallyDiffers() == [])
        }
    }

    @Test("The sums are read from ranges of indexes, and no member is looked at")
    func plans() async throws {
        let scene = try await scene(.sqlite)
        try await scene.database.read { transaction throws in
            let store = EnrolmentTallyStore(transaction)
            func plan(_ statement: SQL) throws -> [String] {
                try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { try $0.get("detail") }
            }
            let sums = try plan(store.tallying(under: scene.district.path, year: 2024))
            #expect(
                sums.contains {
                    $0.contains("SEARCH t USING COVERING INDEX enrolment_tally_figures (year=? AND path>")
                },
                "\(sums)")
            #expect(!sums.contains { $0.hasPrefix("SCAN t") }, "\(sums)")
            let silent = try plan(store.counting(under: scene.district.path, year: 2024))
            #expect(
                silent.contains { $0.contains("SEARCH t USING COVERING INDEX unit_tally_figures (path>? AND path<?)") },
                "\(silent)")
            #expect(
                silent.contains {
                    $0.contains(
                        "SEARCH e USING COVERING INDEX unit_enrolment_unit (unit_id=? AND year=? AND ordinal=?)")
                }, "\(silent)")
            #expect(!silent.contains { $0.hasPrefix("SCAN") && !$0.hasPrefix("SCAN c") }, "\(silent)")
        }
    }
}
