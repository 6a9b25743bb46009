public import DatabaseKit
public import Domain

/// Which coverage is wanted.
public struct CoverageFilter: Hashable, Sendable {
    public var year: Int?
    public var status: CoverageStatus?
    public var number: String?
    public var name: String?
    /// Blind indexes of a document number, one for each kind of document that it may be.
    public var documents: [[UInt8]]?
    /// Part of the unit's name or of its organisation code.
    public var unit: String?
    public var plan: String?
    /// From the beginning of the district's batch number.
    public var batch: String?

    public init(
        year: Int? = nil, status: CoverageStatus? = nil, number: String? = nil, name: String? = nil,
        documents: [[UInt8]]? = nil, unit: String? = nil, plan: String? = nil, batch: String? = nil
    ) {
        self.unit = unit
        self.plan = plan
        self.batch = batch
        self.year = year
        self.status = status
        self.number = number
        self.name = name
        self.documents = documents
    }
}

/// Who is covered, as the lock and the centre's decisions have written it.
public struct CoverageStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// The people whom the units of a scope have covered, the newest year first; a part that is empty is the first.
    public func list(
        in scope: UnionScope, unit: ID<EnrollingUnit>?, _ filter: CoverageFilter, _ part: CoveragePart, size: Int
    ) throws -> CoverageListing {
        var part = part
        var found = try rows(in: scope, unit: unit, filter, part, limit: size + 1)
        if found.isEmpty, part != .first {
            part = .first
            found = try rows(in: scope, unit: unit, filter, part, limit: size + 1)
        }
        var shown = Array(found.prefix(size))
        let rest = found.count > size
        let (isMoreBefore, isMoreAfter): (Bool, Bool)
        switch part {
        case .first: (isMoreBefore, isMoreAfter) = (false, rest)
        case .after: (isMoreBefore, isMoreAfter) = (true, rest)
        case .before:
            shown.reverse()
            (isMoreBefore, isMoreAfter) = (rest, true)
        }
        return CoverageListing(
            shown, total: try count(in: scope, unit: unit, filter),
            previous: isMoreBefore ? shown.first.map(CoverageKey.init) : nil,
            next: isMoreAfter ? shown.last.map(CoverageKey.init) : nil)
    }

    /// Rows beside a key, the nearest first.
    private func rows(
        in scope: UnionScope, unit: ID<EnrollingUnit>?, _ filter: CoverageFilter, _ part: CoveragePart, limit: Int
    ) throws -> [Coverage] {
        var parts = Self.conditions(scope, unit, filter)
        var order: SQL = "c.year DESC, c.id"
        switch part {
        case .first: break
        case .after(let key):
            parts.append("(c.year < \(key.year) OR (c.year = \(key.year) AND c.id > \(key.id)))")
        case .before(let key):
            parts.append("(c.year > \(key.year) OR (c.year = \(key.year) AND c.id < \(key.id)))")
            order = "c.year, c.id DESC"
        }
        return try transaction.query(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE \(SQL.joined(parts, separator: " AND "))
            ORDER BY \(order) LIMIT \(limit)
            """
        ).map(coverage)
    }

    /// All that one person was ever covered by, the newest first.
    public func list(of person: ID<Person>) throws -> [Coverage] {
        try transaction.query(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE c.person_id = \(person) ORDER BY c.year DESC, c.id DESC
            """
        ).map(coverage)
    }

    /// What one person was covered by through the unions of a scope, the newest first.
    public func list(of person: ID<Person>, in scope: UnionScope) throws -> [Coverage] {
        try transaction.query(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE c.person_id = \(person) AND \(scope.covers("u.path")) ORDER BY c.year DESC, c.id DESC
            """
        ).map(coverage)
    }

    /// A coverage with the path of the union whose unit it is.
    public func find(_ id: ID<Coverage>) throws -> (coverage: Coverage, path: UnionPath)? {
        try transaction.first("\(Self.columns), u.path \(Self.from) \(Self.document) WHERE c.id = \(id)").map {
            (try coverage($0), try $0.get("path"))
        }
    }

    /// The same people one by one, the newest year first; nothing but the one is held.
    public func forEach(
        in scope: UnionScope, unit: ID<EnrollingUnit>?, _ filter: CoverageFilter, limit: Int,
        _ body: (Coverage) throws -> Void
    ) throws {
        try transaction.forEach(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE \(SQL.joined(Self.conditions(scope, unit, filter), separator: " AND "))
            ORDER BY c.year DESC, c.id LIMIT \(limit)
            """
        ) { try body(try coverage($0)) }
    }

    public func count(in scope: UnionScope, unit: ID<EnrollingUnit>?, _ filter: CoverageFilter) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS people \(Self.from)
            WHERE \(SQL.joined(Self.conditions(scope, unit, filter), separator: " AND "))
            """) ?? 0
    }

    /// The years in which the unit has covered anybody, the newest first.
    public func years(of unit: ID<EnrollingUnit>) throws -> [Int] {
        try transaction.query(
            "SELECT DISTINCT year FROM coverage WHERE unit_id = \(unit) ORDER BY year DESC"
        ).map { try $0.get("year") }
    }

    private static let columns: SQL = """
        SELECT c.id, c.year, c.plan_type, c.starts_on, c.ends_on, c.status, m.id AS member_id, m.number, p.name,
            d.id AS document_id, d.type AS document_type, d.number_sealed, n.name AS unit_name,
            e.number AS enrolment_number, b.number AS submission_number
        """

    private static let document: SQL = """
        JOIN identity_document d ON d.person_id = c.person_id AND d.standing = 'current'
        """

    private static let from: SQL = """
        FROM coverage c
            JOIN enrolling_unit n ON n.id = c.unit_id
            JOIN trade_union u ON u.id = n.union_id
            JOIN person p ON p.id = c.person_id
            JOIN enrolment_person s ON s.version_id = c.version_id AND s.person_id = c.person_id
            JOIN member m ON m.id = s.member_id
            JOIN enrolment_version v ON v.id = c.version_id
            JOIN unit_enrolment e ON e.id = v.enrolment_id
            LEFT JOIN district_submission b ON b.id = e.submission_id
        """

    private static func conditions(
        _ scope: UnionScope, _ unit: ID<EnrollingUnit>?, _ filter: CoverageFilter
    ) -> [SQL] {
        var parts: [SQL] = [scope.covers("u.path")]
        if let unit { parts.append("c.unit_id = \(unit)") }
        if let year = filter.year { parts.append("c.year = \(year)") }
        if let status = filter.status { parts.append("c.status = \(status)") }
        if let number = filter.number { parts.append("m.number = \(number)") }
        if let name = filter.name { parts.append("p.name = \(name)") }
        if let unit = filter.unit {
            let pattern = "%" + ReviewStore.escaped(unit) + "%"
            parts.append("(n.name LIKE \(pattern) ESCAPE '!' OR n.organisation_code LIKE \(pattern) ESCAPE '!')")
        }
        if let plan = filter.plan { parts.append("c.plan_type = \(plan)") }
        if let batch = filter.batch {
            parts.append("b.number LIKE \(ReviewStore.escaped(batch) + "%") ESCAPE '!'")
        }
        if let documents = filter.documents {
            parts.append(
                """
                EXISTS (SELECT 1 FROM identity_document i
                    WHERE i.person_id = c.person_id AND i.number_index IN \(list: documents))
                """)
        }
        return parts
    }

    private func coverage(_ row: Row) throws -> Coverage {
        let document: ID<IdentityDocument> = try row.get("document_id")
        let from: CalendarDay = try row.get("starts_on")
        let through: CalendarDay = try row.get("ends_on")
        guard let period = DayWindow(from: from, through: through) else {
            throw DatabaseError.unexpectedValue(column: "ends_on")
        }
        return Coverage(
            id: try row.get("id"), year: try row.get("year"), number: try row.get("number"),
            name: try row.get("name"),
            document: IdentityDocument(
                type: try row.get("document_type"),
                number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document.rawValue),
                expiry: nil),
            unitName: try row.get("unit_name"), plan: try row.get("plan_type"), period: period,
            status: try row.get("status"), enrolment: try row.get("enrolment_number"),
            submission: try row.get("submission_number"), member: try row.get("member_id"))
    }
}

extension CoverageStatus: SQLBindable, SQLReadable {}
