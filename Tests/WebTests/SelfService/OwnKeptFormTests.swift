import DatabaseKit
import Domain
import Testing
import UseCases

@testable import Web

@Suite("What a member has typed survives the end of his sign-in")
struct OwnKeptFormTests {
    private let note = "搬家了，请改为新地址"

    private func kept(_ site: TestSite) async throws -> Int {
        try await site.platform.database.read { try $0.value("SELECT count(*) FROM own_kept_form") ?? 0 }
    }

    /// The token under which a form was kept; nil where none was.
    private func token(_ answer: Answered) -> String? {
        answer.location?.firstMatch(of: /^\/self-service\/login\?notice=form-kept&form=([\w\-]+)$/).map { String($0.1) }
    }

    /// Sends a correction when the sign-in has been idle for too long.
    private func late(_ member: Visitor, _ site: TestSite) async throws -> Answered {
        let csrf = try #require(
            try await member.get("/self-service/requests/correction").forms.first {
                $0.action == "/self-service/requests/correction"
            }?["csrf"])
        site.clock.advance(minutes: OwnLogins.Limits.idleMinutes + 1)
        return try await member.post(
            "/self-service/requests/correction", ["csrf": csrf, "idempotency": "t1", "text": note])
    }

    @Test("it is shown after the sign-in, not sent yet")
    func journey() async throws {
        let site = try await TestSite()
        let member = try await site.signedInMember()
        let token = try #require(token(try await late(member, site)))
        #expect(try await site.platform.database.read { try $0.value("SELECT count(*) FROM own_request") ?? 0 } == 0)
        let login = try await member.get("/self-service/login?notice=form-kept&form=\(token)")
        #expect(login.text.contains("已为您暂存"))
        let asked = try await member.postForm(
            "/self-service/login", ["document": TestMember.document, "form": token])
        #expect(asked.location == "/self-service/login/code?form=\(token)")
        let code = try #require(try await member.shownCode())
        let entered = try await member.postForm("/self-service/login/code", ["code": code, "form": token])
        #expect(entered.location == "/self-service/forms/\(token)")
        let page = try await member.get("/self-service/forms/\(token)")
        #expect(page.text.contains("刚才的内容还没有提交"))
        let form = try #require(page.forms.first { $0.action == "/self-service/requests/correction" })
        #expect(form["text"] == note)
        let sent = try await member.post(
            "/self-service/requests/correction",
            ["csrf": form["csrf"] ?? "", "idempotency": form["idempotency"] ?? "", "text": note])
        #expect(sent.location == "/self-service")
        #expect(try await member.get("/self-service").text.contains(note))
    }

    @Test("nobody else has it, an account neither, and after half an hour it is gone")
    func others() async throws {
        let site = try await TestSite()
        let member = try await site.signedInMember()
        let token = try #require(token(try await late(member, site)))
        let place = "/self-service/forms/\(token)"
        #expect(try await site.visitor().get(place).location?.hasPrefix("/self-service/login") == true)
        let clerk = try await site.signedIn("shili")
        #expect(try await clerk.get("/account/forms/\(token)").location == "/")
        site.clock.advance(minutes: KeptForms.minutes + 1)
        let again = try await site.signedInMember()
        #expect(try await again.get(place).location == "/self-service")
        try await Housekeeping(site.platform).clear(at: site.clock.now)
        #expect(try await kept(site) == 0)
    }

    @Test("nothing is kept of a form that this sign-in was not given")
    func forged() async throws {
        let site = try await TestSite()
        let member = try await site.signedInMember()
        site.clock.advance(minutes: OwnLogins.Limits.idleMinutes + 1)
        let answer = try await member.post(
            "/self-service/requests/correction", ["csrf": "forged", "idempotency": "t1", "text": note])
        #expect(token(answer) == nil)
        #expect(try await kept(site) == 0)
    }
}
