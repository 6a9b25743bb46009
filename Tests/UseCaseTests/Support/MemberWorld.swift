import DatabaseKit
import Domain
import Foundation
import Spreadsheet
import Store
import TestSupport
import UseCases
import Vault

/// A small invented federation: a district with two base unions, and a clerk for each.
struct MemberWorld {
    let platform: Platform
    let imports: MemberImports
    var members: Members { Members(platform) }
    var transfers: MemberTransfers { MemberTransfers(platform) }
    var comparisons: MemberComparisons { MemberComparisons(platform) }
    var jobs: RosterJobs { RosterJobs(platform) }
    var duplicates: Duplicates { Duplicates(platform) }
    let city: Union
    let district: Union
    let own: Union
    let other: Union
    let enterprise: Enterprise
    let secondEnterprise: Enterprise
    let clerk: Actor
    let otherClerk: Actor
    let officer: Actor
    let centre: Actor

    static let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .latest
    static let now = Instant(milliseconds: 1_700_000_000_000)

    /// - Parameter wrap: puts something between the platform and its database.
    static func make(
        _ engine: Engine, _ wrap: (any Database) -> any Database = { $0 }
    ) async throws -> MemberWorld {
        let database = wrap(try await engine.database(migrations: Schema.migrations))
        let platform = Platform(database: database, keys: try KeyRing.ephemeral(), passwords: PasswordHasher())
        return try await database.write { transaction in
            let unions = UnionStore(transaction)
            let city = try unions.insert(
                name: "演示市总工会", code: "319900000000", kind: .cityFederation, under: nil)
            let district = try unions.insert(
                name: "东海区总工会", code: "319901000000", kind: .districtFederation, under: city.id)
            let own = try unions.insert(
                name: "示例联合工会", code: "319901000001", kind: .jointUnion, under: district.id)
            let other = try unions.insert(
                name: "虚构公司工会委员会", code: "319901000002", kind: .unionCommittee, under: district.id)
            func actor(_ name: String, _ union: Union, _ role: Role) throws -> Actor {
                let account = try AccountStore(transaction).insert(
                    name: name, displayName: name, union: union.id, roles: [role], passwordHash: "-", at: now)
                try transaction.tell(of: account.id, holding: [role], in: union, at: now)
                guard let actor = try AccountStore(transaction).actor(account.id) else { throw Refusal.notFound }
                return actor
            }
            return MemberWorld(
                platform: platform, imports: MemberImports(platform), city: city, district: district, own: own,
                other: other,
                enterprise: try unions.insertEnterprise(
                    name: "示例科技有限公司", code: "913199010000000015", union: own.id),
                secondEnterprise: try unions.insertEnterprise(
                    name: "示例物流有限公司", code: "913199010000000023", union: own.id),
                clerk: try actor("clerk", own, .clerk), otherClerk: try actor("other", other, .clerk),
                officer: try actor("officer", district, .districtOfficer), centre: try actor("centre", city, .centre))
        }
    }

    func occasion(_ actor: Actor, ticket: String? = nil) -> Occasion {
        Occasion(actor: actor, today: Self.today, now: Self.now, origin: "test", ticket: ticket)
    }

    /// Stages and confirms a file in one go.
    @discardableResult
    func apply(
        _ rows: [[String]], of actor: Actor? = nil, as importClass: ImportClass? = nil
    ) async throws -> MemberImports.Receipt {
        let occasion = occasion(actor ?? clerk)
        let id = try await imports.stage(
            try Roster.upload(rows), as: importClass ?? .enterprise(enterprise.id), occasion)
        return try await imports.confirm(id, occasion)
    }

    /// A clerk of one more union in the district.
    func third() async throws -> Actor {
        try await platform.database.write { transaction in
            let union = try UnionStore(transaction).insert(
                name: "样例公司工会委员会", code: "319901000003", kind: .unionCommittee, under: district.id)
            let account = try AccountStore(transaction).insert(
                name: "third", displayName: "third", union: union.id, roles: [.clerk], passwordHash: "-",
                at: Self.now)
            try transaction.tell(of: account.id, holding: [.clerk], in: union, at: Self.now)
            guard let actor = try AccountStore(transaction).actor(account.id) else { throw Refusal.notFound }
            return actor
        }
    }

    func count(_ sql: SQL) async throws -> Int {
        try await platform.database.read { try $0.value(sql) ?? 0 }
    }
}

/// Files of invented people.
enum Roster {
    static let header = [
        "姓名*", "证件类型*", "证件号码*", "手机号码*", "性别*", "所在工会*", "工会编号*", "工作单位/服务平台", "会员标签", "户籍类型",
        "工作单位详细地址", "证件到期日", "岗位类别",
    ]

    static func number(_ serial: Int, birth: CalendarDay? = nil) -> String {
        let day = birth ?? CalendarDay(year: 1985, month: 6, day: 1) ?? .earliest
        return ResidentIdentityNumber.make(
            area: "3199" + (serial / 1_000 < 10 ? "0" : "") + String(serial / 1_000), birth: day,
            serial: serial % 1_000)?.text ?? ""
    }

    /// A row of the template; odd serials are men.
    static func row(
        _ serial: Int, name: String? = nil, phone: String? = nil, union: (name: String, code: String)? = nil,
        _ changes: [MemberColumn: String] = [:]
    ) -> [String] {
        var cells = Array(repeating: "", count: MemberColumn.allCases.count)
        cells[MemberColumn.name.rawValue] = name ?? "会员\(serial)"
        cells[MemberColumn.documentType.rawValue] = "身份证"
        cells[MemberColumn.documentNumber.rawValue] = number(serial)
        let digits = String(100_000_000 + serial).dropFirst()
        cells[MemberColumn.phone.rawValue] = phone ?? "199\(digits)"
        cells[MemberColumn.sex.rawValue] = serial.isMultiple(of: 2) ? "女" : "男"
        cells[MemberColumn.unionName.rawValue] = union?.name ?? "示例联合工会"
        cells[MemberColumn.unionCode.rawValue] = union?.code ?? "319901000001"
        for (column, text) in changes { cells[column.rawValue] = text }
        return cells
    }

    static func ofOther(_ serial: Int, name: String? = nil) -> [String] {
        row(serial, name: name, union: ("虚构公司工会委员会", "319901000002"))
    }

    static func upload(_ rows: [[String]], header: [String] = header) throws -> MemberImports.Upload {
        MemberImports.Upload(name: "名册.xlsx", bytes: try bytes(rows, header: header))
    }

    static func bytes(_ rows: [[String]], header: [String] = header) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("roster-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        let writer = try WorkbookWriter(path: file.path, created: 0)
        let sheet = try writer.addSheet(SheetPlan(name: "会员信息", columns: header.map { SheetColumn($0) }))
        try sheet.header()
        for row in rows { try sheet.row(row.map { $0.isEmpty ? .empty : .text($0) }) }
        try writer.close()
        return [UInt8](try Data(contentsOf: file))
    }
}
