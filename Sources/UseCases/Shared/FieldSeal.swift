public import Store
import Synchronization
public import Vault

/// The store's seal, made of the key ring; takes up another ring while the platform runs.
///
/// All copies of a platform share it, so that a long import seals with the new key from one row to the next.
public final class FieldSeal: FieldSealing {
    /// In an object, so that using a ring costs one reference and not a copy of all its keys.
    private final class Ring: Sendable {
        let keys: KeyRing

        init(_ keys: KeyRing) {
            self.keys = keys
        }
    }

    private let ring: Mutex<Ring>

    public init(_ keys: KeyRing) {
        ring = Mutex(Ring(keys))
    }

    /// The keys of this moment.
    public var keys: KeyRing { held.keys }

    /// Goes on with another ring of the same database; the caller has looked at it.
    func take(_ keys: KeyRing) {
        let new = Ring(keys)
        ring.withLock { $0 = new }
    }

    private var held: Ring { ring.withLock { $0 } }

    public func seal(_ plain: String, in field: SealedField, row: Int64) throws -> [UInt8] {
        try held.keys.seal(plain, context: field.rawValue, row: row)
    }

    public func open(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> String {
        try held.keys.open(sealed, context: field.rawValue, row: row)
    }

    public func sealBytes(_ plain: [UInt8], in field: SealedField, row: Int64) throws -> [UInt8] {
        try held.keys.sealBytes(plain, context: field.rawValue, row: row)
    }

    public func openBytes(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> [UInt8] {
        try held.keys.openBytes(sealed, context: field.rawValue, row: row)
    }

    public func index(_ normalised: String, for purpose: IndexPurpose) -> [UInt8] {
        held.keys.blindIndex(normalised, purpose: purpose.rawValue)
    }

    public func rowSeal(over digest: [UInt8]) -> [UInt8] {
        held.keys.rowSeal(over: digest)
    }
}
