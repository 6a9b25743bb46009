public import Markup

/// Where the style sheet, the scripts and the icons are served from.
///
/// The server knows the hash of each file and binds ``current`` around every request, so that an address changes with
/// the content and may be kept for ever; without it the plain address under `/assets` is written.
public struct AssetPaths: Sendable {
    @TaskLocal public static var current = AssetPaths {
        URLText(segments: ["assets"] + $0.split(separator: "/").map(String.init))
    }

    private let locate: @Sendable (String) -> URLText

    /// - Parameter locate: the address for a file name relative to `Resources/public`, such as `app.css`.
    public init(_ locate: @escaping @Sendable (String) -> URLText) { self.locate = locate }

    public subscript(name: String) -> URLText { locate(name) }
}
