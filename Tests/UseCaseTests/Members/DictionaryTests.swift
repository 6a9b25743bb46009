import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct DictionaryTests {
    private func names(_ world: MemberWorld, _ dictionary: MemberDictionary = .label) async throws -> [String] {
        try await sheet(world, dictionary).words.map(\.entry.name)
    }

    private func sheet(
        _ world: MemberWorld, _ dictionary: MemberDictionary = .label
    ) async throws -> Dictionaries.Sheet {
        try await Dictionaries(world.platform).sheet(dictionary, world.occasion(world.centre))
    }

    private func word(_ name: String, _ world: MemberWorld) async throws -> Dictionaries.Word {
        try #require(try await sheet(world).words.first { $0.entry.name == name })
    }

    @Test(arguments: Engine.available)
    func `Words are added, renamed and put in order, and each act is kept`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let dictionaries = Dictionaries(world.platform)
        let occasion = world.occasion(world.centre)
        #expect(try await names(world) == ["外包工", "劳务派遣", "企业外入会人员"])
        _ = try await dictionaries.add("  骑手 ", to: .label, occasion)
        #expect(try await names(world) == ["外包工", "劳务派遣", "企业外入会人员", "骑手"])
        let rider = try await word("骑手", world)
        _ = try await dictionaries.move(rider.entry.code, of: .label, .up, version: rider.version, occasion)
        #expect(try await names(world) == ["外包工", "劳务派遣", "骑手", "企业外入会人员"])
        let first = try await word("外包工", world)
        _ = try await dictionaries.move(first.entry.code, of: .label, .up, version: first.version, occasion)
        #expect(try await names(world).first == "外包工")
        _ = try await dictionaries.rename(
            first.entry.code, of: .label, to: "外包员工", version: first.version, occasion)
        #expect(try await names(world).first == "外包员工")
        #expect(try await word("外包员工", world).entry.code == "outsourced")
        let history = try await sheet(world).history
        #expect(history.map(\.act) == [.rename, .move, .move, .add])
        #expect(history.first?.before == "外包工")
        #expect(history.first?.after == "外包员工")
        // The others are as they were.
        #expect(try await names(world, .post).count == 3)
        #expect(try await sheet(world, .post).history.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `A retired word stays with whom it was given to, and nobody else gets it`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, [.label: "外包工"]), Roster.row(2)])
        let dictionaries = Dictionaries(world.platform)
        let occasion = world.occasion(world.centre)
        let word = try await word("外包工", world)
        _ = try await dictionaries.set(.retired, of: word.entry.code, in: .label, version: word.version, occasion)
        let clerk = world.occasion(world.clerk)
        var filter = MemberFilter()
        filter.label = "outsourced"
        let list = try await world.members.list(filter, page: ListPage(), clerk)
        #expect(list.lines.map(\.label) == ["外包工"])
        #expect(list.words.offered(.label).count == 2)
        // A file cannot give it any more.
        let receipt = try await world.apply([Roster.row(3, [.label: "外包工"])])
        #expect(receipt.counts[.failed] == 1)
        // The form of who has it keeps it; another's form cannot take it.
        let mine = try #require(list.lines.first).id
        let editable = try await world.members.editable(mine, clerk)
        var draft = editable.draft
        draft.note = "保留标签"
        _ = try await world.members.change(mine, to: draft, version: editable.version, clerk)
        #expect(try await world.members.editable(mine, clerk).line.label == "外包工")
        let all = try await world.members.list(MemberFilter(), page: ListPage(), clerk)
        let other = try #require(all.lines.first { $0.name == "会员2" }).id
        let another = try await world.members.editable(other, clerk)
        var wish = another.draft
        wish[.label] = "outsourced"
        await #expect(throws: DraftRefusal.problems([.unknownLabel])) {
            try await world.members.change(other, to: wish, version: another.version, clerk)
        }
        let retired = try await self.word("外包工", world)
        #expect(retired.entry.standing == .retired)
        _ = try await dictionaries.set(
            .offered, of: retired.entry.code, in: .label, version: retired.version, occasion)
        #expect(try await world.apply([Roster.row(3, [.label: "外包工"])]).counts[.new] == 1)
    }

    @Test(arguments: Engine.available)
    func `A word that is empty, long or there already is refused, and so is an old form`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let dictionaries = Dictionaries(world.platform)
        let occasion = world.occasion(world.centre)
        await #expect(throws: DictionaryRefusal.nameMissing) { try await dictionaries.add(" ", to: .label, occasion) }
        await #expect(throws: DictionaryRefusal.nameTooLong(limit: 20)) {
            try await dictionaries.add(String(repeating: "长", count: 21), to: .label, occasion)
        }
        await #expect(throws: DictionaryRefusal.nameTaken) {
            try await dictionaries.add("外包工", to: .label, occasion)
        }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await dictionaries.rename("outsourced", of: .label, to: "新名", version: 7, occasion)
        }
        await #expect(throws: Refusal.notFound) {
            try await dictionaries.rename("nothing", of: .label, to: "新名", version: 1, occasion)
        }
        for code in ["outsourced", "dispatched"] {
            _ = try await dictionaries.set(.retired, of: code, in: .label, version: 1, occasion)
        }
        await #expect(throws: DictionaryRefusal.lastWord) {
            try await dictionaries.set(.retired, of: "outside-enterprise", in: .label, version: 1, occasion)
        }
        await #expect(throws: Refusal.notAllowed(.keepDictionaries, .role)) {
            try await dictionaries.add("新词", to: .label, world.occasion(world.clerk))
        }
        await #expect(throws: Refusal.notAllowed(.keepDictionaries, .role)) {
            try await dictionaries.sheet(.label, world.occasion(world.officer))
        }
    }

    @Test(arguments: Engine.available)
    func `Flexible members are counted by kind within one's own subtree`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)], as: .flexible(kind: "courier"))
        try await world.apply([Roster.row(3)], as: .flexible(kind: "care"))
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .flexible(kind: "courier"))
        try await world.apply([Roster.row(7)])
        func counts(_ actor: Actor) async throws -> [String: Int] {
            let kinds = try await world.members.flexibleKinds(world.occasion(actor))
            return Dictionary(uniqueKeysWithValues: kinds.map { ($0.entry.code, $0.members) }).filter { $0.value > 0 }
        }
        #expect(try await counts(world.clerk) == ["courier": 2, "care": 1])
        #expect(try await counts(world.officer) == ["courier": 3, "care": 1])
        #expect(try await world.members.flexibleKinds(world.occasion(world.clerk)).count == 12)
        let dictionaries = Dictionaries(world.platform)
        for code in ["courier", "shop"] {
            _ = try await dictionaries.set(
                .retired, of: code, in: .flexibleKind, version: 1, world.occasion(world.centre))
        }
        // A retired kind is shown while somebody is of it.
        let kinds = try await world.members.flexibleKinds(world.occasion(world.clerk))
        #expect(kinds.count == 11)
        #expect(kinds.first?.entry.standing == .retired)
        await #expect(throws: ImportTargetProblem.flexibleKindMissing) {
            try await world.apply([Roster.row(9)], as: .flexible(kind: "courier"))
        }
    }
}
