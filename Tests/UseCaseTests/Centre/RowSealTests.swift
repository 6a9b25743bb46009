import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Wording

@Suite("Rows that carry a seal", .serialized)
struct RowSealTests {
    private static let rule = "a row says what the platform last wrote"

    /// Leaves the rehearsed year as it was.
    private struct RolledBack: Error {}

    @Test("whatever sealed column is changed past the platform, its row is named", arguments: Engine.available)
    func everyColumn(engine: Engine) async throws {
        let year = try await RehearsedYears.shared.year(engine)
        let seal = year.platform.seal
        await #expect(throws: RolledBack.self) {
            try await year.platform.database.write { transaction in
                let (seals, store) = (RowSealStore(transaction, seal), VerificationStore(transaction))
                #expect(try store.rowsThatDiffer(seal) == [])
                let planter = TamperedRows(transaction: transaction)
                try planter.anotherYear()
                let planted = try planter.planted()
                #expect(Set(planted.map(\.table)) == Set(SealedTable.allCases))
                for table in SealedTable.allCases {
                    _ = try seals.addMissing(to: table, after: 0, limit: 100)
                }
                for row in planted {
                    #expect(Set(row.changes.map(\.column)) == Set(row.table.columns), "\(row.table)")
                    for (column, assignment) in row.changes {
                        #expect(try store.rowsThatDiffer(seal, in: row.table, unsealed: .putIn) == [])
                        try transaction.execute("UPDATE \(row.name) SET \(assignment) WHERE id = \(row.row)")
                        #expect(
                            try store.rowsThatDiffer(seal, in: row.table, unsealed: .putIn)
                                == ["\(row.table.rawValue) \(row.row)"],
                            "\(row.table.rawValue).\(column)")
                        try transaction.execute("UPDATE \(row.name) SET seal = NULL WHERE id = \(row.row)")
                        _ = try seals.addMissing(to: row.table, after: row.row - 1, limit: 1)
                    }
                }
                throw RolledBack()
            }
        }
    }

    @Test("a year that was worked through leaves no row without its seal", arguments: Engine.available)
    func nothingMissing(engine: Engine) async throws {
        let year = try await RehearsedYears.shared.year(engine)
        let seal = year.platform.seal
        await #expect(throws: RolledBack.self) {
            try await year.platform.database.write { transaction in
                let seals = RowSealStore(transaction, seal)
                for table in SealedTable.allCases {
                    #expect(try seals.addMissing(to: table, after: 0, limit: 1) == nil, "\(table)")
                }
                throw RolledBack()
            }
        }
    }

    @Test(
        "rows older than the seals are sealed once; afterwards a row without one is named", arguments: Engine.available)
    func older(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...5).map { Roster.row($0) })
        try await world.platform.database.write { _ = try $0.execute("UPDATE person SET seal = NULL") }
        #expect(try await Verification(world.platform).violations() == [])

        let sealing = RowSealing(world.platform)
        #expect(try await sealing.sealOlderRows(at: MemberWorld.now) == 5)
        #expect(try await world.count("SELECT count(*) FROM person WHERE seal IS NULL") == 0)
        #expect(try await sealing.sealOlderRows(at: MemberWorld.now) == 0)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'rows-sealed'") == 1)
        try await world.apply([Roster.row(6)])
        #expect(try await Verification(world.platform).violations() == [])

        let (emptied, inserted) = try await world.platform.database.write { transaction in
            let emptied: Int64 = try transaction.value("SELECT min(id) FROM person") ?? 0
            try transaction.execute("UPDATE person SET seal = NULL WHERE id = \(emptied)")
            let inserted = try transaction.newKey()
            try transaction.execute("INSERT INTO person (id, name, sex) VALUES (\(inserted), '会员甲', 'female')")
            return (emptied, inserted)
        }
        #expect(try await sealing.sealOlderRows(at: MemberWorld.now) == 0)
        #expect(
            Set(try await Verification(world.platform).violations())
                == Set(
                    [emptied, inserted].map { Violation(invariant: "I12", record: "person \($0)", rule: Self.rule) }))
    }

    @Test("an act does not seal what somebody else has written", arguments: Engine.available)
    func laundered(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let seal = world.platform.seal
        let people: [ID<Person>] = try await world.platform.database.read {
            try $0.query("SELECT id FROM person ORDER BY id").map { try $0.get(0) }
        }
        let (changed, untouched) = (try #require(people.first), try #require(people.last))
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE person SET name = '会员改' WHERE id = \(changed)")
            let store = PersonStore(transaction, seal)
            try store.amend([.init(of: changed, sex: .female), .init(of: untouched, name: "会员新", sex: .male)])
        }
        let found = try await world.platform.database.read { try VerificationStore($0).rowsThatDiffer(seal) }
        #expect(found == ["person \(changed)"])
    }

    @Test(
        "a row that somebody has looked at is accepted as it stands, and the log says so", arguments: Engine.available)
    func accepted(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...2).map { Roster.row($0) })
        let sealing = RowSealing(world.platform)
        try await sealing.sealOlderRows(at: MemberWorld.now)
        let (changed, sound) = try await world.platform.database.write { transaction in
            let first: Int64 = try transaction.value("SELECT min(id) FROM person") ?? 0
            let last: Int64 = try transaction.value("SELECT max(id) FROM person") ?? 0
            try transaction.execute("UPDATE person SET name = '会员改' WHERE id = \(first)")
            return (SealedRow(.person, first), SealedRow(.person, last))
        }
        #expect(SealedRow(changed.name) == changed)
        #expect(SealedRow("event 1") == nil)
        await #expect(throws: RowSealing.Problem.fitting(sound)) {
            try await sealing.accept([changed, sound], at: MemberWorld.now)
        }
        let stranger = SealedRow(.credit, 77)
        await #expect(throws: RowSealing.Problem.unknown(stranger)) {
            try await sealing.accept([changed, stranger], at: MemberWorld.now)
        }
        #expect(try await Verification(world.platform).violations().map(\.record) == [changed.name])

        try await sealing.accept([changed], at: MemberWorld.now)
        #expect(try await Verification(world.platform).violations() == [])
        let key = changed.key
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE action = 'row-accepted' AND subject_id = \(key)
                    AND detail = 'table=person'
                """) == 1)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'row-accepted'") == 1)
        #expect(AuditWording.knows(action: "row-accepted"))
        #expect(AuditWording.knows(action: RowSealStore.event))
    }

    @Test("the seal of one row does not fit another with the same facts", arguments: Engine.available)
    func moved(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, name: "会员甲"), Roster.row(3, name: "会员甲")])
        let seal = world.platform.seal
        let found = try await world.platform.database.write { transaction in
            try transaction.execute(
                "UPDATE person SET birth_day = NULL, statutory_day = NULL, second_statutory_day = NULL, seal = NULL")
            _ = try RowSealStore(transaction, seal).addMissing(to: .person, after: 0, limit: 10)
            let (one, other): (Int64, Int64) = (
                try transaction.value("SELECT min(id) FROM person") ?? 0,
                try transaction.value("SELECT max(id) FROM person") ?? 0
            )
            try transaction.execute(
                "UPDATE person SET seal = (SELECT o.seal FROM person o WHERE o.id = \(other)) WHERE id = \(one)")
            return (one, try VerificationStore(transaction).rowsThatDiffer(seal))
        }
        #expect(found.1 == ["person \(found.0)"])
    }
}
