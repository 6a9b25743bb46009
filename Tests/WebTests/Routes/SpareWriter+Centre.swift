import DatabaseKit
import Domain
import Store
import Testing

@testable import Web

// What unions ask for and districts decide, and what is the whole city's.
extension SpareWriter {
    func unions() throws -> [Named] {
        let handover = try waitingHandover()
        let superior = try #require(try union.parent.flatMap { try UnionStore(transaction).find($0) })
        return [
            own("POST /handovers/:handover/roles", ["handover": handover]),
            own("POST /handovers/:handover/withdrawal", ["handover": handover]),
            own("POST /union-requests/:id/acceptance", ["id": try planter.unionRequest(to: superior)]),
            own(
                "POST /organisation-sheets/:sheet/discard", ["sheet": try planter.organisationSheet(side.account)]),
        ]
    }

    /// Its roles have not moved yet.
    private func waitingHandover() throws -> Int64 {
        let accounts = AccountStore(transaction)
        let to = try #require(try accounts.id(name: side.account))
        let from = try accounts.insert(
            name: "former-spare", displayName: "经办丁", union: union.id, roles: [.clerk], passwordHash: "none",
            at: planter.now)
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO duty_handover (id, union_id, from_account_id, to_account_id, fate, day, asked_by, asked_at)
            VALUES (\(id), \(union.id), \(from.id), \(to), 'keep', '2023-11-20', \(to), \(planter.now))
            """)
        return id
    }

    // MARK: The season

    func season() throws -> [Named] {
        let conflict = try key(.conflict)
        return try shares() + [
            everybodys("GET /conflicts/:id", ["id": conflict]),
            everybodys("POST /conflicts/:id/decision", ["id": conflict]),
            (
                "POST /submissions/proposals/:proposal/confirmation",
                Spare(
                    values: ["proposal": String(try fallenProposal())], filling: Filling(), path: district.path)
            ),
            everybodys("POST /credits/:id/cancellation", ["id": try credit()]),
        ]
    }

    /// The split of the first plan, in a window that the centre has drawn out, with one unit's own.
    private func shares() throws -> [Named] {
        try transaction.execute(
            """
            INSERT INTO window_extension (id, year, ordinal, activity, union_id, ends_on, reason, set_at)
            VALUES (\(try transaction.newKey()), 2024, 1, 'share-setting', \(city.id), '2023-12-01', '延长', \(planter.now))
            """)
        try transaction.execute(
            """
            INSERT INTO share_setting (id, year, plan_type, district_id, unit_id, district_fen, set_at)
            VALUES (\(try transaction.newKey()), 2024, 'A', \(district.id), \(unit.id), 1000, \(planter.now))
            """)
        let shown: Fields = ["shown": .text("1300")]
        return [
            everybodys("GET /shares/:plan", ["plan": 1]),
            everybodys("POST /shares/:plan", ["plan": 1], shown),
            everybodys("POST /shares/:plan/units", ["plan": 1], shown),
            everybodys("POST /shares/:plan/units/:unit/removal", ["plan": 1, "unit": unit.id.rawValue], shown),
        ]
    }

    /// One that is not true any more, which its page says.
    private func fallenProposal() throws -> Int64 {
        let id = try planter.proposal(district, "donghai")
        try transaction.execute("UPDATE submission_proposal SET status = 'overtaken' WHERE id = \(id)")
        return id
    }

    private func credit() throws -> Int64 {
        try CreditStore(transaction).insert(
            CreditEntry(districtCode: district.code, fromYear: 2022, amount: Money(fen: 100), reason: "上年多缴"),
            district: district.id, by: account, at: planter.now, sealing: planter.seal
        ).rawValue
    }

    // MARK: Written for everybody

    func notices() throws -> [Named] {
        let announcement = try AnnouncementStore(transaction).insert(
            AnnouncementDraft(
                title: "请核对联系人", text: "看完后请确认。", audience: .accounts, reading: .toBeConfirmed,
                from: planter.now.day), by: nil, at: planter.now
        ).rawValue
        let download = try DownloadStore(transaction, planter.seal).insert(
            DownloadDraft(title: "清单", category: "集中参保", position: 10),
            DownloadStore.NewFile(name: "清单.pdf", kind: .pdf, bytes: [0x25, 0x50, 0x44, 0x46], hash: [1]), of: city.id,
            by: nil, at: planter.now
        ).rawValue
        let version: Fields = ["version": .text("1")]
        return [
            everybodys("POST /announcements/:id/confirmation", ["id": announcement], version),
            everybodys("GET /announcements/:id/edit", ["id": announcement]),
            everybodys("POST /announcements/:id/edit", ["id": announcement]),
            everybodys("GET /announcements/:id/readers", ["id": announcement]),
            everybodys("GET /announcements/:id/withdrawal", ["id": announcement]),
            everybodys("POST /announcements/:id/withdrawal", ["id": announcement], version),
            everybodys("GET /downloads/:id", ["id": download]),
            everybodys("GET /downloads/:id/edit", ["id": download]),
            everybodys("POST /downloads/:id/edit", ["id": download]),
            everybodys("GET /downloads/:id/withdrawal", ["id": download]),
            everybodys("POST /downloads/:id/withdrawal", ["id": download], version),
        ]
    }

    // MARK: The centre's own

    func centre() throws -> [Named] { try files() + words() + years() }

    private func files() throws -> [Named] {
        let today = planter.now.day
        let registers = RegisterListStore(transaction, planter.seal)
        func register(_ kind: RegisterKind) throws -> ID<RegisterList> {
            try registers.stage(
                kind, asOf: today, file: Array("证件号码\n12\n".utf8), name: "名单.csv", counts: RegisterCounts(),
                by: account, at: planter.now)
        }
        let (taken, waiting) = (try register(.retired), try register(.deceased).rawValue)
        _ = try registers.finish(taken, as: .applied, counts: RegisterCounts(), on: today, at: planter.now)
        let benefits = BenefitImportStore(transaction, planter.seal)
        let table = Array("姓名,证件类型,证件号码,保障年度,给付种类,给付金额,给付日期,给付编号\n会员甲,身份证,12,2024,,,,\n".utf8)
        func payments() throws -> ID<BenefitImport> {
            try benefits.stage(table, name: "给付.csv", counts: BenefitCounts(), by: account, at: planter.now)
        }
        let (entered, unread) = (try payments(), try payments().rawValue)
        _ = try benefits.finish(entered, as: .applied, counts: BenefitCounts(), at: planter.now)
        return [
            everybodys("GET /registers/:id", ["id": waiting]),
            everybodys("GET /registers/:id/undoing", ["id": taken.rawValue]),
            everybodys("POST /registers/:id/undoing", ["id": taken.rawValue]),
            everybodys("POST /registers/:id/application", ["id": taken.rawValue]),
            everybodys("POST /registers/:id/discard", ["id": waiting]),
            everybodys("GET /benefits/imports/:id", ["id": unread]),
            everybodys("POST /benefits/imports/:id/application", ["id": entered.rawValue]),
            everybodys("POST /benefits/imports/:id/discard", ["id": unread]),
        ]
    }

    private func words() -> [Named] {
        func label(_ code: String) -> Fields {
            ["dictionary": .text("label"), "code": .text(code), "version": .text("1")]
        }
        return [
            everybodys("POST /dictionaries/names", [:], label("outsourced")),
            everybodys("POST /dictionaries/standings", [:], label("dispatched")),
            everybodys("POST /dictionaries/places", [:], label("outside-enterprise")),
        ]
    }

    /// This year is published; the next one is a draft once its own form has been sent.
    private func years() -> [Named] {
        [
            everybodys("GET /plan-years/:year", ["year": 2024]),
            everybodys("GET /plan-years/:year/publication", ["year": 2024]),
            everybodys("GET /plan-years/:year/extensions", ["year": 2024]),
            everybodys("POST /plan-years", [:], ["year": .text("2025")]),
            everybodys("POST /plan-years/:year", ["year": 2025], ["stamp": .text("1")]),
            everybodys("POST /plan-years/:year/publication", ["year": 2025]),
            everybodys("POST /plan-years/:year/extensions", ["year": 2024]),
            everybodys("GET /working-days/:year", ["year": 2024]),
            everybodys("POST /working-days/:year", ["year": 2024], ["text": .text("没有日期")]),
        ]
    }
}
