import DatabaseKit
import Domain
import Spreadsheet
import TestSupport
import Testing
import UseCases

@Suite struct ImportRepairTests {
    private func stage(_ rows: [[String]], _ world: MemberWorld) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
    }

    private func preview(
        _ id: ID<MemberImport>, _ world: MemberWorld, rows: ImportRows = .all
    ) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: rows, group: nil, after: 0, world.occasion(world.clerk))
    }

    private func outcomes(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> [Int: ImportOutcome] {
        let rows = try await preview(id, world).rows
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0.outcome) })
    }

    private func groups(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> [MemberProblem.Repair: Int] {
        let groups = try await preview(id, world).groups
        return Dictionary(uniqueKeysWithValues: groups.map { ($0.repair, $0.rows) })
    }

    /// A number of 15 digits as the first generation of cards had it, for somebody born in the 20th century.
    private func fifteen(_ serial: Int) -> String {
        let number = Array(Roster.number(serial))
        return String(number[0..<6] + number[8..<17])
    }

    private static let columns = MemberColumn.documentNumber

    @Test(arguments: Engine.available)
    func `Destroyed numbers are repaired for all rows, only where they can be known, and only when the clerk agrees`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let number = Roster.number(3)
        let lettered = Roster.number(20).replacing("0", with: "O")
        let parted = "\(number.prefix(6)) \(number.dropFirst(6).prefix(8))-\(number.suffix(4))"
        let id = try await stage(
            [
                Roster.row(1, [.documentNumber: fifteen(1)]), Roster.row(3, [.documentNumber: parted]),
                Roster.row(20, [.documentNumber: lettered]), Roster.row(5, [.documentNumber: "3.19901E+17"]),
                Roster.row(7, [.documentNumber: "319900198506020000"]),
                Roster.row(9, [.documentNumber: "31990O8506O1"]),
            ], world)
        #expect(
            try await groups(id, world) == [
                .takeNumberFromCard: 1, .joinDigits: 1, .replaceLetters: 1, .typeNumberAgain: 2, .checkNumber: 1,
            ])
        #expect(try await preview(id, world).memberImport.counts[.failed] == 6)
        // Without consent nothing is repaired.
        #expect(try await world.imports.row(2, of: id, occasion).row[.documentNumber].text == fifteen(1))
        #expect(try await world.imports.row(2, of: id, occasion).suggestion == Roster.number(1))
        for repair in [MemberProblem.Repair.takeNumberFromCard, .joinDigits, .replaceLetters] {
            try await world.imports.repair(repair, of: id, occasion)
        }
        #expect(try await groups(id, world) == [.typeNumberAgain: 2, .checkNumber: 1])
        let counts = try await preview(id, world).memberImport.counts
        #expect((counts[.new], counts[.failed], counts.rows) == (3, 3, 6))
        await #expect(throws: Refusal.notFound) {
            try await world.imports.repair(.typeNumberAgain, of: id, occasion)
        }
        _ = try await world.imports.confirm(id, occasion)
        let again = try await world.apply([1, 3, 20].map { Roster.row($0) })
        #expect(again.counts[.unchanged] == 3)
    }

    @Test func `A good number in other writing goes in, and the preview says so`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let serial = try #require((1...200).first { Roster.number($0).hasSuffix("X") })
        let wide = String(
            String.UnicodeScalarView(
                Roster.number(1).unicodeScalars.map { scalar in
                    Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
                }))
        let id = try await stage(
            [
                Roster.row(serial, [.documentNumber: Roster.number(serial).lowercased()]),
                Roster.row(1, [.documentNumber: wide]),
            ], world)
        let preview = try await preview(id, world)
        #expect(preview.memberImport.counts[.new] == 2)
        #expect(preview.memberImport.counts.warnings == 2)
        #expect(preview.groups.map(\.repair) == [.checkWriting])
        #expect(
            preview.rows.flatMap(\.findings).map(\.problem) == [
                .numberRewritten([.lowerCase]), .numberRewritten([.fullWidth]),
            ])
    }

    @Test func `What number and union tell is filled in for all rows at once`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [
                Roster.row(1, [.sex: "", .unionCode: ""]), Roster.row(2, [.documentType: "工作证"]),
                Roster.row(4, [.sex: "男"]), Roster.row(6, [.sex: "不详"]), Roster.row(8, name: ""),
            ], world)
        #expect(
            try await groups(id, world) == [.derive: 1, .chooseDocumentType: 1, .correctSex: 2, .fillIn: 1])
        for repair in [MemberProblem.Repair.derive, .chooseDocumentType, .correctSex] {
            try await world.imports.repair(repair, of: id, occasion)
        }
        #expect(try await preview(id, world).memberImport.counts[.new] == 4)
        #expect(try await groups(id, world) == [.fillIn: 1])
    }

    @Test(arguments: Engine.available)
    func `Words that no dictionary has are blanked for all rows at once, known ones and what a member has stay`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        try await world.apply([Roster.row(1, [.label: "外包工"])])
        let id = try await stage(
            [
                Roster.row(1, phone: "19911110000", [.label: "合同工"]),
                Roster.row(3, [.label: "合同工", .household: "本市农村"]),
                Roster.row(5, [.label: "外包工", .household: "外地", .post: "门卫"]),
                Roster.row(7, phone: "123", [.label: "合同工"]),
            ], world)
        #expect(try await groups(id, world) == [.chooseFromList: 4])
        try await world.imports.repair(.chooseFromList, of: id, occasion)
        #expect(try await outcomes(id, world) == [2: .updated, 3: .new, 4: .new, 5: .failed])
        // Only what nobody but the clerk can mend is left.
        #expect(try await groups(id, world) == [.correctPhone: 1])
        let row = try await world.imports.row(4, of: id, occasion).row
        #expect((row[.label].text, row[.household].text, row[.post].text) == ("外包工", "", ""))
        let act = try #require(try await preview(id, world).lastAct)
        #expect(act.rows == 4)
        try await world.imports.undo(act.number, of: id, occasion)
        #expect(try await groups(id, world) == [.chooseFromList: 4])
        #expect(try await world.imports.row(3, of: id, occasion).row[.label].text == "合同工")
        try await world.imports.repair(.chooseFromList, of: id, occasion)
        _ = try await world.imports.confirm(id, occasion)
        #expect(try await world.count("SELECT count(*) FROM member") == 3)
        #expect(try await world.count("SELECT count(*) FROM member WHERE label = 'outsourced'") == 2)
        #expect(try await world.count("SELECT count(*) FROM member WHERE household IS NOT NULL") == 1)
    }

    @Test(arguments: Engine.available)
    func `A repaired number that stands in the file already keeps its row out`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [Roster.row(1, phone: "19911110000", [.documentNumber: fifteen(1)]), Roster.row(1), Roster.row(3)], world)
        #expect(try await outcomes(id, world) == [2: .failed, 3: .new, 4: .new])
        try await world.imports.repair(.takeNumberFromCard, of: id, occasion)
        // The first row of a document stands, so now the later one does not.
        #expect(try await outcomes(id, world) == [2: .new, 3: .failed, 4: .new])
        #expect(try await groups(id, world) == [.keepOneRow: 1])
        try await world.imports.leaveOut(all: .keepOneRow, of: id, occasion)
        #expect(try await outcomes(id, world) == [2: .new, 3: .skipped, 4: .new])
    }

    // MARK: One row

    @Test(arguments: Engine.available)
    func `A corrected row is judged again, with those it met and those it meets`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [
                Roster.row(1, phone: "19911110001"), Roster.row(3, phone: "19911110001"), Roster.row(5),
                Roster.row(7, [.sex: "女"]),
            ], world)
        #expect(try await outcomes(id, world) == [2: .failed, 3: .failed, 4: .new, 5: .failed])
        #expect(try await world.imports.edit(2, of: id, [.phone: "19911110002"], occasion) == .new)
        #expect(try await outcomes(id, world) == [2: .new, 3: .new, 4: .new, 5: .failed])
        // Now it takes the phone of another row.
        #expect(try await world.imports.edit(5, of: id, [.sex: "男", .phone: "19900000005"], occasion) == .failed)
        #expect(try await outcomes(id, world) == [2: .new, 3: .new, 4: .failed, 5: .failed])
        #expect(try await groups(id, world) == [.giveOwnPhone: 2])
        #expect(try await world.imports.edit(5, of: id, [.phone: "１９９ 0000 0007"], occasion) == .new)
        let counts = try await preview(id, world).memberImport.counts
        #expect((counts[.new], counts[.failed], counts.rows) == (4, 0, 4))
        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts == counts)
        #expect(try await world.count("SELECT count(*) FROM member") == 4)
    }

    @Test(arguments: Engine.available)
    func `A row that is left out is not imported and meets nobody; taken back it does`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage([Roster.row(1), Roster.row(1), Roster.row(3)], world)
        try await world.imports.leaveOut(2, of: id, occasion)
        #expect(try await outcomes(id, world) == [2: .skipped, 3: .new, 4: .new])
        #expect(try await preview(id, world).leftOut == 1)
        #expect(try await preview(id, world, rows: .leftOut).rows.map(\.number) == [2])
        try await world.imports.takeBack(2, of: id, occasion)
        #expect(try await outcomes(id, world) == [2: .new, 3: .failed, 4: .new])
        try await world.imports.leaveOut(3, of: id, occasion)
        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts[.skipped] == 1)
        #expect(receipt.counts[.new] == 2)
        #expect(receipt.counts.rows == 3)
    }

    @Test func `Only the union's own clerk changes rows, and only before the confirmation`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let id = try await stage([Roster.row(1), Roster.row(3, name: "")], world)
        let other = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.imports.row(2, of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.edit(2, of: id, [:], other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.leaveOut(2, of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.takeBack(2, of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.repair(.correctSex, of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.leaveOut(all: .fillIn, of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.cancel(id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.row(99, of: id, occasion) }
        _ = try await world.imports.confirm(id, occasion)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.edit(3, of: id, [:], occasion) }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.imports.leaveOut(all: .fillIn, of: id, occasion)
        }
    }

    @Test func `The same form sent twice changes a row once`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await stage([Roster.row(1, [.sex: "女"])], world)
        let form = world.occasion(world.clerk, ticket: "ticket")
        #expect(try await world.imports.edit(2, of: id, [.sex: "男"], form) == .new)
        #expect(try await world.imports.edit(2, of: id, [.sex: "男"], form) == .new)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'revised'") == 1)
    }
}
