import CZlib
import Crypto
import Foundation
import HTTPTypes
import Hummingbird

/// The static files, read once at start and served from memory under a path that holds their hash.
public struct Assets: Sendable {
    public struct Asset: Sendable {
        public let path: String
        public let mediaType: String
        public let bytes: [UInt8]
        /// The same, compressed once at the start; nil where that saves nothing.
        ///
        /// Only these files are compressed: pages carry a form's token beside what a stranger may have chosen, and the
        /// length of such a page, compressed, would tell of the token (BREACH).
        public let gzip: [UInt8]?
    }

    static let prefix = "/assets/"

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
            let path = "\(Self.prefix)\(hash)/\(name)"
            let bytes = [UInt8](content)
            byPath[path] = Asset(path: path, mediaType: mediaType, bytes: bytes, gzip: Gzip.compress(bytes))
            byName[name] = path
        }
        self.byPath = byPath
        self.byName = byName
    }

    /// The path of a file by its name in the folder, `css/app.css`; a name that is not there gives a path that is 404.
    public func path(_ name: String) -> String {
        byName[name] ?? "\(Self.prefix)missing/\(name)"
    }

    func asset(at path: String) -> Asset? {
        byPath[path]
    }

    /// A file under its hashed name, which may be kept for ever; anything else is 404.
    func reply(to request: Request) -> Reply {
        guard request.method == .get || request.method == .head else {
            var refusal = Reply.empty(.methodNotAllowed)
            refusal.headers[.allow] = "GET, HEAD"
            return refusal
        }
        guard let asset = asset(at: request.uri.path) else { return .empty(.notFound) }
        var reply = Reply.empty(.ok)
        reply.headers[.contentType] = asset.mediaType
        reply.headers[.cacheControl] = "public, max-age=31536000, immutable"
        reply.headers[.vary] = "Accept-Encoding"
        reply.bytes = asset.bytes
        if let gzip = asset.gzip, Gzip.isWelcome(request.headers[.acceptEncoding] ?? "") {
            reply.headers[.contentEncoding] = "gzip"
            reply.bytes = gzip
        }
        return reply
    }

    private static let mediaTypes = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png", "ico": "image/x-icon", "wav": "audio/wav", "txt": "text/plain; charset=utf-8",
    ]
}
