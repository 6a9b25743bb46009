import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberScopeTests {
    @Test(arguments: Engine.available)
    func `Everybody sees his own subtree and nothing else`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(3)])
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        let members = Members(world.platform)
        func names(_ actor: Actor, under union: ID<Union>? = nil) async throws -> [String] {
            try await members.list(MemberFilter(), under: union, page: ListPage(), world.occasion(actor)).lines.map(
                \.name)
        }
        #expect(try await names(world.clerk) == ["会员1", "会员3"])
        #expect(try await names(world.otherClerk) == ["会员5"])
        #expect(try await names(world.officer) == ["会员1", "会员3", "会员5"])
        #expect(try await names(world.officer, under: world.other.id) == ["会员5"])
        await #expect(throws: Refusal.notFound) { try await names(world.clerk, under: world.other.id) }
        let foreign = try await members.list(MemberFilter(), page: ListPage(), world.occasion(world.otherClerk))
        let id = try #require(foreign.lines.first?.id)
        await #expect(throws: Refusal.notFound) { try await members.find(id, world.occasion(world.clerk)) }
    }

    @Test(arguments: Engine.available)
    func `Another union's import is not there, for reading and for writing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.imports.confirm(id, stranger) }
        await #expect(throws: Refusal.notFound) { try await world.imports.discard(id, stranger) }
        await #expect(throws: Refusal.notFound) { try await world.imports.failedRows(id, stranger) }
        await #expect(throws: Refusal.notFound) {
            try await world.imports.preview(id, rows: .all, group: nil, after: 0, stranger)
        }
        #expect(try await world.imports.runs(ListPage(), stranger).total == 0)
        await #expect(throws: Refusal.notFound) {
            try await world.imports.stage(
                try Roster.upload([Roster.ofOther(1)]), as: .enterprise(world.enterprise.id), stranger)
        }
        await #expect(throws: Refusal.notAllowed(.importMembers, .role)) {
            try await world.imports.choices(world.occasion(world.officer))
        }
    }

    @Test(arguments: Engine.available)
    func `The list is narrowed by every filter`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([
            Roster.row(1, name: "甲一", [.label: "外包工", .workplace: "一号100%门店"]), Roster.row(2, name: "甲二"),
            Roster.row(3, name: "乙三"),
        ])
        try await world.apply([Roster.ofOther(5, name: "甲五")], of: world.otherClerk, as: .outsideEnterprise)
        let members = Members(world.platform)
        func names(_ change: (inout MemberFilter) -> Void) async throws -> [String] {
            var filter = MemberFilter()
            change(&filter)
            let list = try await members.list(filter, page: ListPage(), world.occasion(world.officer))
            #expect(list.count.counted == list.lines.count)
            return list.lines.map(\.name)
        }
        #expect(try await names { $0.name = "甲二" } == ["甲二"])
        #expect(try await names { $0.document = " \(Roster.number(2).lowercased())" } == ["甲二"])
        #expect(try await names { $0.phone = .init("199 0000 0003") } == ["乙三"])
        #expect(try await names { $0.phone = .init("0002") } == ["甲二"])
        #expect(try await names { $0.label = "outsourced" } == ["甲一"])
        #expect(try await names { $0.union = "虚构" } == ["甲五"])
        #expect(try await names { $0.union = "319901000002" } == ["甲五"])
        #expect(try await names { $0.workplace = "0%门" } == ["甲一"])
        #expect(try await names { $0.workplace = "%" } == ["甲一"])
        #expect(try await names { $0.source = .scan } == [])
        #expect(try await names { $0.electronicCard = .inactive }.count == 4)
        #expect(try await names { $0.category = .outsideEnterprise } == ["甲五"])
    }

    @Test(arguments: Engine.available)
    func `A page beyond the end is the first page`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...25).map { Roster.row($0) })
        let members = Members(world.platform)
        let occasion = world.occasion(world.clerk)
        let second = try await members.list(MemberFilter(), page: ListPage(number: 2), occasion)
        #expect(second.lines.map(\.name) == (21...25).map { "会员\($0)" })
        #expect(second.count.counted == 25)
        let beyond = try await members.list(MemberFilter(), page: ListPage(number: 99), occasion)
        #expect(beyond.page.number == 1)
        #expect(beyond.lines.count == 20)
        #expect(ListPage(number: .max, size: 7).size == 20)
    }

    @Test(arguments: Engine.available)
    func `A filter by name or number is kept for the account that made it`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let members = Members(world.platform)
        var filter = MemberFilter()
        filter.name = "会员"
        filter.document = Roster.number(1)
        filter.phone = .init("0001")
        let token = try await members.keep(filter, world.occasion(world.clerk))
        #expect(token.count == 43)
        #expect(try await members.kept(token, world.occasion(world.clerk))?.filter == filter)
        #expect(try await members.kept(token, world.occasion(world.otherClerk)) == nil)
        #expect(try await members.kept("nothing", world.occasion(world.clerk)) == nil)
    }
}
