import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct DuplicateTests {
    /// 会员甲 under a passport and, renewed, under another, in two unions of a district.
    private func twins(_ engine: Engine) async throws -> (MemberWorld, ID<DuplicatePair>) {
        let world = try await MemberWorld.make(engine)
        let passport: [MemberColumn: String] = [.documentType: "护照", .documentNumber: "A12345678"]
        try await world.apply([Roster.row(1, name: "会员甲", phone: "19911110000", passport), Roster.row(2)])
        var renewed = Roster.ofOther(3, name: "会员甲")
        renewed[MemberColumn.documentType.rawValue] = "护照"
        renewed[MemberColumn.documentNumber.rawValue] = "B87654321"
        renewed[MemberColumn.phone.rawValue] = "19911110000"
        try await world.apply([renewed], of: world.otherClerk, as: .outsideEnterprise)
        #expect(try await world.duplicates.search(world.occasion(world.officer)) == 1)
        let list = try await world.duplicates.list(.open, page: ListPage(), world.occasion(world.officer))
        return (world, try #require(list.lines.first).pair.id)
    }

    @Test(arguments: Engine.available)
    func `The union over both finds a renewed document, once`(engine: Engine) async throws {
        let (world, id) = try await twins(engine)
        let line = try await world.duplicates.find(id, world.occasion(world.officer))
        #expect(line.pair.kind == .renewedDocument)
        #expect(line.pair.path == world.district.path)
        #expect(line.first.name == "会员甲")
        #expect(line.second.document.contains("*"))
        #expect(try await world.duplicates.search(world.occasion(world.officer)) == 0)
        // A base union learns nothing of the other's member.
        await #expect(throws: Refusal.notFound) { try await world.duplicates.find(id, world.occasion(world.clerk)) }
        #expect(try await world.duplicates.list(.open, page: ListPage(), world.occasion(world.clerk)).total == 0)
    }

    @Test(arguments: Engine.available)
    func `Merged, one membership stays and both documents are one person's`(engine: Engine) async throws {
        let (world, id) = try await twins(engine)
        let occasion = world.occasion(world.officer)
        let line = try await world.duplicates.find(id, occasion)
        _ = try await world.duplicates.merge(
            id, keeping: line.first.id, document: line.second.id, version: line.pair.version, occasion)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM member m JOIN person p ON p.id = m.person_id
                WHERE p.name = '会员甲' AND m.left_on IS NULL
                """) == 1)
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE leave_reason = 'duplicate' AND left_on = '2023-11-20'") == 1)
        #expect(try await world.platform.database.read { try VerificationStore($0).unionsWhoseTallyDiffers() } == [])
        #expect(try await world.count("SELECT count(*) FROM person WHERE merged_into IS NOT NULL") == 1)
        // Whose number is looked up, today's or the earlier one, he is the same.
        let list = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk))
        #expect(list.lines.first { $0.name == "会员甲" }?.document == "B8*****21")
        var earlier = MemberFilter()
        earlier.document = "A12345678"
        #expect(
            try await world.members.list(earlier, page: ListPage(), world.occasion(world.clerk)).lines.count == 1)
        let again = try await world.apply([
            Roster.row(1, name: "会员甲", phone: "19911110000", [.documentType: "护照", .documentNumber: "A12345678"])
        ])
        #expect(again.counts[.new] == 0)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'merged'") == 1)
        #expect(try await world.duplicates.search(occasion) == 0)
        #expect(try await Verification(world.platform).violations().isEmpty)
    }

    @Test func `Who has a card or lists stays, whichever membership is kept; of two answers the later one`()
        async throws
    {
        let (world, id) = try await twins(.sqlite)
        let occasion = world.occasion(world.officer)
        let line = try await world.duplicates.find(id, occasion)
        let people = try await world.platform.database.write { transaction in
            let listed = try MemberListStore(transaction, world.platform.seal).listed([line.first.id, line.second.id])
            let first = try #require(listed[line.first.id]).member.person.id
            let second = try #require(listed[line.second.id]).member.person.id
            try transaction.execute(
                """
                INSERT INTO retirement_answer (person_id, answer, answered_at) VALUES (\(second), 'working', 1)
                """)
            return (first: first, second: second)
        }
        _ = try await world.duplicates.merge(
            id, keeping: line.first.id, document: line.first.id, version: line.pair.version, occasion)
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE id = \(line.first.id) AND person_id = \(people.second)") == 1)
        #expect(
            try await world.count("SELECT count(*) FROM person WHERE id = \(people.first) AND merged_into IS NOT NULL")
                == 1)

        let (other, pair) = try await twins(.sqlite)
        try await other.platform.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO retirement_answer (person_id, answer, answered_at) SELECT id, 'working', id FROM person
                """)
        }
        let both = try await other.duplicates.find(pair, other.occasion(other.officer))
        _ = try await other.duplicates.merge(
            pair, keeping: both.first.id, document: both.first.id, version: both.pair.version,
            other.occasion(other.officer))
        #expect(try await other.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 2)
        #expect(
            try await other.count(
                """
                SELECT count(*) FROM retirement_answer r JOIN member m ON m.person_id = r.person_id
                WHERE m.id = \(both.first.id) AND r.answered_at =
                    (SELECT max(p.id) FROM person p WHERE p.name = '会员甲')
                """) == 1)
    }

    @Test(arguments: Engine.available)
    func `Not the same person is logged with a reason and does not come back`(engine: Engine) async throws {
        let (world, id) = try await twins(engine)
        let occasion = world.occasion(world.officer)
        await #expect(throws: Refusal.reasonMissing) {
            try await world.duplicates.markDifferent(id, reason: " ", version: 1, occasion)
        }
        await #expect(throws: StaleVersion.self) {
            try await world.duplicates.markDifferent(id, reason: "已电话核实", version: 7, occasion)
        }
        _ = try await world.duplicates.markDifferent(id, reason: "已电话核实", version: 1, occasion)
        #expect(try await world.duplicates.search(occasion) == 0)
        #expect(try await world.duplicates.list(.open, page: ListPage(), occasion).total == 0)
        let marked = try await world.duplicates.list(.different, page: ListPage(), occasion)
        #expect(marked.lines.first?.pair.reason == "已电话核实")
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'not-duplicate'") == 2)
        await #expect(throws: StaleVersion.self) {
            try await world.duplicates.merge(
                id, keeping: marked.lines[0].first.id, document: marked.lines[0].first.id, version: 2, occasion)
        }
    }

    @Test(arguments: Engine.available)
    func `One person in two unions keeps one membership`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        try await world.apply([Roster.ofOther(2)], of: world.otherClerk, as: .outsideEnterprise)
        try await world.platform.database.write { transaction in
            try transaction.execute(
                "UPDATE member SET person_id = (SELECT min(person_id) FROM member) WHERE union_id = \(world.other.id)")
        }
        let occasion = world.occasion(world.officer)
        #expect(try await world.duplicates.search(occasion) == 1)
        let line = try #require(
            try await world.duplicates.list(.open, page: ListPage(), occasion).lines.first)
        #expect(line.pair.kind == .twoUnions)
        _ = try await world.duplicates.merge(
            line.pair.id, keeping: line.second.id, document: line.second.id, version: 1, occasion)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
        #expect(try await world.count("SELECT count(*) FROM person WHERE merged_into IS NOT NULL") == 0)
        #expect(try await world.platform.database.read { try VerificationStore($0).unionsWhoseTallyDiffers() } == [])
    }

    @Test(arguments: Engine.available)
    func `Once a day the city is looked through, and who is responsible is reminded until it is decided`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let passport: [MemberColumn: String] = [.documentType: "护照", .documentNumber: "A12345678"]
        try await world.apply([Roster.row(1, name: "会员甲", phone: "19911110000", passport)])
        var renewed = Roster.ofOther(3, name: "会员甲")
        renewed[MemberColumn.documentType.rawValue] = "护照"
        renewed[MemberColumn.documentNumber.rawValue] = "B87654321"
        renewed[MemberColumn.phone.rawValue] = "19911110000"
        try await world.apply([renewed], of: world.otherClerk, as: .outsideEnterprise)

        #expect(try await world.duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now) == 1)
        #expect(try await world.duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now) == nil)
        let tomorrow = MemberWorld.today.adding(days: 1)
        #expect(try await world.duplicates.searchDaily(on: tomorrow, at: MemberWorld.now) == 0)
        func told(_ union: Union) async throws -> [Int] {
            try await world.platform.database.read { transaction in
                try TodoStore(transaction).list(for: union.id).filter { $0.kind == .checkDuplicates }.map(\.amount)
            }
        }
        // The union over both, and no other: neither of the two may learn of the other's member.
        #expect(try await told(world.district) == [1])
        #expect(try await told(world.own) == [])
        #expect(try await told(world.city) == [])
        let occasion = world.occasion(world.officer)
        let list = try await world.duplicates.list(.open, page: ListPage(), occasion)
        _ = try await world.duplicates.markDifferent(
            try #require(list.lines.first).pair.id, reason: "已电话核实", version: 1, occasion)
        #expect(try await told(world.district) == [])
        #expect(try await world.duplicates.searchDaily(on: tomorrow.adding(days: 1), at: MemberWorld.now) == 0)
        #expect(try await told(world.district) == [])
    }

    @Test(arguments: Engine.available)
    func `A search that was cut off is made again on the same day`(engine: Engine) async throws {
        let power = Power()
        let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
        try await world.apply([Roster.row(1, name: "会员甲"), Roster.row(3, name: "会员甲")])
        let duplicates = world.duplicates
        power.cut(after: 0)
        await #expect(throws: DatabaseError.self) {
            try await duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now)
        }
        power.restore()
        #expect(try await world.duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now) == 1)
        #expect(try await world.duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now) == nil)
    }

    @Test(arguments: Engine.available)
    func `Nobody is reminded of a pair of which one has left`(engine: Engine) async throws {
        let (world, id) = try await twins(engine)
        let occasion = world.occasion(world.officer)
        func reminded() async throws -> Bool {
            try await world.platform.database.read {
                try TodoStore($0).isOpen(.checkDuplicates, for: world.district.id)
            }
        }
        #expect(try await reminded())
        let line = try await world.duplicates.find(id, occasion)
        _ = try await world.members.remove(line.first.id, .retired, version: 1, world.occasion(world.clerk))
        _ = try await world.duplicates.searchDaily(on: MemberWorld.today, at: MemberWorld.now)
        #expect(try await !reminded())
    }

    @Test(arguments: Engine.available)
    func `A pair follows who moves to another union, and comes back once`(engine: Engine) async throws {
        let (world, id) = try await twins(engine)
        let third = try await world.third()
        let occasion = world.occasion(world.officer)
        let before = try await world.duplicates.find(id, occasion)
        let moved = before.first.id
        // He is a member of the third union from now on.
        try await world.platform.database.write { transaction in
            let member = try transaction.newID(Member.self)
            let union = try #require(try UnionStore(transaction).find(third.union))
            let place = try UnionStore(transaction).unit(of: union, enterprise: nil).id
            try MemberTallyStore(transaction).changing([moved]) {
                _ = try transaction.execute("UPDATE member SET left_on = '2023-11-20' WHERE id = \(moved)")
            }
            try transaction.execute(
                """
                INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, source, joined_on)
                SELECT \(member), 'moved', m.person_id, \(third.union), \(place), 'outside-enterprise', m.workplace,
                    'transfer', '2023-11-20' FROM member m WHERE m.id = \(moved)
                """)
            try transaction.countIn([member])
        }
        #expect(try await world.duplicates.list(.open, page: ListPage(), occasion).total == 0)
        #expect(try await world.duplicates.search(occasion) == 1)
        #expect(try await world.duplicates.search(occasion) == 0)
        let found = try await world.duplicates.list(.open, page: ListPage(), occasion).lines
        #expect(found.map(\.pair.id) == [id])
        #expect(found.first?.first.unionName == "样例公司工会委员会")
    }
}
