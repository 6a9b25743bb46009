import DatabaseKit
import Demo
import Domain
import Foundation
import Store
import Testing
import UseCases

@Suite struct InstantRoutesTests {
    private func desk() async throws -> CardDesk {
        let desk = try await CardDesk.open()
        try await desk.platform.database.write { transaction in
            if let year = World.planYear(2023) {
                try PlanYearStore(transaction).insert(year, plans: World.plans(2023))
            }
            try transaction.execute("UPDATE person SET social_insurance = 'insured'")
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
                SELECT 900, id, \([UInt8](repeating: 1, count: 4)), \([UInt8](repeating: 2, count: 4)), 'issued',
                    '2023-05-01' FROM person
                """)
            let number = try desk.platform.seal.seal("6231000000000101", in: .cardNumber, row: 900)
            try transaction.execute("UPDATE service_card SET number_sealed = \(number) WHERE id = 900")
        }
        return desk
    }

    /// The number that follows a text on a page.
    private func number(after text: String, in page: String) throws -> String {
        let start = try #require(page.range(of: text))
        return String(page[start.upperBound...].prefix { $0.isNumber })
    }

    @Test("instant enrolment goes from the clerk through the district to a batch by forms alone")
    func whole() async throws {
        let desk = try await desk()
        let clerk = try await desk.browser("clerk")
        let list = try await clerk.get("/enrolments").text
        #expect(list.contains("有卡无保人员即时参保办理"))
        #expect(list.contains("新办卡人员即时参保办理"))
        #expect(try await clerk.get("/enrolments/instant/uncovered").text.contains("没有可以办理的会员"))
        let page = try await clerk.get("/enrolments/instant/new-card").text
        #expect(page.contains("会员甲"))
        let unit = try number(after: "name=\"unit\" value=\"", in: page)
        let empty = try await clerk.post(
            "/enrolments/instant/new-card", ["unit": unit, "plan": "A"], ticket: "a")
        #expect(empty.status == 422)
        #expect(empty.text.contains("请先选择至少一项"))
        let planless = try await clerk.post(
            "/enrolments/instant/new-card", ["unit": unit, "all": "yes", "ready": "1"], ticket: "b")
        #expect(planless.status == 422)
        #expect(planless.text.contains("请先选择保障类型"))
        let done = try await clerk.post(
            "/enrolments/instant/new-card", ["unit": unit, "member": "\(desk.member)", "plan": "A"], ticket: "c")
        let address = try #require(done.location)
        #expect(address.hasPrefix("/enrolments/instant/lists/"))
        #expect(try await clerk.get(address).text.contains("等待区局（产业）工会审核"))
        #expect(try await clerk.get("/enrolments").text.contains("新办卡人员"))
        #expect(try await desk.browser("other").get(address).status == 404)
        #expect(try await clerk.get("/instant-review").status == 403)

        let officer = try await desk.browser("officer")
        let id = try number(after: "href=\"/instant-review/", in: try await officer.get("/instant-review").text)
        #expect(try await officer.get("/instant-review/\(id)").text.contains("会员甲"))
        #expect(try await officer.post("/instant-review/check", ticket: "d").status == 422)
        let check = try await officer.post("/instant-review/check", ["list": "\(id)-1"], ticket: "e").text
        #expect(check.contains("将生成一个参保批次"))
        var fields = ["list": "\(id)-1", "units": "1", "heads": "1", "premium": "2600", "name": "王示例"]
        let incomplete = try await officer.post("/instant-review/confirmation", fields, ticket: "f")
        #expect(incomplete.status == 422)
        #expect(incomplete.text.contains("手机号"))
        fields["phone"] = "19900000001"
        fields["email"] = "a@example.com"
        fields["heads"] = "2"
        let unproved = try await officer.post("/instant-review/confirmation", fields, ticket: "i")
        #expect(unproved.status == 422)
        #expect(unproved.text.contains("请输入您的登录密码"))
        fields["password"] = CardDesk.password
        let other = try await officer.post("/instant-review/confirmation", fields, ticket: "g")
        #expect(other.status == 422)
        #expect(other.text.contains("人数已由 2 人变为 1 人"))
        fields["heads"] = "1"
        let confirmed = try await officer.post("/instant-review/confirmation", fields, ticket: "h")
        let batch = try #require(confirmed.location)
        #expect(batch.hasPrefix("/batches/"))
        #expect(try await officer.get(batch).text.contains("2023-12-05"))
        #expect(try await officer.get("/batches").text.contains("即时参保"))
        #expect(try await clerk.get(address).text.contains("区局（产业）已确认，等待缴费"))
    }

    @Test("a returned list says why, and the clerk hands it in again or takes it back")
    func returned() async throws {
        let desk = try await desk()
        let clerk = try await desk.browser("clerk")
        let page = try await clerk.get("/enrolments/instant/new-card").text
        let unit = try number(after: "name=\"unit\" value=\"", in: page)
        let done = try await clerk.post(
            "/enrolments/instant/new-card", ["unit": unit, "all": "yes", "ready": "1", "plan": "A"], ticket: "a")
        let address = try #require(done.location)
        let officer = try await desk.browser("officer")
        let id = try #require(address.split(separator: "/").last)
        let unreasoned = try await officer.post("/instant-review/return", ["list": "\(id)-1"], ticket: "b")
        #expect(unreasoned.status == 422)
        #expect(unreasoned.text.contains("请选择退回原因"))
        let unexplained = try await officer.post(
            "/instant-review/return", ["list": "\(id)-1", "why": "other"], ticket: "c")
        #expect(unexplained.text.contains("选“其他”时请填写说明"))
        let sent = try await officer.post(
            "/instant-review/return", ["list": "\(id)-1", "why": "wrong-roster"], ticket: "d")
        #expect(sent.location == "/instant-review")
        #expect(try await clerk.get(address).text.contains("名单被退回"))
        let again = try await clerk.get(address + "/again").text
        let stamp = try number(after: "name=\"stamp\" value=\"", in: again)
        let second = try await clerk.post(
            address + "/again", ["unit": unit, "stamp": stamp, "member": "\(desk.member)", "plan": "A"], ticket: "e")
        #expect(second.location == address)
        let sheet = try await clerk.get(address).text
        #expect(sheet.contains("第 2 版"))
        let now = try number(after: "name=\"stamp\" value=\"", in: sheet)
        let back = try await clerk.post(address + "/withdrawal", ["unit": unit, "stamp": now], ticket: "f")
        #expect(back.location == address)
        #expect(try await clerk.get(address).text.contains("名单已撤回"))
        let lapsed = try await clerk.get("/enrolments/lapsed/\(id)")
        #expect(lapsed.status >= 400)
        #expect(lapsed.text.contains("只有逾期失效的名单可以转为即时参保"))
    }
}
