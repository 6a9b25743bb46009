import DatabaseKit
import Domain
import Store
import Testing
import UseCases
import Vault

// What a district hands in and what is paid, with the notices of it.
extension Planter {
    func bankStatement(_ district: Union) throws -> (id: Int64, line: Int64) {
        let account: Int64 = try #require(
            try transaction.value("SELECT id FROM account WHERE union_id = \(district.id) ORDER BY id LIMIT 1"))
        let line = BankLine(
            row: 2, day: try #require(CalendarDay("2023-12-20")), amount: Money(fen: 100), payer: "某某", remark: "",
            serial: "S\(serial)")
        var counts = BankCounts()
        (counts.rows, counts.new, counts.amount) = (1, 1, line.amount)
        let store = BankStore(transaction, seal)
        let id = try store.insert(
            [BankStore.Draft(line, identity: line.identity(repetition: 1))], counts: counts, fileName: "明细.csv",
            of: district.id, by: ID(account), at: now)
        return (id.rawValue, try #require(try store.entries(of: id).first).id.rawValue)
    }

    func isSubmitted(_ district: Union) throws -> Bool {
        try transaction.first(
            "SELECT id FROM district_submission WHERE district_id = \(district.id) AND number LIKE 'CB20231226%'")
            != nil
    }

    func submission(_ district: Union, number: String? = nil) throws -> Int64 {
        let id = try transaction.newKey()
        let number = number ?? "CB20231226000\(serial)"
        let contact = try seal.seal("{\"name\":\"甲\",\"phone\":\"19900000001\",\"email\":\"\"}", in: .contact, row: id)
        try transaction.execute(
            """
            INSERT INTO district_submission (id, number, district_id, year, status, units, heads, premium_fen, city_fen,
                district_fen, base_fen, contact_sealed, voucher_due, submitted_at, submitted_on, updated_at)
            VALUES (\(id), \(number), \(district.id), 2024, 'voucher-under-review', 0, 0, 0, 0, 0, 0,
                \(contact), '2024-01-20', \(now), '2023-12-26', \(now))
            """)
        return id
    }

    func voucherFile(_ submission: Int64, _ district: Union) throws -> Int64 {
        let voucher = try transaction.newKey()
        let file = try storedFile("voucher", of: district)
        try transaction.execute(
            """
            INSERT INTO payment_voucher (id, submission_id, status, uploaded_at)
            VALUES (\(voucher), \(submission), 'under-review', \(now))
            """)
        try transaction.execute(
            "INSERT INTO payment_voucher_file (voucher_id, file_id) VALUES (\(voucher), \(file))")
        return file
    }

    func storedFile(_ purpose: String, of union: Union) throws -> Int64 {
        let id = try transaction.newKey()
        let content: [UInt8] = [0x25, 0x50, 0x44, 0x46]
        try transaction.execute(
            """
            INSERT INTO stored_file (id, union_id, purpose, name, media_type, size, sha256, sealed, created_at)
            VALUES (\(id), \(union.id), \(purpose), '凭证.pdf', 'application/pdf', 4, \(content),
                \(try seal.sealBytes(content, in: .storedFile, row: id)), \(now))
            """)
        return id
    }

    func notice(_ version: Int64) throws -> Int64 {
        let facts = BaseNotice(
            unionName: union.name, enterpriseName: nil, cityName: "示例市总工会", signatory: "示例市职保中心", year: 2024,
            plan: "A", heads: 0, rates: Rates(city: .zero, district: .zero, base: .zero), amounts: .zero,
            paymentDue: try #require(CalendarDay("2023-12-15")), coverage: try Self.coverage(), publicAddress: "")
        let notice = try NoticeStore(transaction).insert(
            .base(facts), about: .version(ID(version)), number: "GZ\(serial)", version: 1,
            token: "token\(serial)", on: try #require(CalendarDay("2023-11-20")), at: now)
        return notice.id.rawValue
    }

    func districtNotice(_ submission: Int64, _ district: Union) throws {
        let facts = DistrictNotice(
            districtName: district.name, cityName: "示例市总工会", signatory: "示例市职保中心", year: 2024,
            totals: DistrictTotals([]), credit: .zero, coverage: try Self.coverage(),
            paymentDue: try #require(CalendarDay("2024-01-20")), remarkCode: "",
            account: DistrictNotice.BankAccount(holder: "示例", number: "", bank: "示例银行"), publicAddress: "")
        _ = try NoticeStore(transaction).insert(
            .district(facts), about: .submission(ID(submission)), number: "QZ\(serial)", version: 1,
            token: "district-token\(serial)", on: try #require(CalendarDay("2023-12-26")), at: now)
    }

    static func coverage() throws -> DayWindow {
        let (first, last) = (CalendarDay("2024-02-01"), CalendarDay("2025-01-31"))
        let (from, through) = (try #require(first), try #require(last))
        return try #require(DayWindow(from: from, through: through))
    }
}
