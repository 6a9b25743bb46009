import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@Suite struct TransferRoutesTests {
    /// The clerk's only member is offered to the other union.
    private func offer(_ desk: CardDesk) async throws {
        try await desk.platform.database.write { [member = desk.member] transaction in
            let unions = try transaction.query("SELECT id FROM trade_union WHERE kind = 'union-committee' ORDER BY id")
                .map { row in try row.get("id") as ID<Union> }
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
            let receiving = try #require(try UnionStore(transaction).find(unions[1]))
            let unit = try UnionStore(transaction).unit(of: receiving, enterprise: nil)
            let request = TransferStore.Request(
                member: member, person: person, from: unions[0], to: unions[1], initiator: .releasing,
                placement: TransferStore.Placement(unit: unit.id, category: .outsideEnterprise, flexibleKind: nil),
                superiorFrom: try #require(CalendarDay("2023-11-27")))
            _ = try TransferStore(transaction).insert([request], by: nil, at: CardDesk.now)
        }
    }

    @Test("who has asked looks at what still waits alone, and withdraws all of it after one look")
    func withdrawal() async throws {
        let desk = try await CardDesk.open()
        try await offer(desk)
        let clerk = try await desk.browser("clerk")
        let asked = try await clerk.get("/members/transfers?part=requested")
        #expect(asked.text.contains("撤回所选"))
        #expect(asked.text.contains("/members/transfers?part=requested&amp;status=open"))
        let open = try await clerk.get("/members/transfers?part=requested&status=open")
        #expect(open.text.contains("选择全部 1 人（当前筛选）"))
        let chosen = ["decision": "withdraw", "everybody": "yes", "expected": "1", "status": "open"]
        let check = try await clerk.post("/members/transfers/decisions/check", chosen, ticket: "check")
        #expect(check.status == 200)
        #expect(check.text.contains("撤回 1 人的申请"))
        #expect(check.text.contains("name=\"expected\" value=\"1\""))
        let done = try await clerk.post("/members/transfers/decisions", chosen, ticket: "withdraw")
        #expect(done.status == 303)
        let run = try await clerk.get(try #require(done.location))
        #expect(run.text.contains("撤回会籍转移结果"))
        #expect(run.text.contains("已撤回"))
        let after = try await clerk.get("/members/transfers?part=requested")
        #expect(after.text.contains("会员甲"))
        #expect(!after.text.contains("撤回所选"))
        let none = try await clerk.get("/members/transfers?part=requested&status=open")
        #expect(none.text.contains("没有符合条件的会籍转移"))
    }

    @Test("a superior sees what was asked for below and is offered no withdrawal; the deciding side decides as before")
    func others() async throws {
        let desk = try await CardDesk.open()
        try await offer(desk)
        let above = try await desk.browser("officer").get("/members/transfers?part=requested&status=open")
        #expect(above.text.contains("会员甲"))
        #expect(!above.text.contains("撤回所选"))
        // A status that this part does not ask for narrows nothing.
        let waiting = try await desk.browser("other").get("/members/transfers?status=returned")
        #expect(waiting.text.contains("会员甲"))
        #expect(waiting.text.contains("同意所选"))
        #expect(!waiting.text.contains("撤回所选"))
    }
}
