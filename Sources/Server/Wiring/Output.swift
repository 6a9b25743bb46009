import Foundation

/// What commands write: answers to standard output, notices beside it.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// For whoever waits before the screen; what a program reads stays as it is.
    static func notice(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Written at once, also into a pipe or a file.
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
