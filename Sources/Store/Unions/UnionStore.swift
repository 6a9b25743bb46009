public import DatabaseKit
public import Domain

/// Reads and writes the federation tree, its enterprises and the units that enrol.
public struct UnionStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Unions

    public func find(_ id: ID<Union>) throws -> Union? {
        try transaction.first("\(Self.select) WHERE u.id = \(id)").map(Self.union)
    }

    public func find(code: String) throws -> Union? {
        try transaction.first("\(Self.select) WHERE u.code = \(code)").map(Self.union)
    }

    /// The union of this name directly under a superior.
    public func find(name: String, under superior: ID<Union>) throws -> Union? {
        try transaction.first(finding(name, under: superior)).map(Self.union)
    }

    func finding(_ name: String, under superior: ID<Union>) -> SQL {
        """
        \(Self.select) WHERE u.parent_id = \(superior) AND u.name = \(name) AND u.standing <> 'dissolved'
        ORDER BY u.id LIMIT 1
        """
    }

    public func find(path: UnionPath) throws -> Union? {
        try transaction.first("\(Self.select) WHERE u.path = \(path)").map(Self.union)
    }

    public func find(paths: [UnionPath]) throws -> [UnionPath: Union] {
        guard !paths.isEmpty else { return [:] }
        let found = try transaction.query("\(Self.select) WHERE u.path IN \(list: paths)").map(Self.union)
        return Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func root() throws -> Union? {
        try transaction.first("\(Self.select) WHERE u.path = \(UnionPath.root)").map(Self.union)
    }

    /// The union's ancestors, the root first, itself last.
    public func lineage(of path: UnionPath) throws -> [Union] {
        try transaction.query("\(Self.select) WHERE u.path IN \(list: path.lineage) ORDER BY u.path").map(Self.union)
    }

    public func children(of id: ID<Union>) throws -> [Union] {
        try transaction.query(
            "\(Self.select) WHERE u.parent_id = \(id) AND u.standing <> 'dissolved' ORDER BY u.path"
        ).map(Self.union)
    }

    /// The first unions directly under one, in tree order.
    public func children(of id: ID<Union>, limit: Int) throws -> [Union] {
        try transaction.query(
            """
            \(Self.select) WHERE u.parent_id = \(id) AND u.standing <> 'dissolved' ORDER BY u.path LIMIT \(limit)
            """
        ).map(Self.union)
    }

    /// Every union of the scope, in tree order, at most `limit`.
    public func list(in scope: UnionScope, limit: Int) throws -> [Union] {
        try transaction.query(
            "\(Self.select) WHERE \(scope.covers("u.path")) ORDER BY u.path LIMIT \(limit)"
        ).map(Self.union)
    }

    /// The nearest ancestor (or the union itself) at district level, whose rates and window hold.
    public func district(of path: UnionPath) throws -> Union? {
        try lineage(of: path).last { $0.kind.isDistrictLevel }
    }

    /// Adds a union under its parent; the parent's counter gives the path, so two at once never share one.
    public func insert(
        name: String, code: String, kind: UnionKind, under parent: ID<Union>?, creditCode: String? = nil,
        standing: Union.Standing = .ordinary
    ) throws -> Union {
        let id = try transaction.newID(Union.self)
        let path = try parent.map(nextPath(under:)) ?? .root
        let reading = NameReading(of: name)
        try transaction.execute(
            """
            INSERT INTO trade_union (id, parent_id, code, name, name_reading, name_initials, kind, path, credit_code,
                standing)
            VALUES (\(id), \(parent), \(code), \(name), \(reading.whole), \(reading.initials), \(kind), \(path),
                \(creditCode), \(standing))
            """)
        try UnionTallyStore(transaction).count(id, .in)
        return Union(
            id: id, parent: parent, code: code, name: name, kind: kind, path: path, creditCode: creditCode,
            role: standing)
    }

    func nextPath(under parent: ID<Union>) throws -> UnionPath {
        let row = try transaction.first(
            """
            UPDATE trade_union SET next_child = next_child + 1 WHERE id = \(parent)
            RETURNING path, next_child - 1 AS number
            """)
        guard let row else { throw DatabaseError.foreignKey }
        let path: UnionPath = try row.get("path")
        guard let child = path.child(try row.get("number")) else {
            throw DatabaseError.unexpectedValue(column: "trade_union.next_child")
        }
        return child
    }

    // MARK: Enterprises and units

    public func insertEnterprise(name: String, code: String, union: ID<Union>) throws -> Enterprise {
        let id = try transaction.newID(Enterprise.self)
        try transaction.execute(
            "INSERT INTO enterprise (id, union_id, code, name) VALUES (\(id), \(union), \(code), \(name))")
        try transaction.execute("UPDATE trade_union SET enterprises = enterprises + 1 WHERE id = \(union)")
        try UnionTallyStore(transaction).addEnterprise(of: union)
        return Enterprise(id: id, union: union, code: code, name: name)
    }

    public func enterprises(of union: ID<Union>) throws -> [Enterprise] {
        try transaction.query(
            "SELECT id, union_id, code, name FROM enterprise WHERE union_id = \(union) AND ended_on IS NULL ORDER BY id"
        ).map(Self.enterprise)
    }

    public func enterprise(_ id: ID<Enterprise>) throws -> Enterprise? {
        try transaction.first("SELECT id, union_id, code, name FROM enterprise WHERE id = \(id)").map(Self.enterprise)
    }

    public func enterprise(code: String) throws -> Enterprise? {
        try transaction.first(
            "SELECT id, union_id, code, name FROM enterprise WHERE code = \(code) AND ended_on IS NULL"
        ).map(Self.enterprise)
    }

    /// The unit of a union's enterprise, or of the union itself; made when it is first asked for.
    public func unit(of union: Union, enterprise: Enterprise?) throws -> EnrollingUnit {
        if let unit = try existingUnit(of: union.id, enterprise: enterprise?.id) { return unit }
        let id = try transaction.newID(EnrollingUnit.self)
        let code = CreditCode(rawValue: enterprise?.code ?? union.creditCode ?? "")?.organisationCode
        try transaction.execute(
            """
            INSERT INTO enrolling_unit (id, union_id, enterprise_id, name, organisation_code)
            VALUES (\(id), \(union.id), \(enterprise?.id), \(enterprise?.name ?? union.name), \(code))
            """)
        return EnrollingUnit(
            id: id, union: union.id, enterprise: enterprise?.id, path: union.path,
            name: enterprise?.name ?? union.name, unionName: union.name, unionCode: union.code, organisationCode: code)
    }

    public func existingUnit(of union: ID<Union>, enterprise: ID<Enterprise>?) throws -> EnrollingUnit? {
        let condition: SQL =
            if let enterprise { "n.enterprise_id = \(enterprise)" } else { "n.enterprise_id IS NULL" }
        return try transaction.first("\(Self.selectUnit) WHERE n.union_id = \(union) AND \(condition)").map(Self.unit)
    }

    public func unit(_ id: ID<EnrollingUnit>) throws -> EnrollingUnit? {
        try transaction.first("\(Self.selectUnit) WHERE n.id = \(id)").map(Self.unit)
    }

    /// Units of the scope with this 组织机构代码; usually one.
    public func units(organisationCode code: String, in scope: UnionScope) throws -> [EnrollingUnit] {
        try transaction.query(
            """
            \(Self.selectUnit) WHERE n.organisation_code = \(code) AND \(scope.covers("u.path"))
            ORDER BY n.id LIMIT 2
            """
        ).map(Self.unit)
    }

    public func units(of union: ID<Union>) throws -> [EnrollingUnit] {
        try transaction.query("\(Self.selectUnit) WHERE n.union_id = \(union) ORDER BY n.id").map(Self.unit)
    }

    // MARK: Rows

    static let select: SQL =
        "SELECT u.id, u.parent_id, u.code, u.name, u.kind, u.path, u.credit_code, u.standing FROM trade_union u"

    static let selectUnit: SQL = """
        SELECT n.id, n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
            n.organisation_code
        FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
        """

    static func union(_ row: Row) throws -> Union {
        Union(
            id: try row.get("id"), parent: try row.get("parent_id"), code: try row.get("code"),
            name: try row.get("name"), kind: try row.get("kind"), path: try row.get("path"),
            creditCode: try row.get("credit_code"), role: try row.get("standing"))
    }

    static func enterprise(_ row: Row) throws -> Enterprise {
        Enterprise(
            id: try row.get("id"), union: try row.get("union_id"), code: try row.get("code"), name: try row.get("name"))
    }

    static func unit(_ row: Row) throws -> EnrollingUnit {
        EnrollingUnit(
            id: try row.get("id"), union: try row.get("union_id"), enterprise: try row.get("enterprise_id"),
            path: try row.get("path"), name: try row.get("name"), unionName: try row.get("union_name"),
            unionCode: try row.get("union_code"), organisationCode: try row.get("organisation_code"))
    }
}
