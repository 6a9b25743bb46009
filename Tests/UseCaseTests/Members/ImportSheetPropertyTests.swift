import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

/// Seeded random sheets as companies make them: whatever stands around the people, every one of them is counted once.
@Suite struct ImportSheetPropertyTests {
    private typealias Seeded = ImportPropertyTests.Seeded

    /// A company's sheet: where its header stands, in which order its columns, and what else is in the file.
    private struct OwnSheet {
        var titles: [[String]] = []
        var header: [String] = []
        /// What each column holds; nil for one that nobody has asked for.
        var columns: [MemberColumn?] = []
        var people: [[MemberColumn: String]] = []
        /// Behind which people a blank line stands.
        var gaps: Set<Int> = []
        var tail = 0
        var extras: [Extra] = []

        /// Other sheets of the workbook, before or behind it.
        enum Extra { case cover, hidden, empty }
    }

    private static let headers: [MemberColumn: [String]] = [
        .name: ["姓名", "姓名*", "职工姓名"], .documentNumber: ["证件号码", "身份证号", "身份证号码*"],
        .phone: ["手机号码", "手机号", "联系电话", "手机号码*"], .sex: ["性别", "性别*"],
        .workplace: ["工作单位/服务平台", "工作单位"],
    ]

    private func sheet(_ random: inout Seeded) -> OwnSheet {
        var sheet = OwnSheet()
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            sheet.titles.append(
                [["2023 年职工花名册"], [], ["制表：人事", "", "2023-11-20"]].randomElement(using: &random) ?? [])
        }
        var columns: [MemberColumn?] = [.name, .documentNumber, .phone]
        if Bool.random(using: &random) { columns.append(.sex) }
        if Bool.random(using: &random) { columns.append(.workplace) }
        for _ in 0..<Int.random(in: 0...3, using: &random) { columns.append(nil) }
        columns.shuffle(using: &random)
        sheet.columns = columns
        sheet.header = columns.map { column in
            column.flatMap { Self.headers[$0]?.randomElement(using: &random) }
                ?? ["备注一", "部门", "班组", "工龄"].randomElement(using: &random) ?? ""
        }
        for _ in 0..<Int.random(in: 12...60, using: &random) { sheet.people.append(person(&random)) }
        for place in sheet.people.indices where Int.random(in: 0..<12, using: &random) == 0 { sheet.gaps.insert(place) }
        sheet.tail = [0, 0, 3, 400].randomElement(using: &random) ?? 0
        for extra in [OwnSheet.Extra.cover, .hidden, .empty] where Bool.random(using: &random) {
            sheet.extras.append(extra)
        }
        return sheet
    }

    private func person(_ random: inout Seeded) -> [MemberColumn: String] {
        let serial = Int.random(in: 1...80, using: &random)
        let row = Roster.row(serial)
        var cells: [MemberColumn: String] = [:]
        for column in [MemberColumn.name, .documentNumber, .phone, .sex] { cells[column] = row[column.rawValue] }
        cells[.workplace] = "示例车间"
        switch Int.random(in: 0..<14, using: &random) {
        case 0: cells[.phone] = "123"
        case 1: cells[.documentNumber]?.replace("0", with: "O")
        case 2: cells[.name] = ""
        case 3: cells[.documentNumber]?.append("  ")
        default: break
        }
        return cells
    }

    private func texts(of sheet: OwnSheet) -> [[String]] {
        var rows = sheet.titles + [sheet.header]
        for (place, person) in sheet.people.enumerated() {
            rows.append(sheet.columns.map { $0.map { person[$0] ?? "" } ?? (place.isMultiple(of: 3) ? "" : "三班") })
            if sheet.gaps.contains(place) { rows.append([]) }
        }
        for line in 0..<sheet.tail { rows.append(line.isMultiple(of: 2) ? [] : ["", "  "]) }
        return rows
    }

    private func xlsx(_ sheet: OwnSheet) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sheet-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        if sheet.extras.contains(.cover) {
            let cover = try writer.addSheet(SheetPlan(name: "说明", columns: [SheetColumn("")]))
            try cover.row([.text("请勿外传")])
        }
        if sheet.extras.contains(.hidden) {
            // Last year's list, which nobody sees and nobody means.
            let old = try writer.addSheet(
                SheetPlan(name: "旧名册", columns: Roster.header.map { SheetColumn($0) }, visibility: .hidden))
            try old.header()
            for serial in 200...205 { try old.row(Roster.row(serial).map { $0.isEmpty ? .empty : .text($0) }) }
        }
        let own = try writer.addSheet(SheetPlan(name: "花名册", columns: sheet.header.map { _ in SheetColumn("") }))
        for row in texts(of: sheet) { try own.row(row.map { $0.isEmpty ? .empty : .text($0) }) }
        if sheet.extras.contains(.empty) {
            _ = try writer.addSheet(SheetPlan(name: "Sheet3", columns: [SheetColumn("")]))
        }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }

    private func csv(_ sheet: OwnSheet) -> [UInt8] {
        let lines = texts(of: sheet).map { $0.map { "\"\($0)\"" }.joined(separator: ",") }
        return Array("\u{FEFF}".utf8) + Array(lines.joined(separator: "\r\n").utf8)
    }

    @Test(arguments: Engine.available, [31, 32, 33, 34, 35, 36, 37, 38] as [UInt64])
    func `Every person of an own sheet is new, updated, moved, unchanged, skipped or failed, and once`(
        engine: Engine, seed: UInt64
    ) async throws {
        var random = Seeded(state: seed)
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...25).map { Roster.row($0) })
        try await world.apply((26...40).map { Roster.ofOther($0) }, of: world.otherClerk, as: .outsideEnterprise)
        let occasion = world.occasion(world.clerk)
        for _ in 0..<3 {
            let own = sheet(&random)
            let isText = Bool.random(using: &random)
            let upload = MemberImports.Upload(
                name: isText ? "花名册.csv" : "花名册.xlsx", bytes: isText ? csv(own) : try xlsx(own))
            let id = try await world.imports.stage(upload, as: .enterprise(world.enterprise.id), occasion)
            let staged = try await counted(id, world)
            #expect(staged.rows == own.people.count, "\(own.header)")
            let receipt = try await world.imports.confirm(id, occasion)
            for outcome in ImportOutcome.allCases { #expect(receipt.counts[outcome] == staged[outcome]) }
            // The hidden sheet has brought nobody.
            #expect(
                try await world.count(
                    "SELECT count(*) FROM person WHERE name IN ('会员200', '会员201', '会员202', '会员203')") == 0)
            let again = try await world.imports.stage(upload, as: .enterprise(world.enterprise.id), occasion)
            let second = try await counted(again, world)
            #expect(second.rows == own.people.count)
            #expect(second.written == 0)
            try await world.imports.discard(again, occasion)
        }
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    /// The counts of an import, recounted row by row over all its pages.
    private func counted(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> ImportCounts {
        var counts = ImportCounts()
        var numbers: Set<Int> = []
        var after: Int? = 0
        var told = ImportCounts()
        while let from = after {
            let page = try await world.imports.preview(
                id, rows: .all, group: nil, after: from, world.occasion(world.clerk))
            for row in page.rows {
                counts.count(row.outcome)
                if row.outcome != .failed, !row.findings.isEmpty { counts.warnings += 1 }
                #expect(numbers.insert(row.number).inserted)
            }
            (told, after) = (page.memberImport.counts, page.next)
        }
        #expect(told == counts)
        return told
    }
}
