import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("Settings and todos in the store")
struct SettingStoreTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test("a setting is read as it was set last, and can be taken away", arguments: Engine.available)
    func settings(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let settings = SettingStore(transaction)
            for name in SettingStore.Name.allCases { try settings.set(name, to: "一") }
            try settings.set(.cityName, to: "二")
            #expect(try settings.get(.cityName) == "二")
            #expect(try settings.all().count == SettingStore.Name.allCases.count)
            try settings.set(.cityName, to: nil)
            #expect(try settings.get(.cityName) == nil)
        }
    }

    @Test("a todo is open once per kind and subject, the most urgent first", arguments: Engine.available)
    func todos(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let union = try UnionStore(transaction).insert(
                name: "示例市总工会", code: "1", kind: .cityFederation, under: nil
            ).id
            let todos = TodoStore(transaction)
            try todos.open(.reviewEnrolment, for: union, subject: 1, name: "甲", amount: 1, at: now)
            try todos.open(.reviewEnrolment, for: union, subject: 2, name: "乙", due: CalendarDay("2023-12-25"), at: now)
            try todos.open(.reviewEnrolment, for: union, subject: 1, name: "甲", amount: 5, at: now)
            #expect(try todos.list(for: union).map(\.subject) == [2, 1])
            #expect(try todos.list(for: union).map(\.amount) == [0, 5])
            try todos.close([.decideVoucher], subject: 1, at: now)
            #expect(try todos.count(for: union) == 2)
            try todos.close([.reviewEnrolment], subject: 1, at: now)
            #expect(try todos.list(for: union).map(\.subject) == [2])
        }
    }
}
