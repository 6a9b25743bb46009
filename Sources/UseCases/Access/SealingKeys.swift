import DatabaseKit
public import Domain
import Store
public import Vault

/// The keys of the sealed fields, and how one follows another while servers run (docs/adr/0005).
///
/// A new key is first put into every server's key file, where it only opens. When all running servers know it, it becomes
/// the one that seals; then what older keys have sealed is sealed anew; then they are taken out. What is read is readable
/// at every moment, and each step can be begun again after a crash.
public struct SealingKeys: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A server that was heard of within the last minutes, and the keys that it has.
    public struct Instance: Hashable, Sendable {
        public let name: String
        public let known: Set<KeyID>
        public let sealing: KeyID
        public let since: Instant
    }

    public enum Limits {
        /// A server says at least this often which keys it has.
        public static let reportSeconds: Int64 = 60
        /// One that was not heard of for this long runs no more.
        public static let silenceMinutes: Int64 = 3
        /// The longest that an act goes on with the key that it began with.
        public static let settlingSeconds: Int64 = 60
    }

    // MARK: What a ring must hold

    /// The keys that this database needs and the ring lacks; the first ring of a database says which it needs.
    public func missing(from keys: KeyRing) async throws -> [KeyID] {
        try await platform.database.write { transaction in
            let settings = SettingStore(transaction)
            guard let known = try settings.get(.keysInUse) else {
                try settings.set(.keysInUse, to: Self.text(keys.encryptionKeys))
                return []
            }
            return Self.keys(known).subtracting(keys.encryptionKeys).sorted { $0.rawValue < $1.rawValue }
        }
    }

    /// Why a running server does not go on with another key file.
    public enum Unfit: Error, Hashable, Sendable {
        /// It belongs to another database.
        case foreign
        case lacking([KeyID])
    }

    /// Goes on with the keys of a file that has changed.
    ///
    /// - Throws: `Unfit`, and goes on with the keys that it had.
    public func take(_ keys: KeyRing) async throws {
        guard keys.hasSameIndex(as: platform.seal.keys) else { throw Unfit.foreign }
        let missing = try await missing(from: keys)
        guard missing.isEmpty else { throw Unfit.lacking(missing) }
        platform.seal.take(keys)
    }

    // MARK: Who knows them

    /// Says which keys this server has.
    public func report(as name: String, at now: Instant) async throws {
        let keys = platform.seal.keys
        try await platform.database.write { transaction in
            try KeyInstanceStore(transaction).report(
                name, known: keys.encryptionKeys.map(\.description), sealing: keys.currentKey.description, at: now)
        }
    }

    /// Says that this server stops.
    public func leave(_ name: String) async throws {
        try await platform.database.write { try KeyInstanceStore($0).remove(name) }
    }

    /// The servers that run.
    public func instances(at now: Instant) async throws -> [Instance] {
        try await platform.database.read {
            try KeyInstanceStore($0).all(seenSince: now.adding(minutes: -Limits.silenceMinutes))
        }.map { found in
            Instance(
                name: found.name, known: Set(found.known.compactMap { KeyID(text: $0) }),
                sealing: KeyID(text: found.sealing) ?? KeyID(rawValue: 0), since: found.since)
        }
    }

    // MARK: Steps

    /// Why a step has to wait.
    public enum Obstacle: Error, Hashable, Sendable {
        /// These servers do not know the key that is to seal.
        case unknownTo([String])
        /// These servers seal with another key, or have only just stopped doing so.
        case notYetUsedBy([String])
        /// So many values are still sealed with an older key.
        case inUse(values: Int)
    }

    /// Makes the waiting key the one that seals, once all running servers know it.
    ///
    /// The database is told first: whoever starts from now on with a file that lacks the key is refused.
    ///
    /// - Returns: the ring to be written into the key file.
    /// - Throws: `Obstacle`.
    public func activate(_ ring: KeyRing, at now: Instant) async throws -> KeyRing {
        guard let next = ring.nextKey else { return ring }
        let unaware = try await instances(at: now).filter { !$0.known.contains(next) }
        guard unaware.isEmpty else { throw Obstacle.unknownTo(unaware.map(\.name)) }
        let activated = try ring.activatingNextKey()
        try await platform.database.write { transaction in
            let settings = SettingStore(transaction)
            let used = try settings.get(.keysInUse).map(Self.keys) ?? ring.encryptionKeys
            try settings.set(.keysInUse, to: Self.text(used.union([next])))
            try EventStore(transaction).recordVisitor(
                "key-activated", on: .sealingKeys, 0, at: .root, detail: "key=\(next)", from: Self.origin, now)
        }
        platform.seal.take(activated)
        return activated
    }

    /// Takes older keys out of the ring, once no server uses them and nothing is sealed with them.
    ///
    /// - Returns: the ring to be written into the key file.
    /// - Throws: `Obstacle`.
    public func retire(_ ring: KeyRing, at now: Instant) async throws -> KeyRing {
        let older = ring.olderKeys
        guard !older.isEmpty else { return ring }
        let settled = now.adding(seconds: -Limits.settlingSeconds)
        let behind = try await instances(at: now).filter { $0.sealing != ring.currentKey || $0.since > settled }
        guard behind.isEmpty else { throw Obstacle.notYetUsedBy(behind.map(\.name)) }
        let inUse = try await usage().filter { older.contains($0.key) }.values.reduce(0, +)
        guard inUse == 0 else { throw Obstacle.inUse(values: inUse) }
        let retired = try ring.retiringOlderKeys()
        try await platform.database.write { transaction in
            let settings = SettingStore(transaction)
            let used = try settings.get(.keysInUse).map(Self.keys) ?? ring.encryptionKeys
            try settings.set(.keysInUse, to: Self.text(used.subtracting(older)))
            try EventStore(transaction).recordVisitor(
                "keys-retired", on: .sealingKeys, 0, at: .root, detail: "keys=\(older.count)", from: Self.origin, now)
        }
        return retired
    }

    private static let origin = "gonghui keys"

    private static func keys(_ text: String) -> Set<KeyID> {
        Set(text.split(separator: " ").compactMap { KeyID(text: String($0)) })
    }

    private static func text(_ keys: Set<KeyID>) -> String {
        keys.map(\.description).sorted().joined(separator: " ")
    }
}
