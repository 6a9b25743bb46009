import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@testable import Web

// What the acts about money stand on: earlier forms, and a list that has come as far as its district.
extension Stage {
    /// What an earlier form of this account has made: the key that ends the address to which it leads.
    func made(
        by account: String, at path: String, _ fields: KeyValuePairs<String, String> = [:],
        file: (field: String, name: String, bytes: [UInt8])? = nil
    ) async throws -> String {
        let browser = try await site.proved(account)
        let sent = fields.map { (name: $0.key, value: $0.value) } + [(name: "idempotency", value: "earlier \(path)")]
        let answer =
            if let file {
                try await browser.postFile(path, sent, file: file)
            } else {
                try await browser.postForm(path, sent)
            }
        return try #require(answer.location?.split(separator: "/").last.map(String.init), "\(path): \(answer.status)")
    }

    /// The value that a page shown to this account sends along with a form.
    func hidden(_ name: String, to action: String, on page: String, of account: String) async throws -> String {
        let shown = try await site.proved(account).get(page)
        return try #require(shown.forms.first { $0.action == action }?[name], "\(page): \(shown.status)")
    }
}

extension Planter {
    func ownUnit() throws -> EnrollingUnit {
        let unions = UnionStore(transaction)
        return try unions.unit(of: union, enterprise: try unions.enterprises(of: union.id).first)
    }

    func ownDistrict() throws -> Union { try #require(try UnionStore(transaction).district(of: union.path)) }

    /// The key of a list of one member that its district has approved; of his premium the unit owes 3 yuan.
    func approvedList() throws -> Int64 {
        let unit = try ownUnit()
        let member = try member(unit)
        let (list, version) = try enrolment(unit)
        try transaction.execute(
            """
            UPDATE enrolment_version SET heads = 1, members = 1, district_fen = 1000, base_fen = 300
            WHERE id = \(version)
            """)
        try transaction.execute("UPDATE unit_enrolment SET status = 'approved' WHERE id = \(list)")
        try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket)
            SELECT \(version), person_id, id, 'enrolling' FROM member WHERE id = \(member)
            """)
        try transaction.execute(
            """
            INSERT INTO enrolment_claim (year, person_id, enrolment_id)
            SELECT 2024, person_id, \(list) FROM member WHERE id = \(member)
            """)
        try transaction.countLists()
        return list
    }

    /// The key of somebody's coverage, in a list that is locked.
    func lockedCoverage() throws -> Int64 {
        let unit = try ownUnit()
        let member = try member(unit)
        let (list, version) = try enrolment(unit)
        return try coverage(member, unit, version, list, try ownDistrict())
    }

    /// The key of a batch of the planter's own district that waits for its voucher.
    func unpaidBatch() throws -> Int64 {
        let batch = try submission(union)
        try transaction.execute("UPDATE district_submission SET status = 'awaiting-voucher' WHERE id = \(batch)")
        return batch
    }

    /// The key of one whose voucher the centre has to look at.
    func paidBatch() throws -> Int64 {
        let batch = try submission(union)
        _ = try voucherFile(batch, union)
        return batch
    }
}
