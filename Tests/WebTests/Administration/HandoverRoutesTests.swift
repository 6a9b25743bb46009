import Testing
import UseCases
import Web

@Suite("交接")
struct HandoverRoutesTests {
    @Test("from the account's page to the successor's note")
    func journey() async throws {
        let site = try await TestSite()
        let system = try await site.proved("xitong")
        let made = try await system.postForm(
            "/accounts", ["name": "new-clerk", "display-name": "经办乙", "union": "319901000101"])
        let successor = try #require(made.location?.split(separator: "/").last.map(String.init))
        let list = try await system.get("/accounts?size=100")
        let place = try #require(list.text.firstMatch(of: /href="(\/accounts\/\d+)">shili</).map { String($0.1) })
        #expect(try await system.get(place).text.contains("\(place)/handover"))
        let form = try await system.get("\(place)/handover")
        #expect(form.text.contains("经办乙（new-clerk）"))
        let bare = try await system.postForm("\(place)/handover", ["remark": "名单在等区局答复"])
        #expect(bare.status == 422)
        #expect(bare.text.contains("请选择接手的账号"))
        #expect(bare.text.contains("名单在等区局答复"))
        let asked = try await system.postForm(
            "\(place)/handover",
            ["successor": successor, "day": "2023-11-20", "fate": "keep", "remark": "名单在等区局答复"])
        let handover = try #require(asked.location)
        #expect(try await system.get("\(place)/handover").text.contains("已经发起交接"))
        #expect(try await system.get(handover).text.contains("移交角色给") == false)

        let security = try await site.signedIn("anquan")
        #expect(try await security.get(handover).text.contains("移交角色给 经办乙"))
        #expect(try await security.postForm("\(handover)/roles").status == 422)
        let proved = try await site.proved("anquan")
        #expect(try await proved.postForm("\(handover)/roles").location == handover)

        let clerk = try await site.signedIn("new-clerk")
        let note = "/account\(handover)"
        #expect(try await clerk.get("/").text.contains(note))
        let page = try await clerk.get(note)
        #expect(page.text.contains("名单在等区局答复"))
        #expect(page.text.contains("确认接手"))
        #expect(try await clerk.postForm("\(note)/acceptance").status == 303)
        #expect(try await clerk.get(note).text.contains("还没有确认") == false)
        #expect(try await site.signedIn("yangli").get(note).status == 404)
    }
}
