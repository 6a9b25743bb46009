import Testing
import Web

@Suite("Forms that this session was not given change nothing")
struct ForgeryTests {
    @Test("a form without its token, with a forged one or with another session's is refused")
    func token() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let other = try await site.signedIn("yanshi")
        let before = try await site.contents()
        let csrf = try await shili.csrf()
        let tokens = ["", "x", String(csrf.dropLast()), csrf + "A", try await other.csrf()]
        for token in tokens {
            let answer = try await shili.post("/try/count", ["csrf": token])
            #expect(answer.status == 403)
            #expect(answer.title?.contains("页面已过期") == true)
        }
        #expect(try await shili.post("/try/count").status == 403)
        #expect(try await site.contents() == before)
        #expect(try await shili.post("/try/count", ["csrf": csrf]).status == 200)
    }

    @Test(
        "a form from another site is refused even with the right token",
        arguments: [
            ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Origin": "https://elsewhere.example"],
            ["Origin": "null"], ["Origin": "http://127.0.0.1:8081"],
            ["Origin": "http://127.0.0.1:8080.elsewhere.example"],
        ])
    func origin(headers: [String: String]) async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        let before = try await site.contents()
        #expect(try await shili.post("/try/count", ["csrf": csrf], headers).status == 403)
        #expect(try await site.contents() == before)
    }

    @Test(
        "a form of this site is taken",
        arguments: [
            [:], ["Sec-Fetch-Site": "same-origin"], ["Origin": "http://127.0.0.1:8080"],
            ["Sec-Fetch-Site": "same-origin", "Origin": "http://127.0.0.1:8080"],
        ])
    func ownOrigin(headers: [String: String]) async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        #expect(try await shili.postForm("/try/count", [:], headers).status == 200)
    }

    @Test("of two tokens under one name the first counts")
    func pollution() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        #expect(try await shili.post("/try/count", ["csrf": "forged", "csrf": csrf]).status == 403)
    }
}
