import Crypto
import Foundation

/// The second factor: a code of six digits that changes every 30 seconds (TOTP, RFC 6238, HMAC-SHA-1).
///
/// SHA-1 and these parameters are what every authenticator app understands. The secret is stored sealed.
public struct OneTimePassword: Hashable, Sendable {
    private let secret: [UInt8]
    private let digits: Int

    /// Seconds for which a code is shown.
    public static let period: Int64 = 30

    /// A new secret of 160 bits.
    public static func random() -> OneTimePassword {
        OneTimePassword(secret: RandomBytes.make(20), digits: 6)
    }

    /// Reads a secret written in base32; nil unless it has 80 to 512 bits.
    public init?(base32: String) {
        guard let secret = Base32.decode(base32), (10...64).contains(secret.count) else { return nil }
        self.init(secret: secret, digits: 6)
    }

    init(secret: [UInt8], digits: Int) {
        self.secret = secret
        self.digits = digits
    }

    /// The secret, to be stored sealed, and to be typed into an app by hand.
    public var base32: String { Base32.encode(secret) }

    /// What the QR code contains, by the key URI format of the authenticator apps.
    public func uri(issuer: String, account: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let encode = { (text: String) in text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }
        return "otpauth://totp/\(encode(issuer)):\(encode(account))?secret=\(base32)&issuer=\(encode(issuer))"
            + "&algorithm=SHA1&digits=\(digits)&period=\(Self.period)"
    }

    /// The step to which a moment belongs, given in milliseconds since 1970.
    public static func step(at milliseconds: Int64) -> Int64 {
        milliseconds / 1_000 / period
    }

    /// The code that an app shows at a moment.
    public func code(at milliseconds: Int64) -> String {
        code(step: Self.step(at: milliseconds))
    }

    /// Checks a typed code against the present step and its two neighbours.
    ///
    /// - Parameters:
    ///   - typed: spaces and full-width digits are understood.
    ///   - milliseconds: the real time, never the business date.
    ///   - lastUsed: the step of the last code this account used; that one and earlier ones are refused, so that a code
    ///     works once.
    /// - Returns: the step of the code, to be stored as the last used one; nil when the code is wrong.
    public func verify(_ typed: String, at milliseconds: Int64, lastUsed: Int64?) -> Int64? {
        let code = Array(typed.precomposedStringWithCompatibilityMapping.utf8.filter { $0 != UInt8(ascii: " ") })
        let present = Self.step(at: milliseconds)
        // All three are computed and compared, whichever fits.
        let matched = [present - 1, present, present + 1].filter {
            ConstantTime.areEqual(Array(self.code(step: $0).utf8), code)
        }
        return matched.last { $0 > lastUsed ?? .min }
    }

    /// HOTP (RFC 4226) of a step.
    private func code(step: Int64) -> String {
        let message = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let digest = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int((digest.last ?? 0) & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        return String((String(repeating: "0", count: digits) + String(number)).suffix(digits))
    }
}

extension OneTimePassword: CustomStringConvertible, CustomReflectable {
    public var description: String { "one-time password" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
