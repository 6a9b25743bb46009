/// Where a part of the list of coverage ends: the newest year comes first, within a year the order of the lists.
public struct CoverageKey: Hashable, Sendable {
    public let year: Int
    public let id: ID<Coverage>

    public init(_ coverage: Coverage) {
        (year, id) = (coverage.year, coverage.id)
    }

    /// Reads `2024-17`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let id = ID<Coverage>(parts[1]) else { return nil }
        (self.year, self.id) = (year, id)
    }

    public var text: String { "\(year)-\(id)" }
}

/// Which part of the list is wanted; its cost does not grow with its place.
public enum CoveragePart: Hashable, Sendable {
    case first
    case after(CoverageKey)
    case before(CoverageKey)
}

/// One part of the list.
public struct CoverageListing: Sendable {
    public let coverages: [Coverage]
    public let total: Int
    /// The keys beside which the parts before and after this one lie; nil where there is none.
    public let previous: CoverageKey?
    public let next: CoverageKey?

    public init(_ coverages: [Coverage], total: Int, previous: CoverageKey?, next: CoverageKey?) {
        (self.coverages, self.total, self.previous, self.next) = (coverages, total, previous, next)
    }
}
