public import Domain
import Foundation
public import Spreadsheet

/// Writes a small workbook in a private folder and gives its bytes; nothing stays on the disk.
public enum WorkbookBytes {
    public static func write(created: Instant, _ body: (WorkbookWriter) throws -> Void) throws -> [UInt8] {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appendingPathComponent("gonghui-\(UUID().uuidString)")
        try files.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? files.removeItem(at: folder) }
        let path = folder.appendingPathComponent("workbook.xlsx").path
        let writer = try WorkbookWriter(
            path: path, created: created.milliseconds / 1000, temporaryFolder: folder.path)
        try body(writer)
        try writer.close()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
