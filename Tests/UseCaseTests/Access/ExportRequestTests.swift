import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// 批量导出申请: many people leave in a file only when a second person has consented.
@Suite struct ExportRequestTests {
    /// A world of two members whose clerk has taken out so many today that not one more may leave without consent.
    private func world(_ engine: Engine) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...2).map { Roster.row($0) })
        let clerk = world.clerk.account
        try await world.platform.database.write { transaction in
            _ = try AlertStore(transaction).count(
                .massExport, .exportsAlone(clerk), since: MemberWorld.now.day.start, adding: AlertRule.massExport - 1)
        }
        return world
    }

    private func ask(
        _ world: MemberWorld, _ numbers: AlertRule.Numbers = .masked, by actor: Actor? = nil, people: Int = 2
    ) async throws -> ID<ExportRequest> {
        try await ExportRequests(world.platform).ask(
            .members(MemberFilter(), under: nil), numbers, for: .unionMatter, people: people,
            conditions: ["范围：全部"], world.occasion(actor ?? world.clerk).confirmed
        ).id
    }

    private func todos(_ world: MemberWorld, _ union: ID<Union>) async throws -> [Todo.Kind] {
        try await world.platform.database.read { try TodoStore($0).list(for: union) }.map(\.kind).filter {
            [.consentExport, .readExportAnswer].contains($0)
        }
    }

    private func later(_ world: MemberWorld, _ actor: Actor, days: Int64) -> Occasion {
        Occasion(
            actor: actor, today: MemberWorld.today, now: MemberWorld.now.adding(days: days), origin: "test",
            confirmedAt: MemberWorld.now.adding(days: days))
    }

    @Test("a file too many makes no file: neither one large one, nor many small ones of a day")
    func gate() async throws {
        #expect(AlertRule.peopleWithoutConsent(.whole, after: 0) == 499)
        #expect(AlertRule.peopleWithoutConsent(.masked, after: 0) == 4_999)
        #expect(AlertRule.peopleWithoutConsent(.masked, after: 4_999) == 0)
        #expect(AlertRule.peopleWithoutConsent(.whole, after: 9_000) == 0)
        let world = try await world(.sqlite)
        await #expect(throws: ConsentNeeded(people: 2)) {
            _ = try await world.members.export(MemberFilter(), .masked, world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'exported'") == 0)
        // Another account, and the same one on another day, are counted for themselves.
        _ = try await world.members.export(MemberFilter(), .masked, world.occasion(world.officer))
        _ = try await world.members.export(MemberFilter(), .masked, later(world, world.clerk, days: 1))
    }

    @Test("who asks waits for another person, who consents; then the file may be fetched", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let world = try await world(engine)
        let requests = ExportRequests(world.platform)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let id = try await ask(world)
        #expect(try await todos(world, world.district.id) == [.consentExport])
        #expect(try await requests.find(id, officer).conditions == ["范围：全部"])
        #expect(try await requests.find(id, officer).commands == [.consent, .refuse])
        #expect(try await requests.find(id, clerk).commands == [.withdraw])
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await requests.fetch(id, clerk) }
        await #expect(throws: Refusal.notConfirmed) { try await requests.consent(id, "", officer) }

        try await requests.consent(id, "已核实用途", officer.confirmed)
        #expect(try await todos(world, world.district.id).isEmpty)
        #expect(try await todos(world, world.own.id) == [.readExportAnswer])
        await #expect(throws: Refusal.exportConsent(.notOwn)) { _ = try await requests.fetch(id, officer) }
        let file = try await requests.fetch(id, clerk)
        let workbook = try Workbook.open(bytes: file.bytes)
        var rows: [[String]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { rows.append($0.cells.map(\.text)) }
        #expect(rows.count == 4)
        #expect(rows.first?.first?.contains("经 officer 同意") == true)
        #expect(rows.first?.first?.contains("本工会会员服务") == true)
        let answered = try await requests.find(id, clerk)
        #expect(answered.line.fetched == 1)
        #expect(answered.line.reason == "已核实用途")
        #expect(try await todos(world, world.own.id).isEmpty)
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'export-request' AND subject_id = \(id)") == 2)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE action = 'exported'
                    AND detail = \("rows=2 numbers=masked consent=\(id)")
                """) == 1)
    }

    @Test("what a comparison or an act on many tells is held as lists are", arguments: Engine.available)
    func results(engine: Engine) async throws {
        let world = try await world(engine)
        let requests = ExportRequests(world.platform)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let comparison = try await world.comparisons.compare(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), .wholeUnion, clerk)
        await #expect(throws: ConsentNeeded(people: 1)) {
            _ = try await world.comparisons.file(.missing, of: comparison, clerk)
        }
        let member = try #require(
            try await world.members.list(MemberFilter(), page: ListPage(), clerk).lines.first
        ).id
        let batch = try await world.platform.database.write { transaction in
            try MemberBatchStore(transaction).insert(
                .removal(.retired), note: nil, [(id: member, version: 0)], for: world.own.id, by: nil,
                at: MemberWorld.now)
        }
        await #expect(throws: ConsentNeeded(people: 1)) {
            _ = try await MemberBatches(world.platform).file(batch, clerk)
        }
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'exported'") == 0)
        for selection in [ExportRequests.Selection.comparison(comparison, .missing), .memberBatch(batch)] {
            let id = try await requests.ask(
                selection, .masked, for: .unionMatter, people: 1, conditions: ["处理详情"], clerk
            ).id
            try await requests.consent(id, "", officer.confirmed)
            let workbook = try Workbook.open(bytes: try await requests.fetch(id, clerk).bytes)
            var rows: [[String]] = []
            try workbook.rows(of: try #require(workbook.sheets.first)) { rows.append($0.cells.map(\.text)) }
            #expect(rows.count == 3)
            #expect(rows.first?.first?.contains("经 officer 同意") == true)
            #expect(
                try await world.count(
                    """
                    SELECT count(*) FROM event WHERE action = 'exported'
                        AND detail = \("rows=1 numbers=masked consent=\(id)")
                    """) == 1)
        }
    }

    @Test("nobody consents to his own, nor to his superior's; a stranger does not see it", arguments: Engine.available)
    func others(engine: Engine) async throws {
        let world = try await world(engine)
        let requests = ExportRequests(world.platform)
        let own = try await ask(world, by: world.officer)
        #expect(try await todos(world, world.city.id) == [.consentExport])
        await #expect(throws: Refusal.exportConsent(.own)) {
            try await requests.consent(own, "", world.occasion(world.officer).confirmed)
        }
        let below = try await ask(world)
        for actor in [world.otherClerk, world.clerk] {
            await #expect(throws: Refusal.notFound) {
                try await requests.consent(own, "", world.occasion(actor).confirmed)
            }
        }
        await #expect(throws: Refusal.notFound) { _ = try await requests.find(below, world.occasion(world.otherClerk)) }
        await #expect(throws: Refusal.notAllowed(.consentExports, .role)) {
            try await requests.consent(below, "", world.occasion(world.clerk).confirmed)
        }
        // The city has one account for it: nobody else could look at its own.
        await #expect(throws: Refusal.exportConsent(.nobodyElse)) { _ = try await ask(world, by: world.centre) }
        #expect(try await requests.list(.open, page: ListPage(), world.occasion(world.centre)).total == 2)
        #expect(try await requests.list(.open, page: ListPage(), world.occasion(world.clerk)).total == 1)
        #expect(try await requests.list(.open, page: ListPage(), world.occasion(world.otherClerk)).total == 0)
    }

    @Test("what is refused or taken back makes no file, and its conditions are forgotten", arguments: Engine.available)
    func ended(engine: Engine) async throws {
        let world = try await world(engine)
        let requests = ExportRequests(world.platform)
        let (clerk, officer) = (world.occasion(world.clerk), world.occasion(world.officer))
        let refused = try await ask(world)
        await #expect(throws: Refusal.reasonMissing) { try await requests.refuse(refused, " ", officer) }
        try await requests.refuse(refused, "范围过大", officer)
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await requests.fetch(refused, clerk) }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await requests.consent(refused, "", officer.confirmed)
        }
        #expect(try await requests.find(refused, clerk).line.reason == "范围过大")
        let withdrawn = try await ask(world)
        await #expect(throws: Refusal.exportConsent(.notOwn)) { try await requests.withdraw(withdrawn, officer) }
        try await requests.withdraw(withdrawn, clerk)
        #expect(try await todos(world, world.district.id).isEmpty)
        #expect(
            try await world.count(
                "SELECT count(*) FROM export_request WHERE conditions_sealed IS NOT NULL") == 0)
        #expect(try await requests.list(.closed, page: ListPage(), clerk).total == 2)
    }

    @Test("a request waits seven days, a consent holds three", arguments: Engine.available)
    func time(engine: Engine) async throws {
        let world = try await world(engine)
        let requests = ExportRequests(world.platform)
        let (waiting, consented) = (try await ask(world), try await ask(world))
        try await requests.consent(consented, "", world.occasion(world.officer).confirmed)
        _ = try await requests.fetch(consented, later(world, world.clerk, days: 2))
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await requests.fetch(consented, later(world, world.clerk, days: 3))
        }
        #expect(try await requests.find(consented, later(world, world.clerk, days: 3)).line.request.status == .lapsed)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await requests.consent(waiting, "", later(world, world.officer, days: 7))
        }
        try await Housekeeping(world.platform).clear(at: MemberWorld.now.adding(days: 7))
        #expect(try await world.count("SELECT count(*) FROM export_request WHERE status = 'lapsed'") == 2)
        #expect(
            try await world.count("SELECT count(*) FROM export_request WHERE conditions_sealed IS NOT NULL") == 0)
        #expect(try await todos(world, world.district.id).isEmpty)
    }

    @Test("whole numbers ask who one is when they are asked for and when they are fetched")
    func wholeNumbers() async throws {
        let world = try await world(.sqlite)
        let requests = ExportRequests(world.platform)
        let clerk = world.occasion(world.clerk)
        await #expect(throws: Refusal.notConfirmed) {
            _ = try await requests.ask(
                .members(MemberFilter(), under: nil), .whole, for: .bank, people: 2, conditions: [], clerk)
        }
        let id = try await ask(world, .whole)
        try await requests.consent(id, "", world.occasion(world.officer).confirmed)
        await #expect(throws: Refusal.notConfirmed) { _ = try await requests.fetch(id, clerk) }
        _ = try await requests.fetch(id, clerk.confirmed)
    }

    @Test("a list that has grown beyond what was consented to is not handed out")
    func grown() async throws {
        let world = try await world(.sqlite)
        let requests = ExportRequests(world.platform)
        let id = try await ask(world, people: 1)
        try await requests.consent(id, "", world.occasion(world.officer).confirmed)
        await #expect(throws: Refusal.exportConsent(.moreThanConsented(people: 1, now: 2))) {
            _ = try await requests.fetch(id, world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT fetched FROM export_request") == 0)
    }

    @Test("so many may wait and no more")
    func limit() async throws {
        let world = try await world(.sqlite)
        for _ in 0..<ExportRequest.waitingLimit { _ = try await ask(world) }
        await #expect(throws: Refusal.exportConsent(.tooManyWaiting)) { _ = try await ask(world) }
    }
}
