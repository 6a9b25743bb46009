import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// From the result of an import or a comparison to the people themselves.
@Suite struct WrittenPeopleTests {
    private func names(_ token: String?, _ world: MemberWorld) async throws -> [String] {
        let clerk = world.occasion(world.clerk)
        let token = try #require(token)
        let kept = try #require(try await world.members.kept(token, clerk))
        return try await world.members.list(kept.filter, page: ListPage(), clerk).lines.map(\.name)
    }

    @Test(arguments: Engine.available)
    func `Those whom an import has entered or updated are listed, nobody else`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...4).map { Roster.row($0) })
        let clerk = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload([
                Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(7), Roster.row(8, name: ""),
            ]), as: .enterprise(world.enterprise.id), clerk)
        #expect(try await world.members.select(writtenBy: id, clerk) == nil)
        _ = try await world.imports.confirm(id, clerk)
        #expect(try await names(try await world.members.select(writtenBy: id, clerk), world) == ["会员2", "会员7"])
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.members.select(writtenBy: id, stranger) }
    }

    @Test(arguments: Engine.available)
    func `Those whom a comparison has entered are listed`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let clerk = world.occasion(world.clerk)
        let id = try await world.comparisons.compare(
            try Roster.upload([Roster.row(1), Roster.row(7), Roster.row(8)]), as: .enterprise(world.enterprise.id),
            .wholeUnion, clerk)
        #expect(try await world.members.select(enteredBy: id, clerk) == nil)
        _ = try await world.comparisons.decide(.import, .undecided, of: .new, in: id, clerk)
        _ = try await world.comparisons.execute(id, clerk)
        #expect(try await names(try await world.members.select(enteredBy: id, clerk), world) == ["会员7", "会员8"])
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.members.select(enteredBy: id, stranger) }
    }
}
