import Crypto
import DatabaseKit
import Domain

/// What is sealed, found by the keys alone: who changes a row with the engine's own tools cannot seal for it.
extension VerificationStore {
    /// I12: whatever is sealed opens where it lies; what was changed, or brought from another row, does not.
    public func valuesThatDoNotOpen(_ seal: any FieldSealing) throws -> [String] {
        var found: [String] = []
        for field in SealedField.allCases {
            let place = field.column
            try transaction.forEach(
                """
                SELECT \(place.row) AS row_key, \(place.column) AS sealed_value FROM \(place.table)
                WHERE \(place.column) IS NOT NULL \(field == .storedFile ? Self.kept : "") ORDER BY \(place.row)
                """
            ) { row in
                let key: Int64 = try row.get(0)
                if (try? seal.openBytes(try row.get(1), in: field, row: key)) == nil {
                    found.append("\(place.table.text) \(key)")
                }
            }
        }
        return found
    }

    /// I12: whoever and whatever is looked up by a number is found by the one that is sealed.
    ///
    /// What does not open is not told again.
    public func indexesThatDiffer(_ seal: any FieldSealing) throws -> [String] {
        try documentsNotFound(seal) + phonesNotFound(seal) + cardsNotFound(seal)
    }

    private func documentsNotFound(_ seal: any FieldSealing) throws -> [String] {
        var found: [String] = []
        try transaction.forEach("SELECT id, type, number_sealed, number_index FROM identity_document ORDER BY id") {
            row in
            let (id, type): (Int64, String) = (try row.get("id"), try row.get("type"))
            guard let number = try? seal.open(try row.get("number_sealed"), in: .documentNumber, row: id) else {
                return
            }
            let document = DocumentType(rawValue: type).map { IdentityDocument(type: $0, number: number, expiry: nil) }
            let index: [UInt8] = try row.get("number_index")
            if document.map({ seal.index($0.key, for: .documentNumber) }) != index {
                found.append("identity_document \(id)")
            }
        }
        return found
    }

    private func phonesNotFound(_ seal: any FieldSealing) throws -> [String] {
        var found: [String] = []
        try transaction.forEach(
            """
            SELECT id, phone_sealed, phone_index, phone_tail_index FROM person WHERE phone_sealed IS NOT NULL
            ORDER BY id
            """
        ) { row in
            let id: Int64 = try row.get("id")
            guard let phone = try? seal.open(try row.get("phone_sealed"), in: .phone, row: id) else { return }
            let (whole, tail): ([UInt8]?, [UInt8]?) = (try row.get("phone_index"), try row.get("phone_tail_index"))
            let fits =
                (whole.map { $0 == seal.index(phone, for: .phone) } ?? true)
                && (tail.map { $0 == seal.index(String(phone.suffix(4)), for: .phoneTail) } ?? true)
            if !fits { found.append("person \(id)") }
        }
        return found
    }

    private func cardsNotFound(_ seal: any FieldSealing) throws -> [String] {
        var found: [String] = []
        try transaction.forEach(
            "SELECT id, number_sealed, number_index, number_tail_index FROM service_card ORDER BY id"
        ) { row in
            let id: Int64 = try row.get("id")
            guard let number = try? seal.open(try row.get("number_sealed"), in: .cardNumber, row: id) else { return }
            let (whole, tail): ([UInt8], [UInt8]?) = (try row.get("number_index"), try row.get("number_tail_index"))
            let fits =
                whole == seal.index(number, for: .cardNumber)
                && (tail.map { $0 == seal.index(String(number.suffix(4)), for: .cardTail) } ?? true)
            if !fits { found.append("service_card \(id)") }
        }
        return found
    }

    /// I12: a file is the one whose size and hash its record keeps, and so is the one that a batch was ordered with.
    ///
    /// One file is held at a time.
    public func filesThatDiffer(_ seal: any FieldSealing) throws -> [String] {
        var found: [String] = []
        try transaction.forEach(
            """
            SELECT stored_file.id, stored_file.size, stored_file.sha256, stored_file.sealed, b.order_file_hash
            FROM stored_file LEFT JOIN card_batch b ON b.order_file_id = stored_file.id
            WHERE stored_file.sealed IS NOT NULL \(Self.kept) ORDER BY stored_file.id
            """
        ) { row in
            let (id, size): (Int64, Int) = (try row.get(0), try row.get(1))
            guard let bytes = try? seal.openBytes(try row.get(3), in: .storedFile, row: id) else { return }
            let hash = Array(SHA256.hash(data: bytes))
            let (recorded, ordered): ([UInt8], [UInt8]?) = (try row.get(2), try row.get(4))
            if bytes.count != size || hash != recorded || (ordered ?? hash) != hash {
                found.append("stored_file \(id)")
            }
        }
        return found
    }

    /// A file of the download centre that was withdrawn has no content any more.
    private static let kept: SQL = """
        AND NOT EXISTS (SELECT 1 FROM download d WHERE d.file_id = stored_file.id AND d.standing = 'withdrawn')
        """
}
