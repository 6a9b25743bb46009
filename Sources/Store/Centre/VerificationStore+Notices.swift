import DatabaseKit
import Domain
import Foundation

extension VerificationStore {
    /// I5: what a notice says is what its version or batch says: number, people, plan, rates, amounts.
    public func noticesThatDiffer() throws -> [String] {
        try baseNoticesThatDiffer() + districtNoticesThatDiffer()
    }

    private func baseNoticesThatDiffer() throws -> [String] {
        var differing: [String] = []
        try transaction.forEach(
            """
            SELECT n.id, n.facts, n.number, n.version, e.number AS expected_number, v.version AS expected_version,
                e.year, v.heads, v.plan_type, v.city_fen, v.district_fen, v.base_fen
            FROM notice n JOIN enrolment_version v ON v.id = n.version_id
            JOIN unit_enrolment e ON e.id = v.enrolment_id ORDER BY n.id
            """
        ) { row in
            let rates = Rates(
                city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
            let heads: Int = try row.get("heads")
            let plan: String = try row.get("plan_type")
            let year: Int = try row.get("year")
            guard case .base(let facts)? = try facts(of: row), facts.heads == heads, facts.plan == plan,
                facts.rates == rates, facts.amounts == Amounts(heads: heads, rates: rates), facts.year == year,
                try isNumberedAsExpected(row)
            else { return differing.append("notice \(try row.get("id") as Int64)") }
        }
        return differing
    }

    private func districtNoticesThatDiffer() throws -> [String] {
        var differing: [String] = []
        try transaction.forEach(
            """
            SELECT n.id, n.facts, n.number, n.version, s.number AS expected_number, 1 AS expected_version, s.year,
                s.heads, s.units, s.premium_fen, s.city_fen, s.district_fen, s.base_fen, s.credit_fen
            FROM notice n JOIN district_submission s ON s.id = n.submission_id ORDER BY n.id
            """
        ) { row in
            let amounts = Amounts(
                premium: try row.get("premium_fen"), city: try row.get("city_fen"),
                district: try row.get("district_fen"), base: try row.get("base_fen"))
            let heads: Int = try row.get("heads")
            let units: Int = try row.get("units")
            let credit: Money = try row.get("credit_fen")
            guard case .district(let facts)? = try facts(of: row), facts.totals.heads == heads,
                facts.totals.units == units, facts.totals.amounts == amounts, facts.credit == credit,
                try isNumberedAsExpected(row)
            else { return differing.append("notice \(try row.get("id") as Int64)") }
        }
        return differing
    }

    /// Nil for facts that cannot be read; they differ from whatever they should be.
    private func facts(of row: Row) throws -> NoticeFacts? {
        let text: String = try row.get("facts")
        return try? JSONDecoder().decode(NoticeFacts.self, from: Data(text.utf8))
    }

    private func isNumberedAsExpected(_ row: Row) throws -> Bool {
        let (number, expectedNumber): (String, String) = (try row.get("number"), try row.get("expected_number"))
        let (version, expectedVersion): (Int, Int) = (try row.get("version"), try row.get("expected_version"))
        return number == expectedNumber && version == expectedVersion
    }
}
