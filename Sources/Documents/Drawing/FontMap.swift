import CPango
import Synchronization

/// The fonts as Pango knows them, with its caches.
///
/// Pango allows a font map to be used by one thread at a time: a map is lent to one borrower and comes back to the
/// pool. It stays loaded, so that only the first letter pays for finding the fonts.
final class FontMap: @unchecked Sendable {
    // Unchecked: the pool below lends a map to one borrower at a time, and nothing else holds one.

    let pointer: UnsafeMutablePointer<PangoFontMap>

    private init(_ pointer: UnsafeMutablePointer<PangoFontMap>) {
        self.pointer = pointer
    }

    deinit {
        g_object_unref(pointer)
    }

    private static let idle = Mutex<[FontMap]>([])
    private static let idleLimit = 8

    /// Lends a font map to `body`; never waits for another borrower.
    ///
    /// Throws `LetterFailure.fontMissing` if the machine lacks a face that letters are set in.
    static func borrow<Result>(_ body: (FontMap) throws -> Result) throws -> Result {
        let map = try idle.withLock { $0.popLast() } ?? make()
        defer {
            idle.withLock { maps in
                if maps.count < idleLimit { maps.append(map) }
            }
        }
        return try body(map)
    }

    /// Forgets the maps that nobody uses: they do not know fonts that were added later.
    static func forgetIdle() {
        idle.withLock { $0.removeAll() }
    }

    private static func make() throws -> FontMap {
        guard let pointer = pango_cairo_font_map_new() else { throw LetterFailure.drawing("font map") }
        let map = FontMap(pointer)
        guard Typesetter.families.contains(where: map.has) else {
            throw LetterFailure.fontMissing(Typesetter.families.joined(separator: ", "))
        }
        return map
    }

    private func has(_ family: String) -> Bool {
        pango_font_map_get_family(pointer, family) != nil
    }
}
