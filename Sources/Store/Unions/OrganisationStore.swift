public import DatabaseKit
public import Domain

/// What unions and enterprises say of themselves, beside their names and codes.
public struct OrganisationStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    // MARK: Reading

    public func particulars(of union: Union) throws -> OrganisationParticulars {
        var particulars = try rest("union_id = \(union.id)")
        particulars.name = union.name
        particulars.code = union.code
        particulars.creditCode = union.creditCode ?? ""
        return particulars
    }

    public func particulars(of enterprise: Enterprise) throws -> OrganisationParticulars {
        var particulars = try rest("enterprise_id = \(enterprise.id)")
        particulars.name = enterprise.name
        particulars.creditCode = enterprise.code
        return particulars
    }

    private func rest(_ condition: SQL) throws -> OrganisationParticulars {
        let row = try transaction.first(
            """
            SELECT id, credit_reason, economic_type, industry, address, contact_name, contact_phone_sealed
            FROM organisation_particulars WHERE \(condition)
            """)
        guard let row else { return OrganisationParticulars() }
        let id: Int64 = try row.get("id")
        let phone: [UInt8]? = try row.get("contact_phone_sealed")
        return OrganisationParticulars(
            creditReason: try row.get("credit_reason"), economicType: try row.get("economic_type"),
            industry: try row.get("industry"), address: try row.get("address"),
            contactName: try row.get("contact_name"),
            contactPhone: try phone.map { try seal.open($0, in: .organisationPhone, row: id) } ?? "")
    }

    /// Whose credit code this is: a union's or an enterprise's that is not deleted.
    ///
    /// - Parameters:
    ///   - union: left out, since it keeps its own.
    ///   - enterprise: left out, likewise.
    public func holder(
        of code: String, besides union: ID<Union>? = nil, _ enterprise: ID<Enterprise>? = nil
    ) throws -> (name: String, path: UnionPath)? {
        let row = try transaction.first(
            """
            SELECT u.id, u.name, u.path FROM trade_union u
            WHERE u.credit_code = \(code) AND u.standing <> 'dissolved' AND u.id <> \(union?.rawValue ?? 0)
            UNION ALL
            SELECT e.id, e.name, u.path FROM enterprise e JOIN trade_union u ON u.id = e.union_id
            WHERE e.code = \(code) AND e.ended_on IS NULL AND e.id <> \(enterprise?.rawValue ?? 0)
            LIMIT 1
            """)
        return try row.map { (try $0.get("name"), try $0.get("path")) }
    }

    // MARK: Writing

    /// Keeps what a union says, in its units too, since lists and notices name them.
    public func save(_ particulars: OrganisationParticulars, of union: ID<Union>) throws {
        let credit = particulars.creditCode.isEmpty ? nil : particulars.creditCode
        let reading = NameReading(of: particulars.name)
        try transaction.update(
            """
            UPDATE trade_union SET name = \(particulars.name), name_reading = \(reading.whole),
                name_initials = \(reading.initials), code = \(particulars.code), credit_code = \(credit),
                version = version + 1
            WHERE id = \(union)
            """)
        try transaction.execute(
            """
            UPDATE enrolling_unit SET name = \(particulars.name), organisation_code = \(particulars.organisationCode)
            WHERE union_id = \(union) AND enterprise_id IS NULL
            """)
        try saveRest(particulars, "union_id", union.rawValue)
    }

    public func save(_ particulars: OrganisationParticulars, of enterprise: ID<Enterprise>) throws {
        try transaction.update(
            """
            UPDATE enterprise SET name = \(particulars.name), code = \(particulars.creditCode), version = version + 1
            WHERE id = \(enterprise)
            """)
        try transaction.execute(
            """
            UPDATE enrolling_unit SET name = \(particulars.name), organisation_code = \(particulars.organisationCode)
            WHERE enterprise_id = \(enterprise)
            """)
        try saveRest(particulars, "enterprise_id", enterprise.rawValue)
    }

    private func saveRest(_ particulars: OrganisationParticulars, _ owner: SQL, _ key: Int64) throws {
        let found: Int64? = try transaction.value(
            "SELECT id FROM organisation_particulars WHERE \(owner) = \(key)")
        let id = try found ?? transaction.newKey()
        let phone =
            particulars.contactPhone.isEmpty
            ? nil : try seal.seal(particulars.contactPhone, in: .organisationPhone, row: id)
        if found == nil {
            try transaction.execute("INSERT INTO organisation_particulars (id, \(owner)) VALUES (\(id), \(key))")
        }
        try transaction.execute(
            """
            UPDATE organisation_particulars SET credit_reason = \(particulars.creditReason),
                economic_type = \(particulars.economicType), industry = \(particulars.industry),
                address = \(particulars.address), contact_name = \(particulars.contactName),
                contact_phone_sealed = \(phone)
            WHERE id = \(id)
            """)
    }

    // MARK: Numbers

    /// The next 工会编号 that is free in a district.
    ///
    /// - Parameter prefix: the district's six digits.
    public func nextCode(prefix: String) throws -> String {
        let highest: String? = try transaction.value(
            "SELECT max(code) FROM trade_union WHERE code >= \(prefix) AND code < \(prefix + ":")")
        let serial = highest.flatMap { Int($0.dropFirst(6)) } ?? 0
        let text = String(serial + 1)
        return prefix + String(repeating: "0", count: max(6 - text.count, 0)) + text
    }
}
