import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberListTests {
    private func names(_ world: MemberWorld, _ actor: Actor, _ filter: MemberFilter) async throws -> [String] {
        let list = try await world.members.list(filter, page: ListPage(), world.occasion(actor))
        #expect(list.count.counted == list.lines.count)
        return list.lines.map(\.name)
    }

    @Test(arguments: Engine.available)
    func `People are found by the sound of their names, from below and from above`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([
            Roster.row(1, name: "张三"), Roster.row(3, name: "曾山"), Roster.row(5, name: "张华山"),
            Roster.row(7, name: "尉迟三"), Roster.row(9, name: "John Smith"),
        ])
        try await world.apply([Roster.ofOther(11, name: "张三丰")], of: world.otherClerk, as: .outsideEnterprise)
        for actor in [world.clerk, world.officer, world.centre] {
            let more = actor.account == world.clerk.account ? [] : ["张三丰"]
            func find(_ typed: String) async throws -> [String] {
                var filter = MemberFilter()
                filter.name = typed
                return try await names(world, actor, filter)
            }
            #expect(try await find("zhangsan") == ["张三"] + more)
            #expect(try await find("Zhang San") == ["张三"] + more)
            // Two letters are looked for in the union, above it only beside what names the people otherwise.
            #expect(try await find("zs") == (actor.account == world.clerk.account ? ["张三", "曾山"] : []))
            var numbered = MemberFilter()
            numbered.name = "zs"
            numbered.phone = .init("0003")
            #expect(try await names(world, actor, numbered) == ["曾山"])
            #expect(try await find("zhs") == ["张三", "张华山"] + more)
            #expect(try await find("zeng") == ["曾山"])
            #expect(try await find("ceng") == [])
            #expect(try await find("yuchi") == ["尉迟三"])
            #expect(try await find("john") == ["John Smith"])
            #expect(try await find("张三") == ["张三"] + more)
            #expect(try await find("zhangsanfengx") == [])
        }
    }

    @Test(arguments: Engine.available)
    func `A part of a name finds everybody who bears it, from below and from above`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([
            Roster.row(1, name: "张建国"), Roster.row(3, name: "欧阳建国"), Roster.row(5, name: "建国"),
            Roster.row(7, name: "王国建"), Roster.row(9, name: "李国"),
        ])
        for actor in [world.clerk, world.officer, world.centre] {
            func find(_ typed: String) async throws -> [String] {
                var filter = MemberFilter()
                filter.name = typed
                return try await names(world, actor, filter)
            }
            #expect(try await find("建国") == ["张建国", "欧阳建国", "建国"])
            #expect(try await find("阳建") == ["欧阳建国"])
            #expect(try await find("国建") == ["王国建"])
            // One character is looked for in the union, above it only beside what names the people otherwise.
            let all = ["张建国", "欧阳建国", "建国", "王国建", "李国"]
            #expect(try await find("国") == (actor.account == world.clerk.account ? all : []))
            var numbered = MemberFilter()
            numbered.name = "国"
            numbered.phone = .init("0007")
            #expect(try await names(world, actor, numbered) == ["王国建"])
            #expect(try await find("%国") == [])
            #expect(try await find("建_") == [])
        }
        // In the union itself wherever it stands, further up from one of the first three characters on.
        try await world.apply([Roster.row(11, name: "阿卜杜拉·买买提")])
        var filter = MemberFilter()
        filter.name = "买买提"
        #expect(try await names(world, world.clerk, filter) == ["阿卜杜拉·买买提"])
        #expect(try await names(world, world.officer, filter) == [])
    }

    @Test(arguments: Engine.available)
    func `A corrected name is found by its new reading`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, name: "曾三")])
        let occasion = world.occasion(world.clerk)
        let before = try await world.members.list(MemberFilter(), page: ListPage(), occasion)
        let member = try #require(before.lines.first?.id)
        let editable = try await world.members.editable(member, occasion)
        var draft = editable.draft
        draft[.name] = "仇三"
        _ = try await world.members.change(member, to: draft, version: editable.version, occasion)
        var filter = MemberFilter()
        filter.name = "qiusan"
        #expect(try await names(world, world.clerk, filter) == ["仇三"])
        filter.name = "zengsan"
        #expect(try await names(world, world.clerk, filter) == [])
    }

    @Test(arguments: Engine.available)
    func `A list of numbers selects whom one may see, and tells the others back masked`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...30).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(41)], of: world.otherClerk, as: .outsideEnterprise)
        // One of another union, and more than a thousand that nobody has.
        let numbers = (1...1_200).map { Roster.number($0) }
        let occasion = world.occasion(world.clerk)
        let token = try await world.members.select(numbers, occasion)
        let kept = try #require(try await world.members.kept(token, occasion))
        let selection = try #require(kept.numbers)
        #expect(selection.asked == 1_200)
        #expect(selection.found == 30)
        #expect(selection.missing.count == 1_170)
        #expect(selection.missing.first == NumberSelection.masked(Roster.number(31)))
        #expect(!selection.missing.contains { numbers.contains($0) })
        let list = try await world.members.list(kept.filter, page: ListPage(), occasion)
        #expect(list.count.counted == 30)
        var filter = kept.filter
        filter.name = "会员7"
        #expect(try await names(world, world.clerk, filter) == ["会员7"])
        filter.name = nil
        filter.document = Roster.number(8)
        #expect(try await names(world, world.clerk, filter) == ["会员8"])
        #expect(try await world.members.kept(token, world.occasion(world.otherClerk)) == nil)
        #expect(try await names(world, world.otherClerk, kept.filter) == [])
        await #expect(throws: Refusal.notFound) {
            try await world.members.select(numbers, under: world.other.id, occasion)
        }
    }

    @Test(arguments: Engine.available)
    func `One character or two letters of a name are looked for in one union, not in a district`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        for name in ["会", "h", "hu"] {
            var filter = MemberFilter()
            filter.name = name
            let wide = try await world.members.list(filter, page: ListPage(), world.occasion(world.officer))
            #expect(wide.answer == .nameTooShort)
            #expect(wide.lines.isEmpty)
            #expect(wide.count.counted == 0)
            let narrow = try await world.members.list(
                filter, under: world.own.id, page: ListPage(), world.occasion(world.officer))
            #expect(narrow.answer == .given)
            #expect(narrow.lines.count == 3)
            // With what names the people otherwise it narrows them further.
            filter.phone = .init("0002")
            #expect(try await names(world, world.officer, filter) == ["会员2"])
        }
        var filter = MemberFilter()
        filter.name = "hui"
        #expect(try await names(world, world.officer, filter).count == 3)
    }

    @Test(arguments: Engine.available)
    func `Words of every dictionary narrow the list`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([
            Roster.row(1, [.household: "本市农村", .post: "工人岗位"]), Roster.row(2, [.household: "外籍"]),
        ])
        try await world.apply([Roster.row(3)], as: .flexible(kind: "courier"))
        var filter = MemberFilter()
        filter.household = "local-rural"
        #expect(try await names(world, world.officer, filter) == ["会员1"])
        filter = MemberFilter()
        filter.post = "worker"
        #expect(try await names(world, world.officer, filter) == ["会员1"])
        filter = MemberFilter()
        filter.flexibleKind = "courier"
        #expect(try await names(world, world.officer, filter) == ["会员3"])
        filter.flexibleKind = "care"
        #expect(try await names(world, world.officer, filter) == [])
        filter = MemberFilter()
        filter.category = .flexible
        #expect(try await names(world, world.clerk, filter) == ["会员3"])
    }

    @Test(arguments: Engine.available)
    func `A filter with a name stays, is replaced by its name, and is only its owner's`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        func named(_ actor: Actor) async throws -> [Members.NamedFilter] {
            try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(actor)).namedFilters
        }
        var filter = MemberFilter()
        filter.name = "会员"
        filter.source = .scan
        filter.post = "worker"
        _ = try await world.members.name("扫码的", filter, occasion)
        filter.phone = .init("0001")
        _ = try await world.members.name("扫码的", filter, occasion)
        let kept = try #require(try await named(world.clerk).first)
        #expect(try await named(world.clerk).count == 1)
        #expect(kept.name == "扫码的")
        #expect(kept.filter == filter)
        #expect(try await named(world.otherClerk).isEmpty)
        // What is kept for a day goes; what has a name stays.
        let later = Occasion(
            actor: world.clerk, today: MemberWorld.today, now: MemberWorld.now.adding(days: 30), origin: "test")
        _ = try await world.members.keep(filter, later)
        #expect(try await world.members.kept(kept.token, later)?.filter == filter)
        await #expect(throws: Refusal.notFound) {
            try await world.members.forget(kept.token, world.occasion(world.otherClerk))
        }
        #expect(try await world.members.forget(kept.token, occasion) == "扫码的")
        #expect(try await named(world.clerk).isEmpty)
        for number in 1...Members.namedFilterLimit {
            guard case .named = try await world.members.name("\(number)", filter, occasion) else {
                Issue.record("refused")
                return
            }
        }
        guard case .tooMany = try await world.members.name("one more", filter, occasion) else {
            Issue.record("taken")
            return
        }
        guard case .named = try await world.members.name("7", filter, occasion) else {
            Issue.record("refused")
            return
        }
    }

    @Test(arguments: Engine.available)
    func `Columns are remembered for the account that chose them`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        func columns(_ actor: Actor) async throws -> Set<MemberListColumn> {
            try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(actor)).columns
        }
        #expect(try await columns(world.clerk) == MemberListColumn.standard)
        try await world.members.choose([.phone, .joinedOn], world.occasion(world.clerk))
        #expect(try await columns(world.clerk) == [.phone, .joinedOn])
        #expect(try await columns(world.otherClerk) == MemberListColumn.standard)
        try await world.members.choose([], world.occasion(world.clerk))
        #expect(try await columns(world.clerk) == [])
        try await world.members.choose(nil, world.occasion(world.clerk))
        #expect(try await columns(world.clerk) == MemberListColumn.standard)
    }
}
