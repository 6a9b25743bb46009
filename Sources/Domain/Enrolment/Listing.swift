/// Part of a list and how long the whole is.
public struct Listing<Entry: Sendable>: Sendable {
    public let entries: [Entry]
    public let total: Int
    /// How many entries stand before the first of these.
    public let offset: Int

    public init(entries: [Entry], total: Int, offset: Int) {
        self.entries = entries
        self.total = total
        self.offset = offset
    }

    public func map<Other>(_ change: (Entry) throws -> Other) rethrows -> Listing<Other> {
        Listing<Other>(entries: try entries.map(change), total: total, offset: offset)
    }
}

/// Which part of a list is wanted; a part past the end is the first.
public struct ListRange: Hashable, Sendable {
    public let offset: Int
    public let limit: Int

    public init(offset: Int, limit: Int) {
        self.offset = max(0, offset)
        self.limit = max(1, limit)
    }

    public init(page: Int, size: Int) {
        let size = min(max(1, size), 1_000)
        let page = min(max(1, page), 1_000_000)
        self.init(offset: (page - 1) * size, limit: size)
    }
}

extension Listing {
    /// Everybody on a list that is read part by part, however long it is.
    ///
    /// - Parameter size: entries of a part.
    public static func everything(
        by size: Int, _ part: (ListRange) throws -> Listing<Entry>
    ) rethrows -> [Entry] {
        var found: [Entry] = []
        var total = 1
        while found.count < total {
            let next = try part(ListRange(offset: found.count, limit: size))
            guard !next.entries.isEmpty else { break }
            found += next.entries
            total = next.total
        }
        return found
    }
}
