/// What a connection has prepared, by text, the least recently used given up first.
struct PreparedStatements {
    struct Entry {
        let name: String
        let types: ParameterTypes
        fileprivate var lastUse = 0
    }

    private static let limit = 256

    private var entries: [String: Entry] = [:]
    private var uses = 0
    private var names = 0

    /// The statement prepared for this text, whatever types it was declared with.
    mutating func entry(for text: String) -> Entry? {
        guard var entry = entries[text] else { return nil }
        uses += 1
        entry.lastUse = uses
        entries[text] = entry
        return entry
    }

    /// A name that this connection has not used.
    mutating func newName() -> String {
        names += 1
        return "s\(names)"
    }

    /// Notes a statement and returns the names of those that have to go.
    mutating func note(_ text: String, name: String, types: ParameterTypes) -> [String] {
        uses += 1
        var gone: [String] = []
        if let former = entries[text] {
            gone.append(former.name)
        } else if entries.count >= Self.limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            gone.append(oldest.value.name)
        }
        entries[text] = Entry(name: name, types: types, lastUse: uses)
        return gone
    }
}
