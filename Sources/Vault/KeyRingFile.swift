import Crypto
import Foundation

extension KeyRing {
    /// Writes a ring of new keys into a new file that only its owner can read.
    ///
    /// - Throws: `PrivateFileError.exists` rather than touch a file that is there.
    @discardableResult
    public static func create(at path: String) throws -> KeyRing {
        let ring = try ephemeral()
        try PrivateFile.create(path, try ring.encoded())
        return ring
    }

    /// Reads a key file.
    ///
    /// - Throws: `PrivateFileError` when it cannot be read or others may read it, `KeyRingFileError` when what it holds
    ///   is no key ring.
    public static func load(_ path: String) throws -> KeyRing {
        let bytes = try PrivateFile.read(path)
        let file: KeyRingFile
        do {
            file = try JSONDecoder().decode(KeyRingFile.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw KeyRingFileError.malformed(path: path, reason: error.reason)
        }
        guard file.version == 1 else { throw KeyRingFileError.unknownVersion(path: path, version: file.version) }
        let ring = KeyRing(
            encryption: try file.encryption.keySet(path: path), index: try file.index.keySet(path: path),
            nextKey: file.next)
        if let next = file.next {
            guard ring.encryption.keys[next] != nil else { throw KeyRingFileError.missingKey(path: path, next) }
        }
        guard ring.encryption.keys.values.allSatisfy({ $0 != ring.index.currentKey }) else {
            throw KeyRingFileError.malformed(path: path, reason: "one key serves encryption and indexes")
        }
        return ring
    }

    /// Writes the ring into a new file, as `create` does.
    public func save(at path: String) throws {
        try PrivateFile.create(path, try encoded())
    }

    /// Writes the ring over an existing key file in one step: the old file or the new one is there, never half of one.
    public func replace(at path: String) throws {
        try PrivateFile.replace(path, try encoded())
    }

    private func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let file = KeyRingFile(version: 1, encryption: .init(encryption), index: .init(index), next: nextKey)
        return Array(try encoder.encode(file)) + [UInt8(ascii: "\n")]
    }
}

/// What is wrong inside a key file.
public enum KeyRingFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformed(path: String, reason: String)
    case unknownVersion(path: String, version: Int)

    /// The key that the file calls current, or next, is not in it.
    case missingKey(path: String, KeyID)

    public var description: String {
        switch self {
        case .malformed(let path, let reason): "\(path) is not a key file: \(reason)"
        case .unknownVersion(let path, let version): "\(path) has the unknown version \(version)"
        case .missingKey(let path, let id): "\(path) names the key \(id) as one to seal with but does not contain it"
        }
    }
}

/// The JSON of a key file.
private struct KeyRingFile: Codable {
    let version: Int
    let encryption: Keys
    let index: Keys
    /// The encryption key that waits to become the current one.
    let next: KeyID?

    struct Keys: Codable {
        let current: KeyID
        let keys: [Key]

        init(_ set: KeyRing.KeySet) {
            current = set.current
            keys = set.keys.map { Key(id: $0.key, key: $0.value.withUnsafeBytes { Data($0) }) }
                .sorted { $0.id.rawValue < $1.id.rawValue }
        }

        func keySet(path: String) throws -> KeyRing.KeySet {
            var byID: [KeyID: SymmetricKey] = [:]
            for key in keys {
                guard key.key.count == 32 else {
                    throw KeyRingFileError.malformed(path: path, reason: "the key \(key.id) does not have 32 bytes")
                }
                guard byID.updateValue(SymmetricKey(data: key.key), forKey: key.id) == nil else {
                    throw KeyRingFileError.malformed(path: path, reason: "the key \(key.id) is there twice")
                }
            }
            guard byID[current] != nil else { throw KeyRingFileError.missingKey(path: path, current) }
            return try KeyRing.KeySet(current: current, keys: byID)
        }
    }

    /// One key of 32 bytes, written in base64.
    struct Key: Codable {
        let id: KeyID
        let key: Data
    }
}

extension DecodingError {
    /// Where the JSON is wrong, without quoting what stands there: it may be key material.
    fileprivate var reason: String {
        switch self {
        case .keyNotFound(let key, _): "the entry \"\(key.stringValue)\" is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(Self.place(context)) has the wrong type"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not JSON" : "\(Self.place(context)) is damaged"
        @unknown default: "it cannot be decoded"
        }
    }

    private static func place(_ context: Context) -> String {
        "the entry \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\""
    }
}
