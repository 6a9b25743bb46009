import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// Units that never began a list although they had people before their district's time was over.
@Suite struct SilentUnitStoreTests {
    private static let insured = BucketFacts(socialInsurance: .insured, card: .issued)

    private func scene(_ engine: Engine) async throws -> EnrolmentScene {
        try await EnrolmentScene.make(
            try await engine.database(migrations: Schema.migrations), seal: PlainSeal())
    }

    private func granted(
        _ ordinal: Int, _ union: Union, _ through: String, _ activity: Activity = .districtSubmission, year: Int = 2024
    ) -> WindowExtension {
        WindowExtension(
            year: year, ordinal: ordinal, activity: activity, path: union.path, unionName: union.name,
            through: EnrolmentScene.day(through), reason: "", setAt: EnrolmentScene.now)
    }

    @Test(
        "Who was there in time is judged by the day that holds where the unit stands, whatever was granted to whom",
        arguments: Engine.available)
    func extensions(engine: Engine) async throws {
        let scene = try await scene(engine)
        let days = ["2023-12-28", "2023-12-31", "2024-01-03", "2024-01-05", "2024-01-08"]
        // The first unit stands under the committee, the second under the joint union.
        let grants: [[WindowExtension]] = [
            [],
            [granted(1, scene.city, "2024-01-05")],
            [granted(1, scene.district, "2024-01-03"), granted(2, scene.city, "2024-01-08")],
            [granted(1, scene.city, "2024-01-08"), granted(2, scene.district, "2024-01-03")],
            [granted(1, scene.district, "2024-01-08"), granted(2, scene.district, "2023-12-28")],
            [granted(1, scene.committee, "2024-01-05"), granted(2, scene.district, "2024-01-03")],
            [granted(1, scene.district, "2024-01-08", .voucher), granted(2, scene.city, "2024-01-08", year: 2023)],
        ]
        let member = try await [
            scene.add([Self.insured], to: scene.units[0])[0],
            scene.add([Self.insured], to: scene.units[1], from: 10)[0],
        ]
        for day in days {
            try await scene.database.write { transaction in
                try transaction.execute(
                    "UPDATE member SET joined_on = \(EnrolmentScene.day(day)) WHERE id IN \(list: member)")
                return
            }
            for extensions in grants {
                let expected = scene.units.prefix(2).filter { unit in
                    let last = scene.year.extended(by: extensions, at: unit.path).windows[.districtSubmission]?.through
                    return last.map { EnrolmentScene.day(day) <= $0 } ?? false
                }.map(\.id)
                let (all, some) = try await scene.database.read { transaction throws in
                    let store = SilentUnitStore(transaction)
                    return (
                        try store.units(of: scene.year, extensions).map(\.unit.id),
                        try store.units(of: scene.year, extensions, among: [scene.unit.id]).map(\.unit.id)
                    )
                }
                #expect(all == expected, "\(day), \(extensions.map(\.through))")
                #expect(some == expected.filter { $0 == scene.unit.id }, "\(day), \(extensions.map(\.through))")
            }
        }
    }

    @Test("Of a unit people are looked at by its own index, and of the city's members nobody else", arguments: [0, 2])
    func plan(extensions number: Int) async throws {
        let scene = try await scene(.sqlite)
        let extensions = [granted(1, scene.district, "2024-01-03"), granted(2, scene.city, "2024-01-08")].prefix(number)
        let silent = try #require(SilentUnitStore.isSilent(scene.year, Array(extensions)))
        let plans = try await scene.database.read { transaction throws in
            try [SilentUnitStore.asking(silent), SilentUnitStore.asking("t.unit_id IN (1, 2) AND \(silent)")].map {
                try transaction.query("EXPLAIN QUERY PLAN \($0)").map { row -> String in try row.get("detail") }
            }
        }
        for plan in plans {
            #expect(plan.contains("SEARCH m USING INDEX member_unit (unit_id=?)"), "\(plan)")
            #expect(
                plan.contains {
                    $0.contains(
                        "SEARCH e USING COVERING INDEX unit_enrolment_unit (unit_id=? AND year=? AND ordinal=?)")
                }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN m") || $0.hasPrefix("SCAN e") }, "\(plan)")
        }
    }
}
