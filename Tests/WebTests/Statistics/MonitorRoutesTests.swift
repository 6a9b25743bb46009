import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Web

@Suite("集中参保实时监控画面")
struct MonitorRoutesTests {
    private func union(of account: String, _ site: TestSite) async throws -> ID<Union> {
        let actor = try await site.platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return try #require(actor).union
    }

    @Test("from 参保批次管理 to the monitor, down to a union, and onto the wall")
    func journey() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn("donghai")
        #expect(try await officer.get("/batches").text.contains(#"href="/monitor""#))
        let page = try await officer.get("/monitor")
        #expect(page.status == 200)
        #expect(page.text.contains("数据截至"))
        let below = "/monitor/unions/\(try await union(of: "binhai", site))"
        #expect(try await officer.get(below).status == 200)
        let base = try await officer.get("/monitor/unions/\(try await union(of: "shili", site))")
        #expect(base.text.contains("各参保单位"))
        let wall = try await officer.get("/monitor/screen")
        #expect(wall.status == 200)
        #expect(wall.text.contains(#"http-equiv="refresh""#))
        #expect(!wall.text.contains("app-nav"))
        #expect(try await !officer.get("/monitor/screen?refresh=off").text.contains("http-equiv"))
        #expect(try await officer.get(below + "/screen").status == 200)
        #expect(try await site.signedIn("centre").get(below).status == 200)
        #expect(try await site.signedIn("xiling").get(below).status == 404)
        #expect(try await site.signedIn("xiling").get(below + "/screen").status == 404)
        for account in ["binhai", "shili"] {
            #expect(try await site.signedIn(account).get("/monitor").status == 403)
            #expect(try await site.signedIn(account).get(below).status == 403)
        }
    }

    @Test("缴费催办 is the district's; nothing chosen is said on the page")
    func payments() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn("donghai")
        #expect(try await officer.get("/ledger").text.contains(#"href="/ledger/reminders""#))
        #expect(try await officer.get("/ledger/reminders").text.contains("没有需要催缴的单位"))
        let refused = try await officer.postForm("/ledger/reminders", [:])
        #expect(refused.status == 422)
        #expect(refused.text.contains("请先选择至少一家单位"))
        let everybody = try await officer.postForm("/ledger/reminders", ["everybody": "yes", "idempotency": "t"])
        #expect(everybody.location == "/ledger/reminders")
        for account in ["binhai", "shili", "centre"] {
            #expect(try await site.signedIn(account).get("/ledger/reminders").status == 403)
        }
    }
}
