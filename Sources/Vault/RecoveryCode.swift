import Crypto

/// A code that replaces the second factor, or a forgotten password, once.
///
/// 80 random bits in four groups of four: `ABCD-EFGH-IJKL-MNOP`. Only the hash is stored.
public struct RecoveryCode: Hashable, Sendable {
    /// As it is printed for the person.
    public let text: String

    public static func random() -> RecoveryCode {
        RecoveryCode(characters: Base32.encode(RandomBytes.make(10)))
    }

    /// The codes that a person gets when the second factor is set up.
    public static func set(of count: Int = 10) -> [RecoveryCode] {
        (0..<max(0, count)).map { _ in random() }
    }

    /// Reads a typed code; nil when it cannot be one.
    ///
    /// Small letters and missing hyphens are understood, and 0, 1, 8 where O, I, B were meant.
    public init?(typed: String) {
        let meant: [Character: Character] = ["0": "O", "1": "I", "8": "B"]
        let characters = typed.uppercased().filter { $0 != "-" && !$0.isWhitespace }.map { meant[$0] ?? $0 }
        guard characters.count == 16, Base32.decode(String(characters)) != nil else { return nil }
        self.init(characters: String(characters))
    }

    private init(characters: String) {
        let letters = Array(characters)
        text = stride(from: 0, to: letters.count, by: 4)
            .map { String(letters[$0..<min($0 + 4, letters.count)]) }
            .joined(separator: "-")
    }

    /// SHA-256 of the code, 32 bytes: what is stored and looked up.
    ///
    /// A plain hash is enough for 80 random bits, as it is for a `Token`.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

extension RecoveryCode: CustomStringConvertible, CustomReflectable {
    public var description: String { "recovery code" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
