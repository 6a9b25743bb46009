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
        try await scene.add([insured], to: scene.unit)
        try await scene.add([insured], to: scene.otherUnit, category: .flexible, from: 10)
        try await scene.database.read { transaction throws in
            let places = try EnrolmentTallyStore(transaction).places(under: scene.subdistrict.path, year: 2024)
            #expect(places == [scene.committee.path: EnrolmentFigures(silent: 1)])
            let members = try MonitorStore(transaction).members(of: [scene.unit.id, scene.otherUnit.id])
            #expect(members == [scene.unit.id: 1])
        }
    }

    @Test("The sums are read from one range of an index, and members are asked for unit by unit")
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
            #expect(!silent.contains { $0.hasPrefix("SCAN") && !$0.hasPrefix("SCAN c") }, "\(silent)")
            #expect(silent.contains { $0.contains("SEARCH m USING") && $0.contains("(unit_id=?") }, "\(silent)")
        }
    }
}
