import DatabaseKit
public import Domain
import Store

/// From what an import or a comparison has done to the people themselves, in the list.
extension Members {
    /// So many people can be listed at once.
    public static let listable = MemberListStore.bound

    /// Selects the members whom an import has entered or updated.
    ///
    /// - Returns: the token of a filter that lists them; nil before the confirmation, and when its rows have had their
    ///   time.
    public func select(writtenBy id: ID<MemberImport>, _ occasion: Occasion) async throws -> String? {
        let (union, numbers) = try await platform.database.read {
            [platform] transaction -> (ID<Union>, [String]) in
            let found = try MemberImports(platform).find(id, occasion, transaction)
            guard found.status == .applied else { return (found.union, []) }
            let store = MemberImportStore(transaction, platform.seal)
            var numbers: [String] = []
            var last = 0
            while numbers.count <= Self.listable {
                let rows = try store.rows(.all, of: id, after: last, limit: Self.rowsAtOnce)
                guard let end = rows.last else { break }
                for row in rows where row.outcome == .new || row.outcome == .updated {
                    numbers.append(try StagedText.read(row).row[.documentNumber].text)
                }
                last = end.number
            }
            return (found.union, numbers)
        }
        return try await select(people: numbers, of: union, occasion)
    }

    /// Selects the members whom a comparison has entered.
    ///
    /// - Returns: the token of a filter that lists them; nil when its lines have had their time.
    public func select(enteredBy id: ID<MemberComparison>, _ occasion: Occasion) async throws -> String? {
        let (union, numbers) = try await platform.database.read {
            [platform] transaction -> (ID<Union>, [String]) in
            let found = try MemberComparisons(platform).find(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            var numbers: [String] = []
            var place: ComparisonPlace?
            while numbers.count <= Self.listable {
                let lines = try store.results(.imported, of: id, after: place, limit: Self.rowsAtOnce)
                guard let end = lines.last else { break }
                for line in lines {
                    guard let cells = line.said.cells else { continue }
                    numbers.append(try StagedText.read(cells, number: line.said.position).row[.documentNumber].text)
                }
                place = ComparisonPlace(end.said.part, end.said.position)
            }
            return (found.union, numbers)
        }
        return try await select(people: numbers, of: union, occasion)
    }

    private static let rowsAtOnce = 500

    private func select(people numbers: [String], of union: ID<Union>, _ occasion: Occasion) async throws -> String? {
        guard !numbers.isEmpty else { return nil }
        return try await select(Array(numbers.prefix(Self.listable)), under: union, occasion)
    }
}
