import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 换证: a new document of the same person, and the earlier one that still finds him.
@Suite struct DocumentRenewalTests {
    private func world(_ engine: Engine = .sqlite) async throws -> (world: MemberWorld, member: ID<Member>) {
        let world = try await MemberWorld.make(engine)
        let passport: [MemberColumn: String] = [.documentType: "护照", .documentNumber: "A12345678"]
        try await world.apply([Roster.row(1, name: "会员甲", passport), Roster.row(3)])
        let list = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk))
        return (world, try #require(list.lines.first { $0.name == "会员甲" }).id)
    }

    private func renew(
        _ member: ID<Member>, to number: String, _ type: DocumentType = .passport,
        _ renewal: MemberDraft.Renewal = .confirmed, in world: MemberWorld
    ) async throws -> Members.FormReceipt {
        let occasion = world.occasion(world.clerk)
        let editable = try await world.members.editable(member, occasion)
        var draft = editable.draft
        draft[.documentType] = type.rawValue
        draft[.documentNumber] = number
        draft.renewal = renewal
        return try await world.members.change(member, to: draft, version: editable.version, occasion)
    }

    private func find(_ number: String, in world: MemberWorld) async throws -> Members.List {
        var filter = MemberFilter()
        filter.document = number
        return try await world.members.list(filter, page: ListPage(), world.occasion(world.clerk))
    }

    @Test(arguments: Engine.available)
    func `The new document counts, and the earlier one finds the person and says so`(engine: Engine) async throws {
        let (world, member) = try await world(engine)
        #expect(try await renew(member, to: "b87654321", in: world).outcome == .changed)
        let record = try await world.members.find(member, world.occasion(world.clerk))
        #expect(record.line.document == "B8*****21")
        #expect(record.history.first?.event == .documentRenewed)
        let change = try #require(record.history.first?.changes.first)
        #expect(change.field == .document)
        #expect(change.before == "护照 A1*****78")
        #expect(change.after == "护照 B8*****21")
        let earlier = try await find("A12345678", in: world)
        #expect(earlier.lines.map(\.id) == [member])
        #expect(earlier.replacement?.on == MemberWorld.today)
        #expect(earlier.replacement?.present == "护照 B8*****21")
        #expect(try await find("B87654321", in: world).replacement == nil)
        #expect(try await find("B87654321", in: world).lines.map(\.id) == [member])
        // One person, one membership, whatever number a file brings.
        #expect(try await world.count("SELECT count(*) FROM person") == 2)
        let counts = try await world.apply([
            Roster.row(1, name: "会员甲", [.documentType: "护照", .documentNumber: "A12345678"])
        ]).counts
        #expect(counts[.new] == 0)
        #expect(counts.warnings == 1)
        #expect(try await world.members.find(member, world.occasion(world.clerk)).line.document == "B8*****21")
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A row with the earlier number says when it was replaced`() async throws {
        let (world, member) = try await world()
        _ = try await renew(member, to: "B87654321", in: world)
        var draft = MemberDraft()
        draft[.name] = "会员甲"
        draft[.sex] = "male"
        draft[.documentType] = DocumentType.passport.rawValue
        draft[.documentNumber] = "A12345678"
        draft[.phone] = "19900000001"
        await #expect(throws: DraftRefusal.alreadyMember) {
            try await world.members.add(
                draft, as: .enterprise(world.enterprise.id), consent: .none, world.occasion(world.clerk))
        }
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload([
                Roster.row(1, name: "会员甲", [.documentType: "护照", .documentNumber: "A12345678"])
            ]), as: .enterprise(world.enterprise.id), occasion)
        let told = try await world.count(
            "SELECT count(*) FROM member_import_row WHERE import_id = \(id) AND outcome = 'unchanged'")
        #expect(told == 1)
        #expect(MemberProblem.documentReplaced(on: MemberWorld.today).severity == .warning)
    }

    @Test func `A new document has to be said to be one, to be right, and to be nobody else's`() async throws {
        let (world, member) = try await world()
        await #expect(throws: DraftRefusal.renewalNotConfirmed) {
            try await renew(member, to: "B87654321", .passport, .none, in: world)
        }
        await #expect(throws: DraftRefusal.documentOfAnother) {
            try await renew(member, to: Roster.number(3), .residentIdentityCard, in: world)
        }
        await #expect(throws: DraftRefusal.self) {
            try await renew(member, to: "319901198506010012", .residentIdentityCard, in: world)
        }
        // The document that he has is no new one.
        #expect(try await renew(member, to: "A12345678", in: world).outcome == .unchanged)
        #expect(try await world.count("SELECT count(*) FROM identity_document") == 2)
        // Another birth is another person.
        let other = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines
        let second = try #require(other.first { $0.name == "会员3" }).id
        let birth = try #require(CalendarDay("1990-01-01"))
        await #expect(throws: DraftRefusal.birthDiffers) {
            try await renew(second, to: Roster.number(5, birth: birth), .residentIdentityCard, in: world)
        }
    }

    @Test(arguments: Engine.available)
    func `Two documents of one person in one file are one row too many, however far apart`(
        engine: Engine
    ) async throws {
        let (world, member) = try await world(engine)
        _ = try await renew(member, to: "B87654321", in: world)
        func passport(_ number: String, _ phone: String) -> [String] {
            Roster.row(1, name: "会员甲", phone: phone, [.documentType: "护照", .documentNumber: number])
        }
        // The second row is told that the first has named the person, thousands of rows before.
        let rows =
            [passport("B87654321", "19900000001")] + (10..<1_800).map { Roster.row($0) }
            + [passport("A12345678", "19911110009")]
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), occasion)
        let preview = try await world.imports.preview(id, rows: .failed, group: nil, after: 0, occasion)
        #expect(preview.memberImport.counts[.failed] == 1)
        #expect(preview.rows.flatMap(\.findings).map(\.problem).contains(.documentRepeatedInFile(firstRow: 2)))
        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts[.failed] == 1)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `Whoever takes up his earlier document again has two documents still`() async throws {
        let (world, member) = try await world()
        _ = try await renew(member, to: "B87654321", in: world)
        _ = try await renew(member, to: "A12345678", in: world)
        #expect(try await world.members.find(member, world.occasion(world.clerk)).line.document == "A1*****78")
        #expect(try await world.count("SELECT count(*) FROM identity_document") == 3)
        #expect(try await find("B87654321", in: world).replacement?.present == "护照 A1*****78")
    }

    // MARK: Duplicates within one union

    @Test(arguments: Engine.available)
    func `The same name, birth and sex in one union is proposed once, merged or not the same`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([
            Roster.row(1, name: "会员甲"), Roster.row(3, name: "会员甲"), Roster.row(2, name: "会员甲"),
            Roster.row(4, name: "会员乙"),
        ])
        // In another union the same name with the same birth says nothing.
        try await world.apply([Roster.ofOther(5, name: "会员甲")], of: world.otherClerk, as: .outsideEnterprise)
        let clerk = world.occasion(world.clerk)
        #expect(try await world.duplicates.search(world.occasion(world.officer)) == 1)
        let line = try #require(try await world.duplicates.list(.open, page: ListPage(), clerk).lines.first)
        #expect(line.pair.kind == .sameUnion)
        #expect(line.pair.path == world.own.path)
        #expect(try await world.duplicates.list(.open, page: ListPage(), world.occasion(world.otherClerk)).total == 0)
        _ = try await world.duplicates.merge(
            line.pair.id, keeping: line.first.id, document: line.second.id, version: line.pair.version, clerk)
        #expect(try await world.members.find(line.first.id, clerk).line.document == line.second.document)
        #expect(
            try await world.count(
                "SELECT count(*) FROM identity_document WHERE standing = 'earlier' AND replaced_on = '2023-11-20'") == 1
        )
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 4)
        #expect(try await world.duplicates.search(clerk) == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }
}
