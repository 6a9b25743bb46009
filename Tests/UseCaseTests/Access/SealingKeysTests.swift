import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Keys follow one another while the platform runs")
struct SealingKeysTests {
    private let now = MemberWorld.now

    private func world(_ engine: Engine, members: ClosedRange<Int> = 1...40) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply(members.map { Roster.row($0) })
        #expect(try await SealingKeys(world.platform).missing(from: world.platform.seal.keys) == [])
        return world
    }

    /// Another server's platform on the same database.
    private func another(_ world: MemberWorld, _ ring: KeyRing) -> Platform {
        Platform(database: world.platform.database, keys: ring, passwords: PasswordHasher(cost: .cheap))
    }

    /// Opens every sealed value there is, and counts them.
    private func readAll(_ platform: Platform) async throws -> Int {
        var found = 0
        for field in SealedField.allCases {
            var row = Int64.min
            while true {
                let from = row
                let values = try await platform.database.read {
                    try SealedValueStore($0).values(of: field, otherThan: [], after: from)
                }
                guard let last = values.last else { break }
                for value in values { _ = try platform.seal.openBytes(value.sealed, in: field, row: value.row) }
                found += values.count
                row = last.row
            }
        }
        return found
    }

    @Test("a key that one running server does not know is not activated", arguments: Engine.available)
    func unknown(engine: Engine) async throws {
        let world = try await world(engine)
        let ring = world.platform.seal.keys
        let other = another(world, ring)
        let (first, second) = (SealingKeys(world.platform), SealingKeys(other))
        try await first.report(as: "one", at: now)
        try await second.report(as: "two", at: now)
        let waiting = try ring.addingNextKey()
        try await first.take(waiting)
        try await first.report(as: "one", at: now)
        await #expect(throws: SealingKeys.Obstacle.unknownTo(["two"])) { try await first.activate(waiting, at: now) }
        #expect(world.platform.seal.keys.currentKey == ring.currentKey)

        // One that was stopped without a word counts no more after some minutes; one that says so, at once.
        let later = now.adding(minutes: SealingKeys.Limits.silenceMinutes + 1)
        try await first.report(as: "one", at: later)
        #expect(try await first.instances(at: later).map(\.name) == ["one"])
        try await second.leave("two")
        #expect(try await first.activate(waiting, at: now).currentKey == waiting.nextKey)
    }

    @Test(
        "keys rotated while people read and write: all is readable, nothing has the old key",
        arguments: Engine.available)
    func underWay(engine: Engine) async throws {
        let world = try await world(engine)
        let old = world.platform.seal.keys
        let keys = SealingKeys(world.platform)
        let waiting = try old.addingNextKey()
        try await keys.take(waiting)
        // A second server that has heard of the key, and goes on sealing with the old one for a while.
        let slow = another(world, waiting)
        let ring = try await keys.activate(waiting, at: now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await world.apply((101...140).map { Roster.row($0) }) }
            group.addTask { for _ in 0..<3 { _ = try await readAll(world.platform) } }
            group.addTask { for _ in 0..<3 { _ = try await readAll(slow) } }
            group.addTask {
                try await slow.database.write { transaction in
                    try SavedFilterStore(transaction, slow.seal).save(
                        "name=会员1", token: "slow", list: "members", for: world.clerk.account, at: MemberWorld.now)
                }
            }
            group.addTask { _ = try await keys.reseal() }
            try await group.waitForAll()
        }
        let done = try await keys.reseal()
        #expect(done.unreadable == [])
        #expect(try await keys.usage().keys.map(\.self) == [ring.currentKey])
        #expect(try await readAll(world.platform) == keys.usage().values.reduce(0, +))
        #expect(try await world.count("SELECT count(*) FROM member") == 80)
        #expect(try await Verification(world.platform).violations() == [])
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'key-activated'") == 1)
    }

    @Test("sealing anew that was interrupted is gone on with by whoever begins it again", arguments: Engine.available)
    func interrupted(engine: Engine) async throws {
        let world = try await world(engine)
        let keys = SealingKeys(world.platform)
        let before = try await keys.usage()
        let waiting = try world.platform.seal.keys.addingNextKey()
        try await keys.take(waiting)
        let ring = try await keys.activate(waiting, at: now)
        let part = try await keys.reseal(steps: 1)
        #expect(part.values > 0)
        #expect(try await keys.usage().count == 2)

        let rest = try await SealingKeys(another(world, ring)).reseal()
        #expect(part.values + rest.values == before.values.reduce(0, +))
        #expect(try await keys.usage().keys.map(\.self) == [ring.currentKey])
        #expect(try await keys.reseal().values == 0)
    }

    @Test("an older key goes when nothing is sealed with it and no server seals with it", arguments: Engine.available)
    func retiring(engine: Engine) async throws {
        let world = try await world(engine)
        let keys = SealingKeys(world.platform)
        let old = world.platform.seal.keys
        try await keys.report(as: "one", at: now)
        let waiting = try old.addingNextKey()
        try await keys.take(waiting)
        try await keys.report(as: "one", at: now)
        let ring = try await keys.activate(waiting, at: now)
        await #expect(throws: SealingKeys.Obstacle.notYetUsedBy(["one"])) { try await keys.retire(ring, at: now) }
        try await keys.report(as: "one", at: now)
        await #expect(throws: SealingKeys.Obstacle.notYetUsedBy(["one"])) { try await keys.retire(ring, at: now) }
        let later = now.adding(seconds: SealingKeys.Limits.settlingSeconds)
        let values = try await keys.usage().values.reduce(0, +)
        await #expect(throws: SealingKeys.Obstacle.inUse(values: values)) { try await keys.retire(ring, at: later) }
        _ = try await keys.reseal()
        let retired = try await keys.retire(ring, at: later)
        #expect(retired.encryptionKeys == [retired.currentKey])
        try await keys.take(retired)
        #expect(try await readAll(world.platform) == values)

        // Whoever starts with the file of before is told which key it lacks.
        let stale = SealingKeys(another(world, old))
        #expect(try await stale.missing(from: old) == [retired.currentKey])
        await #expect(throws: SealingKeys.Unfit.lacking([retired.currentKey])) { try await keys.take(old) }
        await #expect(throws: SealingKeys.Unfit.foreign) { try await keys.take(try .ephemeral()) }
    }

    @Test("ciphertexts swapped between two rows open no more, and are named", arguments: Engine.available)
    func swapped(engine: Engine) async throws {
        let world = try await world(engine, members: 1...2)
        let keys = SealingKeys(world.platform)
        let documents = try await world.platform.database.write { transaction -> [Int64] in
            let found = try SealedValueStore(transaction).values(of: .documentNumber, otherThan: [], after: 0)
            try #require(found.count == 2)
            try transaction.execute(
                "UPDATE identity_document SET number_sealed = \(found[1].sealed) WHERE id = \(found[0].row)")
            try transaction.execute(
                "UPDATE identity_document SET number_sealed = \(found[0].sealed) WHERE id = \(found[1].row)")
            return found.map(\.row)
        }
        await #expect(throws: SealingError.notAuthentic(context: "identity_document.number", row: documents[0])) {
            try await readAll(world.platform)
        }
        let waiting = try world.platform.seal.keys.addingNextKey()
        try await keys.take(waiting)
        let ring = try await keys.activate(waiting, at: now)
        let done = try await keys.reseal()
        #expect(done.unreadable == documents.map { "identity_document.number_sealed/\($0)" })
        let obstacle = SealingKeys.Obstacle.inUse(values: 2)
        await #expect(throws: obstacle) { try await keys.retire(ring, at: now) }
    }
}
