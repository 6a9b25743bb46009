import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberImportTests {
    @Test(arguments: Engine.available)
    func `Good rows go in, failed ones stay out`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let receipt = try await world.apply([
            Roster.row(1), Roster.row(2), Roster.row(3, name: ""), Roster.row(4, [.sex: "男"]),
        ])
        #expect(receipt.counts[.new] == 2)
        #expect(receipt.counts[.failed] == 2)
        #expect(receipt.counts.rows == 4)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 2)
        #expect(try await world.count("SELECT count(*) FROM person WHERE social_insurance = 'unverified'") == 2)
    }

    @Test(arguments: Engine.available)
    func `Before the confirmation the roll is as it was`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), occasion)
        #expect(try await world.count("SELECT count(*) FROM member") == 0)
        #expect(try await world.count("SELECT count(*) FROM person") == 0)
        let preview = try await world.imports.preview(id, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.memberImport.status == .staged)
        #expect(preview.memberImport.counts[.new] == 1)
        try await world.imports.discard(id, occasion)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.confirm(id, occasion) }
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 0)
    }

    @Test(arguments: Engine.available)
    func `The same file again changes nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let rows = (1...30).map {
            Roster.row(
                $0, [.address: "演示区示例路九十九号", .documentExpiry: "2030-06-01", .label: "外包工", .workplace: "示例门店"])
        }
        try await world.apply(rows)
        let before = try await world.count("SELECT count(*) FROM event WHERE subject = 'member'")
        let again = try await world.apply(rows)
        #expect(again.counts[.unchanged] == 30)
        #expect(again.counts.rows == 30)
        #expect(try await world.count("SELECT count(*) FROM event WHERE subject = 'member'") == before)
        #expect(try await world.count("SELECT max(version) FROM member") == 1)
    }

    @Test(arguments: Engine.available)
    func `What a row says anew is changed, what it leaves empty stays`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, [.address: "演示区示例路九十九号", .label: "外包工"])])
        let receipt = try await world.apply([Roster.row(1, phone: "19911110000")])
        #expect(receipt.counts[.updated] == 1)
        let list = try await Members(world.platform).list(
            MemberFilter(), page: ListPage(), world.occasion(world.clerk))
        let line = try #require(list.lines.first)
        #expect(line.name == "会员1")
        #expect(line.phone == "199****0000")
        #expect(line.label == "外包工")
        let record = try await Members(world.platform).find(line.id, world.occasion(world.clerk))
        #expect(record.address == "演示区示例*****" || record.address?.hasPrefix("演示区示例") == true)
        #expect(record.history.map(\.action) == ["updated-by-import", "imported"])
    }

    @Test(arguments: Engine.available)
    func `A row that would give a member another name says so before it does`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1, name: "会员新"), Roster.row(2)]),
            as: .enterprise(world.enterprise.id), occasion)
        let preview = try await world.imports.preview(id, rows: .all, group: nil, after: 0, occasion)
        #expect(preview.rows.map { $0.findings.map(\.problem) } == [[.nameWouldChange(from: "会员1")], []])
        #expect(preview.groups.map(\.repair) == [.chooseName])
    }

    @Test(arguments: Engine.available)
    func `Confirming twice, with the same form or another, imports once`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let form = world.occasion(world.clerk, ticket: "ticket-1")
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1), Roster.row(2)]), as: .enterprise(world.enterprise.id), form)
        let sameUpload = try await world.imports.stage(
            try Roster.upload([Roster.row(1), Roster.row(2)]), as: .enterprise(world.enterprise.id), form)
        #expect(sameUpload == id)
        let first = try await world.imports.confirm(id, world.occasion(world.clerk, ticket: "ticket-2"))
        let second = try await world.imports.confirm(id, world.occasion(world.clerk, ticket: "ticket-2"))
        let third = try await world.imports.confirm(id, world.occasion(world.clerk, ticket: "ticket-3"))
        #expect(first.counts == second.counts)
        #expect(first.counts == third.counts)
        #expect(try await world.count("SELECT count(*) FROM member") == 2)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 2)
    }

    @Test(arguments: Engine.available)
    func `A member of another union is asked for, and is not in the unit until that union agrees`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(1)], of: world.otherClerk, as: .outsideEnterprise)
        let receipt = try await world.apply([Roster.row(1, name: "会员1")])
        #expect(receipt.counts[.moved] == 1)
        #expect(try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.own.id)") == 0)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM membership_transfer WHERE status = 'open' AND from_union_id = \(world.other.id)
                    AND to_union_id = \(world.own.id)
                """) == 1)
        #expect(
            try await world.count(
                "SELECT count(*) FROM todo WHERE union_id = \(world.other.id) AND kind = 'decide-transfer'") == 1)
        let again = try await world.apply([Roster.row(1, name: "会员1")])
        #expect(again.counts[.skipped] == 1)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 1)
    }

    @Test(arguments: Engine.available)
    func `Another name for a document that the city knows keeps the row out`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(1, name: "会员甲")], of: world.otherClerk, as: .outsideEnterprise)
        let receipt = try await world.apply([Roster.row(1, name: "会员乙", phone: "19911110001")])
        #expect(receipt.counts[.failed] == 1)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 0)
    }

    @Test(arguments: Engine.available)
    func `A phone of another member is an error, of another union a warning`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1, phone: "19911110001")])
        try await world.apply([Roster.ofOther(3)], of: world.otherClerk, as: .outsideEnterprise)
        let receipt = try await world.apply([
            Roster.row(5, phone: "19911110001"), Roster.row(7, phone: "19900000003"),
        ])
        #expect(receipt.counts[.failed] == 1)
        #expect(receipt.counts[.new] == 1)
        #expect(receipt.counts.warnings == 1)
    }

    @Test(arguments: Engine.available)
    func `A row that no longer fits at the confirmation is left out`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let late = try await world.imports.stage(
            try Roster.upload([Roster.row(1, phone: "19911110001"), Roster.row(3)]),
            as: .enterprise(world.enterprise.id), occasion)
        try await world.apply([Roster.row(5, phone: "19911110001")])
        let receipt = try await world.imports.confirm(late, occasion)
        #expect(receipt.counts[.failed] == 1)
        #expect(receipt.counts[.new] == 1)
        let preview = try await world.imports.preview(late, rows: .failed, group: nil, after: 0, occasion)
        #expect(preview.rows.map(\.number) == [2])
        #expect(preview.groups.map(\.repair) == [.giveOwnPhone])
    }

    @Test(arguments: Engine.available)
    func `Another enterprise of the union changes the unit, no number is given twice`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let receipt = try await world.apply([Roster.row(1)], as: .enterprise(world.secondEnterprise.id))
        #expect(receipt.counts[.updated] == 1)
        try await world.apply([Roster.row(4)], as: .flexible(kind: "courier"))
        #expect(try await world.count("SELECT count(*) FROM enrolling_unit") == 3)
        #expect(try await world.count("SELECT count(DISTINCT number) FROM member") == 3)
        #expect(try await world.count("SELECT count(*) FROM member WHERE length(number) = 12") == 3)
        #expect(try await world.count("SELECT count(*) FROM member WHERE flexible_kind = 'courier'") == 1)
    }

    @Test(arguments: Engine.available)
    func `What the registers say holds for people who join later`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let registers = Registers(world.platform)
        let day = CalendarDay(year: 2023, month: 8, day: 31) ?? .latest
        let centre = world.occasion(world.centre)
        func document(_ serial: Int) -> IdentityDocument {
            IdentityDocument(type: .residentIdentityCard, number: Roster.number(serial), expiry: nil)
        }
        _ = try await registers.load(
            .insured, asOf: day, documents: [document(1), document(2), document(3)], centre)
        _ = try await registers.load(.deceased, asOf: day, documents: [document(2)], centre)
        try await world.apply((1...4).map { Roster.row($0) })
        let receipt = try await registers.load(.retired, asOf: day, documents: [document(2), document(3)], centre)
        #expect(receipt.matched == 2)
        #expect(receipt.changed == 1)
        for (status, people) in [("insured", 1), ("deceased", 1), ("retired", 1), ("unverified", 1)] {
            #expect(
                try await world.count("SELECT count(*) FROM person WHERE social_insurance = \(status)") == people)
        }
    }

    @Test(arguments: Engine.available)
    func `Nothing that names a person is stored in plain sight`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), occasion)
        let sealed = try await world.platform.database.read { transaction in
            let row = try transaction.first("SELECT sealed FROM member_import_row WHERE import_id = \(id)")
            let bytes: [UInt8] = try row?.get(0) ?? []
            return bytes
        }
        #expect(!sealed.isEmpty)
        for secret in [Roster.number(1), "19900000001", "会员1"] {
            #expect(!contains(sealed, Array(secret.utf8)))
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }

    @Test(arguments: Engine.available)
    func `A long file is staged and applied whole`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let receipt = try await world.apply((1...2_500).map { Roster.row($0) })
        #expect(receipt.counts[.new] == 2_500)
        #expect(try await world.count("SELECT count(*) FROM member") == 2_500)
    }
}
