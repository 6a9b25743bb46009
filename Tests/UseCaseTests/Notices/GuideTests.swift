import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 新手指引 as the centre writes it.
@Suite struct GuideTests {
    private func guides(_ world: MemberWorld) -> Guides { Guides(world.platform) }

    @Test(arguments: Engine.available)
    func `What the centre writes stands in the place of the platform's words until it is taken away`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let (guides, centre) = (guides(world), world.occasion(world.centre, ticket: "once"))
        #expect(try await guides.texts().isEmpty)
        #expect(try await guides.find(.clerk, centre) == nil)
        for _ in 1...2 { _ = try await guides.save("1. 甲", of: .clerk, version: 0, centre) }
        #expect(try await guides.texts() == [.clerk: "1. 甲"])
        let kept = try #require(try await guides.find(.clerk, centre))
        #expect(kept.version == 1)
        #expect(kept.account == world.centre.displayName)
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'guide' AND action = 'save' AND detail = 'part=clerk'") == 1
        )
        let cleared = try await guides.save(" \n", of: .clerk, version: 1, world.occasion(world.centre))
        #expect(cleared.isCleared)
        #expect(try await guides.texts().isEmpty)
        #expect(try await guides.written(centre)[.clerk]?.version == 2)
        #expect(try await guides.written(centre)[.reviewer] == nil)
    }

    @Test(arguments: Engine.available)
    func `Of two who write at once the later is told by whom the text was changed`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let guides = guides(world)
        _ = try await guides.save("先写的", of: .questions, version: 0, world.occasion(world.centre))
        await #expect(throws: Guides.WrittenMeanwhile.self) {
            _ = try await guides.save("后写的", of: .questions, version: 0, world.occasion(world.centre))
        }
        #expect(try await guides.texts() == [.questions: "先写的"])
        _ = try await guides.save("后写的", of: .questions, version: 1, world.occasion(world.centre))
        #expect(try await guides.texts() == [.questions: "后写的"])
    }

    @Test(arguments: Engine.available)
    func `Only the centre writes, and only what says something`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let guides = guides(world)
        for actor in [world.clerk, world.officer] {
            await #expect(throws: Refusal.notAllowed(.keepGuide, .role)) {
                _ = try await guides.save("甲", of: .clerk, version: 0, world.occasion(actor))
            }
            await #expect(throws: Refusal.notAllowed(.keepGuide, .role)) {
                _ = try await guides.written(world.occasion(actor))
            }
        }
        await #expect(throws: GuideRefusal.nothingSaid) {
            _ = try await guides.save("## 标题", of: .clerk, version: 0, world.occasion(world.centre))
        }
        #expect(try await guides.texts().isEmpty)
    }
}
