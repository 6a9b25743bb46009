import Crypto

/// Tells whether a stored file is still the one that was stored.
public enum ContentHash {
    /// The 32 bytes of SHA-256.
    public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes))
    }
}
