public import DatabaseKit
public import Domain

/// The conflicts with both sides, as the centre reads them; what a unit may see of them its use case decides.
public struct ClaimConflictListStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public func find(_ id: ID<ClaimConflict>) throws -> ClaimConflict? {
        try transaction.first("\(Self.select) WHERE c.id = \(id)").map(conflict)
    }

    public func count(_ status: ClaimConflict.Status) throws -> Int {
        try transaction.value("SELECT count(*) AS conflicts FROM claim_conflict WHERE status = \(status)") ?? 0
    }

    /// The open ones in the order in which they were raised, the closed ones the newest first.
    public func list(_ status: ClaimConflict.Status, page: ListPage) throws -> [ClaimConflict] {
        let order: SQL = status == .open ? "c.id" : "c.id DESC"
        return try transaction.query(
            """
            \(Self.select) WHERE c.status = \(status)
            ORDER BY \(order) LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(conflict)
    }

    /// All of one list, whichever side it is; the open ones first.
    public func list(of enrolment: ID<UnitEnrolment>, limit: Int) throws -> [ClaimConflict] {
        try transaction.query(
            """
            \(Self.select) WHERE c.holder_id = \(enrolment) OR c.claimant_id = \(enrolment)
            ORDER BY CASE c.status WHEN 'open' THEN 0 ELSE 1 END, c.id DESC LIMIT \(limit)
            """
        ).map(conflict)
    }

    // MARK: Rows

    static let from: SQL = """
        FROM claim_conflict c
            JOIN unit_enrolment he ON he.id = c.holder_id
            JOIN enrolling_unit hn ON hn.id = he.unit_id
            JOIN trade_union hu ON hu.id = hn.union_id
            JOIN unit_enrolment ce ON ce.id = c.claimant_id
            JOIN enrolling_unit cn ON cn.id = ce.unit_id
            JOIN trade_union cu ON cu.id = cn.union_id
        """

    private static let select: SQL = """
        SELECT c.id, c.year, c.person_id, c.status, c.reason, c.raised_at, c.closed_at,
            coalesce(a.display_name, '') AS closed_by, c.version, p.name, p.social_insurance, d.id AS document_id,
            d.type AS document_type, d.number_sealed AS document_sealed,
            he.id AS h_enrolment, he.unit_id AS h_unit, hm.id AS h_member, hm.number AS h_member_number,
            hm.workplace AS h_workplace, hm.joined_on AS h_joined_on, hm.left_on AS h_left_on, hn.name AS h_name,
            hu.name AS h_union, hu.path AS h_path, he.number AS h_number, he.status AS h_status,
            he.current_version AS h_version, coalesce(hv.heads, 0) AS h_heads, hv.submitted_at AS h_submitted_at,
            ce.id AS c_enrolment, ce.unit_id AS c_unit, cm.id AS c_member, cm.number AS c_member_number,
            cm.workplace AS c_workplace, cm.joined_on AS c_joined_on, cm.left_on AS c_left_on, cn.name AS c_name,
            cu.name AS c_union, cu.path AS c_path, ce.number AS c_number, ce.status AS c_status,
            ce.current_version AS c_version, coalesce(cv.heads, 0) AS c_heads, cv.submitted_at AS c_submitted_at
        \(from)
            JOIN person p ON p.id = c.person_id
            JOIN identity_document d ON d.person_id = c.person_id AND d.standing = 'current'
            JOIN member hm ON hm.id = c.holder_member_id
            JOIN member cm ON cm.id = c.claimant_member_id
            LEFT JOIN enrolment_version hv ON hv.enrolment_id = he.id AND hv.version = he.current_version
            LEFT JOIN enrolment_version cv ON cv.enrolment_id = ce.id AND cv.version = ce.current_version
            LEFT JOIN account a ON a.id = c.closed_by
        """

    private func conflict(_ row: Row) throws -> ClaimConflict {
        let document: ID<IdentityDocument> = try row.get("document_id")
        let number = try seal.open(
            try row.get("document_sealed"), in: .documentNumber, row: document.rawValue)
        return ClaimConflict(
            id: try row.get("id"), year: try row.get("year"),
            person: ClaimConflict.Subject(
                id: try row.get("person_id"), name: try row.get("name"),
                document: IdentityDocument(type: try row.get("document_type"), number: number, expiry: nil),
                socialInsurance: try row.get("social_insurance")),
            holder: try side("h", row), claimant: try side("c", row), status: try row.get("status"),
            reason: try row.get("reason"), raisedAt: try row.get("raised_at"), closedAt: try row.get("closed_at"),
            closedBy: try row.get("closed_by"), version: try row.get("version"))
    }

    private func side(_ prefix: String, _ row: Row) throws -> ClaimConflict.Side {
        ClaimConflict.Side(
            enrolment: try row.get("\(prefix)_enrolment"), unit: try row.get("\(prefix)_unit"),
            member: try row.get("\(prefix)_member"), memberNumber: try row.get("\(prefix)_member_number"),
            workplace: try row.get("\(prefix)_workplace"), joinedOn: try row.get("\(prefix)_joined_on"),
            leftOn: try row.get("\(prefix)_left_on"), unitName: try row.get("\(prefix)_name"),
            unionName: try row.get("\(prefix)_union"), path: try row.get("\(prefix)_path"),
            number: try row.get("\(prefix)_number"), status: try row.get("\(prefix)_status"),
            listVersion: try row.get("\(prefix)_version"), heads: try row.get("\(prefix)_heads"),
            submittedAt: try row.get("\(prefix)_submitted_at"))
    }
}
