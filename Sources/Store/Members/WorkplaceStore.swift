public import DatabaseKit
public import Domain

/// The names of workplaces that members of each union have or had, so that a part of a name finds the unions in which
/// to look.
public struct WorkplaceStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Keeps the names that are new to the union.
    public func keep(_ names: Set<String>, of union: ID<Union>) throws {
        guard !names.isEmpty else { return }
        guard let path: UnionPath = try transaction.value("SELECT u.path FROM trade_union u WHERE u.id = \(union)")
        else { throw DatabaseError.foreignKey }
        var rows = Insertion("INSERT INTO workplace (path, name)", columns: 2, "ON CONFLICT (path, name) DO NOTHING")
        for name in names.sorted() { rows.append(path, name) }
        try transaction.insert(rows)
    }

    /// Whether members of the union of the outer statement, `u`, have or had such a workplace.
    static func has(part name: String) -> SQL {
        """
        EXISTS (SELECT 1 FROM workplace w
            WHERE w.path = u.path AND w.name LIKE \(MemberListStore.containing(name)) ESCAPE '\\')
        """
    }
}
