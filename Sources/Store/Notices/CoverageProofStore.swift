public import DatabaseKit
public import Domain
import Foundation

/// The 参保证明 that have been issued; one that names the person wrongly is revoked, and stays.
public struct CoverageProofStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// The proof of a coverage; nil before the first one was asked for.
    public func find(of coverage: ID<Coverage>) throws -> CoverageProof? {
        try transaction.first(
            """
            SELECT id, number, token, facts_sealed, issued_at, issued_on FROM coverage_proof
            WHERE coverage_id = \(coverage) AND revoked_at IS NULL
            """
        ).map { row in
            let id: ID<CoverageProof> = try row.get("id")
            let text = try seal.open(try row.get("facts_sealed"), in: .coverageProof, row: id.rawValue)
            guard let facts = try? JSONDecoder().decode(CoverageProofFacts.self, from: Data(text.utf8)) else {
                throw DatabaseError.unexpectedValue(column: "facts_sealed")
            }
            return CoverageProof(
                id: id, number: try row.get("number"), token: try row.get("token"), facts: facts,
                issuedAt: try row.get("issued_at"), issuedOn: try row.get("issued_on"))
        }
    }

    /// Issues the proof of a coverage, with the next number of its year.
    public func insert(
        _ facts: CoverageProofFacts, of coverage: ID<Coverage>, token: String, by account: ID<Account>?,
        on today: CalendarDay, at now: Instant
    ) throws -> CoverageProof {
        let id = try transaction.newID(CoverageProof.self)
        let serial = String(try transaction.nextNumber(in: "coverage-proof-\(facts.year)"))
        let number = "BZ\(facts.year)" + String(repeating: "0", count: max(0, 7 - serial.count)) + serial
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(facts), as: UTF8.self)
        try transaction.execute(
            """
            INSERT INTO coverage_proof (id, coverage_id, number, token, facts_sealed, issued_at, issued_on, issued_by)
            VALUES (\(id), \(coverage), \(number), \(token),
                \(try seal.seal(text, in: .coverageProof, row: id.rawValue)), \(now), \(today), \(account))
            """)
        return CoverageProof(id: id, number: number, token: token, facts: facts, issuedAt: now, issuedOn: today)
    }

    /// The person is called otherwise now: what was printed does not hold any more.
    public func revoke(of person: ID<Person>, at now: Instant) throws {
        try transaction.execute(
            """
            UPDATE coverage_proof SET revoked_at = \(now) WHERE revoked_at IS NULL
                AND coverage_id IN (SELECT id FROM coverage WHERE person_id = \(person))
            """)
    }

    /// What whoever holds a printed proof may know of it; nothing of the person is read.
    public func standing(token: String, on today: CalendarDay) throws -> CoverageProofStanding? {
        try transaction.first(
            """
            SELECT p.number, p.issued_on, c.year, c.plan_type, c.starts_on, c.ends_on,
                CASE WHEN p.revoked_at IS NULL THEN c.status ELSE 'voided' END AS status
            FROM coverage_proof p JOIN coverage c ON c.id = p.coverage_id WHERE p.token = \(token)
            """
        ).map { row in
            guard let period = DayWindow(from: try row.get("starts_on"), through: try row.get("ends_on")) else {
                throw DatabaseError.unexpectedValue(column: "ends_on")
            }
            return CoverageProofStanding(
                number: try row.get("number"), year: try row.get("year"), plan: try row.get("plan_type"),
                period: period, issuedOn: try row.get("issued_on"), status: try row.get("status"), today: today)
        }
    }
}
