import DatabaseKit
import Demo
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Pages
import Store
import TestSupport
import UseCases
import Vault
import Web

/// The whole web side on a small invented federation, asked without a network.
struct CardDesk {
    let platform: UseCases.Platform
    let door: FrontDoor
    let member: ID<Member>

    static let now = Instant(milliseconds: 1_700_445_600_000)

    static func open(_ engine: Engine = .sqlite) async throws -> CardDesk {
        let database = try await engine.database(migrations: Schema.migrations)
        let platform = UseCases.Platform(
            database: database, keys: try KeyRing.ephemeral(), passwords: PasswordHasher())
        let hash = try await platform.passwords.hash(password).text
        let member = try await database.write { try found($0, platform.seal, passwordHash: hash) }
        let site = Site(
            federation: "演示市总工会", platform: "演示市工会网上工作平台",
            hotline: Site.Contact(name: "服务热线", telephone: "000-1234-5678", hours: "周一至周五"))
        let folder = try Folder()
        let configuration = WebConfiguration(
            now: { now }, day: { _ in BusinessDay(today: .of(now), mode: .demo) },
            assets: try Assets(folder: folder.url.path), site: site)
        let door = FrontDoor(
            platform: platform, configuration: configuration, routes: WebApplication.routes(digits: []))
        return CardDesk(platform: platform, door: door, member: member)
    }

    /// Of every account.
    static let password = "Gonghui-Demo-2024"

    private static func found(
        _ transaction: any Transaction, _ seal: FieldSeal, passwordHash: String
    ) throws -> ID<Member> {
        let unions = UnionStore(transaction)
        let city = try unions.insert(name: "演示市总工会", code: "319900000001", kind: .cityFederation, under: nil)
        let district = try unions.insert(
            name: "东海区总工会", code: "319901000001", kind: .districtFederation, under: city.id)
        let own = try unions.insert(name: "示例工会委员会", code: "319901000016", kind: .unionCommittee, under: district.id)
        let other = try unions.insert(name: "虚构工会委员会", code: "319901000017", kind: .unionCommittee, under: district.id)
        for (name, union, role) in [
            ("clerk", own, Role.clerk), ("other", other, .clerk), ("centre", city, .centre),
            ("officer", district, .districtOfficer),
        ] {
            _ = try AccountStore(transaction).insert(
                name: name, displayName: name, union: union.id, roles: [role], passwordHash: passwordHash, at: now)
        }
        try SettingStore(transaction).set(.mode, to: "demo")
        if let year = World.planYear(2024) { try PlanYearStore(transaction).insert(year, plans: World.plans(2024)) }
        return try addMember(try unions.unit(of: own, enterprise: nil), transaction, seal)
    }

    private static func addMember(
        _ unit: EnrollingUnit, _ transaction: any Transaction, _ seal: FieldSeal
    ) throws -> ID<Member> {
        let person = try transaction.newID(Person.self)
        let document = try transaction.newID(IdentityDocument.self)
        let member = try transaction.newID(Member.self)
        let reading = NameReading(of: "会员甲")
        try transaction.execute(
            """
            INSERT INTO person (id, name, name_reading, name_initials, sex)
            VALUES (\(person), \("会员甲"), \(reading.whole), \(reading.initials), \(Sex.male))
            """)
        try transaction.execute(
            """
            INSERT INTO identity_document (id, person_id, type, number_sealed, number_index, expiry)
            VALUES (\(document), \(person), \(DocumentType.passport),
                \(try seal.seal("E00000001", in: .documentNumber, row: document.rawValue)),
                \(DocumentIndex("E00000001", as: .passport, seal).index), 'long-term')
            """)
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, address_sealed, source,
                joined_on)
            VALUES (\(member), '000000000001', \(person), \(unit.union), \(unit.id), \(MemberCategory.enterprise),
                \("示例科技有限公司"), \(try seal.seal("示例区演示路一百零一号", in: .address, row: member.rawValue)),
                \(MemberSource.single), '2023-01-01')
            """)
        return member
    }

    // MARK: Asking

    /// An account that is logged in.
    struct Browser {
        let desk: CardDesk
        let token: String
        let csrf: String

        func get(_ path: String) async throws -> Answered {
            try await desk.ask(.get, path, token, type: nil, body: [])
        }

        /// Sends a form; a ticket makes it the same form as before.
        func post(_ path: String, _ fields: [String: String] = [:], ticket: String) async throws -> Answered {
            let all = fields.merging(["csrf": csrf, "idempotency": ticket]) { field, _ in field }
            let body = all.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
            return try await desk.ask(
                .post, path, token, type: "application/x-www-form-urlencoded", body: Array(body.utf8))
        }

        func upload(
            _ bytes: [UInt8], to path: String, _ fields: [String: String] = [:], name: String = "bank.xlsx",
            ticket: String = "upload"
        ) async throws -> Answered {
            let mark = "mark"
            func part(_ head: String, _ content: [UInt8]) -> [UInt8] {
                Array("--\(mark)\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + content
                    + Array("\r\n".utf8)
            }
            var body = part("name=\"csrf\"", Array(csrf.utf8))
            body += part("name=\"idempotency\"", Array(ticket.utf8))
            for (field, value) in fields { body += part("name=\"\(field)\"", Array(value.utf8)) }
            body += part("name=\"file\"; filename=\"\(name)\"", bytes)
            body += Array("--\(mark)--\r\n".utf8)
            return try await desk.ask(.post, path, token, type: "multipart/form-data; boundary=\(mark)", body: body)
        }
    }

    struct Answered {
        let status: Int
        let location: String?
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    func browser(_ account: String) async throws -> Browser {
        let origin = Logins.Origin(address: "local", agent: "test", now: Self.now)
        guard let opened = try await Logins(platform).mint(account: account, origin: origin) else {
            throw Refusal.notFound
        }
        return Browser(desk: self, token: opened.token, csrf: opened.session.csrf)
    }

    fileprivate func ask(
        _ method: HTTPRequest.Method, _ path: String, _ token: String, type: String?, body: [UInt8]
    ) async throws -> Answered {
        var head = HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1", path: path)
        head.headerFields[.cookie] = "__Host-sid=\(token)"
        if let type { head.headerFields[.contentType] = type }
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let source = ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test"))
        let response = try await door.respond(to: request, context: FrontDoorContext(source: source))
        let gathered = Gathered()
        try await response.body.write(Gathering(gathered: gathered))
        return Answered(
            status: response.status.code, location: response.headers[.location], bytes: gathered.bytes)
    }
}

/// What a response would send.
private final class Gathered {
    var bytes: [UInt8] = []
}

private struct Gathering: ResponseBodyWriter {
    let gathered: Gathered

    mutating func write(_ part: ByteBuffer) async throws { gathered.bytes += Array(part.readableBytesView) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
