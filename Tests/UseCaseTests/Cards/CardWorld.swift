import DatabaseKit
import Demo
import Domain
import Spreadsheet
import Store
import TestSupport
import UseCases
import Vault

/// A small invented federation with members who want cards.
struct CardWorld: Sendable {
    let platform: Platform
    let unit: EnrollingUnit
    let neighbour: EnrollingUnit
    let clerk: Actor
    let otherClerk: Actor
    let reviewer: Actor
    let officer: Actor
    let centre: Actor

    static let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .latest
    static let now = Instant(milliseconds: 1_700_000_000_000)
    static let goodAddress = "示例区演示路一百零一号"

    static func make(_ engine: Engine) async throws -> CardWorld {
        let database = try await engine.database(migrations: Schema.migrations)
        let platform = Platform(database: database, keys: try KeyRing.ephemeral(), passwords: PasswordHasher())
        return try await database.write { transaction in
            let unions = UnionStore(transaction)
            let city = try unions.insert(name: "演示市总工会", code: "319900000000", kind: .cityFederation, under: nil)
            let district = try unions.insert(
                name: "东海区总工会", code: "319901000000", kind: .districtFederation, under: city.id)
            let street = try unions.insert(
                name: "滨海街道总工会", code: "319901000003", kind: .subdistrictFederation, under: district.id)
            let own = try unions.insert(
                name: "示例工会委员会", code: "319901000001", kind: .unionCommittee, under: street.id)
            let other = try unions.insert(
                name: "虚构工会委员会", code: "319901000002", kind: .unionCommittee, under: street.id)
            let enterprise = try unions.insertEnterprise(
                name: "示例科技有限公司", code: "913199010000000015", union: own.id)
            func actor(_ name: String, _ union: Union, _ role: Role) throws -> Actor {
                let account = try AccountStore(transaction).insert(
                    name: name, displayName: name, union: union.id, roles: [role], passwordHash: "-", at: now)
                try transaction.tell(of: account.id, holding: [role], in: union, at: now)
                guard let actor = try AccountStore(transaction).actor(account.id) else { throw Refusal.notFound }
                return actor
            }
            if let year = World.planYear(2024) { try PlanYearStore(transaction).insert(year, plans: World.plans(2024)) }
            return CardWorld(
                platform: platform, unit: try unions.unit(of: own, enterprise: enterprise),
                neighbour: try unions.unit(of: other, enterprise: nil), clerk: try actor("clerk", own, .clerk),
                otherClerk: try actor("other", other, .clerk), reviewer: try actor("reviewer", street, .reviewer),
                officer: try actor("officer", district, .districtOfficer), centre: try actor("centre", city, .centre))
        }
    }

    func occasion(_ actor: Actor? = nil, ticket: String? = nil) -> Occasion {
        Occasion(actor: actor ?? clerk, today: Self.today, now: Self.now, origin: "test", ticket: ticket)
    }

    // MARK: People

    /// Adds a member; his number ends in the serial.
    @discardableResult
    func add(
        _ serial: Int, to unit: EnrollingUnit? = nil, category: MemberCategory = .enterprise,
        expiry: String? = "long-term", address: String? = goodAddress,
        socialInsurance: SocialInsuranceStatus = .insured
    ) async throws -> ID<Member> {
        let unit = unit ?? self.unit
        let seal = platform.seal
        return try await platform.database.write { transaction in
            let member = try Self.insert(
                serial, to: unit, category: category, expiry: expiry, address: address,
                socialInsurance: socialInsurance, transaction, seal)
            try transaction.countIn([member])
            return member
        }
    }

    /// Adds that many members for whom a card can be ordered.
    func addMany(_ count: Int) async throws {
        let seal = platform.seal
        try await platform.database.write { [unit] transaction in
            let members = try (1...count).map { serial in
                try Self.insert(
                    serial, to: unit, category: .enterprise, expiry: "long-term", address: Self.goodAddress,
                    socialInsurance: .insured, transaction, seal)
            }
            try transaction.countIn(members)
        }
    }

    private static func insert(
        _ serial: Int, to unit: EnrollingUnit, category: MemberCategory, expiry: String?, address: String?,
        socialInsurance: SocialInsuranceStatus, _ transaction: any Transaction, _ seal: FieldSeal
    ) throws -> ID<Member> {
        let person = try transaction.newID(Person.self)
        let document = try transaction.newID(IdentityDocument.self)
        let member = try transaction.newID(Member.self)
        let number = Self.documentNumber(serial)
        try transaction.execute(
            """
            INSERT INTO person (id, name, sex, social_insurance, phone_sealed)
            VALUES (\(person), \("会员\(serial)"), \(Sex.male), \(socialInsurance),
                \(try seal.seal(Self.phone(serial), in: .phone, row: person.rawValue)))
            """)
        try transaction.execute(
            """
            INSERT INTO identity_document (id, person_id, type, number_sealed, number_index, expiry)
            VALUES (\(document), \(person), \(DocumentType.residentIdentityCard),
                \(try seal.seal(number, in: .documentNumber, row: document.rawValue)),
                \(DocumentIndex(number, as: .residentIdentityCard, seal).index), \(expiry))
            """)
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, address_sealed,
                source, joined_on)
            VALUES (\(member), \(Self.memberNumber(serial)), \(person), \(unit.union), \(unit.id), \(category),
                \("示例科技有限公司"),
                \(try address.map { try seal.seal($0, in: .address, row: member.rawValue) }),
                \(MemberSource.single), \(Self.today))
            """)
        return member
    }

    static func memberNumber(_ serial: Int) -> String { String(100_000_000_000 + serial) }

    /// Eleven digits, however many people there are.
    static func phone(_ serial: Int) -> String {
        let digits = String(1_000 + serial)
        return "199" + String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
    }

    static func documentNumber(_ serial: Int) -> String {
        let birth = CalendarDay(year: 1970, month: 6, day: 1) ?? .earliest
        // A number tells a thousand people of one area and day apart.
        let area = 319_901 + serial / 1_000
        return ResidentIdentityNumber.make(area: String(area), birth: birth, serial: serial % 1_000)?.text ?? ""
    }

    // MARK: The way to a card

    /// A submitted batch of these people.
    func submitted(_ members: [ID<Member>]) async throws -> CardBatches.Made {
        let batches = CardBatches(platform)
        let made = try await batches.make(.members(members), enterprise: nil, occasion())
        _ = try await batches.submit(made.batch, version: 1, occasion())
        return made
    }

    /// A batch in production and the file the bank was given.
    func handedOver(_ members: [ID<Member>]) async throws -> (made: CardBatches.Made, order: [UInt8]) {
        let made = try await submitted(members)
        let exchanges = CardExchanges(platform)
        _ = try await exchanges.handOver(made.batch, occasion(centre).confirmed)
        return (made, try await exchanges.orderFile(made.batch, occasion(centre).confirmed).bytes)
    }

    func status(of batch: ID<CardBatch>) async throws -> CardBatch.Status? {
        try await platform.database.read { try CardBatchStore($0).find(batch)?.batch.status }
    }

    func todos(of actor: Actor) async throws -> [Todo] {
        try await platform.database.read { try TodoStore($0).list(for: actor.union) }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await platform.database.read { try $0.value(sql) ?? 0 }
    }

    /// A workbook of the bank with these rows.
    static func answer(_ rows: [[OutputCell]], header: [String] = ["批次号", "会员编号", "结果", "卡号", "原因"]) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(SheetPlan(name: "Sheet1", columns: header.map { SheetColumn($0) }))
            try sheet.header()
            for row in rows { try sheet.row(row) }
        }
    }
}
