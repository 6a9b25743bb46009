import DatabaseKit
import Domain
import Foundation
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
    /// The same records of unions above those of the sides: a parent's for whoever is under them.
    let elders: [Elder]

    struct Elder {
        let kind: RecordKind
        let id: Int64
        let path: UnionPath
    }
}

/// Writes the rows, as short as the schema lets them be.
struct Planter {
    let transaction: any Transaction
    let seal: FieldSeal
    let now: Instant
    let serial: Int64
    let union: Union

    func side(_ account: String) throws -> Records.Side {
        let unions = UnionStore(transaction)
        let enterprise = try #require(try unions.enterprises(of: union.id).first)
        let unit = try unions.unit(of: union, enterprise: enterprise)
        // The city has none above it and stands for one.
        let district = try unions.district(of: union.path) ?? union
        let member = try member(unit)
        let batch = try cardBatch(unit, member)
        let (enrolment, version) = try enrolment(unit)
        var ids: [RecordKind: Int64] = [
            .organisationSheet: try organisationSheet(account),
            .registration: try registration(district), .union: union.id.rawValue,
            .enterprise: enterprise.id.rawValue,
            .unit: unit.id.rawValue,
            .member: member, .memberImport: try memberImport(unit),
            .memberComparison: try memberComparison(unit), .duplicatePair: try duplicatePair(member),
            .transferRun: try transferRun(member),
            .memberBatch: try memberBatch(member),
            .removalRequest: try removalRequest(member), .memberRequest: try memberRequest(member),
            .joinCode: try joinCode(), .joinApplication: try joinApplication(), .cardBatch: batch,
            .expirySheet: try expirySheet(unit), .cardRevocation: try cardRevocation(batch),
            .enrolment: enrolment, .instantList: try instantList(unit),
            .conflict: try conflict(enrolment, member, district),
            .version: version, .notice: try notice(version), .benefit: try benefit(member, unit),
            .session: try session(account), .alert: try alert(account),
            .handover: try handover(account), .rightsRequest: try rightsRequest(member),
            .exportRequest: try exportRequest(account),
            .massRemoval: try massRemoval(member, account),
            .account: try #require(try AccountStore(transaction).id(name: account)).rawValue,
        ]
        // Nothing of the city's: see `Records.neverAbove`.
        if let superior = try union.parent.flatMap({ try unions.find($0) }) {
            ids[.transfer] = try transfer(member, to: superior)
            ids[.unionRequest] = try unionRequest(to: superior)
        }
        let covered = try coverage(member, unit, version, enrolment, district)
        ids[.coverage] = covered
        ids[.correction] = try correction(covered)
        // One to a district and year.
        if try !isSubmitted(district) {
            let submission = try submission(district)
            try districtNotice(submission, district)
            ids[.submission] = submission
            ids[.proposal] = try proposal(district, account)
            let statement = try bankStatement(district)
            ids[.bankStatement] = statement.id
            ids[.bankLine] = statement.line
            ids[.voucherFile] = try voucherFile(submission, district)
        }
        var paths: [RecordKind: UnionPath] = [:]
        for kind in RecordKind.allCases {
            switch kind {
            case .union, .enterprise, .unit, .member, .memberImport, .memberComparison, .duplicatePair, .transfer,
                .transferRun, .memberBatch, .removalRequest, .memberRequest, .joinCode, .joinApplication, .cardBatch,
                .cardRevocation, .expirySheet, .enrolment, .version, .notice, .benefit, .coverage, .session, .account,
                .alert, .handover, .conflict, .unionRequest, .organisationSheet, .instantList, .correction,
                .rightsRequest, .exportRequest, .massRemoval:
                paths[kind] = union.path
            case .submission, .proposal, .voucherFile, .bankStatement, .bankLine, .registration:
                paths[kind] = district.path
            }
        }
        return Records.Side(account: account, ids: ids, paths: paths)
    }

    func cardBatch(_ unit: EnrollingUnit, _ member: Int64) throws -> Int64 {
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

    /// One that waits no more, so that no page finds it out of date.
    func proposal(_ district: Union, _ account: String) throws -> Int64 {
        let id = try transaction.newKey()
        let account = try #require(try AccountStore(transaction).id(name: account))
        try transaction.execute(
            """
            INSERT INTO submission_proposal (id, district_id, year, status, units, heads, premium_fen, fingerprint,
                proposed_at, proposed_by, decided_at, decided_by)
            VALUES (\(id), \(district.id), 2024, 'withdrawn', 1, 1, 2600, 'x', \(now), \(account), \(now), \(account))
            """)
        return id
    }

    func alert(_ account: String) throws -> Int64 {
        let id = try #require(try AccountStore(transaction).id(name: account))
        return try AlertStore(transaction).raise(
            .failedLogins, .account(id), at: union.id, amount: 10, since: now, now
        ).rawValue
    }

    /// One whose roles have moved to this account.
    func handover(_ account: String) throws -> Int64 {
        let accounts = AccountStore(transaction)
        let to = try #require(try accounts.id(name: account))
        let from = try accounts.insert(
            name: "former-\(serial)", displayName: "经办丙", union: union.id, roles: [.clerk], passwordHash: "none",
            at: now)
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO duty_handover (id, union_id, from_account_id, to_account_id, fate, day, asked_by, asked_at,
                status, settled_by, settled_at)
            VALUES (\(id), \(union.id), \(from.id), \(to), 'keep', '2023-11-20', \(to), \(now), 'done', \(to), \(now))
            """)
        return id
    }

    func cardRevocation(_ batch: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO card_batch_revocation (id, batch_id, union_id, reason, requested_at)
            VALUES (\(id), \(batch), \(union.id), '名单有误', \(now))
            """)
        return id
    }

    func expirySheet(_ unit: EnrollingUnit) throws -> Int64 {
        let id = try transaction.newKey()
        let file = Array("会员编号,证件到期日\n0,长期\n".utf8)
        try transaction.execute(
            """
            INSERT INTO expiry_sheet (id, unit_id, file_name, status, changes, unchanged, refused, sealed, at)
            VALUES (\(id), \(unit.id), '到期日.csv', 'staged', 0, 0, 1,
                \(try seal.sealBytes(file, in: .expirySheet, row: id)), \(now))
            """)
        return id
    }

    /// One row that fails, so that there is something to fetch.
    func organisationSheet(_ account: String) throws -> Int64 {
        let layout = OrganisationLayout(sheet: "", headerRow: 1, headers: ["工会组织名称"], columns: [.name])
        let store = OrganisationSheetStore(transaction, seal)
        let owner = try #require(try AccountStore(transaction).id(name: account))
        return try store.stage(
            Array("工会组织名称\n无上级分工会\n".utf8), OrganisationReading(layout), name: "组织.csv", .unions,
            counts: OrganisationCounts(failed: 1), for: union.id, by: owner, at: now
        ).rawValue
    }

    func enrolment(_ unit: EnrollingUnit) throws -> (Int64, Int64) {
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

    func instantList(_ unit: EnrollingUnit) throws -> Int64 {
        let (id, version) = (try transaction.newKey(), try transaction.newKey())
        try transaction.execute(
            """
            INSERT INTO unit_enrolment (id, unit_id, year, number, status, plan_type, current_version, submitted_on,
                updated_at, entry, ordinal)
            VALUES (\(id), \(unit.id), 2024, \("JS2024\(serial)"), 'submitted', 'A', 1, '2024-02-20', \(now),
                'uncovered', 1)
            """)
        try transaction.execute(
            """
            INSERT INTO enrolment_version (id, enrolment_id, version, reason, plan_type, city_fen, district_fen,
                base_fen, deceased, retired, no_card, covered_elsewhere, manually_excluded, pending_confirmation,
                suspected_retired, heads, members, outside_workbench, fingerprint, submitted_at, submitted_on)
            VALUES (\(version), \(id), 1, 'submission', 'A', 1300, 1300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'x', \(now),
                '2024-02-20')
            """)
        return id
    }

    func benefit(_ member: Int64, _ unit: EnrollingUnit) throws -> Int64 {
        let person: ID<Person> = try #require(
            try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        let draft = BenefitStore.Draft(
            person: person, place: BenefitStore.Place(unit: unit.id, coverage: nil),
            facts: BenefitFacts(
                year: 2023, kind: "住院", amount: Money(fen: 120_000), paidOn: try #require(CalendarDay("2023-06-01"))),
            reference: "GF\(serial)")
        return try #require(try BenefitStore(transaction, seal).insert([draft], of: nil, by: nil, at: now).first)
            .rawValue
    }

    /// Locked in a batch of its own.
    func coverage(
        _ member: Int64, _ unit: EnrollingUnit, _ version: Int64, _ enrolment: Int64, _ district: Union
    ) throws -> Int64 {
        let id = try transaction.newKey()
        let batch = try submission(district, number: "CB20221226000\(serial)")
        try transaction.execute("UPDATE unit_enrolment SET submission_id = \(batch) WHERE id = \(enrolment)")
        let person: Int64 = try #require(try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
        try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket)
            VALUES (\(version), \(person), \(member), 'enrolling')
            """)
        try transaction.execute(
            """
            INSERT INTO coverage (id, year, person_id, unit_id, version_id, plan_type, starts_on, ends_on, status)
            VALUES (\(id), 2022, \(person), \(unit.id), \(version), 'A', '2022-01-01', '2022-12-31', 'in-force')
            """)
        return id
    }

    /// With a unit of the district itself, whose side no route shows.
    func conflict(_ enrolment: Int64, _ member: Int64, _ district: Union) throws -> Int64 {
        let unit = try UnionStore(transaction).unit(of: district, enterprise: nil)
        let other = try EnrolmentStore(transaction).open(unit, kind: district.kind, year: 2024, at: now)
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO claim_conflict (id, year, person_id, holder_id, holder_member_id, claimant_id,
                claimant_member_id, raised_at)
            SELECT \(id), 2024, person_id, \(enrolment), id, \(other.enrolment.id), id, \(now) FROM member
            WHERE id = \(member)
            """)
        return id
    }

    /// What the coverage's own unit asks for.
    func correction(_ coverage: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        let known = CorrectedIdentity(
            name: "会员甲", document: IdentityDocument(type: .passport, number: "A\(serial)2345678", expiry: nil))
        let before = [UInt8](try JSONEncoder().encode(known))
        try transaction.execute(
            """
            INSERT INTO enrolment_correction (id, number, kind, coverage_id, before_sealed, note, requested_at)
            VALUES (\(id), \("GZ20231120000\(serial)"), 'removal', \(coverage),
                \(try seal.sealBytes(before, in: .correctionBefore, row: id)), '误报', \(now))
            """)
        return id
    }
}
