import Crypto
import Foundation

/// The static files, read once at start and served from memory under a path that holds their hash.
public struct Assets: Sendable {
    public struct Asset: Sendable {
        public let path: String
        public let mediaType: String
        public let bytes: [UInt8]
    }

    private let byPath: [String: Asset]
    private let byName: [String: String]

    /// - Parameter folder: holds css, js, images and audio; every file in it is public.
    public init(folder: String) throws {
        var byPath: [String: Asset] = [:]
        var byName: [String: String] = [:]
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        while let file = files?.nextObject() as? URL {
            guard let mediaType = Self.mediaTypes[file.pathExtension],
                try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            else { continue }
            let name = String(file.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1))
            let content = try Data(contentsOf: file)
            let hash = SHA256.hash(data: content).prefix(6).map { String(format: "%02x", $0) }.joined()
            let path = "/assets/\(hash)/\(name)"
            byPath[path] = Asset(path: path, mediaType: mediaType, bytes: [UInt8](content))
            byName[name] = path
        }
        self.byPath = byPath
        self.byName = byName
    }

    /// The path of a file by its name in the folder, `css/app.css`; a name that is not there gives a path that is 404.
    public func path(_ name: String) -> String {
        byName[name] ?? "/assets/missing/\(name)"
    }

    func asset(at path: String) -> Asset? {
        byPath[path]
    }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "wav": "audio/wav", "txt": "text/plain; charset=utf-8",
    ]
}
