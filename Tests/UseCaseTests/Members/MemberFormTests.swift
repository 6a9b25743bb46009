import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberFormTests {
    private func draft(_ serial: Int, name: String? = nil, phone: String? = nil) -> MemberDraft {
        var draft = MemberDraft()
        draft[.name] = name ?? "会员\(serial)"
        draft[.sex] = serial.isMultiple(of: 2) ? "female" : "male"
        draft[.documentType] = DocumentType.residentIdentityCard.rawValue
        draft[.documentNumber] = Roster.number(serial)
        draft[.phone] = phone ?? "199\(String(100_000_000 + serial).dropFirst())"
        return draft
    }

    private func refusal(_ body: () async throws -> Members.FormReceipt) async throws -> DraftRefusal? {
        do {
            _ = try await body()
            return nil
        } catch let refusal as DraftRefusal {
            return refusal
        }
    }

    private func add(_ draft: MemberDraft, _ world: MemberWorld, ticket: String? = nil) async throws -> ID<Member> {
        let receipt = try await world.members.add(
            draft, as: .enterprise(world.enterprise.id), consent: .none, world.occasion(world.clerk, ticket: ticket))
        #expect(receipt.outcome == .added)
        return try #require(receipt.member)
    }

    // MARK: Adding

    @Test(arguments: Engine.available)
    func `One member is added by the rules of a file, once, and found by his name's sound`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        var draft = draft(1, name: " 曾 三 ")
        draft[.label] = "outsourced"
        draft[.documentExpiry] = "长期"
        draft.note = "临时"
        let id = try await add(draft, world, ticket: "one form")
        #expect(try await add(draft, world, ticket: "one form") == id)
        let record = try await world.members.find(id, world.occasion(world.clerk))
        #expect(record.line.name == "曾三")
        #expect(record.line.label == "外包工")
        #expect(record.line.source == .single)
        #expect(record.line.note == "临时")
        #expect(record.line.workplace == "示例科技有限公司")
        #expect(record.history.map(\.event) == [.added])
        var filter = MemberFilter()
        filter.name = "zengsan"
        let list = try await world.members.list(filter, page: ListPage(), world.occasion(world.clerk))
        #expect(list.lines.map(\.id) == [id])
    }

    @Test(arguments: Engine.available)
    func `A wrong form says what is wrong and writes nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        _ = try await add(draft(1), world)
        let before = try await world.count("SELECT count(*) FROM event")
        func refused(_ draft: MemberDraft, _ importClass: ImportClass? = nil) async throws -> DraftRefusal? {
            try await refusal {
                try await world.members.add(
                    draft, as: importClass ?? .enterprise(world.enterprise.id), consent: .none,
                    world.occasion(world.clerk))
            }
        }
        var wrong = draft(3)
        wrong[.documentNumber] = "319901198506010012"
        wrong[.phone] = "123"
        wrong[.sex] = ""
        guard case .problems(let problems)? = try await refused(wrong) else {
            Issue.record("taken")
            return
        }
        #expect(Set(problems.map(\.column)) == [.documentNumber, .phone])
        #expect(try await refused(draft(1)) == .alreadyMember)
        #expect(try await refused(draft(1, name: "另一个")) == .alreadyMember)
        guard case .problems(let phone)? = try await refused(draft(3, phone: "19900000001")) else {
            Issue.record("taken")
            return
        }
        #expect(phone == [.phoneOfAnotherMember])
        var long = draft(3)
        long.note = String(repeating: "长", count: 201)
        #expect(try await refused(long) == .noteTooLong(limit: 200))
        await #expect(throws: ImportTargetProblem.flexibleKindMissing) {
            try await world.members.add(
                draft(3), as: .flexible(kind: "nothing"), consent: .none, world.occasion(world.clerk))
        }
        await #expect(throws: Refusal.notFound) {
            try await world.members.add(
                draft(3), as: .enterprise(world.enterprise.id), consent: .none, world.occasion(world.otherClerk))
        }
        #expect(try await world.count("SELECT count(*) FROM event") == before)
        #expect(try await world.count("SELECT count(*) FROM member") == 1)
    }

    @Test(arguments: Engine.available)
    func `Another union's member is asked for, and only when that is agreed to`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        let occasion = world.occasion(world.clerk)
        func add(_ consent: TransferConsent) async throws -> Members.FormReceipt {
            try await world.members.add(draft(5), as: .outsideEnterprise, consent: consent, occasion)
        }
        #expect(try await refusal { try await add(.none) } == .transferNeedsConsent)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 0)
        let receipt = try await add(.given)
        #expect(receipt.outcome == .askedFor)
        #expect(receipt.member == nil)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'open'") == 1)
        #expect(try await refusal { try await add(.given) } == .transferOpen)
    }

    // MARK: Changing

    @Test(arguments: Engine.available)
    func `What a form says otherwise is changed and told with what it was, numbers masked`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await add(draft(1), world)
        let occasion = world.occasion(world.clerk)
        let editable = try await world.members.editable(id, occasion)
        #expect(editable.draft[.phone].isEmpty)
        let untouched = try await world.members.change(
            id, to: editable.draft, version: editable.version, occasion)
        #expect(untouched.outcome == .unchanged)
        #expect(try await world.members.editable(id, occasion).version == editable.version)
        var draft = editable.draft
        draft[.name] = "仇三"
        draft[.phone] = "19900000077"
        draft[.label] = "dispatched"
        draft[.address] = "演示市东海区示例路一百号"
        draft.note = "已核对"
        let receipt = try await world.members.change(id, to: draft, version: editable.version, occasion)
        #expect(receipt.outcome == .changed)
        let record = try await world.members.find(id, occasion)
        #expect(record.line.name == "仇三")
        #expect(record.line.label == "劳务派遣")
        #expect(record.line.note == "已核对")
        #expect(record.line.phone == "199****0077")
        let entry = try #require(record.history.first)
        #expect(entry.event == .edited)
        #expect(entry.account == "clerk")
        let told = entry.changes.map { "\($0.field.rawValue): \($0.before ?? "-") > \($0.after ?? "-")" }
        #expect(
            told == [
                "name: 会员1 > 仇三", "phone: 199****0001 > 199****0077", "label: - > 劳务派遣",
                "address: - > 演示市东海区******", "note: - > 已核对",
            ])
        // Taking away what may be empty.
        var bare = try await world.members.editable(id, occasion)
        var without = bare.draft
        (without[.label], without.note) = ("", "")
        _ = try await world.members.change(id, to: without, version: bare.version, occasion)
        bare = try await world.members.editable(id, occasion)
        #expect(bare.line.label == nil)
        #expect(bare.line.note == nil)
        #expect(bare.address != nil)
        #expect(bare.line.phone == "199****0077")
    }

    @Test(arguments: Engine.available)
    func `A form that somebody overtook changes nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await add(draft(1), world)
        let occasion = world.occasion(world.clerk)
        let editable = try await world.members.editable(id, occasion)
        var mine = editable.draft
        mine[.name] = "会员甲"
        // The person only, not the membership.
        let renaming = try await world.imports.stage(
            try Roster.upload([Roster.row(1, name: "会员乙")]), as: .enterprise(world.enterprise.id), occasion)
        try await world.imports.choose(.take, for: [2], of: renaming, occasion)
        _ = try await world.imports.confirm(renaming, occasion)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.members.change(id, to: mine, version: editable.version, occasion)
        }
        let now = try await world.members.editable(id, occasion)
        #expect(now.line.name == "会员乙")
        let history = try await world.members.find(id, occasion).history
        #expect(history.map(\.event) == [.updatedByImport, .added])
        #expect(history.first?.changes.map(\.before) == ["会员1"])
        await #expect(throws: Refusal.notFound) {
            try await world.members.change(id, to: mine, version: now.version, world.occasion(world.otherClerk))
        }
        await #expect(throws: Refusal.notAllowed(.editMembers, .role)) {
            try await world.members.change(id, to: mine, version: now.version, world.occasion(world.officer))
        }
    }

    @Test(arguments: Engine.available)
    func `The rules of a file hold for a change`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await add(draft(1), world)
        _ = try await add(draft(3), world)
        let occasion = world.occasion(world.clerk)
        let editable = try await world.members.editable(id, occasion)
        func problems(_ change: (inout MemberDraft) -> Void) async throws -> [MemberProblem] {
            var draft = editable.draft
            change(&draft)
            let refused = try await refusal {
                try await world.members.change(id, to: draft, version: editable.version, occasion)
            }
            guard case .problems(let problems)? = refused else { return [] }
            return problems
        }
        #expect(try await problems { $0[.name] = "" } == [.missing(.name)])
        #expect(try await problems { $0[.phone] = "19900000003" } == [.phoneOfAnotherMember])
        #expect(try await problems { $0[.sex] = "female" } == [.sexAgainstNumber(.male)])
        #expect(try await problems { $0[.documentExpiry] = "不详" } == [.expiryUnreadable])
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'edited'") == 0)
    }

    // MARK: Whole numbers

    @Test(arguments: Engine.available)
    func `Whole numbers are shown for a reason, and that is kept`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await add(draft(1), world)
        await #expect(throws: Refusal.notConfirmed) {
            try await world.members.disclose(id, .contact, world.occasion(world.officer))
        }
        let shown = try await world.members.disclose(id, .contact, world.occasion(world.officer).confirmed)
        #expect(shown.document == Roster.number(1))
        #expect(shown.phone == "19900000001")
        let record = try await world.members.find(id, world.occasion(world.clerk))
        #expect(record.history.first?.event == .disclosed)
        #expect(record.history.first?.reason == .contact)
        #expect(record.history.first?.account == "officer")
        await #expect(throws: Refusal.notFound) {
            try await world.members.disclose(id, .contact, world.occasion(world.otherClerk))
        }
    }
}
