import Foundation

/// Compares a text with the one that a person has looked at and that is kept beside the test.
///
/// `Golden/NAME` stands in the folder of the test's file. `GONGHUI_RECORD=1 swift test` writes the files instead;
/// look at the difference before committing it.
public enum Golden {
    /// - Parameters:
    ///   - text: what the test got.
    ///   - file: the name of the golden file, in folders if you like: `pages/empty.html`.
    /// - Throws: `GoldenMismatch` with the first line that differs.
    public static func compare(_ text: String, _ file: String, test: String = #filePath) throws {
        let kept = URL(filePath: test).deletingLastPathComponent().appending(path: "Golden").appending(path: file)
        if ProcessInfo.processInfo.environment["GONGHUI_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: kept.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: kept)
            return
        }
        guard let data = try? Data(contentsOf: kept) else {
            throw GoldenMismatch(file: file, difference: "There is no such file; record it with GONGHUI_RECORD=1.")
        }
        let expected = String(decoding: data, as: UTF8.self)
        guard expected != text else { return }
        throw GoldenMismatch(file: file, difference: firstDifference(expected, text))
    }

    private static func firstDifference(_ expected: String, _ text: String) -> String {
        let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(wanted, found).enumerated().first { $1.0 != $1.1 }?.offset ?? min(wanted.count, found.count)
        return """
            Line \(line + 1)
            expected: \(line < wanted.count ? String(wanted[line]) : "(end)")
            found:    \(line < found.count ? String(found[line]) : "(end)")
            """
    }
}

/// A text is not the one that is kept.
public struct GoldenMismatch: Error, CustomStringConvertible {
    public let file: String
    public let difference: String

    public var description: String { "Golden/\(file): \(difference)" }
}
