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

    @Test("what was typed into a page of an older login is kept, and can be sent again")
    func kept() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let own = ["Sec-Fetch-Site": "same-origin"]
        let before = try await site.contents()
        let answer = try await shili.post(
            "/try/count", ["csrf": "older", "note": "请改正名单", "password": "secret-1"], own)
        #expect(answer.status == 403)
        #expect(answer.text.contains("请改正名单"))
        #expect(!answer.text.contains("secret-1"))
        #expect(!answer.forms.contains { $0.action == "/try/count" })
        let again = try await shili.post("/try/count", ["csrf": "older", "note": "<请改正名单>"], own)
        #expect(again.status == 403)
        #expect(try await site.contents() == before)
        let form = try #require(again.forms.first { $0.action == "/try/count" })
        #expect(form["note"] == "&lt;请改正名单&gt;")
        #expect(form["csrf"] != "older")
        #expect(try await shili.post("/try/count", ["csrf": form["csrf"] ?? "", "note": "请改正名单"], own).status == 200)
    }

    @Test("nothing is offered to be sent again unless the browser says that the form stands on this site")
    func notOffered() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        for headers in [[:], ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "none"]] {
            let answer = try await shili.post("/try/count", ["csrf": "older", "note": "请改正名单"], headers)
            #expect(answer.status == 403)
            #expect(!answer.text.contains("请改正名单"))
        }
    }

    @Test("of two tokens under one name the first counts")
    func pollution() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        #expect(try await shili.post("/try/count", ["csrf": "forged", "csrf": csrf]).status == 403)
    }
}
