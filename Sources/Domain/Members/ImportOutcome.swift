/// What a row of a file does to the roll.
public enum ImportOutcome: String, Hashable, Sendable, CaseIterable, Codable {
    case new, updated, moved, unchanged, skipped, failed

    /// Whether confirming the import changes something for the row.
    public var isWritten: Bool {
        switch self {
        case .new, .updated, .moved: true
        case .unchanged, .skipped, .failed: false
        }
    }
}

/// Rows in the file = new + updated + moved + unchanged + skipped + failed (invariant I11).
public struct ImportCounts: Hashable, Sendable, Codable {
    public private(set) var byOutcome: [ImportOutcome: Int] = [:]
    /// Rows that go in with something worth a look.
    public var warnings = 0

    public init() {}

    public subscript(_ outcome: ImportOutcome) -> Int { byOutcome[outcome, default: 0] }

    public var rows: Int { byOutcome.values.reduce(0, +) }

    /// Rows that confirming writes.
    public var written: Int { self[.new] + self[.updated] + self[.moved] }

    public mutating func count(_ outcome: ImportOutcome, times: Int = 1) {
        // Nought is left out, so that equal counts are equal values.
        if times != 0 { byOutcome[outcome, default: 0] += times }
    }

    public static func + (left: ImportCounts, right: ImportCounts) -> ImportCounts {
        var sum = left
        for (outcome, times) in right.byOutcome { sum.count(outcome, times: times) }
        sum.warnings += right.warnings
        return sum
    }
}
