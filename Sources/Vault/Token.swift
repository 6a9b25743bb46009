import Crypto
import Foundation

/// A secret of 256 random bits that stands for something: a session, a form, a download.
///
/// The person's browser holds the text, the database only the hash, so that a stolen database opens no session.
public struct Token: Hashable, Sendable {
    private let bytes: [UInt8]

    public static func random() -> Token {
        Token(bytes: RandomBytes.make(32))
    }

    /// Reads the text form; nil for anything but 43 characters of base64url.
    public init?(text: String) {
        guard text.utf8.count == 43, !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
        let base64 = text.map { ["-": "+", "_": "/"][$0] ?? $0 } + "="
        guard let bytes = Data(base64Encoded: String(base64)), bytes.count == 32 else { return nil }
        self.init(bytes: Array(bytes))
        // The last character carries two unused bits; only one of its four spellings is ours.
        guard self.text == text else { return nil }
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// 43 characters of base64url without padding, fit for cookies, forms and addresses.
    public var text: String {
        String(Data(bytes).base64EncodedString().filter { $0 != "=" }.map { ["+": "-", "/": "_"][$0] ?? $0 })
    }

    /// SHA-256, 32 bytes: what is stored and looked up.
    public var hash: [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// Compares in constant time.
    public static func == (left: Token, right: Token) -> Bool {
        ConstantTime.areEqual(left.bytes, right.bytes)
    }
}

extension Token: CustomStringConvertible, CustomReflectable {
    public var description: String { "token" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
