import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@testable import Web

// The records of members: who they are, how they came, what is asked about them.
extension Planter {
    func session(_ account: String) throws -> Int64 {
        try SessionStore(transaction).insert(
            tokenHash: Token.random().hash, csrf: "csrf", account: try AccountStore(transaction).id(name: account),
            stage: .member, origin: "10.0.0.1", agent: "test", at: now
        ).id.rawValue
    }

    func member(_ unit: EnrollingUnit) throws -> Int64 {
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
        try transaction.countIn([ID(member)])
        return member
    }

    func memberImport(_ unit: EnrollingUnit) throws -> Int64 {
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
            INSERT INTO member_import_row (id, import_id, number, outcome, problem_group, sealed)
            VALUES (\(row), \(id), 2, 'failed', 'fill-in', \(try seal.seal("", in: .importRow, row: row)))
            """)
        return id
    }

    /// Asked for by the union's own superior, so that nobody outside has a side of it.
    func transfer(_ member: Int64, to superior: Union) throws -> Int64 {
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        let there = try UnionStore(transaction).unit(of: superior, enterprise: nil)
        let request = TransferStore.Request(
            member: ID(member), person: person, from: union.id, to: superior.id, initiator: .receiving,
            placement: TransferStore.Placement(unit: there.id, category: .outsideEnterprise, flexibleKind: nil),
            superiorFrom: try #require(CalendarDay("2023-11-27")))
        return try #require(try TransferStore(transaction).insert([request], by: nil, at: now).first).rawValue
    }

    func registration(_ district: Union) throws -> Int64 {
        let made = try RegistrationStore(transaction, seal).insert(
            OrganisationParticulars(name: "示例公司", creditCode: try creditCode("MADR"), contactName: "王示例"),
            proof: VoucherStore.NewFile(name: "执照.png", kind: .png, bytes: [1], hash: [1]), to: district.id, at: now)
        return try #require(made).rawValue
    }

    /// An invented code; the area 3199xx is nobody's.
    func creditCode(_ word: String) throws -> String {
        try #require(CreditCode.make(department: "91", area: "319901", organisation: word + "000\(serial)")).rawValue
    }

    /// For a branch, so that the union itself can still be asked about.
    func unionRequest(to superior: Union) throws -> Int64 {
        try UnionRequestStore(transaction, seal).insert(
            UnionRequestStore.Draft(
                .founding, union: nil, superior: union.id, unionKind: .branch, unionName: "一车间",
                after: OrganisationParticulars(name: "一车间"), note: nil),
            from: union.id, to: superior.id, by: nil, at: now
        ).rawValue
    }

    /// The first key is the membership's, the second one nobody's.
    func duplicatePair(_ member: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                found_at)
            VALUES (\(id), 'two-unions', \(member), \(id), \(member), \(member), \(union.path), \(now))
            """)
        return id
    }

    func joinCode() throws -> Int64 {
        try JoinCodeStore(transaction).insert(
            "code\(serial)", for: union.id, validThrough: try #require(CalendarDay("2024-11-20")), by: nil, at: now
        ).rawValue
    }

    func joinApplication() throws -> Int64 {
        let code = try JoinCodeStore(transaction).insert(
            "other\(serial)", for: union.id, validThrough: try #require(CalendarDay("2024-11-20")), by: nil, at: now)
        let draft = JoinApplicationStore.Draft(
            category: .outsideEnterprise, enterprise: nil, flexibleKind: nil, name: "会员甲",
            document: IdentityDocument(type: .passport, number: "C\(serial)2345678", expiry: nil), cells: "",
            consent: .none)
        let found = try #require(try JoinCodeStore(transaction).find(code))
        return try #require(try JoinApplicationStore(transaction, seal).insert(draft, by: found, at: now)).rawValue
    }

    func memberRequest(_ member: Int64) throws -> Int64 {
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        return try OwnRequestStore(transaction, seal).insert(
            .correction, text: "手机号已更换", member: ID(member), person: person, union: union.id,
            on: try #require(CalendarDay("2023-11-20")), at: now
        ).rawValue
    }

    /// About a membership that has ended, so that approving it takes nobody from the routes that follow.
    func removalRequest(_ member: Int64) throws -> Int64 {
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

    func memberComparison(_ unit: EnrollingUnit) throws -> Int64 {
        let store = ComparisonStore(transaction)
        let id = try store.begin(
            union: union.id, enterprise: unit.enterprise, category: .enterprise, flexibleKind: nil,
            extent: .wholeUnion, fileName: "名册.xlsx", by: nil, at: now)
        var counts = ComparisonCounts()
        counts.failed = 1
        try store.finish(id, counts)
        try ComparisonSourceStore(transaction, seal).insert(
            ColumnLayout(
                sheet: "", headerRow: 1, headers: ["姓名", "证件号码", "手机号码"], columns: [.name, .documentNumber, .phone]),
            Array("姓名,证件号码,手机号码\r\n会员甲,1,2\r\n".utf8), of: id)
        return id.rawValue
    }

    func transferRun(_ member: Int64) throws -> Int64 {
        try TransferRunStore(transaction).insert(
            .request, [TransferRunStore.Outcome(member: ID(member), transfer: nil, problem: .alreadyAsked)],
            for: union.id, by: nil, at: now
        ).rawValue
    }

    /// Of an act of its own, so that the other one can be gone on with.
    func massRemoval(_ member: Int64, _ account: String) throws -> Int64 {
        let asker = try #require(try AccountStore(transaction).id(name: account))
        return try MassRemovalStore(transaction).insert(
            .batch(ID(try memberBatch(member))), [.retired: 1], of: union.id, by: asker, from: "10.0.0.1",
            expiring: now.adding(days: 1), at: now
        ).rawValue
    }

    func memberBatch(_ member: Int64) throws -> Int64 {
        try MemberBatchStore(transaction).insert(
            .removal(.retired), note: nil, [(id: ID(member), version: 0)], for: union.id, by: nil, at: now
        ).rawValue
    }
}
