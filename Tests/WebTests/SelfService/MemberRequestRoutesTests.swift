import Testing
import Web

@Suite("What members ask their unions for")
struct MemberRequestRoutesTests {
    @Test("asked by the member, answered by the clerk, read by the member")
    func correction() async throws {
        let site = try await TestSite()
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
}
