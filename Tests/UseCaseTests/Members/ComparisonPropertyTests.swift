import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// Seeded random rosters: what holds for every file, whatever stands in it and however its columns are put.
@Suite struct ComparisonPropertyTests {
    @Test(arguments: Engine.available, [1, 2, 3, 4, 5])
    func `Rows in the file are new, changed, the same or failed, whatever the file and its columns`(
        engine: Engine, seed: Int
    ) async throws {
        let world = try await MemberWorld.make(engine)
        var random = Dice(seed: UInt64(seed))
        try await world.apply((1...40).map { Roster.row($0) })
        var rows: [[String]] = []
        for _ in 0..<90 {
            let serial = Int(random.next() % 60) + 1
            switch random.next() % 6 {
            case 0: rows.append(Roster.row(serial, name: ""))
            case 1: rows.append(Roster.row(serial, phone: "1991111\(1_000 + Int(random.next() % 40))"))
            case 2: rows.append(Roster.row(serial, [.documentNumber: "\(serial)"]))
            case 3: rows.append(Roster.row(serial, [.post: "工人岗位"]))
            case _: rows.append(Roster.row(serial))
            }
        }
        let occasion = world.occasion(world.clerk)
        let id = try await world.comparisons.compare(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), .wholeUnion, occasion)
        let comparison = try await balanced(id, rows: rows.count, in: world)
        // However the columns are put, and wherever the rows go.
        var positions = Dictionary(uniqueKeysWithValues: MemberColumn.allCases.map { ($0, $0.rawValue) })
        let (one, other) = (MemberColumn.workplace, [MemberColumn.label, .address, .post][seed % 3])
        (positions[one], positions[other]) = (positions[other], positions[one])
        let again = try await world.comparisons.arrange(id, positions, occasion)
        let anew = try await balanced(again, rows: rows.count, in: world)
        #expect(anew.counts.missing == comparison.counts.missing)
        // Whoever is named by a readable number is not missing, in whatever row.
        let numbers = Set(rows.map { $0[MemberColumn.documentNumber.rawValue] })
        let left = (1...40).filter { !numbers.contains(Roster.number($0)) }
        #expect(comparison.counts.missing == left.count)
    }

    /// Rows = new + changed + same + failed, and every line of them is there.
    private func balanced(
        _ id: ID<MemberComparison>, rows: Int, in world: MemberWorld
    ) async throws -> MemberComparison {
        let comparison = try await world.comparisons.sheet(
            id, .new, after: 0, world.occasion(world.clerk)
        ).comparison
        let counts = comparison.counts
        #expect(counts.new + counts.changed + counts.same + counts.failed == rows)
        #expect(counts.same >= 0)
        for part in ComparisonPart.allCases {
            let kept = try await world.count(
                "SELECT count(*) FROM member_comparison_line WHERE comparison_id = \(id) AND part = \(part)")
            #expect(kept == counts[part])
        }
        return comparison
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
