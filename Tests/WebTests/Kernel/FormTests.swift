import Testing
import Web

@Suite("Forms and their limits")
struct FormTests {
    @Test("a body over the limit is 413, whatever its length says")
    func tooLarge() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let body = Array("csrf=\(try await shili.csrf())&text=".utf8) + [UInt8](repeating: 0x61, count: 1_048_577)
        #expect(try await shili.send("POST", "/try/count", body: body).status == 413)
        let lie = try await shili.send("POST", "/try/count", ["Content-Length": "99999999"], body: Array("a=b".utf8))
        #expect(lie.status == 413)
    }

    @Test("nobody who has not logged in sends files")
    func visitorsUpload() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        try await visitor.get("/login")
        let answer = try await visitor.send(
            "POST", "/login", ["Content-Type": "multipart/form-data; boundary=x"],
            body: [UInt8](repeating: 0x61, count: 2_000_000))
        #expect(answer.status == 413)
    }

    @Test("a form that cannot be read is 400 and changes nothing", arguments: ["a=%zz", "a=%ff", "a=%00", "%"])
    func malformed(body: String) async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let before = try await site.contents()
        #expect(try await shili.send("POST", "/try/count", body: Array(body.utf8)).status == 400)
        let multipart = ["Content-Type": "multipart/form-data"]
        #expect(try await shili.send("POST", "/try/count", multipart, body: Array(body.utf8)).status == 400)
        #expect(try await site.contents() == before)
        #expect(try await shili.get("/?\(body)").status == 400)
    }

    @Test("the same form sent twice has one effect and one answer")
    func twice() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let first = try await shili.postForm("/try/count", ["idempotency": "ticket-1", "what": "a"])
        let second = try await shili.postForm("/try/count", ["idempotency": "ticket-1", "what": "a"])
        #expect(first.text == "1")
        #expect(second.text == "1")
    }

    @Test("two forms of one page, or one sent again with other content, are two acts")
    func otherContent() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        #expect(try await shili.postForm("/try/count", ["idempotency": "ticket-1", "what": "a"]).text == "1")
        #expect(try await shili.postForm("/try/count", ["idempotency": "ticket-1", "what": "b"]).text == "2")
        #expect(try await shili.postForm("/try/count", ["idempotency": "ticket-2", "what": "a"]).text == "3")
    }

    @Test("twenty clicks at once have one effect and one answer")
    func atOnce() async throws {
        let site = try await TestSite(more: TryRoutes())
        let shili = try await site.signedIn("shili")
        let csrf = try await shili.csrf()
        let token = try #require(shili.cookies["__Host-sid"])
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let click = Visitor(site)
                    click.cookies["__Host-sid"] = token
                    return try await click.post("/try/count", ["csrf": csrf, "idempotency": "ticket-1"]).text
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: "1", count: 20))
        #expect(try await shili.post("/try/count", ["csrf": csrf, "idempotency": "ticket-2"]).text == "2")
    }
}
