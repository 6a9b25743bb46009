import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite struct SettingsTests {
    private let now = Instant(milliseconds: 1_700_000_000_000)

    private func settings(_ engine: Engine) async throws -> Settings {
        let database = try await engine.database(migrations: Schema.migrations)
        return Settings(Platform(database: database, keys: try KeyRing.ephemeral(), passwords: PasswordHasher()))
    }

    @Test(arguments: Engine.available)
    func `What is set is kept, set anew and taken away`(engine: Engine) async throws {
        let settings = try await settings(engine)
        #expect(try await settings.all().allSatisfy { $0.value == nil })
        try await settings.set(.publicAddress, to: "https://gonghui.example/", at: now)
        try await settings.set(.cityName, to: " 演示市 ", at: now)
        try await settings.set(.transferDays, to: "7", at: now)
        try await settings.set(.cityName, to: "示例市", at: now)
        try await settings.set(.transferDays, to: nil, at: now)
        let kept = try await settings.all().filter { $0.value != nil }.map { "\($0.name.rawValue)=\($0.value ?? "")" }
        #expect(kept == ["city-name=示例市", "public-address=https://gonghui.example"])
    }

    @Test(arguments: [
        "", "gonghui.example", "http://gonghui.example", "https://", "https://gonghui.example/path",
        "https://gonghui.example?a=b", "https://someone@gonghui.example", "ftp://127.0.0.1",
    ])
    func `An address that a poster must not lead to is refused`(address: String) async throws {
        let settings = try await settings(.sqlite)
        await #expect(throws: Settings.Problem.self) { try await settings.set(.publicAddress, to: address, at: now) }
        #expect(try await settings.all().allSatisfy { $0.value == nil })
    }

    @Test func `Days and texts have their limits`() async throws {
        let settings = try await settings(.sqlite)
        for days in ["-1", "61", "three", "1.5"] {
            await #expect(throws: Settings.Problem.number(0...60)) {
                try await settings.set(.transferDays, to: days, at: now)
            }
        }
        for text in [String(repeating: "市", count: 101), "两\n行"] {
            await #expect(throws: Settings.Problem.text(limit: 100)) {
                try await settings.set(.cityName, to: text, at: now)
            }
        }
    }
}
