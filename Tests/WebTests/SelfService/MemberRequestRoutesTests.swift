import DatabaseKit
import TestSupport
import Testing
import UseCases
import Web

@Suite("What members ask their unions for")
struct MemberRequestRoutesTests {
    @Test("asked by the member, answered by the clerk, read by the member", arguments: Engine.available)
    func correction(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        #expect(try await member.postForm("/self-service/requests/correction", ["text": " "]).status == 422)
        for _ in 0..<2 {
            let sent = try await member.postForm("/self-service/requests/correction", ["text": "手机号已更换"])
            #expect(sent.location == "/self-service")
        }
        #expect(try await member.get("/self-service").text.contains("待答复"))
        // He belongs to an enterprise, whose union orders his card.
        #expect(try await member.get("/self-service/requests/card").location == "/self-service")

        let clerk = try await site.signedIn("shili")
        let list = try await clerk.get("/members/requests")
        let path = try #require(list.text.firstMatch(of: /href="(\/members\/requests\/\d+)"/)).output.1
        #expect(try await clerk.get(String(path)).text.contains("手机号已更换"))
        #expect(try await clerk.postForm("\(path)/answer", ["version": "1"]).status == 422)
        let answered = try await clerk.postForm(
            "\(path)/answer", ["version": "1", "verdict": "grant", "answer": "已更正"])
        #expect(answered.location == String(path))
        #expect(try await member.get("/self-service").text.contains("工会答复：已更正"))
    }
    @Test(
        "a card of his own: the address as the year wants it, once, and never with a document that has ended",
        arguments: Engine.available)
    func card(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        let form = "/self-service/requests/card"
        func set(_ sql: SQL) async throws { try await site.platform.database.write { _ = try $0.execute(sql) } }
        try await set("UPDATE member SET category = 'outside-enterprise' WHERE number = '90000000001'")
        #expect(try await member.get(form).text.contains("请填写超过 6 个汉字的完整地址"))
        let short = try await member.postForm(form, ["text": "示例路一号"])
        #expect(short.status == 422)
        #expect(short.text.contains("收卡地址太短，请填写超过 6 个汉字的完整地址"))
        // What was typed is still there.
        #expect(short.text.contains("示例路一号"))

        try await set("UPDATE identity_document SET expiry = '2023-11-19'")
        let ended = try await member.postForm(form, ["text": "示例市示例路一百号"])
        #expect(ended.status == 422)
        #expect(ended.text.contains("过期证件不能办卡"))
        try await set("UPDATE identity_document SET expiry = 'long-term'")

        try await member.get(form)
        #expect(try await member.postForm(form, ["text": "示例市示例路一百号"]).location == "/self-service")
        #expect(try await member.get("/self-service").text.contains("已申请，等待工会审核"))
        let again = try await member.postForm(form, ["text": "示例市示例路一百号"])
        #expect(again.location == "/self-service")
        #expect(try await member.get("/self-service").text.contains("您的申请正在等待工会答复，答复后可以再次提交"))
    }
}
