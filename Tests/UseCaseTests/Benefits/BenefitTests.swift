import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

/// A file of payments to the invented people of a roster.
enum BenefitRows {
    static let header = ["姓名*", "证件号码*", "保障年度*", "给付种类*", "给付金额（元）*", "给付日期*", "给付编号*"]

    static func row(
        _ serial: Int, reference: String, name: String? = nil, year: String = "2023", kind: String = "住院",
        amount: String = "1200.00", day: String = "2023-06-01"
    ) -> [String] {
        [name ?? "会员\(serial)", Roster.number(serial), year, kind, amount, day, reference]
    }

    static func bytes(_ rows: [[String]]) throws -> [UInt8] { try Roster.bytes(rows, header: header) }
}

@Suite("给付信息: imported, entered, corrected, cancelled, looked for")
struct BenefitTests {
    private func world(_ engine: Engine) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(4)], of: world.otherClerk, as: .outsideEnterprise)
        return world
    }

    private func payments(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM benefit_payment")
    }

    @Test(arguments: Engine.available)
    func `A file is looked at first, taken once, and the same file again changes nothing`(engine: Engine) async throws {
        let world = try await world(engine)
        let imports = BenefitImports(world.platform)
        let centre = world.occasion(world.centre)
        let file = try BenefitRows.bytes([
            BenefitRows.row(1, reference: "GF1"), BenefitRows.row(2, reference: "GF2", amount: "300.5"),
            BenefitRows.row(900, reference: "GF3"), BenefitRows.row(3, reference: "GF4", name: "会员乙"),
            BenefitRows.row(3, reference: "GF1"), BenefitRows.row(3, reference: "GF5", amount: "零"),
        ])
        let id = try await imports.stage(centre, file: file, name: "给付.xlsx")
        let staged = try await imports.preview(centre, id)
        let expected = BenefitCounts(
            rows: 6, new: 2, known: 0, unmatched: 1, failed: 3, uncovered: 2, amount: Money(fen: 150_050))
        #expect(staged.file.counts == expected)
        #expect(staged.file.newKinds == ["住院"])
        #expect(
            staged.problems == [
                .init(row: 4, problem: .personUnknown), .init(row: 5, problem: .nameDiffers),
                .init(row: 6, problem: .referenceTwice), .init(row: 7, problem: .amountInvalid),
            ])
        #expect(try await payments(world) == 0)

        #expect(try await imports.apply(centre, id) == expected)
        #expect(try await imports.apply(centre, id) == expected)
        #expect(try await payments(world) == 2)
        #expect(try await world.count("SELECT count(*) FROM benefit_import WHERE sealed IS NOT NULL") == 0)
        await #expect(throws: Refusal.changedMeanwhile) { try await imports.discard(centre, id) }

        let again = try await imports.stage(centre, file: file, name: "给付.xlsx")
        let counts = try await imports.apply(centre, again)
        #expect(counts.new == 0)
        #expect(counts.known == 2)
        #expect(try await payments(world) == 2)
        let thrown = try await imports.stage(centre, file: file, name: "给付.xlsx")
        try await imports.discard(centre, thrown)
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await imports.apply(centre, thrown) }
    }

    @Test func `A file without the columns, without rows or from anybody else is not taken`() async throws {
        let world = try await world(.sqlite)
        let imports = BenefitImports(world.platform)
        let centre = world.occasion(world.centre)
        await #expect(throws: BenefitFileRefusal.columnsMissing([.name, .year, .kind, .amount, .paidOn, .reference])) {
            _ = try await imports.stage(centre, file: Array("证件号码\nE1\n".utf8), name: "a.csv")
        }
        await #expect(throws: BenefitFileRefusal.file(.noRows)) {
            _ = try await imports.stage(centre, file: try BenefitRows.bytes([]), name: "a.xlsx")
        }
        await #expect(throws: Refusal.notFound) { _ = try await imports.list(world.occasion(world.officer)) }
        await #expect(throws: Refusal.notFound) { _ = try await imports.preview(centre, ID(1)) }
        let benefits = Benefits(world.platform)
        await #expect(throws: Refusal.notFound) {
            _ = try await benefits.enter(world.occasion(world.clerk), BenefitEntry.Typed())
        }
    }

    @Test(arguments: Engine.available)
    func `Everybody sees the payments of his own units, and the totals add up`(engine: Engine) async throws {
        let world = try await world(engine)
        let file = try BenefitRows.bytes([
            BenefitRows.row(1, reference: "GF1"), BenefitRows.row(1, reference: "GF2", year: "2022", kind: "意外"),
            BenefitRows.row(2, reference: "GF3", amount: "300.5", day: "2023-07-01"),
            BenefitRows.row(4, reference: "GF4"),
        ])
        let centre = world.occasion(world.centre)
        let report = try await BenefitImports(world.platform).importFile(file, name: "a.xlsx", .apply, centre)
        #expect(report.counts.new == 4)
        let benefits = Benefits(world.platform)
        func page(
            _ actor: Actor, _ part: BenefitPart = .first, size: Int = 20,
            _ change: (inout Benefits.Search) -> Void = { _ in }
        ) async throws -> Benefits.Page {
            var search = Benefits.Search()
            change(&search)
            return try await benefits.page(world.occasion(actor), search, part, size: size)
        }
        #expect(try await page(world.clerk).listing.total == 3)
        #expect(try await page(world.otherClerk).listing.payments.map(\.reference) == ["GF4"])
        #expect(try await page(world.officer).listing.total == 4)
        let all = try await page(world.centre)
        #expect(all.totals.amount == Money(fen: 390_050))
        #expect(all.totals.count == 4)
        #expect(all.totals.parts.map(\.kind) == ["住院", "意外"])
        #expect(all.kinds == ["住院", "意外"])
        #expect(all.years.contains(2022))

        #expect(try await page(world.centre) { $0.person.name = "会员1" }.listing.total == 2)
        #expect(try await page(world.centre) { $0.person.document = Roster.number(2) }.listing.total == 1)
        #expect(try await page(world.centre) { $0.year = 2022 }.listing.total == 1)
        #expect(try await page(world.centre) { $0.kind = "意外" }.totals.amount == Money(fen: 120_000))
        #expect(try await page(world.centre) { $0.unit = "虚构" }.listing.total == 1)
        #expect(try await page(world.centre) { $0.from = CalendarDay("2023-07-01") }.listing.total == 1)
        #expect(try await page(world.centre) { $0.through = CalendarDay("2023-06-30") }.listing.total == 3)

        let first = try await page(world.centre, size: 3)
        #expect(first.listing.previous == nil)
        let second = try await page(world.centre, .after(try #require(first.listing.next)), size: 3)
        #expect(second.listing.payments.count == 1)
        #expect(Set((first.listing.payments + second.listing.payments).map(\.reference)).count == 4)
        let back = try await page(world.centre, .before(try #require(second.listing.previous)), size: 3)
        #expect(back.listing.payments == first.listing.payments)

        let mine = try #require(try await page(world.otherClerk).listing.payments.first)
        let own = try await benefits.sheet(world.occasion(world.otherClerk), mine.id)
        #expect(own.history.map(\.id) == [mine.id])
        await #expect(throws: Refusal.notFound) { _ = try await benefits.sheet(world.occasion(world.clerk), mine.id) }
        let exported = try await benefits.export(world.occasion(world.officer), Benefits.Search())
        #expect(!exported.bytes.isEmpty)
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE subject = 'benefit' AND action = 'exported'") == 1)
        var nothing = Benefits.Search()
        nothing.year = 2001
        await #expect(throws: ExportRefusal.nobody) { _ = try await benefits.export(centre, nothing) }
    }

    @Test(arguments: Engine.available)
    func `Payments beyond a day's limit wait for a second person as well`(engine: Engine) async throws {
        let world = try await world(engine)
        let benefits = Benefits(world.platform)
        let (officer, centre) = (world.occasion(world.officer), world.occasion(world.centre))
        _ = try await benefits.enter(centre, typed(1, "GF1"))
        let account = world.officer.account
        try await world.platform.database.write { transaction in
            _ = try AlertStore(transaction).count(
                .massExport, .exportsAlone(account), since: MemberWorld.now.day.start,
                adding: AlertRule.massExport - 1)
        }
        await #expect(throws: ConsentNeeded(people: 1)) { _ = try await benefits.export(officer, Benefits.Search()) }
        var search = Benefits.Search()
        search.kind = "住院"
        search.from = CalendarDay("2023-01-01")
        let requests = ExportRequests(world.platform)
        let id = try await requests.ask(
            .benefits(search), .masked, for: .socialInsurance, people: 1, conditions: ["给付项目 住院"], officer
        ).id
        try await requests.consent(id, "", centre.confirmed)
        #expect(!(try await requests.fetch(id, officer)).bytes.isEmpty)
        #expect(try await requests.find(id, officer).line.fetched == 1)
    }

    private func typed(_ serial: Int, _ reference: String) -> BenefitEntry.Typed {
        var typed = BenefitEntry.Typed()
        typed.name = "会员\(serial)"
        typed.number = MemberRow.Cell(Roster.number(serial))
        typed.year = "2023"
        typed.kind = "住院"
        typed.amount = "1200"
        typed.paidOn = "2023-06-01"
        typed.reference = reference
        return typed
    }

    @Test(arguments: Engine.available)
    func `A payment is entered by hand, corrected and cancelled with a reason, and never lost`(engine: Engine)
        async throws
    {
        let world = try await world(engine)
        let benefits = Benefits(world.platform)
        let once = world.occasion(world.centre, ticket: "one")
        let id = try await benefits.enter(once, typed(1, "GF1"))
        #expect(try await benefits.enter(once, typed(1, "GF1")) == id)
        #expect(try await payments(world) == 1)
        let centre = world.occasion(world.centre)
        await #expect(throws: BenefitRefusal([.referenceTaken])) {
            _ = try await benefits.enter(centre, typed(1, "GF1"))
        }
        await #expect(throws: BenefitRefusal([.personUnknown])) {
            _ = try await benefits.enter(centre, typed(900, "GF2"))
        }

        let day = try #require(CalendarDay("2023-06-01"))
        let facts = BenefitFacts(year: 2023, kind: "住院", amount: Money(fen: 130_000), paidOn: day)
        await #expect(throws: Refusal.reasonMissing) { _ = try await benefits.correct(centre, id, facts, reason: " ") }
        let new = try await benefits.correct(centre, id, facts, reason: "金额录错")
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await benefits.correct(centre, id, facts, reason: "再改")
        }
        let old = try await benefits.sheet(centre, id)
        #expect(old.payment.standing == .corrected)
        #expect(old.trail.reason == "金额录错")
        #expect(old.trail.replacedBy == new)
        let sheet = try await benefits.sheet(centre, new)
        #expect(sheet.payment.amount == Money(fen: 130_000))
        #expect(sheet.payment.reference == "GF1")
        #expect(sheet.history.count == 2)
        #expect(
            try await benefits.page(centre, Benefits.Search(), .first, size: 20).totals.amount == Money(fen: 130_000))

        await #expect(throws: Refusal.notAllowed(.importBenefits, .role)) {
            try await benefits.cancel(world.occasion(world.clerk), new, reason: "不要")
        }
        try await benefits.cancel(centre, new, reason: "重复给付")
        await #expect(throws: Refusal.changedMeanwhile) { try await benefits.cancel(centre, new, reason: "重复给付") }
        #expect(try await benefits.page(centre, Benefits.Search(), .first, size: 20).listing.total == 0)
        var all = Benefits.Search()
        all.standing = nil
        let page = try await benefits.page(centre, all, .first, size: 20)
        #expect(page.listing.total == 2)
        #expect(page.totals.amount == .zero)
        #expect(try await payments(world) == 2)

        // The number is free again, for the person whom it should have been.
        _ = try await benefits.enter(centre, typed(2, "GF1"))
        let file = try BenefitRows.bytes([BenefitRows.row(1, reference: "GF1", amount: "1300")])
        let again = try await BenefitImports(world.platform).importFile(file, name: "a.xlsx", .dryRun, centre)
        #expect(again.counts.known == 1)
        #expect(try await world.count("SELECT count(*) FROM benefit_payment WHERE seal IS NULL") == 0)
        let seal = world.platform.seal
        #expect(try await world.platform.database.read { try VerificationStore($0).rowsThatDiffer(seal) } == [])
    }

    @Test func `A member sees his own payments that hold`() async throws {
        let world = try await world(.sqlite)
        let benefits = Benefits(world.platform)
        let centre = world.occasion(world.centre)
        let kept = try await benefits.enter(centre, typed(1, "GF1"))
        let wrong = try await benefits.enter(centre, typed(1, "GF2"))
        _ = try await benefits.enter(centre, typed(2, "GF3"))
        try await benefits.cancel(centre, wrong, reason: "重复")
        let person = try await benefits.sheet(centre, kept).payment.person
        let own = try await OwnRecords(world.platform).overview(
            OwnOccasion(
                oneself: Oneself(person: person, name: "会员1"), today: MemberWorld.today, now: MemberWorld.now,
                origin: "test"))
        #expect(own.benefits.map(\.reference) == ["GF1"])
    }
}
