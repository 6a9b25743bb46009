import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt (RFC 7914) with its own salt and parameters.
///
/// Making and checking one takes about 64 MB and 200 ms; go through `PasswordHasher`, which keeps that off the
/// cooperative threads and within the number of cores.
public struct PasswordHash: Hashable, Sendable {
    public let cost: Cost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// How dear one hash is: memory is 128 × blockSize × 2^exponent bytes.
    public struct Cost: Hashable, Sendable {
        public let exponent: Int
        public let blockSize: Int
        public let parallelism: Int

        /// Nil outside the bounds within which a stored hash is believed.
        ///
        /// Beyond them a damaged row could exhaust the memory.
        public init?(exponent: Int, blockSize: Int, parallelism: Int) {
            guard (4...18).contains(exponent), (1...16).contains(blockSize), (1...4).contains(parallelism) else {
                return nil
            }
            self.init(checked: exponent, blockSize, parallelism)
        }

        /// How much is computed, in blocks.
        fileprivate var work: Int { blockSize * parallelism << exponent }

        private init(checked exponent: Int, _ blockSize: Int, _ parallelism: Int) {
            self.exponent = exponent
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        /// N = 2^16, r = 8, p = 1 (security.md, section 1).
        public static let standard = Cost(checked: 16, 8, 1)

        /// For tests and invented accounts only, so that a hundred of them are made in a moment.
        public static let cheap = Cost(checked: 4, 8, 1)
    }

    /// Hashes a password with a fresh salt; blocks its thread.
    public static func make(_ password: String, cost: Cost = .standard) throws -> PasswordHash {
        let salt = RandomBytes.make(16)
        return PasswordHash(cost: cost, salt: salt, hash: try derive(password, salt: salt, cost: cost))
    }

    /// Whether this is the password; blocks its thread and compares in constant time.
    public func matches(_ password: String) throws -> Bool {
        ConstantTime.areEqual(try Self.derive(password, salt: salt, cost: cost), hash)
    }

    /// A hash that no password matches, checked when the account is unknown so that the answer costs the same.
    public static let dummy = PasswordHash(
        cost: .standard, salt: Array(repeating: 0x5A, count: 16), hash: Array(repeating: 0, count: 32))

    /// Whether it costs a guesser less than this, so that the next successful login should store a new hash.
    public func isCheaper(than cost: Cost) -> Bool { self.cost.work < cost.work }

    init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Derives 32 bytes.
    ///
    /// Compatibility normalisation (NFKC) makes full-width letters typed by an input method equal to plain ones.
    private static func derive(_ password: String, salt: [UInt8], cost: Cost) throws -> [UInt8] {
        var bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
        // The library traps on an empty array; no policy lets an empty password be set.
        if bytes.isEmpty { bytes = [0] }
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost.exponent, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}

// MARK: - Text

extension PasswordHash {
    /// `scrypt$16$8$1$salt$hash`, salt and hash in base64.
    public var text: String {
        let parts = ["scrypt", String(cost.exponent), String(cost.blockSize), String(cost.parallelism)]
        return (parts + [Data(salt).base64EncodedString(), Data(hash).base64EncodedString()]).joined(separator: "$")
    }

    /// Reads the stored form; nil when it is damaged or its parameters are beyond belief.
    public init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt" else { return nil }
        guard let exponent = Int(parts[1]), let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let cost = Cost(exponent: exponent, blockSize: blockSize, parallelism: parallelism),
            let salt = Data(base64Encoded: parts[4]), (8...64).contains(salt.count),
            let hash = Data(base64Encoded: parts[5]), hash.count == 32
        else { return nil }
        self.init(cost: cost, salt: Array(salt), hash: Array(hash))
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    public var description: String { "password hash" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
