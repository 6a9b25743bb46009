import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Wording

@Suite struct ExpirySheetTests {
    private func csv(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

    private func expiry(_ member: ID<Member>, _ world: CardWorld) async throws -> String? {
        try await world.platform.database.read { transaction in
            try transaction.value(
                """
                SELECT d.expiry FROM member m JOIN identity_document d ON d.person_id = m.person_id
                WHERE m.id = \(member)
                """)
        }
    }

    @Test(
        "a sheet is looked at, applied to those who fit, and the same sheet again changes nothing",
        arguments: Engine.available)
    func applied(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let first = try await world.add(1, expiry: nil)
        let second = try await world.add(2, expiry: "2023-11-19")
        let third = try await world.add(3, expiry: "long-term")
        let stranger = try await world.add(4, to: world.neighbour, expiry: nil)
        // Everybody was born on 1970-06-01.
        let file = csv([
            "会员编号,姓名,证件号码,证件到期日",
            "\(CardWorld.memberNumber(1)),会员1,,长期",
            ",,\(CardWorld.documentNumber(2)),2033/05/20",
            "\(CardWorld.memberNumber(3)),会员3,,2033-05-20",
            "\(CardWorld.memberNumber(4)),会员4,,长期",
            "\(CardWorld.memberNumber(1)),会员1,,长期",
            "\(CardWorld.memberNumber(2)),,,下个月",
            ",,,长期",
        ])
        let sheets = ExpirySheets(world.platform)
        let id = try await sheets.stage(file, name: "到期日.csv", enterprise: nil, world.occasion())
        let preview = try await sheets.preview(id, page: ListPage(), world.occasion())
        #expect(preview.counts == ExpiryCounts(changes: 2, unchanged: 0, refused: 5))
        #expect(
            preview.lines.prefix(5).map(\.verdict) == [
                .refused(.earlierThanBefore), .refused(.notMember), .refused(.repeated), .refused(.repeated),
                .refused(.numberMissing),
            ])
        #expect(preview.lines.map(\.row) == [4, 5, 6, 7, 8, 2, 3])
        #expect(
            preview.lines.map { $0.member?.expiry?.rawValue }
                == ["long-term", nil, nil, "2023-11-19", nil, nil, "2023-11-19"])
        #expect(try await expiry(first, world) == nil)

        await #expect(throws: Refusal.countChanged(expected: 3, actual: 2)) {
            _ = try await sheets.apply(id, expected: 3, world.occasion())
        }
        let counts = try await sheets.apply(id, expected: 2, world.occasion())
        #expect(counts == preview.counts)
        #expect(try await sheets.apply(id, expected: 2, world.occasion()) == counts)
        #expect(try await expiry(first, world) == "long-term")
        #expect(try await expiry(second, world) == "2033-05-20")
        #expect(try await expiry(third, world) == "long-term")
        #expect(try await expiry(stranger, world) == nil)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'set-expiry'") == 2)
        #expect(try await sheets.preview(id, page: ListPage(), world.occasion()).lines.isEmpty)

        let again = try await sheets.stage(file, name: "到期日.csv", enterprise: nil, world.occasion(ticket: "2"))
        #expect(
            try await sheets.preview(again, page: ListPage(), world.occasion()).counts
                == ExpiryCounts(changes: 0, unchanged: 2, refused: 5))
        let kept = try await world.count("SELECT sum(version) FROM person")
        _ = try await sheets.apply(again, expected: 0, world.occasion())
        #expect(try await world.count("SELECT sum(version) FROM person") == kept)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'set-expiry'") == 2)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test("the template holds the unit's people without a card, and comes back as it went", arguments: Engine.available)
    func template(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.add(1, expiry: "2033-05-20")
        let sheets = ExpirySheets(world.platform)
        let template = try await sheets.template(enterprise: nil, world.occasion())
        let id = try await sheets.stage(template.bytes, name: "模板.xlsx", enterprise: nil, world.occasion())
        let preview = try await sheets.preview(id, page: ListPage(), world.occasion())
        #expect(preview.counts == ExpiryCounts(unchanged: 1))
        try await sheets.discard(id, world.occasion())
        try await sheets.discard(id, world.occasion())
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await sheets.apply(id, expected: 0, world.occasion())
        }
    }

    @Test(
        "the rows that are not taken come back with why, before and after, and are taken once they are mended",
        arguments: Engine.available)
    func refusedRows(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.add(1, expiry: nil)
        let second = try await world.add(2, expiry: nil)
        let sheets = ExpirySheets(world.platform)
        let file = csv([
            "会员编号,姓名,证件到期日", "\(CardWorld.memberNumber(1)),会员1,长期", "\(CardWorld.memberNumber(2)),会员2,下个月",
        ])
        let id = try await sheets.stage(file, name: "x.csv", enterprise: nil, world.occasion())
        let before = try lines(try await sheets.refusedRows(id, world.occasion()).bytes)
        _ = try await sheets.apply(id, expected: 1, world.occasion())
        let after = try lines(try await sheets.refusedRows(id, world.occasion()).bytes)
        #expect(before == after)
        #expect(after.count == 2)
        #expect(
            after.last == [CardWorld.memberNumber(2), "会员2", "", "下个月", ExpiryFault.dayUnreadable.wording])

        // The clerk mends the day and leaves the reason where it is.
        let mended = csv(after.map { $0.map { $0 == "下个月" ? "长期" : $0 }.joined(separator: ",") })
        let again = try await sheets.stage(mended, name: "y.csv", enterprise: nil, world.occasion(ticket: "2"))
        #expect(try await sheets.apply(again, expected: 1, world.occasion(ticket: "3")) == ExpiryCounts(changes: 1))
        #expect(try await expiry(second, world) == "long-term")
        // Nothing was refused of the second one, and strangers get nothing of the first.
        await #expect(throws: Refusal.notFound) { _ = try await sheets.refusedRows(again, world.occasion()) }
        await #expect(throws: Refusal.notFound) {
            _ = try await sheets.refusedRows(id, world.occasion(world.otherClerk))
        }
        // They go after their time.
        try await Housekeeping(world.platform).clear(at: CardWorld.now.adding(days: 8))
        await #expect(throws: Refusal.notFound) { _ = try await sheets.refusedRows(id, world.occasion()) }
    }

    private func lines(_ bytes: [UInt8]) throws -> [[String]] {
        let workbook = try Workbook.open(bytes: bytes)
        var texts: [[String]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { texts.append($0.cells.map(\.text)) }
        return texts
    }

    @Test("files without the columns and another union's sheets are refused", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.add(1)
        let sheets = ExpirySheets(world.platform)
        for (text, fault) in [
            ("姓名,证件到期日\n会员1,长期", ExpiryFileFault.noNumberColumn), ("会员编号,姓名\n1,会员1", .noExpiryColumn),
            ("会员编号,证件到期日\n,", .noRows),
        ] {
            await #expect(throws: fault) {
                _ = try await sheets.stage(Array(text.utf8), name: "x.csv", enterprise: nil, world.occasion())
            }
        }
        await #expect(throws: MemberFileRefusal.missing) {
            _ = try await sheets.stage([], name: "", enterprise: nil, world.occasion())
        }
        let file = csv(["会员编号,证件到期日", "\(CardWorld.memberNumber(1)),长期"])
        let id = try await sheets.stage(file, name: "x.csv", enterprise: nil, world.occasion())
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { _ = try await sheets.preview(id, page: ListPage(), stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await sheets.apply(id, expected: 0, stranger) }
        await #expect(throws: Refusal.notFound) { try await sheets.discard(id, stranger) }
        await #expect(throws: Refusal.notAllowed(.orderCards, .role)) {
            _ = try await sheets.preview(id, page: ListPage(), world.occasion(world.reviewer))
        }
    }
}
