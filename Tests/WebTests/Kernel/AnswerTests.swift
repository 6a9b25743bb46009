import DatabaseKit
import Foundation
import TestSupport
import Testing
import UseCases
import Web

@Suite("Answers of the kernel")
struct AnswerTests {
    @Test(
        "every error has its status and a page that says what to do",
        arguments: [
            ("not-found", 404), ("not-allowed", 403), ("refused", 422), ("stale", 409), ("busy", 503), ("full", 503),
            ("read-only", 503), ("unavailable", 503), ("hashes", 503), ("broken", 500),
        ])
    func errors(name: String, status: Int) async throws {
        let site = try await TestSite(more: TryRoutes())
        let answer = try await site.visitor().get("/try/\(name)")
        #expect(answer.status == status)
        #expect(answer.title?.isEmpty == false)
        #expect((answer.header("Retry-After") != nil) == (status == 503))
        expectGuarded(answer)
    }

    @Test("our own fault shows its number and no details, and the log keeps no personal number")
    func fault() async throws {
        let site = try await TestSite(more: TryRoutes())
        let answer = try await site.visitor().get("/try/broken")
        #expect(answer.text.contains("request-1"))
        #expect(!answer.text.contains("Broken"))
        #expect(!answer.text.contains("319901"))
        #expect(site.log.text.contains("Broken"))
        #expect(!site.log.text.contains("319901199001011234"))
        #expect(!site.log.text.contains("19900000001"))
    }

    @Test("a monitor learns whether the database answers, and nothing else")
    func health() async throws {
        let site = try await TestSite()
        let before = try await site.contents()
        let monitor = site.visitor()
        let well = try await monitor.get("/health")
        #expect(well.status == 200)
        #expect(well.text == "正常")
        #expect(monitor.cookies.isEmpty)
        expectGuarded(well)
        #expect(try await monitor.send("HEAD", "/health").status == 200)
        #expect(try await site.contents() == before)
        for _ in 2..<60 { #expect(try await monitor.get("/health").status == 200) }
        #expect(try await monitor.get("/health").status == 429)
        site.clock.advance(seconds: 60)
        try await site.platform.database.close()
        let unwell = try await monitor.get("/health")
        #expect(unwell.status == 503)
        #expect(unwell.header("Retry-After") != nil)
        #expect(!unwell.text.contains("closed"))
        expectGuarded(unwell)
    }

    @Test("every answer carries the protecting headers and is not kept")
    func headers() async throws {
        let site = try await TestSite(transport: .tls)
        let shili = try await site.signedIn("shili")
        let visitor = site.visitor()
        let answers = [
            try await shili.get("/"), try await shili.get("/workbench"), try await visitor.get("/login"),
            try await visitor.get("/"), try await visitor.get("/guide"), try await visitor.get("/nowhere"),
            try await visitor.get("/assets/missing/app.css"), try await visitor.send("TRACE", "/"),
            try await visitor.post("/login"), try await shili.postForm("/logout"),
        ]
        for answer in answers {
            expectGuarded(answer)
            #expect(answer.header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains")
        }
    }

    private func expectGuarded(_ answer: Answered) {
        #expect(answer.unguarded == [])
    }

    @Test("an unknown method is 405 and the answer names those that are known")
    func methods() async throws {
        let site = try await TestSite(more: TryRoutes())
        let visitor = site.visitor()
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
            let answer = try await visitor.send(method, "/guide")
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == "GET, HEAD")
        }
        #expect(try await visitor.post("/guide").status == 405)
    }

    @Test("an address that only takes forms leads back to the page above it, wherever a refused form has left it")
    func formAddresses() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let addresses = [
            "/workbench/unit": "/workbench", "/cards/batches/7/result": "/cards/batches/7",
            "/registers/7/discard": "/registers/7",
            "/shares/1/units/7/removal": "/shares/1", "/logout": "/", "/credits/7/cancellation": "/credits",
        ]
        for (address, page) in addresses {
            for method in ["GET", "HEAD"] {
                let answer = try await visitor.send(method, address)
                #expect(answer.status == 303)
                #expect(answer.location == page, "\(method) \(address)")
            }
        }
        let officer = try await site.signedIn("donghai")
        for address in ["/review/approve", "/review/return", "/review/take-back"] {
            #expect(try await officer.get(address).location == "/review")
        }
        for address in ["/submissions", "/submissions/check"] {
            #expect(try await officer.get(address).location == "/submissions/new")
        }
        let clerk = try await site.signedIn("shili")
        #expect(try await clerk.get("/enrolments/current/submission").location == "/enrolments/current/check")
    }

    @Test("HEAD answers as GET does, without the body")
    func head() async throws {
        let site = try await TestSite()
        let (get, head) = (try await site.visitor().get("/guide"), try await site.visitor().send("HEAD", "/guide"))
        #expect(head.status == get.status)
        #expect(head.bytes.isEmpty)
        #expect(head.header("Content-Type") == get.header("Content-Type"))
    }

    @Test("whole exchanges stay as they were looked at")
    func exchanges() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        try compare(try await visitor.get("/"), "signed-out")
        try compare(try await visitor.get("/login?return=%2Fmembers"), "login")
        try compare(try await visitor.logIn("shili", password: "wrong"), "login-refused")
        try compare(try await visitor.logIn("shili", password: "Gonghui-Demo-2024"), "login-accepted")
        try await visitor.get("/")
        try compare(try await visitor.postForm("/logout"), "logout")
    }

    private func compare(_ answer: Answered, _ name: String) throws {
        // The golden files of a target stand together, in the one folder that its build leaves out.
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path()
        try Golden.compare(answer.exchange, "exchanges/\(name).txt", test: folder)
    }
}
