import DatabaseKit
public import Domain

extension RegistrationStore {
    /// Keeps the licence sealed, as the district's.
    func keep(_ proof: VoucherStore.NewFile, for district: ID<Union>, at now: Instant) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO stored_file (id, union_id, purpose, name, media_type, size, sha256, sealed, created_at)
            VALUES (\(id), \(district), 'registration-proof', \(proof.name), \(proof.kind), \(proof.bytes.count),
                \(proof.hash), \(try seal.sealBytes(proof.bytes, in: .storedFile, row: id)), \(now))
            """)
        return id
    }

    /// The content of a registration's proof; nil when it has none any more.
    public func proofContent(of id: ID<EnterpriseRegistration>) throws -> [UInt8]? {
        let row = try transaction.first(
            """
            SELECT f.id, f.sealed FROM enterprise_registration q JOIN stored_file f ON f.id = q.proof_id
            WHERE q.id = \(id)
            """)
        return try row.map { try seal.openBytes(try $0.get(1), in: .storedFile, row: try $0.get(0)) }
    }

    /// Removes the proofs of registrations that were decided before then.
    ///
    /// - Returns: how many went.
    @discardableResult
    public func purgeProofs(decidedBefore limit: Instant) throws -> Int {
        let files = try transaction.query(
            "SELECT proof_id FROM enterprise_registration WHERE proof_id IS NOT NULL AND decided_at < \(limit)"
        ).map { row -> Int64 in try row.get(0) }
        guard !files.isEmpty else { return 0 }
        try transaction.executeMany(
            files.map { "UPDATE enterprise_registration SET proof_id = NULL WHERE proof_id = \($0)" })
        return try transaction.executeMany(files.map { "DELETE FROM stored_file WHERE id = \($0)" })
    }

    static func proof(_ row: Row) throws -> EnterpriseRegistration.Proof? {
        guard let name: String = try row.get("proof_name") else { return nil }
        return EnterpriseRegistration.Proof(name: name, kind: try row.get("media_type"), size: try row.get("size"))
    }
}
