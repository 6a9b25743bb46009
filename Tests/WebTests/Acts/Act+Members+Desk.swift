import DatabaseKit
import Demo
import Domain
import Store
import Testing
import UseCases

@testable import Web

/// A clerk's desk before a form of the rolls is sent: what it is about is done here, by the use cases themselves.
struct MemberDesk {
    let site: TestSite
    let account: String

    init(_ stage: Stage, of account: String = "shili") {
        (site, self.account) = (stage.site, account)
    }

    var platform: UseCases.Platform { site.platform }

    /// One on which its person has just proved who he is.
    func occasion() async throws -> Occasion {
        let now = site.clock.now
        return Occasion(
            actor: try await RouteGuardTests.actor(account, site), today: try #require(CalendarDay(World.demoDay)),
            now: now, origin: "10.0.0.1", confirmedAt: now)
    }

    /// The first enterprise of this union, the desk's own where no code is given.
    func enterprise(of code: String = "319901000101") async throws -> String {
        try await platform.database.read { transaction in
            let unions = UnionStore(transaction)
            let union = try #require(try unions.find(code: code))
            return try #require(try unions.enterprises(of: union.id).first).id.description
        }
    }

    // MARK: People

    /// An invented identity card; those of all serials tell one birth and sex.
    static func number(_ serial: Int) throws -> String {
        let birth = try #require(CalendarDay("1985-06-01"))
        return try #require(ResidentIdentityNumber.make(area: "319901", birth: birth, serial: serial * 2 + 1)).text
    }

    private static func draft(_ serial: Int) throws -> MemberDraft {
        var draft = MemberDraft()
        draft[.name] = "会员甲"
        draft[.sex] = Sex.male.rawValue
        draft[.documentType] = DocumentType.residentIdentityCard.rawValue
        draft[.documentNumber] = try number(serial)
        draft[.documentExpiry] = "2035-03-20"
        draft[.phone] = "1990000001\(serial)"
        return draft
    }

    /// A member outside the union's enterprises.
    @discardableResult
    func enter(_ serial: Int = 1) async throws -> ID<Member> {
        let receipt = try await Members(platform).add(
            try Self.draft(serial), as: .outsideEnterprise, consent: .none, try await occasion())
        return try #require(receipt.member)
    }

    /// Two members of one name, birth and sex, with documents of their own.
    func twins() async throws {
        try await enter(1)
        try await enter(2)
    }

    /// The pair of `twins`, found.
    func pair() async throws -> DuplicatePair {
        try await twins()
        let duplicates = Duplicates(platform)
        #expect(try await duplicates.search(try await occasion()) == 1)
        return try #require(try await duplicates.list(.open, page: ListPage(), try await occasion()).lines.first).pair
    }

    // MARK: By a code

    /// The text of a code that the union has issued.
    func code() async throws -> String {
        let codes = JoinCodes(platform)
        _ = try await codes.issue(through: try #require(CalendarDay("2024-11-19")), try await occasion())
        return try #require(try await codes.list(try await occasion()).codes.first).text
    }

    /// Somebody has applied by the code.
    func application() async throws -> String {
        let applications = JoinApplications(platform)
        let occasion = try await occasion()
        try await applications.submit(
            try Self.draft(1), as: .outsideEnterprise, consent: .none, by: try await code(), on: occasion.today,
            from: "10.0.0.2", at: occasion.now)
        return try #require(try await applications.list(.open, page: ListPage(), occasion).lines.first).id.description
    }

    // MARK: Many at once

    /// The token behind which a member is chosen.
    func chosen(for kind: MemberBatch.Kind) async throws -> String {
        try await MemberBatches(platform).keep([try await enter()], for: kind, try await occasion())
    }

    /// A change of labels that is noted and not done yet.
    func batch() async throws -> String {
        let token = try await chosen(for: .label)
        return try await MemberBatches(platform).begin(.label("dispatched"), token, try await occasion()).id.description
    }

    /// A deletion that waits for a second person, since the clerk has used up what he may do alone.
    func massRemoval() async throws -> String {
        let (token, occasion) = (try await chosen(for: .removal), try await occasion())
        try await platform.database.write { transaction in
            _ = try AlertStore(transaction).countRemovals(
                MassRemoval.peopleAlone, by: occasion.actor.account, since: occasion.now.day.start)
        }
        let receipt = try await MemberBatches(platform).begin(.removal(.retired), token, occasion)
        return try #require(receipt.held).description
    }

    // MARK: Requests

    /// As the pages of removing and of transferring carry it.
    func version(of member: ID<Member>) async throws -> String {
        String(try await Members(platform).removal(of: member, try await occasion()).consequences.version)
    }

    func removalRequest() async throws -> String {
        let member = try await enter()
        let version = try #require(Int(try await version(of: member)))
        return try await RemovalRequests(platform).ask(
            member, .mistaken, note: "误录", version: version, try await occasion()
        ).id.description
    }

    /// A member is offered to the union of this code.
    func transfer(to code: String) async throws -> (id: String, version: String) {
        let (member, transfers) = (try await enter(), MemberTransfers(platform))
        let target = try #require(try await platform.database.read { try UnionStore($0).find(code: code) })
        let receipt = try await transfers.ask(
            .member(member), to: target.id, motive: "调动工作", try await occasion())
        let lines = try await transfers.run(receipt.run, page: ListPage(), try await occasion()).lines
        return (try #require(lines.first?.transfer).description, try await version(of: member))
    }

    /// A member has asked for a card of his own.
    func ownRequest() async throws -> String {
        let (member, occasion) = (try await enter(), try await occasion())
        return try await platform.database.write { [seal = platform.seal] transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
            return try OwnRequestStore(transaction, seal).insert(
                .card, text: "示例市示例路一百号", member: member, person: person, union: occasion.actor.union,
                on: occasion.today, at: occasion.now
            ).description
        }
    }

    func rightsRequest() async throws -> String {
        let occasion = try await occasion()
        return try await RightsDesk(platform).record(
            .access, of: try await enter(), "想知道登记了什么", receivedOn: occasion.today, occasion
        ).id.description
    }

    // MARK: Exports

    /// The clerk has taken out so many today that nobody more may leave by his own decision.
    func spendExports() async throws {
        let occasion = try await occasion()
        try await platform.database.write { transaction in
            _ = try AlertStore(transaction).count(
                .massExport, .exportsAlone(occasion.actor.account), since: occasion.now.day.start,
                adding: AlertRule.massExport - 1)
        }
    }

    /// The whole list is asked for.
    func exportRequest() async throws -> ID<ExportRequest> {
        try await enter()
        return try await ExportRequests(platform).ask(
            .members(MemberFilter(), under: nil), .masked, for: .unionMatter, people: 1, conditions: ["范围：本工会"],
            try await occasion()
        ).id
    }
}
