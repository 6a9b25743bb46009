import Documents
import Foundation
import Testing

/// Files beside the tests, and the fonts and sounds of the repository.
enum Fixtures {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let resources = tests.appending(path: "../../Resources").standardizedFileURL

    static func upload(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: tests.appending(path: "Golden/uploads/\(name)")))
    }

    static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }

    static func count(_ text: String, in bytes: [UInt8]) -> Int {
        var count = 0
        var rest = Data(bytes)[...]
        while let hit = rest.range(of: Data(text.utf8)) {
            count += 1
            rest = rest[hit.upperBound...]
        }
        return count
    }
}
