// How keys change while several servers run: a new key is first known everywhere, then seals; what older keys have sealed
// is sealed anew; then they are taken out (docs/adr/0005).

extension KeyRing {
    /// The ring with one more encryption key, which opens at once and seals when `activatingNextKey` has said so.
    ///
    /// A ring in which a key waits already stays as it is.
    public func addingNextKey() throws(SealingError) -> KeyRing {
        guard nextKey == nil else { return self }
        let more = try KeySet.adding(to: encryption.keys)
        let same = try KeySet(current: encryption.current, keys: more.keys)
        return KeyRing(encryption: same, index: index, nextKey: more.current)
    }

    /// The ring that seals with the key that has waited; older values still open.
    public func activatingNextKey() throws(SealingError) -> KeyRing {
        guard let nextKey else { return self }
        return KeyRing(encryption: try KeySet(current: nextKey, keys: encryption.keys), index: index)
    }

    /// The ring with one more encryption key, which is the current one at once: where nobody else has the ring.
    public func addingEncryptionKey() throws(SealingError) -> KeyRing {
        try addingNextKey().activatingNextKey()
    }

    /// The ring without the keys that neither seal nor wait to; what only they have sealed opens no more.
    public func retiringOlderKeys() throws(SealingError) -> KeyRing {
        let older = olderKeys
        let kept = encryption.keys.filter { !older.contains($0.key) }
        return KeyRing(encryption: try KeySet(current: encryption.current, keys: kept), index: index, nextKey: nextKey)
    }

    /// The keys that only open.
    public var olderKeys: Set<KeyID> {
        encryptionKeys.filter { $0 != currentKey && $0 != nextKey }
    }

    /// Whether both rings look things up alike, so that they belong to one database.
    public func hasSameIndex(as other: KeyRing) -> Bool {
        index.current == other.index.current && index.currentKey == other.index.currentKey
    }
}
