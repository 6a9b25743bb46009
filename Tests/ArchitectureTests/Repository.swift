import Foundation

/// The files of this project, as they stand on the disk.
enum Repository {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Folders that hold nothing of ours, or nothing that is text.
    private static let passedOver: Set<String> = [".git", ".build", ".swiftpm", "var", "vendor", "__pycache__"]

    /// Paths relative to the root, sorted, of the files below `folder` whose name ends in one of `endings`.
    static func paths(below folder: String = "", endings: [String]) -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        guard
            let found = FileManager.default.enumerator(
                at: start, includingPropertiesForKeys: [.isDirectoryKey], options: [])
        else { return [] }
        var paths: [String] = []
        for case let url as URL in found {
            let name = url.lastPathComponent
            if passedOver.contains(name) || name.hasPrefix(".build") || name.hasPrefix(".venv") {
                found.skipDescendants()
            } else if endings.contains(where: { name.hasSuffix($0) }) {
                paths.append(String(url.path.dropFirst(root.path.count).drop { $0 == "/" }))
            }
        }
        return paths.sorted()
    }

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func bytes(of path: String) throws -> Data {
        try Data(contentsOf: root.appending(path: path))
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Every Swift file of `Sources`, taken apart once for all rules.
    static let sources: [SwiftSource] = swiftFiles(below: "Sources")

    /// Every Swift file of `Tests`, but for these tests, whose samples break the rules on purpose.
    static let tests: [SwiftSource] = swiftFiles(below: "Tests").filter {
        !$0.path.hasPrefix("Tests/ArchitectureTests/")
    }

    private static func swiftFiles(below folder: String) -> [SwiftSource] {
        paths(below: folder, endings: [".swift"]).compactMap { path in
            (try? text(of: path)).map { SwiftSource(path: path, text: $0) }
        }
    }
}
