import DatabaseKit
public import Domain
import Store
public import UseCases

/// Makes the invented federation in an empty database and tells what is in it.
public struct Federation: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The unions and accounts as `gonghui demo --json` prints them.
    public struct Description: Codable, Sendable {
        public let businessDate: String
        public let unions: [UnionEntry]
        public let accounts: [AccountEntry]
        /// Some members who can sign in for themselves; none before the demonstration has members.
        public let members: [MemberEntry]

        public struct MemberEntry: Codable, Sendable {
            public let name: String
            /// The number of the document that is typed at the sign-in.
            public let document: String
            /// The key of the member's union, which is its clerk's account too.
            public let union: String
        }

        public struct UnionEntry: Codable, Sendable {
            /// The union's number (工会编号).
            public let code: String
            public let name: String
            public let kind: String
            public let enterprises: [EnterpriseEntry]
        }

        public struct EnterpriseEntry: Codable, Sendable {
            /// The enterprise's credit code (统一社会信用代码).
            public let code: String
            public let name: String
        }

        public struct AccountEntry: Codable, Sendable {
            public let name: String
            public let displayName: String
            public let password: String
            public let role: String
            /// 工会编号 of the account's union.
            public let union: String
            /// The second factor's secret in base32, for those that need one.
            public let totpSecret: String?
        }
    }

    /// Adds unions, enterprises, the plan year, accounts and settings; refused unless the database is empty.
    public func found(mode: String, businessDate: String, year: Int, now: Instant) async throws {
        let ids = try await platform.database.write { transaction -> [String: ID<Union>] in
            let unions = UnionStore(transaction)
            guard try unions.root() == nil else { throw Refusal.notDemo }
            var ids: [String: ID<Union>] = [:]
            for plan in World.unions {
                let union = try unions.insert(
                    name: plan.name, code: plan.code, kind: plan.kind, under: plan.parent.flatMap { ids[$0] },
                    standing: plan.standing)
                ids[plan.key] = union.id
                for enterprise in plan.enterprises {
                    let made = try unions.insertEnterprise(
                        name: enterprise.name, code: enterprise.code, union: union.id)
                    _ = try unions.unit(of: union, enterprise: made)
                }
            }
            try Self.writeYear(year, transaction)
            try Self.writeSettings(mode: mode, businessDate: businessDate, transaction)
            return ids
        }
        try await Accounts(platform).create(
            World.accounts.compactMap { plan in
                ids[plan.union].map {
                    Accounts.NewAccount(
                        name: plan.name, displayName: plan.displayName, union: $0, roles: plan.roles,
                        password: World.password, secret: World.secret(of: plan))
                }
            }, now: now)
    }

    /// Brings members into the units of the demonstration: imported, matched with the registers, most with a card.
    ///
    /// Some lists are handed in already, so that every desk has something on it; the unit of the manual's example has
    /// done nothing yet.
    public func populate() async throws {
        let season = Season(platform: platform)
        guard let imports = CalendarDay("2023-09-12"), let registers = CalendarDay("2023-09-13"),
            let cards = CalendarDay("2023-10-16"), let lists = CalendarDay("2023-11-14"),
            let review = CalendarDay("2023-11-16"), let instants = CalendarDay("2023-11-17"),
            let last = CalendarDay(World.demoDay), let asOf = World.planYear(2024)?.registerAsOf
        else { return }
        try await rememberLastYear(season, lists.year)
        let known = Set(World.lastYearsCast.map(\.cast.first))
        let joining = World.demoCast.filter { !known.contains($0.first) }
        for unit in joining { _ = try await season.importRoster(unit, on: imports) }
        // After the imports, so that the lists match people who are there.
        _ = try await season.loadRegisters(World.demoCast, on: registers, asOf: asOf)
        for unit in joining { _ = try await season.orderCards(unit, on: cards) }
        for (union, plan) in [("haifeng", "A"), ("xinshi", "A+"), ("yangli", "A"), ("fanben", "B+")] {
            guard let unit = World.demoCast.first(where: { $0.union == union }) else { continue }
            _ = try await season.handIn(unit, plan: plan, on: lists)
        }
        guard let yangli = World.demoCast.first(where: { $0.union == "yangli" }) else { return }
        try await season.sendBack(
            yangli, .wrongRoster, note: "两名待确认人员请先确认，再提交名单", try await season.occasion("shanqian", review))
        _ = try await season.approveAll(try await season.occasion("bureau", review))
        _ = try await SubmissionProposals(platform).set(
            try await season.occasion("bureau", review, minute: 30).confirmed, .twoPeople,
            reason: "内控要求：提交至职保中心须由另一名经办人复核", stamp: 0)
        try await instant(season, paidOn: review, on: instants)
        try await season.payBenefit(of: covered, on: last)
        try await keepDesk(season, on: last)
    }

    /// The one member of the demonstration who has been covered and paid.
    private var covered: InventedPerson? {
        World.demoCast.last { $0.union == "fanben" }?.people([.insured]).first
    }

    /// In the year that is running out, three small instant lists of one unit: one paid for, one confirmed that waits for its
    /// voucher, one that waits for the district.
    private func instant(_ season: Season, paidOn paid: CalendarDay, on day: CalendarDay) async throws {
        guard let cast = World.demoCast.last(where: { $0.union == "fanben" }) else { return }
        _ = try await season.handInInstant(cast, people: 1, plan: "B+", on: paid)
        let batch = try await season.confirmInstant(by: "bureau", phone: "19900009002", on: paid)
        try await season.settle(batch.submission, by: "bureau", on: paid)
        _ = try await season.handInInstant(cast, people: 3, plan: "B+", on: day)
        try await season.confirmInstant(by: "bureau", phone: "19900009002", on: day)
        _ = try await season.handInInstant(cast, people: 2, plan: "B+", on: day)
    }

    /// First those whose own pages show most, then of each unit the first with a card and the first without one.
    ///
    /// These are one who may ask for a card himself, and the one who has been covered and paid.
    private func members(_ transaction: any Transaction) throws -> [Description.MemberEntry] {
        let asking = World.demoCast.flatMap { unit in unit.outsiders.prefix(1).map { (unit: unit, person: $0) } }
        let others = World.demoCast.flatMap { unit in
            [unit.people([.insured]).first, unit.people([.withoutCard]).first].compactMap {
                $0.map { (unit: unit, person: $0) }
            }
        }
        let people = asking + others.filter { $0.person == covered } + others.filter { $0.person != covered }
        let seal = platform.seal
        let known = try PersonStore(transaction, seal).known(
            by: people.map { DocumentIndex($0.person.document, seal) })
        return people.compactMap { unit, person in
            guard known[DocumentIndex(person.document, seal)] != nil else { return nil }
            return Description.MemberEntry(
                name: person.name, document: person.document.number, union: unit.union)
        }
    }

    static func writeYear(_ year: Int, _ transaction: any Transaction) throws {
        let years = PlanYearStore(transaction)
        try years.insertCalendar(World.calendar())
        if let planYear = World.planYear(year) { try years.insert(planYear, plans: World.plans(year)) }
    }

    static func writeSettings(mode: String, businessDate: String, _ transaction: any Transaction) throws {
        let settings = SettingStore(transaction)
        let values: [SettingStore.Name: String] = [
            .mode: mode, .businessDate: businessDate, .cityName: "示例市", .publicAddress: "http://127.0.0.1:8080",
            .baseSignatory: "示例市总工会职工服务中心", .districtSignatory: "示例市职工保障互助中心",
            .bankAccountName: "示例市职工保障互助中心（演示）", .bankAccountNumber: "0000 0000 0000 0000 演示",
            .bankName: "演示银行示例支行", .hotline: "000-1234-5678", .officeHours: "周一至周五 9:00–17:30",
        ]
        for (name, value) in values { try settings.set(name, to: value) }
    }

    /// What the federation holds now.
    public func description() async throws -> Description {
        try await platform.database.read { transaction in
            let store = UnionStore(transaction)
            let root = try store.root()
            let unions = try root.map { try store.list(in: UnionScope($0.path), limit: 1_000) } ?? []
            return Description(
                businessDate: try SettingStore(transaction).get(.businessDate) ?? "",
                unions: try unions.map { union in
                    Description.UnionEntry(
                        code: union.code, name: union.name, kind: union.kind.rawValue,
                        enterprises: try store.enterprises(of: union.id).map {
                            Description.EnterpriseEntry(code: $0.code, name: $0.name)
                        })
                },
                accounts: World.accounts.compactMap { account in
                    guard let union = World.unions.first(where: { $0.key == account.union }) else { return nil }
                    return Description.AccountEntry(
                        name: account.name, displayName: account.displayName, password: World.password,
                        role: account.roles.map(\.rawValue).sorted().joined(separator: ","), union: union.code,
                        totpSecret: World.secret(of: account))
                },
                members: try members(transaction))
        }
    }
}
