import Foundation
import Spreadsheet
import Testing

/// The files beside the tests, made by other programs (`Fixtures/make.py`).
enum Fixture {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path()
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(filePath: path(name))))
    }

    /// A path for a file that a test writes, removed by the test.
    static func temporaryPath(_ ending: String) -> String {
        FileManager.default.temporaryDirectory.appending(path: "spreadsheet-\(UUID().uuidString).\(ending)").path()
    }
}

extension SheetSource {
    /// All rows of the sheet at that position.
    func allRows(_ position: Int = 0) throws -> [SheetRow] {
        var rows: [SheetRow] = []
        try self.rows(of: #require(sheets.dropFirst(position).first)) { rows.append($0) }
        return rows
    }
}

/// What opening and reading the first sheet is refused with; nil if it is read.
func refusal(_ bytes: [UInt8], _ limits: WorkbookLimits = WorkbookLimits()) -> WorkbookRefusal? {
    do {
        let source = try TableFile.open(bytes: bytes, limits: limits)
        for sheet in source.sheets { try source.rows(of: sheet) { _ in } }
        return nil
    } catch let refusal as WorkbookRefusal {
        return refusal
    } catch {
        Issue.record("not a refusal: \(error)")
        return nil
    }
}
