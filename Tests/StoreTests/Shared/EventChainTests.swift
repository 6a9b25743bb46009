import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("The audit log is chained")
struct EventChainTests {
    private static let district = "0001.0001."
    private static let other = "0001.0002."

    private func path(_ text: String) -> UnionPath { UnionPath(text) ?? .root }

    private func occasion(_ minute: Int64 = 0) -> Occasion {
        Occasion(
            actor: Actor(
                account: ID(1), name: "jia", displayName: "经办甲", union: ID(1), unionName: "示例市总工会",
                kind: .cityFederation, path: .root, roles: [.centre]),
            today: CalendarDay("2023-11-20") ?? .of(Instant(milliseconds: 0)),
            now: Instant(milliseconds: 1_700_442_000_000 + minute * 60_000), origin: "127.0.0.1")
    }

    private func fresh(_ engine: Engine) async throws -> any Database {
        try await engine.database(migrations: Schema.migrations)
    }

    private func act(_ number: Int64, at texts: [String], in database: any Database) async throws -> [Int64] {
        let (occasion, changes) = (
            occasion(number), texts.map { EventStore.Change(id: number, path: path($0), to: "done") }
        )
        return try await database.write { transaction in
            try EventStore(transaction).recordAll("acted", on: .member, changes, detail: "rows=1", occasion)
        }
    }

    private func faults(_ database: any Database) async throws -> [ChainFault] {
        try await database.read { try VerificationStore($0).chainFaults() }
    }

    private func heads(_ database: any Database) async throws -> [ChainHead] {
        try await database.read { try VerificationStore($0).chainHeads() }
    }

    private func tamper(_ database: any Database, _ statements: SQL...) async throws {
        try await database.write { transaction in
            try transaction.allowChangingEvents()
            for statement in statements { try transaction.execute(statement) }
        }
    }

    @Test("each district has a chain, and an act one link in each that it touches", arguments: Engine.available)
    func chains(engine: Engine) async throws {
        let database = try await fresh(engine)
        #expect(try await faults(database) == [])
        _ = try await act(1, at: ["0001."], in: database)
        _ = try await act(
            2, at: [Self.district + "0003.", Self.other, Self.district, Self.district + "0009."], in: database)
        _ = try await act(3, at: [Self.district], in: database)
        let heads = try await heads(database)
        #expect(heads.map(\.chain) == ["0001.", Self.district, Self.other])
        #expect(heads.map(\.position) == [1, 2, 1])
        #expect(Set(heads.map(\.hash)).count == 3)
        let links: Int? = try await database.read { try $0.value("SELECT count(*) FROM event_link") }
        #expect(links == 4)
        #expect(try await faults(database) == [])
    }

    @Test("the engine refuses to change, delete or empty what was written", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let database = try await fresh(engine)
        _ = try await act(1, at: [Self.district], in: database)
        var attempts: [SQL] = [
            "UPDATE event SET action = 'other'", "DELETE FROM event", "UPDATE event_link SET events = 2",
            "DELETE FROM event_link",
        ]
        if engine == .postgres { attempts.append("TRUNCATE event, event_link") }
        for attempt in attempts {
            await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute(attempt) } }
        }
        #expect(try await faults(database) == [])
    }

    @Test("every column of an event is sealed", arguments: Engine.available)
    func columns(engine: Engine) async throws {
        let changes: [SQL] = [
            "at = at + 1", "day = '2023-11-21'", "account_id = NULL", "actor_path = '0001.0001.'",
            "actor_roles = 'clerk'", "origin = 'command'", "subject = 'card'", "subject_id = 8",
            "subject_path = '0001.0001.0001.'", "action = 'undone'", "from_status = ''", "to_status = NULL",
            "detail = 'rows=2'",
        ]
        let database = try await fresh(engine)
        var events: [Int64] = []
        for number in changes.indices { events += try await act(Int64(number), at: [Self.district], in: database) }
        try await database.write { [events] transaction in
            try transaction.allowChangingEvents()
            for (event, change) in zip(events, changes) {
                try transaction.execute("UPDATE event SET \(change) WHERE id = \(event)")
            }
        }
        #expect(try await faults(database) == events.map { ChainFault(.changed, "event \($0)") })
    }

    @Test("an event that was removed, put in or moved is named", arguments: Engine.available)
    func removed(engine: Engine) async throws {
        let database = try await fresh(engine)
        let first = try await act(1, at: [Self.district, Self.district, Self.district], in: database)
        let second = try await act(2, at: [Self.district], in: database)
        _ = try await act(3, at: [Self.district], in: database)
        try await tamper(database, "DELETE FROM event WHERE id = \(first[1])")
        #expect(try await faults(database) == [ChainFault(.removed, "event \(first[0])…\(first[2])")])
        let database2 = try await fresh(engine)
        let kept = try await act(1, at: [Self.district], in: database2)
        try await tamper(
            database2,
            """
            INSERT INTO event (id, at, day, actor_path, actor_roles, origin, subject, subject_id, subject_path,
                action, link_id)
            SELECT 100000, at, day, actor_path, actor_roles, origin, subject, subject_id, subject_path, action, link_id
            FROM event WHERE id = \(kept[0])
            """)
        #expect(try await faults(database2) == [ChainFault(.inserted, "event \(kept[0])…100000")])
        #expect(second.count == 1)
    }

    @Test("links that were taken out of the middle or off the end are missed", arguments: Engine.available)
    func shortened(engine: Engine) async throws {
        let database = try await fresh(engine)
        for number in 1...4 as ClosedRange<Int64> { _ = try await act(number, at: [Self.district], in: database) }
        let before = try await heads(database)
        try await tamper(
            database, "DELETE FROM event WHERE subject_id IN (2, 4)", "DELETE FROM event_link WHERE position IN (2, 4)")
        #expect(
            try await faults(database) == [
                ChainFault(.removed, "event_chain \(Self.district) 2"),
                ChainFault(.removed, "event_chain \(Self.district) 4"),
            ])
        // Who also moves the end of the chain is found by what was written down elsewhere.
        let short = try await fresh(engine)
        for number in 1...2 as ClosedRange<Int64> { _ = try await act(number, at: [Self.district], in: short) }
        let kept = try await heads(short)
        try await tamper(
            short, "DELETE FROM event WHERE subject_id = 2", "DELETE FROM event_link WHERE position = 2",
            "UPDATE event_chain SET position = 1, hash = (SELECT hash FROM event_link WHERE position = 1)")
        #expect(try await faults(short) == [])
        let missed = try await short.read { try VerificationStore($0).chainsOutOfStep(with: kept) }
        #expect(missed == [ChainFault(.removed, "event_chain \(Self.district) 2")])
        #expect(before.map(\.position) == [4])
    }

    @Test("an act that fails leaves no gap", arguments: Engine.available)
    func undone(engine: Engine) async throws {
        struct Failure: Error {}
        let database = try await fresh(engine)
        _ = try await act(1, at: [Self.district], in: database)
        let (occasion, path) = (occasion(), path(Self.district))
        await #expect(throws: Failure.self) {
            try await database.write { transaction in
                try EventStore(transaction).record("acted", on: .member, 2, at: path, occasion)
                throw Failure()
            }
        }
        _ = try await act(3, at: [Self.district], in: database)
        #expect(try await heads(database).map(\.position) == [2])
        #expect(try await faults(database) == [])
    }

    @Test("writers of one chain, and of two in either order, all have their place", arguments: Engine.available)
    func together(engine: Engine) async throws {
        let database = try await fresh(engine)
        let (occasion, one, two) = (occasion(), path(Self.district), path(Self.other))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 as Range<Int64> {
                group.addTask {
                    for _ in 0..<8 {
                        try await database.write { transaction in
                            let events = EventStore(transaction)
                            for path in writer.isMultiple(of: 2) ? [one, two] : [two, one] {
                                try events.record("acted", on: .member, writer, at: path, occasion)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await heads(database).map(\.position) == [32, 32])
        #expect(try await faults(database) == [])
    }
}
