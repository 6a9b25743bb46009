import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// How many members a union has is kept by every act that changes it.
@Suite struct MemberTallyTests {
    private func classes(_ union: Union, _ world: MemberWorld) async throws -> [MemberCategory: Int] {
        try await world.platform.database.read { try MemberTallyStore($0).classes(in: UnionScope(union.path)) }
    }

    private func ids(_ world: MemberWorld) async throws -> [ID<Member>] {
        try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines.map(\.id)
    }

    @Test(arguments: Engine.available)
    func `Joining, another class, leaving one by one and together`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...6).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(7)], of: world.otherClerk, as: .outsideEnterprise)
        #expect(try await classes(world.district, world) == [.enterprise: 6, .outsideEnterprise: 1])
        #expect(try await Homes(world.platform).home(world.occasion(world.officer)).figures.members == 7)

        try await world.apply([Roster.row(1)], as: .outsideEnterprise)
        try await world.apply([Roster.row(2)], as: .flexible(kind: "courier"))
        #expect(try await classes(world.own, world) == [.enterprise: 4, .outsideEnterprise: 1, .flexible: 1])
        #expect(try await Verification(world.platform).violations() == [])

        let occasion = world.occasion(world.clerk)
        let members = try await ids(world)
        let version = try await world.members.removal(of: members[0], occasion).consequences.version
        _ = try await world.members.remove(members[0], .retired, version: version, occasion)
        let batches = MemberBatches(world.platform)
        let token = try await batches.keep(Array(members[2...4]), for: .removal, occasion)
        let batch = try await batches.begin(.removal(.retired), note: nil, token, occasion).id
        try await batches.proceed(batch, occasion)
        #expect(try await classes(world.own, world) == [.enterprise: 1, .flexible: 1])
        #expect(try await classes(world.other, world) == [.outsideEnterprise: 1])
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A transfer takes its person out of one number and into the other`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(1), Roster.ofOther(2)], of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply([Roster.row(1)])
        #expect(try await classes(world.own, world).isEmpty)
        let releasing = world.occasion(world.otherClerk)
        for line in try await world.transfers.list(.waiting, page: ListPage(), releasing).lines {
            _ = try await world.transfers.perform(.accept, on: line.transfer.id, releasing)
        }
        #expect(try await classes(world.own, world) == [.enterprise: 1])
        #expect(try await classes(world.other, world) == [.outsideEnterprise: 1])
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `The tree opens level by level and is searched within one's own subtree, with each union's members`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(7)], of: world.otherClerk, as: .outsideEnterprise)
        func tree(_ actor: Actor, under union: Union? = nil, seeking sought: String? = nil) async throws -> Members.Tree
        {
            try await world.members.list(
                MemberFilter(), under: union?.id, seeking: sought, page: ListPage(), world.occasion(actor)
            ).tree
        }
        func shown(_ branches: [Members.Branch]) -> [String] { branches.map { "\($0.union.name) \($0.members)" } }
        let top = try await tree(world.centre)
        #expect(shown(top.lineage) == ["演示市总工会 4"])
        #expect(shown(top.children) == ["东海区总工会 4"])
        #expect(top.found == nil)
        let district = try await tree(world.centre, under: world.district)
        #expect(shown(district.lineage) == ["演示市总工会 4", "东海区总工会 4"])
        #expect(shown(district.children) == ["示例联合工会 3", "虚构公司工会委员会 1"])
        #expect(district.extent == .whole)
        #expect(shown(try #require(try await tree(world.officer, seeking: "公司").found)) == ["虚构公司工会委员会 1"])
        #expect(shown(try #require(try await tree(world.officer, seeking: "319901000001").found)) == ["示例联合工会 3"])
        for typed in ["gongsi", "xu gou", "XG", "xggs"] {
            #expect(
                shown(try #require(try await tree(world.officer, seeking: typed).found)) == ["虚构公司工会委员会 1"], "\(typed)")
        }
        #expect(try await tree(world.officer, seeking: "xugs").found?.isEmpty == true)
        #expect(try await tree(world.officer, seeking: "1%").found?.isEmpty == true)
        #expect(try await tree(world.clerk, seeking: "虚构").found?.isEmpty == true)
    }

    @Test func `A part of a workplace's name finds those who work there, also after it has changed`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1, [.workplace: "样例快递站"]), Roster.row(2)])
        try await world.apply([Roster.row(2, [.workplace: "样例配送站"])])
        var filter = MemberFilter()
        filter.workplace = "快递"
        let occasion = world.occasion(world.officer)
        #expect(try await world.members.list(filter, page: ListPage(), occasion).lines.map(\.name) == ["会员1"])
        filter.workplace = "配送"
        #expect(try await world.members.list(filter, page: ListPage(), occasion).lines.map(\.name) == ["会员2"])
        filter.workplace = "科技"
        #expect(try await world.members.list(filter, page: ListPage(), occasion).lines.isEmpty)
    }
}
