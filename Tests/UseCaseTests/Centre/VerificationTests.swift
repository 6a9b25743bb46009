import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Verification", .serialized)
struct VerificationTests {
    /// Carries what was found out of a transaction that must leave nothing behind.
    private struct RolledBack: Error {
        let expected: String
        let found: [Violation]
    }

    private func plant(_ planted: PlantedViolation, on engine: Engine) async throws -> RolledBack {
        let year = try await RehearsedYears.shared.year(engine)
        let seal = year.platform.seal
        do {
            try await year.platform.database.write { transaction in
                try transaction.allowChangingEvents()
                let expected = try planted.plant(transaction)
                throw RolledBack(expected: expected, found: try Verification.violations(transaction, seal))
            }
        } catch let result as RolledBack {
            return result
        }
        throw RehearsalNeverRolledBack()
    }

    private struct RehearsalNeverRolledBack: Error {}

    @Test("A planted violation is found, and its record is named", arguments: Engine.available, PlantedViolation.all)
    func planted(engine: Engine, violation: PlantedViolation) async throws {
        let result = try await plant(violation, on: engine)
        #expect(
            result.found.contains(
                Violation(invariant: violation.invariant, record: result.expected, rule: violation.rule)),
            "\(result.expected) is missing among \(result.found)")
    }

    @Test("Every rule and invariant that is checked has its planted violation")
    func complete() {
        #expect(Set(Verification.rules).subtracting(PlantedViolation.all.map(\.rule)).isEmpty)
        let planted = Set(PlantedViolation.all.map(\.invariant))
        #expect(planted == ["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10", "I11", "I12"])
    }

    @Test("An empty database has nothing to report", arguments: Engine.available)
    func empty(engine: Engine) async throws {
        let platform = UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try KeyRing.ephemeral(),
            passwords: PasswordHasher())
        #expect(try await Verification(platform).violations() == [])
    }
}
