import Demo
import Domain
import Testing
import UseCases

@Suite struct CardRoutesTests {
    @Test("from the list to the card, by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let list = try await clerk.get("/cards/candidates")
        #expect(list.status == 200)
        #expect(list.text.contains("会员甲"))
        #expect(!list.text.contains("E00000001"))

        let made = try await clerk.post("/cards/batches", chosen, ticket: "make")
        #expect(made.status == 303)
        let batch = try #require(made.location)
        #expect(try await clerk.post("/cards/batches", chosen, ticket: "make").location == batch)
        #expect(try await clerk.get(batch).text.contains("BK202311200001"))
        #expect(try await clerk.get(batch + "/submission").text.contains("确认提交 1 人至职保中心"))
        #expect(try await clerk.post(batch + "/submission", ["version": "1"], ticket: "submit").status == 303)

        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/cards/batches").text.contains("BK202311200001"))
        #expect(try await centre.post(batch + "/order-file", ticket: "hand").location == batch + "/order-file")
        let order = try await centre.get(batch + "/order-file")
        let refused = try await centre.upload(Array("x".utf8), to: batch + "/result")
        #expect(refused.status == 422)
        #expect(refused.text.contains("这不是 xlsx 文件"))
        let answer = try SimulatedBank().answer(order.bytes, at: CardDesk.now)
        #expect(try await centre.upload(answer, to: batch + "/result").status == 303)
        #expect(try await centre.get(batch).text.contains("全部制卡完成"))
        #expect(try await clerk.get("/cards").text.contains("6231********"))
    }

    @Test("nobody chosen, and an odd day, are said on the same page")
    func refused() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let empty = try await clerk.post("/cards/batches", ticket: "none")
        #expect(empty.status == 422)
        #expect(empty.text.contains("请先勾选要办卡的会员"))
        let expiry = try await clerk.post(
            "/cards/candidates/\(desk.member)/expiry", ["kind": "date", "date": "2020-01-01", "version": "1"],
            ticket: "expiry")
        #expect(expiry.status == 422)
        #expect(expiry.text.contains("已与会员的证件核对"))
    }

    @Test("another union's member and batch are 404, a missing role is 403")
    func scope() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let batch = try #require(try await clerk.post("/cards/batches", chosen, ticket: "make").location)
        let other = try await desk.browser("other")
        let expiry = "/cards/candidates/\(desk.member)/expiry"
        for path in [batch, batch + "/submission", batch + "/cancellation", expiry] {
            #expect(try await other.get(path).status == 404)
        }
        for path in [batch + "/submission", batch + "/cancellation", expiry] {
            #expect(try await other.post(path, ["version": "1", "kind": "long-term"], ticket: path).status == 404)
        }
        #expect(try await other.post("/cards/batches", chosen, ticket: "x").status == 404)
        #expect(try await clerk.post(batch + "/order-file", ticket: "y").status == 403)
        #expect(try await clerk.get(batch + "/order-file").status == 403)
    }
}
