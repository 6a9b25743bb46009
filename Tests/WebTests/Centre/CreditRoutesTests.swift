import Foundation
import Testing

@Suite struct CreditRoutesTests {
    @Test("the centre enters a credit and takes it back by forms alone; a clerk sees none of it")
    func routes() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        let refused = try await centre.post("/credits", ["district": "319901000001", "year": "2018"], ticket: "a")
        #expect(refused.status == 422)
        #expect(refused.text.contains("请填写大于 0 的金额"))
        let fields = ["district": "319901000001", "year": "2018", "amount": "1200.00", "reason": "人数核减退回"]
        #expect(try await centre.post("/credits", fields, ticket: "b").location == "/credits")
        let page = try await centre.get("/credits").text
        #expect(page.contains("1,200.00"))
        let start = try #require(page.range(of: "/credits/"))
        let id = page[start.upperBound...].prefix { $0.isNumber }
        #expect(try await centre.post("/credits/\(id)/cancellation", ticket: "c").location == "/credits")
        #expect(try await centre.get("/credits").text.contains("已撤销"))
        #expect(try await centre.post("/credits/77/cancellation", ticket: "d").status == 404)
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/credits").status == 403)
        #expect(try await clerk.post("/credits", fields, ticket: "e").status == 403)
        #expect(try await clerk.post("/credits/\(id)/cancellation", ticket: "f").status == 403)
    }
}
