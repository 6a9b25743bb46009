import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault
import Web

@Suite("Proving anew who one is, before whole numbers are seen")
struct StepUpTests {
    private let password = "Gonghui-Demo-2024"
    private let secret = "DONGHAIGONGHUIDEMOGONGHUIDEMOGON"
    private let whole: [(name: String, value: String)] = [("numbers", "whole"), ("purpose", "bank")]

    private func events(_ action: String, _ site: TestSite) async throws -> Int {
        try await site.platform.database.read {
            try $0.value("SELECT count(*) FROM event WHERE subject = 'account' AND action = \(action)") ?? 0
        }
    }

    /// The site with a member of this clerk's union.
    private func addMember(of account: String, serial: Int, to site: TestSite) async throws {
        let number =
            ResidentIdentityNumber.make(
                area: "319977", birth: CalendarDay(year: 1985, month: 6, day: 1) ?? .earliest, serial: serial)?.text
            ?? ""
        let clerk = try await site.signedIn(account)
        let text = "姓名,证件号码,手机号码\n演示甲,\(number),1997777000\(serial)"
        let staged = try await clerk.postFile(
            "/members/import", [(name: "category", value: "outside-enterprise")],
            file: (field: "file", name: "名册.csv", bytes: Array(text.utf8)))
        try await clerk.postForm(try #require(staged.location) + "/confirmation")
    }

    private func isFile(_ answer: Answered) -> Bool { answer.bytes.starts(with: Array("PK".utf8)) }

    @Test("the form asks for the password once, and lets whole numbers out for five minutes")
    func password() async throws {
        let site = try await TestSite()
        try await addMember(of: "shili", serial: 1, to: site)
        let clerk = try await site.signedIn("shili")
        let other = try await site.signedIn("shili")
        #expect(try await clerk.get("/members/export").text.contains("再次确认身份"))
        let bare = try await clerk.postForm("/members/export", whole)
        #expect(bare.status == 422)
        #expect(bare.text.contains("请输入您的登录密码"))
        let wrong = try await clerk.postForm("/members/export", whole + [("password", "Wrong-2024-Wrong")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("密码或动态口令不正确"))
        #expect(!wrong.text.contains("Wrong-2024-Wrong"))
        #expect(isFile(try await clerk.postForm("/members/export", whole + [("password", password)])))
        #expect(try await clerk.get("/members/export").text.contains("再次确认身份") == false)
        #expect(isFile(try await clerk.postForm("/members/export", whole)))
        // The proof is this session's alone.
        #expect(try await other.postForm("/members/export", whole).status == 422)
        #expect(try await events("step-up", site) == 1)
        #expect(try await events("step-up-refused", site) == 1)
        site.clock.advance(minutes: 5)
        #expect(try await clerk.postForm("/members/export", whole).status == 422)
        // Masked numbers never ask.
        #expect(isFile(try await clerk.postForm("/members/export", ["numbers": "masked"])))
    }

    @Test("five wrong passwords lock the account like a login, and then the right one is no use either")
    func lock() async throws {
        let site = try await TestSite()
        try await addMember(of: "shili", serial: 1, to: site)
        let thief = try await site.signedIn("shili")
        for attempt in 0..<5 {
            let answer = try await thief.postForm("/members/export", whole + [("password", "Wrong-\(attempt)")])
            #expect(answer.status == 422)
        }
        let right = try await thief.postForm("/members/export", whole + [("password", password)])
        #expect(right.status == 422)
        #expect(right.text.contains("密码或动态口令不正确"))
        #expect(try await site.visitor().logIn("shili", password: password).status == 422)
        #expect(try await events("step-up-refused", site) == 6)
        site.clock.advance(minutes: 11)
        #expect(isFile(try await thief.postForm("/members/export", whole + [("password", password)])))
    }

    @Test("whoever has a second factor needs it too, and a code works once")
    func secondFactor() async throws {
        let site = try await TestSite()
        try await addMember(of: "shili", serial: 1, to: site)
        let officer = try await site.signedIn("donghai")
        let page = try await officer.get("/members/export")
        #expect(page.text.contains("认证应用当前显示的 6 位数字"))
        let code = try #require(OneTimePassword(base32: secret)).code(at: site.clock.now.milliseconds)
        #expect(try await officer.postForm("/members/export", whole + [("password", password)]).status == 422)
        let wrong = try await officer.postForm("/members/export", whole + [("password", "wrong"), ("code", code)])
        #expect(wrong.status == 422)
        #expect(!wrong.text.contains("value=\"\(code)\""))
        // The wrong password has not used the code up.
        let proof = [(name: "password", value: password), (name: "code", value: code)]
        #expect(isFile(try await officer.postForm("/members/export", whole + proof)))
        let other = try await site.signedIn("donghai")
        #expect(try await other.postForm("/members/export", whole + proof).status == 422)
    }

    @Test("whole numbers of one member ask for it too; a stranger's member is not there, whatever is typed")
    func disclosure() async throws {
        let site = try await TestSite()
        try await addMember(of: "shili", serial: 1, to: site)
        try await addMember(of: "yanshi", serial: 3, to: site)
        let clerk = try await site.signedIn("shili")
        let union = try await site.platform.database.read { transaction -> ID<Union>? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: "shili").flatMap { try accounts.actor($0) }?.union
        }
        let own = try #require(union)
        func member(_ condition: SQL) async throws -> Int64 {
            let found: Int64? = try await site.platform.database.read {
                try $0.value("SELECT id FROM member WHERE \(condition) AND left_on IS NULL ORDER BY id LIMIT 1")
            }
            guard let found else { throw Refusal.notFound }
            return found
        }
        let place = "/members/\(try await member("union_id = \(own)"))/disclosure"
        let asked = try await clerk.postForm(place, ["reason": "contact"])
        #expect(asked.status == 422)
        #expect(asked.text.contains("请输入您的登录密码"))
        let shown = try await clerk.postForm(place, ["reason": "contact", "password": password])
        #expect(shown.status == 200)
        #expect(shown.text.contains("本次查看已记录"))
        let theirs = "/members/\(try await member("union_id <> \(own)"))/disclosure"
        #expect(try await clerk.postForm(theirs, ["reason": "contact", "password": password]).status == 404)
    }
}
