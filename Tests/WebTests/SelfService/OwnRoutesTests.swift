import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

@Suite("A member's own pages")
struct OwnRoutesTests {
    @Test("the number, the code, the consent, then what is his", arguments: Engine.available)
    func signIn(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        try await site.plantMember()
        let visitor = site.visitor()
        #expect(try await visitor.get("/self-service").location == "/self-service/login")
        #expect(try await visitor.asksForCode(TestMember.document).location == "/self-service/login/code")
        let before = visitor.cookies["__Host-own"]
        #expect(try await visitor.entersShownCode().location == "/self-service")
        #expect(visitor.cookies["__Host-own"] != before)
        #expect(visitor.cookies["__Host-sid"] == nil)
        // Nothing is shown before the consent.
        #expect(try await visitor.get("/self-service").location == "/self-service/consent")
        #expect(try await visitor.get("/self-service/electronic-card").location == "/self-service/consent")
        try await visitor.get("/self-service/consent")
        let refused = try await visitor.postForm("/self-service/consent")
        #expect(refused.status == 422)
        #expect(refused.title?.hasPrefix("错误：") == true)
        #expect(try await visitor.postForm("/self-service/consent", ["consent": "yes"]).location == "/self-service")
        let home = try await visitor.get("/self-service")
        #expect(home.status == 200)
        #expect(home.text.contains("会员甲"))
        #expect(home.text.contains("199****0001"))
        #expect(!home.text.contains(TestMember.document))
        #expect(!home.text.contains(TestMember.phone))
        #expect(home.header("Cache-Control")?.contains("no-store") == true)
    }

    @Test("whoever has agreed to an older notice is asked again before he sees anything", arguments: Engine.available)
    func olderConsent(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        try await site.platform.database.write {
            _ = try $0.execute("UPDATE privacy_consent SET notice = '2022-01-01'")
        }
        #expect(try await member.get("/self-service").location == "/self-service/consent")
        #expect(try await member.get("/self-service/consent").text.contains("同意并继续"))
        #expect(try await member.postForm("/self-service/consent", ["consent": "yes"]).location == "/self-service")
        #expect(try await member.get("/self-service").status == 200)
    }

    @Test("a number that is nobody's gets the same answer, page by page", arguments: Engine.available)
    func sameAnswer(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        try await site.plantMember()
        var pages: [[String]] = []
        for document in [TestMember.document, "A87654321"] {
            let visitor = site.visitor()
            let asked = try await visitor.asksForCode(document)
            let page = try await visitor.get("/self-service/login/code")
            let wrong = try await visitor.postForm("/self-service/login/code", ["code": "no digits"])
            pages.append(
                [asked.location ?? "", String(asked.status), page.text, String(wrong.status), wrong.text].map {
                    $0.replacing(/[A-Za-z0-9_\-]{43}/, with: "TOKEN").replacing(/>\d{6}</, with: ">CODE<")
                })
        }
        #expect(pages[0] == pages[1])
        let stranger = site.visitor()
        try await stranger.asksForCode("A87654321")
        #expect(try await stranger.entersShownCode().status == 422)
    }

    @Test(
        "a member asks about his own data, keeps what he typed, and sees that it waits", arguments: Engine.available)
    func rights(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        #expect(try await member.get("/self-service").text.contains("href=\"/self-service/rights\""))
        let missing = try await member.postForm("/self-service/rights", ["text": "想知道登记了什么"])
        #expect(missing.status == 422)
        #expect(missing.text.contains("想知道登记了什么"))
        let number = try await member.postForm(
            "/self-service/rights", ["kind": "access", "text": "我的证件是 319901199001010015"])
        #expect(number.status == 422)
        for _ in 0..<2 {
            let sent = try await member.postForm("/self-service/rights", ["kind": "access", "text": "想知道登记了什么"])
            #expect(sent.location == "/self-service/rights")
        }
        #expect(try await member.get("/self-service/rights").text.contains("待答复"))
        let clerk = try await site.signedIn("shili")
        let desk = try await clerk.get("/members/rights").text
        #expect(desk.contains("查询个人信息") && desk.contains("会员甲"))
    }

    @Test(
        "the electronic card is activated by a form, shown with its code, and checked by anybody",
        arguments: Engine.available)
    func electronicCard(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        #expect(try await member.get("/self-service/electronic-card").location == "/self-service")
        #expect(try await member.get("/self-service/electronic-card/picture").status == 404)
        for _ in 0..<2 {
            #expect(
                try await member.postForm("/self-service/electronic-card").location == "/self-service/electronic-card")
        }
        let page = try await member.get("/self-service/electronic-card")
        #expect(page.text.contains("电子会员证已激活"))
        #expect(page.text.contains("/electronic-card/picture"))
        #expect(!page.text.contains("二维码还不能使用"))
        #expect(try await member.get("/self-service/electronic-card/picture").header("Content-Type") == "image/svg+xml")
        let clerk = try await site.signedIn("shili")
        #expect(try await clerk.get("/members?card=active").text.contains("会员甲"))
        #expect(try await clerk.get("/members?card=inactive").text.contains("会员甲") == false)

        let oneself = try await site.platform.database.read { transaction -> Oneself in
            let person: ID<Person> = try #require(try transaction.value("SELECT person_id FROM member"))
            return Oneself(person: person, name: TestMember.name)
        }
        let occasion = OwnOccasion(
            oneself: oneself, today: try #require(CalendarDay("2023-11-20")), now: site.clock.now, origin: "test")
        let token = try #require(try await OwnRecords(site.platform).electronicCard(occasion)).token
        let proof = try await site.visitor().get("/verify/members/\(token)")
        #expect(proof.text.contains("真实有效"))
        #expect(!proof.text.contains("会员甲"))
        #expect(try await site.visitor().get("/verify/members/1-0").status == 404)
    }

    @Test("without the platform's address no code is shown that would lead nowhere", arguments: Engine.available)
    func codeWithoutAddress(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        try await site.platform.database.write { try SettingStore($0).set(.publicAddress, to: nil) }
        let member = try await site.signedInMember()
        try await member.postForm("/self-service/electronic-card")
        let page = try await member.get("/self-service/electronic-card")
        #expect(page.text.contains("二维码还不能使用"))
        #expect(!page.text.contains("/electronic-card/picture"))
    }

    @Test(
        "an address that is none leads a member back to his pages, not to the accounts' login",
        arguments: Engine.available)
    func nothingThere(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        for path in ["/self-service/coverage/1999", "/self-service/nothing", "/self-service/requests/nothing"] {
            let page = try await member.get(path)
            #expect(page.status == 404)
            #expect(page.text.contains("返回会员本人服务"))
            #expect(!page.text.contains("去登录"))
        }
        #expect(try await site.visitor().get("/nothing").text.contains("去登录"))
    }

    @Test("signing out ends the session at once", arguments: Engine.available)
    func signOut(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        let token = member.cookies["__Host-own"]
        #expect(try await member.postForm("/self-service/logout").location == "/self-service/login?notice=signed-out")
        #expect(member.cookies["__Host-own"] == nil)
        member.cookies["__Host-own"] = token
        #expect(try await member.get("/self-service").location == "/self-service/login")
    }

    @Test("neither number nor code stands in an address or in the log", arguments: Engine.available)
    func traces(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let member = try await site.signedInMember()
        try await member.postForm("/self-service/electronic-card")
        for personal in [TestMember.document, TestMember.phone, TestMember.name] {
            #expect(!site.log.text.contains(personal))
        }
    }

    @Test("one address asks for twenty messages, then for one in a quarter of a minute", arguments: Engine.available)
    func pace(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let visitor = site.visitor()
        var statuses: [Int] = []
        for number in 0..<21 { statuses.append(try await visitor.asksForCode("A0000\(1000 + number)").status) }
        #expect(statuses == Array(repeating: 303, count: 20) + [429])
    }

    @Test("somebody signed in to both has two sessions that end apart", arguments: Engine.available)
    func both(_ engine: Engine) async throws {
        let site = try await TestSite(engine)
        let browser = try await site.signedInMember()
        browser.cookies.merge(try await site.signedIn("shili").cookies) { $1 }
        #expect(try await browser.get("/members").status == 200)
        #expect(try await browser.get("/self-service").status == 200)
        let csrf = try #require(try await browser.get("/self-service").forms.compactMap { $0["csrf"] }.first)
        // The token of the one is none of the other's.
        #expect(try await browser.post("/logout", ["csrf": csrf]).status == 403)
        #expect(try await browser.post("/self-service/logout", ["csrf": csrf]).status == 303)
        #expect(try await browser.get("/members").status == 200)
    }
}
