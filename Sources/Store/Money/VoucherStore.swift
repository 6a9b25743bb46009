public import DatabaseKit
public import Domain

/// The vouchers of batches and their sealed files.
public struct VoucherStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A file as it is kept: looked at, pictures written anew.
    public struct NewFile: Sendable {
        public let name: String
        public let kind: VoucherFile.Kind
        public let bytes: [UInt8]
        /// SHA-256 of the bytes.
        public let hash: [UInt8]

        public init(name: String, kind: VoucherFile.Kind, bytes: [UInt8], hash: [UInt8]) {
            self.name = name
            self.kind = kind
            self.bytes = bytes
            self.hash = hash
        }
    }

    public func insert(
        _ files: [NewFile], of submission: SubmissionRecord, by account: ID<Account>, at now: Instant
    ) throws -> ID<PaymentVoucher> {
        let voucher = try transaction.newID(PaymentVoucher.self)
        try transaction.execute(
            """
            INSERT INTO payment_voucher (id, submission_id, status, uploaded_at, uploaded_by)
            VALUES (\(voucher), \(submission.submission.id), \(PaymentVoucher.Status.underReview), \(now), \(account))
            """)
        try RowSealStore(transaction, seal).add(to: .paymentVoucher, [voucher.rawValue])
        for file in files {
            let id = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO stored_file (id, union_id, purpose, name, media_type, size, sha256, sealed, created_at,
                    created_by)
                VALUES (\(id), \(submission.submission.district), 'payment-voucher', \(file.name), \(file.kind),
                    \(file.bytes.count), \(file.hash), \(try seal.sealBytes(file.bytes, in: .storedFile, row: id)),
                    \(now), \(account))
                """)
            try transaction.execute(
                "INSERT INTO payment_voucher_file (voucher_id, file_id) VALUES (\(voucher), \(id))")
        }
        return voucher
    }

    /// The vouchers of a batch, the newest first, each with its files.
    public func list(of submission: ID<DistrictSubmission>) throws -> [PaymentVoucher] {
        var files: [Int64: [VoucherFile]] = [:]
        for row in try transaction.query(
            """
            SELECT l.voucher_id, f.id, f.name, f.media_type, f.size FROM payment_voucher v
                JOIN payment_voucher_file l ON l.voucher_id = v.id
                JOIN stored_file f ON f.id = l.file_id
            WHERE v.submission_id = \(submission) ORDER BY f.id
            """)
        {
            files[try row.get("voucher_id"), default: []].append(try Self.file(row))
        }
        return try transaction.query(
            """
            SELECT v.id, v.status, v.uploaded_at, coalesce(a.display_name, '') AS uploaded_by, v.decided_at,
                d.display_name AS decided_by, v.reason
            FROM payment_voucher v
                LEFT JOIN account a ON a.id = v.uploaded_by
                LEFT JOIN account d ON d.id = v.decided_by
            WHERE v.submission_id = \(submission) ORDER BY v.id DESC
            """
        ).map { row in
            PaymentVoucher(
                id: try row.get("id"), status: try row.get("status"), uploadedAt: try row.get("uploaded_at"),
                uploadedBy: try row.get("uploaded_by"), decidedAt: try row.get("decided_at"),
                decidedBy: try row.get("decided_by"), reason: try row.get("reason"),
                files: files[try row.get("id")] ?? [])
        }
    }

    /// Writes the centre's decision under the voucher that is under review.
    public func decide(
        _ submission: ID<DistrictSubmission>, _ decision: VoucherDecision, by account: ID<Account>, at now: Instant
    ) throws {
        let waiting: SQL = "submission_id = \(submission) AND status = \(PaymentVoucher.Status.underReview)"
        try RowSealStore(transaction, seal).changing(.paymentVoucher, where: waiting) {
            try transaction.update(
                """
                UPDATE payment_voucher SET status = \(decision.status), decided_at = \(now), decided_by = \(account),
                    reason = \(decision.reason)
                WHERE \(waiting)
                """)
        }
    }

    /// A file with the union that it belongs to, still sealed.
    public func place(of file: ID<VoucherFile>) throws -> (file: VoucherFile, path: UnionPath)? {
        try transaction.first(
            """
            SELECT f.id, f.name, f.media_type, f.size, u.path FROM stored_file f
                JOIN payment_voucher_file l ON l.file_id = f.id
                JOIN trade_union u ON u.id = f.union_id
            WHERE f.id = \(file)
            """
        ).map { (try Self.file($0), try $0.get("path")) }
    }

    /// The content of a file; nil for a key that is none.
    public func content(of file: ID<VoucherFile>) throws -> [UInt8]? {
        let sealed: [UInt8]? = try transaction.value("SELECT sealed FROM stored_file WHERE id = \(file)")
        return try sealed.map { try seal.openBytes($0, in: .storedFile, row: file.rawValue) }
    }

    private static func file(_ row: Row) throws -> VoucherFile {
        VoucherFile(
            id: try row.get("id"), name: try row.get("name"), kind: try row.get("media_type"),
            size: try row.get("size"))
    }
}

extension PaymentVoucher.Status: SQLBindable, SQLReadable {}
extension VoucherFile.Kind: SQLBindable, SQLReadable {}
