import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import TestSupport
import Testing
import UseCases

/// A long list with every tenth row wrong stays usable; `GONGHUI_IMPORT_ROWS=100000` tries the longest there is.
@Suite struct ImportManyErrorsTests {
    private static let asked = ProcessInfo.processInfo.environment["GONGHUI_IMPORT_ROWS"].flatMap { Int($0) }
    private static let rows = asked ?? 3_000

    /// Of every hundred rows ten are wrong: letters for digits, half a telephone number, no name.
    private enum Fault: Hashable { case letters, phone, name }

    private static func fault(_ place: Int) -> Fault? {
        switch place % 100 {
        case 3, 23, 43, 63, 83: .letters
        case 13, 33, 53: .phone
        case 73, 93: .name
        default: nil
        }
    }

    private static func row(_ place: Int) -> [String] {
        // Serials of the invented area end before a hundred thousand.
        let number =
            place < 50_000
            ? Roster.number(place)
            : Roster.number(place - 50_000, birth: CalendarDay(year: 1986, month: 6, day: 1))
        var changes: [MemberColumn: String] = [.documentNumber: number]
        switch fault(place) {
        case .letters: changes[.documentNumber] = number.replacing("0", with: "O")
        case .phone: changes[.phone] = "1990"
        case .name: changes[.name] = ""
        case nil: break
        }
        return Roster.row(place, changes)
    }

    private static let faults: [Fault: Int] = Dictionary(
        (1...rows).compactMap { fault($0).map { ($0, 1) } }, uniquingKeysWith: +)
    private static var failing: Int { faults.values.reduce(0, +) }

    /// Does something, and says how long it took when a number of rows was asked for; nothing depends on it.
    private func timed<Result>(
        _ words: String, _ engine: Engine, _ work: () async throws -> Result
    ) async throws -> Result {
        let began = ContinuousClock.now
        let result = try await work()
        if Self.asked != nil { print("\(engine) \(Self.rows) \(words): \(ContinuousClock.now - began)") }
        return result
    }

    private func preview(
        _ id: ID<MemberImport>, _ world: MemberWorld, rows: ImportRows = .failed, group: MemberProblem.Repair? = nil,
        after: Int = 0
    ) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: rows, group: group, after: after, world.occasion(world.clerk))
    }

    /// The numbers of all failed rows of a group, page by page.
    private func pages(
        _ id: ID<MemberImport>, _ group: MemberProblem.Repair?, _ world: MemberWorld
    ) async throws -> [Int] {
        var numbers: [Int] = []
        var after: Int? = 0
        while let from = after {
            let page = try await preview(id, world, group: group, after: from)
            #expect(page.rows.count <= 100)
            numbers += page.rows.map(\.number)
            after = page.next
        }
        return numbers
    }

    @Test(arguments: Engine.available)
    func `Errors are grouped, paged, mended at once or one by one, taken away, and the rest goes in`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let upload = try Roster.upload((1...Self.rows).map(Self.row))
        func stage() async throws -> ID<MemberImport> {
            try await world.imports.stage(upload, as: .enterprise(world.enterprise.id), occasion)
        }
        let id = try await timed("stage", engine) { try await stage() }

        let first = try await timed("first page", engine) { try await preview(id, world) }
        #expect(first.memberImport.counts.rows == Self.rows)
        #expect(first.memberImport.counts[.failed] == Self.failing)
        #expect(first.rows.count == min(100, Self.failing))
        #expect(first.groups.first { $0.repair == .replaceLetters }?.rows == Self.faults[.letters])
        #expect(first.groups.first { $0.repair == .fillIn }?.rows == Self.faults[.name])
        // Every wrong row stands under a repair.
        #expect(first.rows.allSatisfy { $0.group != nil })
        let numbers = try await timed("all pages", engine) { try await pages(id, nil, world) }
        #expect(numbers == (1...Self.rows).filter { Self.fault($0) != nil }.map { $0 + 1 })
        #expect(try await pages(id, .fillIn, world).count == Self.faults[.name])

        try await timed("repair a group", engine) {
            try await world.imports.repair(.replaceLetters, of: id, occasion)
        }
        let left = Self.failing - (Self.faults[.letters] ?? 0)
        #expect(try await preview(id, world).memberImport.counts[.failed] == left)
        let outcome = try await timed("edit a cell", engine) {
            try await world.imports.edit(14, of: id, [.phone: "19900880001"], occasion)
        }
        #expect(outcome == .new)
        #expect(try await preview(id, world).memberImport.counts[.failed] == left - 1)

        let file = try await timed("failed rows", engine) { try await world.imports.failedRows(id, occasion) }
        let source = try TableFile.open(bytes: file.bytes)
        var written = 0
        try source.rows(of: try #require(source.sheets.first)) { row in
            if row.cells.contains(where: { $0.text == "身份证" }) { written += 1 }
        }
        #expect(written == left - 1)

        let receipt = try await timed("confirm", engine) { try await world.imports.confirm(id, occasion) }
        #expect(receipt.counts[.new] == Self.rows - left + 1)
        #expect(receipt.counts[.failed] == left - 1)
        #expect(try await world.count("SELECT count(*) FROM member") == Self.rows - left + 1)

        // The same file again: what is in is unchanged, what was wrong in it is wrong still.
        let again = try await timed("again", engine) { try await stage() }
        let counts = try await preview(again, world).memberImport.counts
        #expect(counts.rows == Self.rows)
        #expect(counts.written == 0)
        #expect(counts[.failed] == Self.failing)
        _ = try await world.imports.confirm(again, occasion)
        #expect(try await world.count("SELECT count(*) FROM member") == Self.rows - left + 1)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }
}
