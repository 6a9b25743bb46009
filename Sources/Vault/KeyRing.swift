import Crypto
import Foundation

/// The keys that seal personal data, and the one that makes blind indexes.
///
/// The keys live in a file outside the database (`KeyRing.load`). Sealing is AES-256-GCM with a fresh random nonce; key
/// id, context (table and column) and row are authenticated with it, so that a ciphertext opens only where it was
/// written. Values are sealed with the current key and opened with whichever key they name, which is what rotation
/// needs. Standards: NIST SP 800-38D, FIPS 198-1; security.md, section 2.
public struct KeyRing: Sendable {
    let encryption: KeySet
    let index: KeySet
    /// The key that waits to become the current one; it opens already, and seals nothing yet.
    public let nextKey: KeyID?
    /// Seals rows: made of the index key, so that it stays when the others follow one another, and used for nothing else.
    private let rows: HMAC<SHA256>

    init(encryption: KeySet, index: KeySet, nextKey: KeyID? = nil) {
        self.encryption = encryption
        self.index = index
        self.nextKey = nextKey
        rows = HMAC(
            key: HKDF<SHA256>.deriveKey(
                inputKeyMaterial: index.currentKey, info: Array("row-seal".utf8), outputByteCount: 32))
    }

    /// Some keys, one of them current.
    struct KeySet: Sendable {
        let current: KeyID
        let currentKey: SymmetricKey
        /// The current key taken in: each index goes on from a copy of it.
        let authentication: HMAC<SHA256>
        let keys: [KeyID: SymmetricKey]

        init(current: KeyID, keys: [KeyID: SymmetricKey]) throws(SealingError) {
            guard let key = keys[current] else { throw .missingKey(current) }
            self.current = current
            self.currentKey = key
            authentication = HMAC(key: key)
            self.keys = keys
        }

        /// The set with one more random key, which becomes the current one.
        static func adding(to keys: [KeyID: SymmetricKey]) throws(SealingError) -> KeySet {
            var id = KeyID.random()
            while keys[id] != nil { id = .random() }
            var more = keys
            more[id] = SymmetricKey(size: .bits256)
            return try KeySet(current: id, keys: more)
        }
    }

    /// A ring of new keys that are written nowhere: for tests, and as the beginning of a key file.
    public static func ephemeral() throws(SealingError) -> KeyRing {
        KeyRing(encryption: try .adding(to: [:]), index: try .adding(to: [:]))
    }

    /// The key with which values are sealed now.
    public var currentKey: KeyID { encryption.current }

    /// All keys with which values may have been sealed.
    public var encryptionKeys: Set<KeyID> { Set(encryption.keys.keys) }
}

// MARK: - Sealing

extension KeyRing {
    /// Seals a text for one column of one row.
    ///
    /// - Parameters:
    ///   - context: table and column, such as `person.number`.
    ///   - row: the key of the row, which must therefore be issued before the insert.
    /// - Returns: one byte layout, four bytes key id, twelve bytes nonce, ciphertext, sixteen bytes tag.
    public func seal(_ plain: String, context: String, row: Int64) throws -> [UInt8] {
        try sealBytes(Array(plain.utf8), context: context, row: row)
    }

    /// Opens what `seal` made, with the same context and row.
    ///
    /// - Throws: `SealingError`
    public func open(_ sealed: [UInt8], context: String, row: Int64) throws -> String {
        let plain = try opened(sealed, context: context, row: row)
        guard let text = plain.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) else {
            throw SealingError.notText(context: context, row: row)
        }
        return text
    }

    /// Seals bytes, such as a file of an upload, as `seal` does a text.
    public func sealBytes(_ plain: [UInt8], context: String, row: Int64) throws -> [UInt8] {
        var sealed = Self.header(encryption.current)
        let authenticated = Self.authenticated(header: sealed, context: context, row: row)
        let box = try AES.GCM.seal(plain, using: encryption.currentKey, authenticating: authenticated)
        guard let combined = box.combined else { throw SealingError.notAuthentic(context: context, row: row) }
        sealed.reserveCapacity(plain.count + Self.overhead)
        combined.withUnsafeBytes { sealed.append(contentsOf: $0) }
        return sealed
    }

    /// Opens what `sealBytes` made, with the same context and row.
    ///
    /// - Throws: `SealingError`
    public func openBytes(_ sealed: [UInt8], context: String, row: Int64) throws -> [UInt8] {
        Array(try opened(sealed, context: context, row: row))
    }

    private func opened(_ sealed: [UInt8], context: String, row: Int64) throws -> Data {
        let id = try Self.key(of: sealed)
        guard let key = encryption.keys[id] else { throw SealingError.missingKey(id) }
        let authenticated = Self.authenticated(header: Self.header(id), context: context, row: row)
        do {
            let box = try AES.GCM.SealedBox(combined: sealed[Self.headerLength...])
            return try AES.GCM.open(box, using: key, authenticating: authenticated)
        } catch {
            throw SealingError.notAuthentic(context: context, row: row)
        }
    }

    /// The key that a sealed value names.
    public static func key(of sealed: [UInt8]) throws(SealingError) -> KeyID {
        guard sealed.count >= overhead else { throw .tooShort }
        return try key(ofMark: Array(sealed[..<headerLength]))
    }

    /// The key that the first five bytes of a sealed value name.
    public static func key(ofMark mark: [UInt8]) throws(SealingError) -> KeyID {
        guard mark.count == headerLength else { throw .tooShort }
        guard mark[0] == layout else { throw .unknownLayout(mark[0]) }
        return KeyID(rawValue: mark[1...].reduce(0) { $0 << 8 | UInt32($1) })
    }

    /// The five bytes with which everything begins that is sealed now.
    public var currentMark: [UInt8] { Self.header(encryption.current) }

    /// Whether a value was sealed with an older key, so that rotation has to seal it anew.
    public func isOutdated(_ sealed: [UInt8]) throws(SealingError) -> Bool {
        try Self.key(of: sealed) != encryption.current
    }

    private static let layout: UInt8 = 1
    private static let headerLength = 5

    /// Bytes that sealing adds to a plain text.
    public static let overhead = headerLength + 12 + 16

    private static func header(_ id: KeyID) -> [UInt8] {
        let value = id.rawValue
        return [
            layout, UInt8(truncatingIfNeeded: value >> 24), UInt8(truncatingIfNeeded: value >> 16),
            UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value),
        ]
    }

    /// Header, context, a zero byte, and the row in eight bytes: no two pairs of context and row give the same.
    private static func authenticated(header: [UInt8], context: String, row: Int64) -> [UInt8] {
        var bytes = header
        bytes.reserveCapacity(header.count + context.utf8.count + 9)
        bytes.append(contentsOf: context.utf8)
        bytes.append(0)
        withUnsafeBytes(of: row.bigEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }
}

// MARK: - Blind indexes

extension KeyRing {
    /// The HMAC-SHA-256 of a normalised value, 32 bytes, by which it can be looked up without being readable.
    ///
    /// - Parameter purpose: what the index is for, such as `person.number`; the same text gives different indexes for
    ///   different purposes.
    public func blindIndex(_ normalised: String, purpose: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(purpose.utf8.count + 1 + normalised.utf8.count)
        bytes.append(contentsOf: purpose.utf8)
        bytes.append(0)
        bytes.append(contentsOf: normalised.utf8)
        var authentication = index.authentication
        authentication.update(data: bytes)
        return authentication.finalize().withUnsafeBytes { Array($0) }
    }
}

// MARK: - Rows

extension KeyRing {
    /// The HMAC-SHA-256, 32 bytes, that only a holder of the key file can write beside a row (docs/adr/0013).
    ///
    /// - Parameter digest: of the row's table, key and facts.
    public func rowSeal(over digest: [UInt8]) -> [UInt8] {
        var authentication = rows
        authentication.update(data: digest)
        return authentication.finalize().withUnsafeBytes { Array($0) }
    }
}

extension KeyRing: CustomStringConvertible, CustomReflectable {
    /// Never contains key material.
    public var description: String { "key ring with the current key \(encryption.current)" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
