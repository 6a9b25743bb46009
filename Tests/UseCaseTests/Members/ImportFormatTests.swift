import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

@Suite struct ImportFormatTests {
    private static let gb18030: [Character: [UInt8]] = [
        "姓": [0xD0, 0xD5], "名": [0xC3, 0xFB], "证": [0xD6, 0xA4], "件": [0xBC, 0xFE], "号": [0xBA, 0xC5],
        "码": [0xC2, 0xEB], "手": [0xCA, 0xD6], "机": [0xBB, 0xFA], "会": [0xBB, 0xE1], "员": [0xD4, 0xB1],
    ]

    enum Encoding: CaseIterable {
        case utf8, utf8WithMark, gb18030

        func bytes(_ text: String) -> [UInt8] {
            switch self {
            case .utf8: Array(text.utf8)
            case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            case .gb18030: text.flatMap { ImportFormatTests.gb18030[$0] ?? Array(String($0).utf8) }
            }
        }
    }

    /// Name, number and phone of some people, one a line.
    private func text(_ serials: [Int], _ separator: String, end: String = "\r\n") -> String {
        let lines =
            [["姓名", "证件号码", "手机号码"]]
            + serials.map { serial in
                let row = Roster.row(serial)
                return [MemberColumn.name, .documentNumber, .phone].map { row[$0.rawValue] }
            }
        return lines.map { $0.joined(separator: separator) }.joined(separator: end) + end
    }

    private func stage(_ bytes: [UInt8], _ world: MemberWorld, name: String = "名册.csv") async throws -> ID<MemberImport>
    {
        try await world.imports.stage(
            .init(name: name, bytes: bytes), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
    }

    private func preview(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
    }

    @Test(arguments: Encoding.allCases, [",", ";", "\t"])
    func `Delimited text is read in every encoding and with every separator`(
        encoding: Encoding, separator: String
    ) async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await stage(encoding.bytes(text([1, 2, 3], separator)), world)
        let preview = try await preview(id, world)
        #expect(preview.memberImport.counts[.new] == 3)
        #expect(preview.rows.map(\.name) == ["会员1", "会员2", "会员3"])
        #expect(preview.rows.map(\.number) == [2, 3, 4])
        #expect(preview.layout?.otherLists == [])
    }

    @Test func `The command reads delimited text, and columns as the union has put them before`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let own = "称呼甲,称呼乙,编码,联系\n会员,一,\(Roster.number(1)),19900000001\n"
        let first = try await stage(Array(own.utf8), world)
        _ = try await world.imports.arrange(first, [.name: 1, .documentNumber: 2, .phone: 3], occasion)
        let upload = MemberImports.Upload(name: "名册.csv", bytes: Array(own.utf8))
        let report = try await world.imports.importFile(
            upload, union: world.own.code, as: .outsideEnterprise, mode: .dryRun, occasion)
        #expect(report.new == 1)
        await #expect(throws: MemberFileRefusal.sheetMissing([""])) {
            try await world.imports.importFile(
                upload, union: world.own.code, as: .outsideEnterprise, sheet: "二车间", mode: .dryRun, occasion)
        }
        await #expect(throws: MemberFileRefusal.columnsMissing([.name])) {
            try await world.imports.importFile(
                .init(name: "a.csv", bytes: Array("甲,编码,联系\n会员,\(Roster.number(1)),19900000001\n".utf8)),
                union: world.own.code, as: .outsideEnterprise, mode: .dryRun, occasion)
        }
    }

    // MARK: Sheets

    private struct SheetOf {
        let name: String
        var visibility = Sheet.Visibility.visible
        /// Nil for an empty sheet.
        let serials: [Int]?
    }

    private func workbook(_ sheets: [SheetOf]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sheets-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        for sheet in sheets {
            let columns = sheet.serials == nil ? [] : Roster.header.map { SheetColumn($0) }
            let written = try writer.addSheet(
                SheetPlan(name: sheet.name, columns: columns, visibility: sheet.visibility))
            guard let serials = sheet.serials else { continue }
            try written.header()
            for serial in serials { try written.row(Roster.row(serial).map { $0.isEmpty ? .empty : .text($0) }) }
        }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    @Test func `Several sheets are offered, hidden and empty ones are not`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let bytes = try workbook([
            SheetOf(name: "封面", serials: nil), SheetOf(name: "一车间", serials: [1, 2]),
            SheetOf(name: "旧名单", visibility: .hidden, serials: [9]), SheetOf(name: "二车间", serials: [3]),
            SheetOf(name: "数据说明", serials: [11]),
        ])
        let first = try await stage(bytes, world, name: "名册.xlsx")
        let preview = try await preview(first, world)
        #expect(preview.rows.map(\.name) == ["会员1", "会员2"])
        #expect(preview.layout?.otherLists == ["二车间"])
        let columns = try await world.imports.columns(of: first, sheet: 1, occasion)
        #expect(columns.sheets == ["一车间", "二车间"])
        #expect(columns.layout.sheet == "二车间")
        #expect(columns.samples[0] == ["会员3"])
        let positions = Dictionary(uniqueKeysWithValues: MemberColumn.allCases.map { ($0, $0.rawValue) })
        let second = try await world.imports.arrange(first, positions, sheet: 1, occasion)
        #expect(try await self.preview(second, world).rows.map(\.name) == ["会员3"])
        #expect(try await self.preview(first, world).memberImport.status == .discarded)
        let again = try await world.imports.columns(of: second, occasion)
        #expect(again.layout.sheet == "二车间")
        _ = try await world.imports.confirm(second, occasion)
        #expect(try await world.count("SELECT count(*) FROM member") == 1)
        let named = try await world.imports.importFile(
            .init(name: "名册.xlsx", bytes: bytes), union: world.own.code, as: .outsideEnterprise, sheet: "一车间",
            mode: .dryRun, occasion)
        #expect(named.new == 2)
        // In a comparison whoever is on the other sheet would be taken for gone, so the sheet is asked for first.
        let comparison = try await world.comparisons.compare(
            .init(name: "名册.xlsx", bytes: bytes), as: .outsideEnterprise, .wholeUnion, occasion)
        let asked = try await world.comparisons.columns(of: comparison, sheet: 1, occasion)
        #expect(asked.comparison.state == .arranging)
        #expect(asked.sheets == ["一车间", "二车间"])
        #expect(asked.layout.sheet == "二车间")
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") == 0)
    }

    // MARK: What is no person

    @Test func `Lines that name nobody and repeated headers are not counted`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        var tail = Array(repeating: "", count: MemberColumn.allCases.count)
        tail[MemberColumn.documentType.rawValue] = "身份证"
        tail[MemberColumn.unionCode.rawValue] = "319901000001"
        let blank = Array(repeating: "　 ", count: MemberColumn.allCases.count)
        let rows = [Roster.row(1), Roster.header, blank, Roster.row(3)] + Array(repeating: tail, count: 40)
        let id = try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
        let preview = try await preview(id, world)
        #expect(preview.memberImport.counts.rows == 2)
        #expect(preview.rows.map(\.number) == [2, 5])
    }

    // MARK: Headers that say nothing

    @Test func `Columns that nothing tells are asked for before a row is read`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let occasion = world.occasion(world.clerk)
        let text = "甲,乙,丙\n阿一,\(Roster.number(1)),19900000001\n阿一,\(Roster.number(3)),19900000003\n"
        let id = try await stage(Array(text.utf8), world)
        let asked = try await preview(id, world)
        #expect(asked.layout?.lacking == [.name])
        #expect(asked.memberImport.counts.rows == 0)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.confirm(id, occasion) }
        let arranged = try await world.imports.arrange(id, [.name: 0, .documentNumber: 1, .phone: 2], occasion)
        #expect(try await preview(arranged, world).memberImport.counts[.new] == 2)
        // The next list of this kind is read at once.
        let next = try await stage(Array(text.utf8), world)
        #expect(try await preview(next, world).memberImport.counts[.new] == 2)
    }

    @Test(arguments: [
        "会员1,{1},19900000001\n会员3,{3},19900000003\n", "会员名册\n会员1,{1},19900000001\n会员3,{3},19900000003\n",
        "会员1,9.90106E+17,\n会员3,待补,无,一车间\n", "会员1,,19900000001\n会员3,待补,无,一车间\n",
        "会员1,319901850601001,\n会员3,,无\n",
    ])
    func `A list without a header is refused, its first row is nobody's title`(text: String) async throws {
        let world = try await MemberWorld.make(.sqlite)
        let text = text.replacing("{1}", with: Roster.number(1)).replacing("{3}", with: Roster.number(3))
        await #expect(throws: MemberFileRefusal.headerMissing) { try await stage(Array(text.utf8), world) }
        #expect(try await world.count("SELECT count(*) FROM member_import") == 0)
    }

    @Test func `Fuller rows under a header with one known word are people`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let text = """
            姓名,编码,联系
            会员1,\(Roster.number(1)),19900000001
            会员3,\(Roster.number(3)),19900000003,一车间
            会员5,待补,无,一车间,早班

            """
        let id = try await stage(Array(text.utf8), world)
        let asked = try await preview(id, world)
        #expect(asked.layout?.headerRow == 1)
        #expect(asked.layout?.headers.prefix(3) == ["姓名", "编码", "联系"])
        let arranged = try await world.imports.arrange(
            id, [.name: 0, .documentNumber: 1, .phone: 2], world.occasion(world.clerk))
        #expect(try await preview(arranged, world).memberImport.counts.rows == 3)
    }

    @Test func `A column of names is told by its contents when it is the only one that can be it`() {
        let names = ["会员甲", "会员乙", "会员丙", "会员丁"]
        let numbers = [1, 3, 5, 7].map { Roster.number($0) }
        func recognised(_ contents: [[String]]) -> [MemberColumn?] {
            var layout = ColumnLayout(
                sheet: "", headerRow: 1, headers: contents.map { _ in "列" }, columns: contents.map { _ in nil })
            layout.recognise(contents, sexes: [], documentTypes: [])
            return layout.columns
        }
        #expect(recognised([names, numbers]) == [.name, .documentNumber])
        #expect(recognised([names, Array(repeating: "生产部", count: 4), numbers]) == [.name, nil, .documentNumber])
        #expect(recognised([names, names, numbers]) == [nil, nil, .documentNumber])
    }
}
