@testable import Web

/// What people send who want to break something.
enum HostileValues {
    /// A name that would be a script if it were not text.
    static let script = "\"><script>alert(1)</script>"

    static let all = [
        "", " ", "-1", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e999", "NaN",
        "0x10",
        "\u{0}", "\u{FEFF}", "\u{202E}甲", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "' OR 1=1 --", script,
        "../../../../etc/passwd", "\r\nSet-Cookie: a=b", "2023-02-30", "9999-99-99", "=cmd|' /C calc'!A0",
        "３１９９", "١٢٣", String(repeating: "长", count: 1_200), String(repeating: "9", count: 400),
    ]

    /// Files that are none, are cut off, or say that they are another's.
    static func files(like bytes: [UInt8]) -> [[UInt8]] {
        [
            [], [0], Array(repeating: 0xFF, count: 2_000), Array(bytes.prefix(bytes.count / 2)), bytes + bytes,
            Array("<html>\(script)</html>".utf8), [0x50, 0x4B, 0x03, 0x04] + Array(repeating: 0x41, count: 500),
            Array("%PDF-1.7\n%%EOF".utf8), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF],
            Array("甲,乙\r\n\"".utf8), Array(String(repeating: "\"甲\",", count: 3_000).utf8),
        ]
    }

    /// Wrong passwords and codes lock an account, and the other forms would not be reached.
    static func isSecret(_ name: String, of route: Route) -> Bool {
        name.contains("password") || name.contains("recovery") || (route.pace == .login && name.contains("code"))
    }
}
