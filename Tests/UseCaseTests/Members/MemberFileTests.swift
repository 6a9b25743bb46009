import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberFileTests {
    func refusal(_ bytes: [UInt8]) async throws -> MemberFileRefusal? {
        let world = try await MemberWorld.make(.sqlite)
        do {
            _ = try await world.imports.stage(
                .init(name: "名册.xlsx", bytes: bytes), as: .enterprise(world.enterprise.id),
                world.occasion(world.clerk))
            return nil
        } catch let refusal as MemberFileRefusal {
            #expect(try await world.count("SELECT count(*) FROM member_import") == 0)
            return refusal
        }
    }

    @Test func `A file that is no workbook is refused and leaves nothing`() async throws {
        #expect(try await refusal([]) == .empty)
        #expect(try await refusal(Array("%PDF-1.4 demo".utf8)) == .notWorkbook)
        #expect(try await refusal(Array("姓名,证件号码\n会员甲,1\n".utf8)) == .columnsMissing([.phone]))
        #expect(try await refusal(Array("没有表头的一句话".utf8)) == .columnsMissing([.name, .documentNumber, .phone]))
        #expect(try await refusal(Array("姓名,\"证件号码\n会员甲".utf8)) == .damaged)
        #expect(
            try await refusal([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600))
                == .notWorkbook)
        let good = try Roster.bytes([Roster.row(1)])
        #expect(try await refusal(Array(good.prefix(good.count / 2))) == .damaged)
    }

    @Test func `Other columns are refused with those that are missing`() async throws {
        #expect(
            try await refusal(try Roster.bytes([["a", "b"]], header: ["编号", "部门"]))
                == .columnsMissing([.name, .documentNumber, .phone]))
        let phone = MemberColumn.phone.rawValue
        let (header, row) = (Roster.header, Roster.row(1))
        #expect(
            try await refusal(
                try Roster.bytes(
                    [row.indices.filter { $0 != phone }.map { row[$0] }],
                    header: header.indices.filter { $0 != phone }.map { header[$0] })) == .columnsMissing([.phone]))
    }

    @Test func `A template without people is refused`() async throws {
        #expect(try await refusal(try Roster.bytes([])) == .noRows)
    }

    @Test func `Columns are found by their headers, in any order, with or without asterisks`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let header = Roster.header.reversed().map { $0.replacing("*", with: "") } + ["备注"]
        let row = Roster.row(1).reversed() + ["无"]
        let id = try await world.imports.stage(
            try Roster.upload([Array(row)], header: header.map { $0 == "证件类型" ? "证件类型(身份证)*" : $0 }),
            as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
        let receipt = try await world.imports.confirm(id, world.occasion(world.clerk))
        #expect(receipt.counts[.new] == 1)
    }

    @Test func `The template has the manual's columns and lists what may stand in them`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let workbook = try Workbook.open(bytes: try await world.imports.template(world.occasion(world.clerk)))
        #expect(workbook.sheets.map(\.name) == ["会员信息", "数据说明"])
        var first: [SheetRow] = []
        try workbook.rows(of: workbook.sheets[0]) { first.append($0) }
        #expect(first.map { $0.cells.map(\.text) } == [Roster.header])
        var words: Set<String> = []
        try workbook.rows(of: workbook.sheets[1]) { words.formUnion($0.cells.map(\.text)) }
        #expect(words.isSuperset(of: ["身份证", "护照", "男", "女", "外包工", "劳务派遣", "示例联合工会", "319901000001"]))
    }

    @Test func `Failed rows come back with reasons and go in when they are mended`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let receipt = try await world.apply([Roster.row(1), Roster.row(3, [.sex: "女"]), Roster.row(5, name: "")])
        let file = try await world.imports.failedRows(receipt.id, occasion)
        #expect(file.fileName == "名册-待修改.xlsx")
        let workbook = try Workbook.open(bytes: file.bytes)
        var rows: [[String]] = []
        try workbook.rows(of: workbook.sheets[0]) { rows.append($0.cells.map(\.text)) }
        #expect(rows.first == Roster.header + ["问题及办法"])
        #expect(rows.count == 3)
        #expect(rows[1][13].hasPrefix("问题：性别：与证件号码不符，证件号码表示“男”。办法：请对照证件核对证件号码和性别"))
        #expect(rows[1][13].hasSuffix("（原文件第 3 行）"))
        #expect(rows[2][13].hasSuffix("（原文件第 4 行）"))
        rows[1][MemberColumn.sex.rawValue] = "男"
        rows[2][MemberColumn.name.rawValue] = "会员戊"
        let again = try await world.imports.stage(
            try Roster.upload(Array(rows.dropFirst()), header: rows[0]), as: .enterprise(world.enterprise.id), occasion)
        #expect(try await world.imports.confirm(again, occasion).counts[.new] == 2)
    }
}
