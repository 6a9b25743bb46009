import Demo
import Domain
import Store
import TestSupport
import UseCases
import Vault

/// A small rehearsed year, walked once for each engine and looked at by many tests.
actor RehearsedYears {
    static let shared = RehearsedYears()

    struct Year: Sendable {
        let platform: UseCases.Platform
        let chronicle: Chronicle
        let summary: YearSummary
        let violations: [Violation]
    }

    private var made: [Engine: Task<Year, any Error>] = [:]

    func year(_ engine: Engine) async throws -> Year {
        if let task = made[engine] { return try await task.value }
        let task = Task { try await Self.walk(engine) }
        made[engine] = task
        return try await task.value
    }

    private static func walk(_ engine: Engine) async throws -> Year {
        let platform = UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try KeyRing.ephemeral(),
            passwords: PasswordHasher())
        var rehearsal = Rehearsal(platform, .small)
        try await rehearsal.walk()
        let violations = try await Verification(platform).violations()
        return Year(
            platform: platform, chronicle: rehearsal.chronicle, summary: try await rehearsal.summary(violations),
            violations: violations)
    }
}
