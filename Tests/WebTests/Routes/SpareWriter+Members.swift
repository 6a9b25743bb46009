import DatabaseKit
import Domain
import Foundation
import Store
import Testing

@testable import Web

// What stands on the rolls and waits for a clerk, and what is read from files.
extension SpareWriter {
    func members() throws -> [Named] {
        let (edited, removed) = (try planter.member(unit), try other.member(unit))
        return [
            own("POST /members/:id/edit", ["id": edited], ["version": .text("1-1")]),
            own("POST /members/:id/removal", ["id": try key(.member)]),
            own("POST /members/removals/:id/acceptance", ["id": try removal(of: removed)]),
            own("POST /members/requests/:id/answer", ["id": try key(.memberRequest)]),
            own("POST /duplicates/:id/difference", ["id": try key(.duplicatePair)]),
            own("POST /members/batches", [:], ["act": .text("label"), "s": .text(try chosen(edited))]),
            everybodys("POST /members/names/removal", [:], ["token": .text(try namedFilter())]),
            try correction(about: edited),
        ]
    }

    /// Asked of a membership that holds, so that there is something to end.
    private func removal(of member: Int64) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO removal_request (id, member_id, person_id, union_id, ground, note, requested_at)
            SELECT \(id), id, person_id, union_id, 'mistaken', '误录', \(planter.now) FROM member WHERE id = \(member)
            """)
        return id
    }

    /// Members that the account has ticked for one act, behind their token.
    private func chosen(_ member: Int64) throws -> String {
        let text = String(decoding: try JSONEncoder().encode([ID<Member>(member)]), as: UTF8.self)
        try SavedFilterStore(transaction, planter.seal).save(
            text, token: "spare-choice", list: "batch-label", for: account, at: planter.now)
        return "spare-choice"
    }

    private func namedFilter() throws -> String {
        try SavedFilterStore(transaction, planter.seal).name(
            "常用", "{}", token: "spare-filter", list: "members", for: account, at: planter.now)
        return "spare-filter"
    }

    /// Of other coverage than the side's, whose correction is decided by then.
    private func correction(about member: Int64) throws -> Named {
        let covered = try planter.coverage(member, unit, try key(.version), try key(.enrolment), district)
        return own("POST /corrections/:id/acceptance", ["id": try planter.correction(covered)])
    }

    // MARK: Comparisons and imports

    func lists() throws -> [Named] {
        [
            own("POST /members/comparisons/:id/discard", ["id": try comparison(.comparing)]),
            own("POST /members/comparisons/:id/execution/stop", ["id": try comparison(.executing)]),
            own("POST /cards/expiry-sheets/:sheet/discard", ["sheet": try planter.expirySheet(unit)]),
        ]
    }

    private func comparison(_ state: MemberComparison.State) throws -> Int64 {
        let store = ComparisonStore(transaction)
        let id = try store.begin(
            union: union.id, enterprise: unit.enterprise, category: .enterprise, flexibleKind: nil, extent: .unit,
            fileName: "名册.xlsx", by: nil, at: planter.now)
        if state == .executing {
            try store.finish(id, ComparisonCounts())
            try RosterJobStore(transaction).insert(
                .apply, of: .comparison(id), total: 0, by: account, today: planter.now.day, origin: "127.0.0.1",
                at: planter.now, leasedUntil: planter.now.adding(days: 1))
        }
        return id.rawValue
    }

    func imports() throws -> [Named] {
        let (open, arranged) = (try staged(), try staged())
        let headers: [(String, MemberColumn)] = [("姓名", .name), ("证件号码", .documentNumber), ("手机号码", .phone)]
        try ImportSourceStore(transaction, planter.seal).insert(
            ColumnLayout(
                sheet: "", headerRow: 1, headers: headers.map(\.0), columns: headers.map(\.1)),
            Array("姓名,证件号码,手机号码\r\n会员甲,1,2\r\n".utf8), of: ID(arranged))
        let row: Fields = ["number": .text("2")]
        return [
            own("GET /members/imports/:id/columns", ["id": arranged]),
            own("POST /members/imports/:id/columns", ["id": arranged]),
            own("POST /members/imports/:id/discard", ["id": try staged()]),
            own("POST /members/imports/:id/row", ["id": open], row),
            own("POST /members/imports/:id/rows", ["id": open]),
            own("POST /members/imports/:id/names", ["id": open], ["name": .text("2:keep")]),
            own("POST /members/imports/:id/omission", ["id": open], row),
            own("POST /members/imports/:id/restoration", ["id": open], row),
            own("POST /members/imports/:id/repair", ["id": open], ["repair": .text("correct-sex")]),
            own("POST /members/imports/:id/cancellation", ["id": open]),
        ]
    }

    /// Waits for its confirmation, with the one row that its counts tell of.
    private func staged() throws -> Int64 {
        let id = try planter.memberImport(unit)
        try transaction.execute("UPDATE member_import SET rows = 1, failed_count = 1 WHERE id = \(id)")
        return id
    }
}
