import DatabaseKit
public import Domain

/// The unions of a subtree, as far as a list needs them.
extension OrganisationLookupStore {
    /// The unions of a subtree that are not deleted.
    public func index(of scope: UnionScope) throws -> FederationIndex {
        let unions = try transaction.query(
            "\(UnionStore.select) WHERE \(scope.covers("u.path")) AND u.standing <> 'dissolved'"
        ).map(UnionStore.union)
        return FederationIndex(
            unions, above: try UnionStore(transaction).lineage(of: scope.path).filter { $0.path != scope.path })
    }

    /// So many numbers and names are looked up one by one; for more the whole subtree is read at once.
    static let mostNamed = 5_000

    /// Of the unions of a subtree those that a file can mean, with the ones directly above them.
    ///
    /// - Parameters:
    ///   - numbers: 工会编号 that the file gives.
    ///   - names: of unions and their superiors.
    ///   - ids: further ones that are needed.
    public func index(
        of scope: UnionScope, numbers: Set<String>, names: Set<String>, _ ids: Set<ID<Union>>
    ) throws -> FederationIndex {
        guard numbers.count + names.count + ids.count <= Self.mostNamed else { return try index(of: scope) }
        var found: [ID<Union>: Union] = [:]
        func take(_ condition: SQL) throws {
            try transaction.forEach("\(UnionStore.select) WHERE \(condition) AND u.standing <> 'dissolved'") { row in
                let union = try UnionStore.union(row)
                if scope.path.contains(union.path) { found[union.id] = union }
            }
        }
        for part in numbers.sorted().inParts { try take("u.code IN \(list: part)") }
        for part in names.sorted().inParts { try take("u.name IN \(list: part) AND \(scope.covers("u.path"))") }
        for part in ids.subtracting(found.keys).sorted().inParts { try take("u.id IN \(list: part)") }
        let above = Set(found.values.compactMap(\.parent)).subtracting(found.keys)
        for part in above.sorted().inParts { try take("u.id IN \(list: part)") }
        return FederationIndex(
            found.values.sorted { $0.path < $1.path },
            above: try UnionStore(transaction).lineage(of: scope.path).filter { $0.path != scope.path })
    }

    /// The unions to which enterprises of these credit codes belong.
    public func employers(ofCodes codes: [String]) throws -> Set<ID<Union>> {
        var found: Set<ID<Union>> = []
        for part in codes.inParts {
            try transaction.forEach(
                "SELECT union_id FROM enterprise WHERE code IN \(list: part) AND ended_on IS NULL"
            ) { row in found.insert(try row.get("union_id")) }
        }
        return found
    }
}
