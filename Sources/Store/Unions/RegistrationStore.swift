public import DatabaseKit
public import Domain
import Foundation

/// Enterprises without a union that ask for one.
public struct RegistrationStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public struct Listed: Sendable {
        public let registration: EnterpriseRegistration
        public let particulars: OrganisationParticulars
        public let districtName: String
        public let submittedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?
        public let union: ID<Union>?
        public let accountName: String?
        /// nil once its days are over, and for registrations from before proofs were asked for.
        public let proof: EnterpriseRegistration.Proof?
    }

    /// Keeps one with its proof; nil when the same waits for this district already, and then nothing is kept.
    ///
    /// Another one with the same code is kept beside it: whose it is, who decides finds out.
    public func insert(
        _ particulars: OrganisationParticulars, proof: VoucherStore.NewFile, to district: ID<Union>, at now: Instant
    ) throws -> ID<EnterpriseRegistration>? {
        let waiting = try transaction.query(
            """
            SELECT id, sealed FROM enterprise_registration
            WHERE district_id = \(district) AND code = \(particulars.creditCode) AND status = 'open'
            """)
        guard try !waiting.contains(where: { try self.particulars($0, of: $0.get("id")) == particulars }) else {
            return nil
        }
        let id = try transaction.newID(EnterpriseRegistration.self)
        let sealed = try seal.sealBytes(
            [UInt8](try JSONEncoder().encode(particulars)), in: .registration, row: id.rawValue)
        try transaction.execute(
            """
            INSERT INTO enterprise_registration (id, district_id, code, name, sealed, submitted_at, proof_id)
            VALUES (\(id), \(district), \(particulars.creditCode), \(particulars.name), \(sealed), \(now),
                \(try keep(proof, for: district, at: now)))
            """)
        return id
    }

    public func countOpen(of district: ID<Union>) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM enterprise_registration WHERE district_id = \(district) AND status = 'open'") ?? 0
    }

    /// How many others with the same code wait for the same district.
    public func countOthers(_ registration: EnterpriseRegistration, _ code: String) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM enterprise_registration
            WHERE district_id = \(registration.district) AND code = \(code) AND status = 'open'
                AND id <> \(registration.id)
            """) ?? 0
    }

    /// - Throws: `StaleVersion` unless it was open.
    public func close(
        _ registration: EnterpriseRegistration, reason: String?, union: ID<Union>?, account: ID<Account>?,
        by decider: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE enterprise_registration SET status = \(registration.status), decided_at = \(now),
                decided_by = \(decider), reason = \(reason), union_id = \(union), account_id = \(account)
            WHERE id = \(registration.id) AND status = 'open'
            """)
    }

    // MARK: Reading

    public func find(_ id: ID<EnterpriseRegistration>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    public func count(_ part: RegistrationPart, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM enterprise_registration q JOIN trade_union u ON u.id = q.district_id
            WHERE \(Self.condition(part, scope))
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: RegistrationPart, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "q.id"
            case .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, scope)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    /// Unions of a district under which a committee may stand, in the tree's order.
    public func superiors(in district: UnionScope, limit: Int) throws -> [Union] {
        let kinds = UnionKind.allCases.filter { $0.children.contains(.unionCommittee) }
        return try transaction.query(
            """
            \(UnionStore.select) WHERE \(district.covers("u.path")) AND u.standing = 'ordinary'
                AND u.kind IN \(list: kinds) ORDER BY u.path LIMIT \(limit)
            """
        ).map(UnionStore.union)
    }

    private static func condition(_ part: RegistrationPart, _ scope: UnionScope) -> SQL {
        switch part {
        case .open: "q.status = 'open' AND \(scope.covers("u.path"))"
        case .closed: "q.status <> 'open' AND \(scope.covers("u.path"))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.district_id, u.path, u.name AS district_name, q.sealed, q.status, q.submitted_at, q.decided_at,
            q.reason, q.union_id, a.name AS account_name, f.name AS proof_name, f.media_type, f.size
        FROM enterprise_registration q JOIN trade_union u ON u.id = q.district_id
            LEFT JOIN account a ON a.id = q.account_id
            LEFT JOIN stored_file f ON f.id = q.proof_id
        """

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<EnterpriseRegistration> = try row.get("id")
        return Listed(
            registration: EnterpriseRegistration(
                id: id, district: try row.get("district_id"), path: try row.get("path"),
                status: try row.get("status")),
            particulars: try particulars(row, of: id),
            districtName: try row.get("district_name"), submittedAt: try row.get("submitted_at"),
            decidedAt: try row.get("decided_at"), reason: try row.get("reason"), union: try row.get("union_id"),
            accountName: try row.get("account_name"), proof: try Self.proof(row))
    }

    private func particulars(_ row: Row, of id: ID<EnterpriseRegistration>) throws -> OrganisationParticulars {
        let bytes = try seal.openBytes(try row.get("sealed"), in: .registration, row: id.rawValue)
        return try JSONDecoder().decode(OrganisationParticulars.self, from: Data(bytes))
    }
}

extension EnterpriseRegistration.Status: SQLBindable, SQLReadable {}
