public import DatabaseKit
public import Domain
import Foundation

/// Looks up, some hundreds at once, what the rows of a list are about, and hands out unions and enterprises to be listed.
public struct OrganisationLookupStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    // MARK: What rows are about

    public func particulars(of unions: [Union]) throws -> [ID<Union>: OrganisationParticulars] {
        var found: [ID<Union>: OrganisationParticulars] = [:]
        for union in unions {
            found[union.id] = OrganisationParticulars(
                name: union.name, code: union.code, creditCode: union.creditCode ?? "")
        }
        for part in unions.map(\.id).inParts {
            try transaction.forEach(
                "SELECT union_id, \(Self.rest) FROM organisation_particulars WHERE union_id IN \(list: part)"
            ) { row in
                let union: ID<Union> = try row.get("union_id")
                if let named = found[union] { found[union] = try completed(named, row) }
            }
        }
        return found
    }

    /// What these enterprises say of themselves.
    public func particulars(of enterprises: [Enterprise]) throws -> [ID<Enterprise>: OrganisationParticulars] {
        var found: [ID<Enterprise>: OrganisationParticulars] = [:]
        for enterprise in enterprises {
            found[enterprise.id] = OrganisationParticulars(name: enterprise.name, creditCode: enterprise.code)
        }
        for part in enterprises.map(\.id).inParts {
            try transaction.forEach(
                """
                SELECT enterprise_id, \(Self.rest) FROM organisation_particulars WHERE enterprise_id IN \(list: part)
                """
            ) { row in
                let enterprise: ID<Enterprise> = try row.get("enterprise_id")
                if let named = found[enterprise] { found[enterprise] = try completed(named, row) }
            }
        }
        return found
    }

    /// The enterprises of a subtree that have these credit codes.
    public func enterprises(
        _ codes: [String], in scope: UnionScope
    ) throws -> [String: KnownOrganisations.KnownEnterprise] {
        var found: [String: KnownOrganisations.KnownEnterprise] = [:]
        for part in codes.inParts {
            try transaction.forEach(
                """
                SELECT e.id AS enterprise_id, e.union_id, e.code, e.name, \(Self.restOfLeft)
                FROM enterprise e JOIN trade_union u ON u.id = e.union_id
                    LEFT JOIN organisation_particulars o ON o.enterprise_id = e.id
                WHERE e.code IN \(list: part) AND e.ended_on IS NULL AND \(scope.covers("u.path"))
                """
            ) { row in
                let enterprise = Enterprise(
                    id: try row.get("enterprise_id"), union: try row.get("union_id"), code: try row.get("code"),
                    name: try row.get("name"))
                let named = OrganisationParticulars(name: enterprise.name, creditCode: enterprise.code)
                found[enterprise.code] = KnownOrganisations.KnownEnterprise(
                    enterprise, try completedFromLeft(named, row))
            }
        }
        return found
    }

    /// How many enterprises each of these unions has.
    public func employers(_ unions: [ID<Union>]) throws -> [ID<Union>: Int] {
        var found: [ID<Union>: Int] = [:]
        for part in unions.inParts {
            try transaction.forEach(
                """
                SELECT union_id, count(*) AS amount FROM enterprise
                WHERE union_id IN \(list: part) AND ended_on IS NULL GROUP BY union_id
                """
            ) { row in found[try row.get("union_id")] = try row.get("amount") }
        }
        return found
    }

    /// Whose these credit codes are.
    ///
    /// - Parameter scope: a holder within it is named, of another is only said that there is one.
    public func holders(_ codes: [String], seenFrom scope: UnionScope) throws -> [String: [KnownOrganisations.Holder]] {
        var found: [String: [KnownOrganisations.Holder]] = [:]
        func name(_ row: Row) throws -> OrganisationProblem.CodeHolder {
            scope.path.contains(try row.get("path")) ? .named(try row.get("name")) : .elsewhere
        }
        for part in codes.inParts {
            try transaction.forEach(
                """
                SELECT u.id, u.name, u.path, u.credit_code AS code FROM trade_union u
                WHERE u.credit_code IN \(list: part) AND u.credit_code IS NOT NULL AND u.standing <> 'dissolved'
                """
            ) { row in
                found[try row.get("code"), default: []].append(
                    KnownOrganisations.Holder(union: try row.get("id"), try name(row)))
            }
            try transaction.forEach(
                """
                SELECT e.id, e.name, u.path, e.code FROM enterprise e JOIN trade_union u ON u.id = e.union_id
                WHERE e.code IN \(list: part) AND e.ended_on IS NULL
                """
            ) { row in
                found[try row.get("code"), default: []].append(
                    KnownOrganisations.Holder(enterprise: try row.get("id"), try name(row)))
            }
        }
        return found
    }

    /// Which of these 工会编号 somebody has or had.
    public func taken(_ numbers: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for part in numbers.inParts {
            try transaction.forEach("SELECT code FROM trade_union WHERE code IN \(list: part)") { row in
                found.insert(try row.get("code"))
            }
        }
        return found
    }

    /// About which of these unions a request waits, with what it asks for if it is 修改信息.
    public func openRequests(of unions: [ID<Union>]) throws -> [ID<Union>: OrganisationParticulars?] {
        var found: [ID<Union>: OrganisationParticulars?] = [:]
        for part in unions.inParts {
            try transaction.forEach(
                """
                SELECT id, union_id, kind, after_sealed FROM union_request
                WHERE union_id IN \(list: part) AND status = 'open'
                """
            ) { row in
                let (id, union): (Int64, ID<Union>) = (try row.get("id"), try row.get("union_id"))
                let (kind, sealed): (UnionRequest.Kind, [UInt8]?) = (try row.get("kind"), try row.get("after_sealed"))
                var after: OrganisationParticulars?
                if kind == .amendment, let sealed {
                    after = try JSONDecoder().decode(
                        OrganisationParticulars.self,
                        from: Data(try seal.openBytes(sealed, in: .unionRequestAfter, row: id)))
                }
                found.updateValue(after, forKey: union)
            }
        }
        return found
    }

    /// Where new unions have been asked for in a subtree.
    public func openFoundings(in scope: UnionScope) throws -> Set<FederationIndex.Place> {
        var found: Set<FederationIndex.Place> = []
        try transaction.forEach(
            """
            SELECT q.superior_id, q.union_name FROM union_request q JOIN trade_union s ON s.id = q.superior_id
            WHERE q.union_id IS NULL AND q.status = 'open' AND \(scope.covers("s.path"))
            """
        ) { row in found.insert(FederationIndex.Place(try row.get("superior_id"), try row.get("union_name"))) }
        return found
    }

    // MARK: Listing

    /// A union or an enterprise as its template lists it; no person's record is read for it.
    public struct Listed: Sendable {
        public let particulars: OrganisationParticulars
        public let kind: UnionKind
        /// The union above, or that of the enterprise.
        public let superiorCode: String
        public let superiorName: String
    }

    /// Hands out the unions that a filter finds in a subtree, in the tree's order.
    public func forEachUnion(
        _ filter: UnionFilter, in scope: UnionScope, _ body: (Listed) throws -> Void
    ) throws {
        try transaction.forEach(
            """
            SELECT u.code, u.name, u.kind, u.credit_code, coalesce(p.code, '') AS superior_code,
                coalesce(p.name, '') AS superior_name, \(Self.restOfLeft)
            FROM trade_union u LEFT JOIN trade_union p ON p.id = u.parent_id
                LEFT JOIN organisation_particulars o ON o.union_id = u.id
            WHERE \(UnionDirectoryStore.condition(filter, .subtree(scope))) ORDER BY u.path
            """
        ) { row in
            let credit: String? = try row.get("credit_code")
            let named = OrganisationParticulars(
                name: try row.get("name"), code: try row.get("code"), creditCode: credit ?? "")
            try body(
                Listed(
                    particulars: try completedFromLeft(named, row), kind: try row.get("kind"),
                    superiorCode: try row.get("superior_code"), superiorName: try row.get("superior_name")))
        }
    }

    /// Hands out the enterprises of the unions that a filter finds, in the tree's order.
    public func forEachEnterprise(
        _ filter: UnionFilter, in scope: UnionScope, _ body: (Listed) throws -> Void
    ) throws {
        try transaction.forEach(
            """
            SELECT e.code, e.name, u.kind, u.code AS superior_code, u.name AS superior_name, \(Self.restOfLeft)
            FROM trade_union u JOIN enterprise e ON e.union_id = u.id AND e.ended_on IS NULL
                LEFT JOIN organisation_particulars o ON o.enterprise_id = e.id
            WHERE \(UnionDirectoryStore.condition(filter, .subtree(scope))) ORDER BY u.path, e.id
            """
        ) { row in
            let named = OrganisationParticulars(name: try row.get("name"), creditCode: try row.get("code"))
            try body(
                Listed(
                    particulars: try completedFromLeft(named, row), kind: try row.get("kind"),
                    superiorCode: try row.get("superior_code"), superiorName: try row.get("superior_name")))
        }
    }

    // MARK: Rows

    private static let rest: SQL =
        "id, credit_reason, economic_type, industry, address, contact_name, contact_phone_sealed"

    private static let restOfLeft: SQL = """
        o.id AS particulars_id, o.credit_reason, o.economic_type, o.industry, o.address, o.contact_name,
            o.contact_phone_sealed
        """

    private func completedFromLeft(_ named: OrganisationParticulars, _ row: Row) throws -> OrganisationParticulars {
        let id: Int64? = try row.get("particulars_id")
        return try id.map { try completed(named, row, $0) } ?? named
    }

    private func completed(_ named: OrganisationParticulars, _ row: Row) throws -> OrganisationParticulars {
        try completed(named, row, try row.get("id"))
    }

    private func completed(
        _ named: OrganisationParticulars, _ row: Row, _ id: Int64
    ) throws -> OrganisationParticulars {
        var particulars = named
        particulars.creditReason = try row.get("credit_reason")
        particulars.economicType = try row.get("economic_type")
        particulars.industry = try row.get("industry")
        particulars.address = try row.get("address")
        particulars.contactName = try row.get("contact_name")
        let phone: [UInt8]? = try row.get("contact_phone_sealed")
        particulars.contactPhone = try phone.map { try seal.open($0, in: .organisationPhone, row: id) } ?? ""
        return particulars
    }
}
