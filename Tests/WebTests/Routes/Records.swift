import DatabaseKit
import Domain
import Store
import Testing
import UseCases
import Vault

@testable import Web

/// One record of each kind for base unions in two districts, so that each is the others' stranger.
struct Records {
    /// The records of one base union and its district.
    struct Side {
        let account: String
        let ids: [RecordKind: Int64]
        /// Where the record belongs.
        let paths: [RecordKind: UnionPath]
    }

    let sides: [Side]

    /// - Returns: the records that an actor at this path must not learn of.
    func foreign(to path: UnionPath, _ kind: RecordKind) -> [Int64] {
        sides.compactMap { side -> Int64? in
            guard let id = side.ids[kind], let place = side.paths[kind] else { return nil }
            return path.contains(place) ? nil : id
        }
    }

    func own(_ path: UnionPath, _ kind: RecordKind) -> Int64? {
        sides.compactMap { side -> Int64? in
            guard let id = side.ids[kind], let place = side.paths[kind] else { return nil }
            return path.contains(place) ? id : nil
        }.first
    }

    /// Accounts of two union committees, and of a joint union beside the first, with their unions' codes.
    private static let unions = [
        ("shili", "319901000101"), ("yangli", "319902000101"), ("haifeng", "319901000103"),
    ]

    static func plant(_ site: TestSite) async throws -> Records {
        let seal = site.platform.seal
        let now = site.clock.now
        return try await site.platform.database.write { transaction -> Records in
            var sides: [Side] = []
            for (serial, (account, code)) in Self.unions.enumerated() {
                let union = try #require(try UnionStore(transaction).find(code: code))
                sides.append(
                    try Planter(transaction: transaction, seal: seal, now: now, serial: Int64(serial + 1), union: union)
                        .side(account))
            }
            return Records(sides: sides)
        }
    }
}

/// Writes the rows, as short as the schema lets them be.
private struct Planter {
    let transaction: any Transaction
    let seal: FieldSeal
    let now: Instant
    let serial: Int64
    let union: Union

    func side(_ account: String) throws -> Records.Side {
        let unions = UnionStore(transaction)
        let enterprise = try #require(try unions.enterprises(of: union.id).first)
        let unit = try unions.unit(of: union, enterprise: enterprise)
        let district = try #require(try unions.district(of: union.path))
        let member = try member(unit)
        let batch = try cardBatch(unit, member)
        let (enrolment, version) = try enrolment(unit)
        var ids: [RecordKind: Int64] = [
            .union: union.id.rawValue, .enterprise: enterprise.id.rawValue, .unit: unit.id.rawValue,
            .member: member, .memberImport: try memberImport(unit),
            .memberComparison: try memberComparison(unit), .duplicatePair: try duplicatePair(member),
            .transfer: try transfer(member, unit, district), .transferRun: try transferRun(member),
            .removalRequest: try removalRequest(member), .memberRequest: try memberRequest(member),
            .joinCode: try joinCode(), .joinApplication: try joinApplication(), .cardBatch: batch,
            .enrolment: enrolment,
            .version: version, .notice: try notice(version), .session: try session(account),
            .account: try #require(try AccountStore(transaction).id(name: account)).rawValue,
        ]
        // One to a district and year.
        if try !isSubmitted(district) {
            let submission = try submission(district)
            try districtNotice(submission, district)
            ids[.submission] = submission
            ids[.voucherFile] = try voucherFile(submission, district)
        }
        var paths: [RecordKind: UnionPath] = [:]
        for kind in RecordKind.allCases {
            switch kind {
            case .union, .enterprise, .unit, .member, .memberImport, .memberComparison, .duplicatePair, .transfer,
                .transferRun, .removalRequest, .memberRequest, .joinCode, .joinApplication, .cardBatch, .enrolment,
                .version, .notice, .session, .account:
                paths[kind] = union.path
            case .submission, .voucherFile: paths[kind] = district.path
            }
        }
        return Records.Side(account: account, ids: ids, paths: paths)
    }

    private func session(_ account: String) throws -> Int64 {
        try SessionStore(transaction).insert(
            tokenHash: Token.random().hash, csrf: "csrf", account: try AccountStore(transaction).id(name: account),
            stage: .member, origin: "10.0.0.1", agent: "test", at: now
        ).id.rawValue
    }

    private func member(_ unit: EnrollingUnit) throws -> Int64 {
        let (person, document, member) = (
            try transaction.newKey(), try transaction.newKey(), try transaction.newKey()
        )
        let number = "A\(serial)2345678"
        try transaction.execute(
            "INSERT INTO person (id, name, sex, birth_day) VALUES (\(person), '会员甲', 'female', '1990-01-01')")
        try transaction.execute(
            """
            INSERT INTO identity_document (id, person_id, type, number_sealed, number_index)
            VALUES (\(document), \(person), \(DocumentType.passport),
                \(try seal.seal(number, in: .documentNumber, row: document)),
                \(seal.index(number, for: .documentNumber)))
            """)
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, enterprise_id, category, workplace, source,
                joined_on)
            VALUES (\(member), \("M\(serial)"), \(person), \(union.id), \(unit.id), \(unit.enterprise), 'enterprise',
                '示例', 'single', '2023-01-01')
            """)
        return member
    }

    private func memberImport(_ unit: EnrollingUnit) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO member_import (id, union_id, unit_id, enterprise_id, category, file_name, status, rows,
                created_at)
            VALUES (\(id), \(union.id), \(unit.id), \(unit.enterprise), 'enterprise', '名册.xlsx', 'staged', 0, \(now))
            """)
        let row = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO member_import_row (id, import_id, number, outcome, sealed)
            VALUES (\(row), \(id), 2, 'failed', \(try seal.seal("", in: .importRow, row: row)))
            """)
        return id
    }

    /// Asked for by the union's own district, so that nobody outside the district has a side of it.
    private func transfer(_ member: Int64, _ unit: EnrollingUnit, _ district: Union) throws -> Int64 {
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        let there = try UnionStore(transaction).unit(of: district, enterprise: nil)
        let request = TransferStore.Request(
            member: ID(member), person: person, from: union.id, to: district.id, initiator: .receiving,
            placement: TransferStore.Placement(unit: there.id, category: .outsideEnterprise, flexibleKind: nil),
            superiorFrom: try #require(CalendarDay("2023-11-27")))
        return try #require(try TransferStore(transaction).insert([request], by: nil, at: now).first).rawValue
    }

    /// The first key is the membership's, the second one nobody's.
    private func duplicatePair(_ member: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                found_at)
            VALUES (\(id), 'two-unions', \(member), \(id), \(member), \(member), \(union.path), \(now))
            """)
        return id
    }

    private func joinCode() throws -> Int64 {
        try JoinCodeStore(transaction).insert(
            "code\(serial)", for: union.id, validThrough: try #require(CalendarDay("2024-11-20")), by: nil, at: now
        ).rawValue
    }

    private func joinApplication() throws -> Int64 {
        let code = try JoinCodeStore(transaction).insert(
            "other\(serial)", for: union.id, validThrough: try #require(CalendarDay("2024-11-20")), by: nil, at: now)
        let draft = JoinApplicationStore.Draft(
            category: .outsideEnterprise, enterprise: nil, flexibleKind: nil, name: "会员甲",
            document: IdentityDocument(type: .passport, number: "C\(serial)2345678", expiry: nil), cells: "",
            consent: .none)
        let found = try #require(try JoinCodeStore(transaction).find(code))
        return try #require(try JoinApplicationStore(transaction, seal).insert(draft, by: found, at: now)).rawValue
    }

    private func memberRequest(_ member: Int64) throws -> Int64 {
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        return try OwnRequestStore(transaction, seal).insert(
            .correction, text: "手机号已更换", member: ID(member), person: person, union: union.id,
            on: try #require(CalendarDay("2023-11-20")), at: now
        ).rawValue
    }

    /// About a membership that has ended, so that approving it takes nobody from the routes that follow.
    private func removalRequest(_ member: Int64) throws -> Int64 {
        let (ended, id) = (try transaction.newKey(), try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, source, joined_on,
                left_on, leave_reason)
            SELECT \(ended), \("R\(serial)"), person_id, union_id, unit_id, category, workplace, source, joined_on,
                '2023-06-01', 'retired'
            FROM member WHERE id = \(member)
            """)
        try transaction.execute(
            """
            INSERT INTO removal_request (id, member_id, person_id, union_id, ground, note, requested_at)
            SELECT \(id), id, person_id, union_id, 'mistaken', '误录', \(now) FROM member WHERE id = \(ended)
            """)
        return id
    }

    private func memberComparison(_ unit: EnrollingUnit) throws -> Int64 {
        let store = ComparisonStore(transaction)
        let id = try store.begin(
            union: union.id, enterprise: unit.enterprise, category: .enterprise, flexibleKind: nil,
            extent: .wholeUnion, fileName: "名册.xlsx", by: nil, at: now)
        try store.finish(id, ComparisonCounts())
        return id.rawValue
    }

    private func transferRun(_ member: Int64) throws -> Int64 {
        try TransferRunStore(transaction).insert(
            .request, [TransferRunStore.Outcome(member: ID(member), transfer: nil, problem: .alreadyAsked)],
            for: union.id, by: nil, at: now
        ).rawValue
    }

    private func cardBatch(_ unit: EnrollingUnit, _ member: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO card_batch (id, number, unit_id, status, people, created_at, submitted_at, handed_over_at,
                order_file_id)
            VALUES (\(id), \("BK\(serial)"), \(unit.id), 'in-production', 1, \(now), \(now), \(now),
                \(try storedFile("card-order", of: union)))
            """)
        try transaction.execute(
            "INSERT INTO card_batch_line (batch_id, member_id, status) VALUES (\(id), \(member), 'pending')")
        return id
    }

    private func enrolment(_ unit: EnrollingUnit) throws -> (Int64, Int64) {
        let (id, version) = (try transaction.newKey(), try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO unit_enrolment (id, unit_id, year, number, status, plan_type, current_version, submitted_on,
                updated_at)
            VALUES (\(id), \(unit.id), 2024, \("JB2024\(serial)"), 'submitted', 'A', 1, '2023-11-20', \(now))
            """)
        try transaction.execute(
            """
            INSERT INTO enrolment_version (id, enrolment_id, version, reason, plan_type, city_fen, district_fen,
                base_fen, deceased, retired, no_card, covered_elsewhere, manually_excluded, pending_confirmation,
                suspected_retired, heads, members, outside_workbench, fingerprint, submitted_at, submitted_on)
            VALUES (\(version), \(id), 1, 'submission', 'A', 1300, 1300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'x', \(now),
                '2023-11-20')
            """)
        return (id, version)
    }

    private func isSubmitted(_ district: Union) throws -> Bool {
        try transaction.first("SELECT id FROM district_submission WHERE district_id = \(district.id)") != nil
    }

    private func submission(_ district: Union) throws -> Int64 {
        let id = try transaction.newKey()
        let contact = try seal.seal("{\"name\":\"甲\",\"phone\":\"19900000001\",\"email\":\"\"}", in: .contact, row: id)
        try transaction.execute(
            """
            INSERT INTO district_submission (id, number, district_id, year, status, units, heads, premium_fen, city_fen,
                district_fen, base_fen, contact_sealed, voucher_due, submitted_at, submitted_on, updated_at)
            VALUES (\(id), \("CB20231226000\(serial)"), \(district.id), 2024, 'voucher-under-review', 0, 0, 0, 0, 0, 0,
                \(contact), '2024-01-20', \(now), '2023-12-26', \(now))
            """)
        return id
    }

    private func voucherFile(_ submission: Int64, _ district: Union) throws -> Int64 {
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

    private func storedFile(_ purpose: String, of union: Union) throws -> Int64 {
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

    private func notice(_ version: Int64) throws -> Int64 {
        let facts = BaseNotice(
            unionName: union.name, enterpriseName: nil, cityName: "示例市总工会", signatory: "示例市职保中心", year: 2024,
            plan: "A", heads: 0, rates: Rates(city: .zero, district: .zero, base: .zero), amounts: .zero,
            paymentDue: try #require(CalendarDay("2023-12-15")), coverage: try Self.coverage(), publicAddress: "")
        let notice = try NoticeStore(transaction).insert(
            .base(facts), about: .version(ID(version)), number: "GZ\(serial)", version: 1,
            token: "token\(serial)", on: try #require(CalendarDay("2023-11-20")), at: now)
        return notice.id.rawValue
    }

    private func districtNotice(_ submission: Int64, _ district: Union) throws {
        let facts = DistrictNotice(
            districtName: district.name, cityName: "示例市总工会", signatory: "示例市职保中心", year: 2024,
            totals: DistrictTotals([]), credit: .zero, coverage: try Self.coverage(),
            paymentDue: try #require(CalendarDay("2024-01-20")), remarkCode: "",
            account: DistrictNotice.BankAccount(holder: "示例", number: "", bank: "示例银行"), publicAddress: "")
        _ = try NoticeStore(transaction).insert(
            .district(facts), about: .submission(ID(submission)), number: "QZ\(serial)", version: 1,
            token: "district-token\(serial)", on: try #require(CalendarDay("2023-12-26")), at: now)
    }

    private static func coverage() throws -> DayWindow {
        let (first, last) = (CalendarDay("2024-02-01"), CalendarDay("2025-01-31"))
        let (from, through) = (try #require(first), try #require(last))
        return try #require(DayWindow(from: from, through: through))
    }
}
