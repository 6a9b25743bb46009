import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

/// 提交复核 over HTTP, by forms alone: one officer proposes, another one of the district confirms.
@Suite struct ProposalRoutesTests {
    private static let contact = ["name": "王示例", "phone": "19900000001", "email": "a@example.com"]
    private static let shown = contact.merging(["units": "1", "heads": "1", "typed-heads": "1"]) { field, _ in field }
    private static let rule = ["control": "two-people", "reason": "内控要求", "stamp": "0", "password": CardDesk.password]

    /// A second officer of the officer's district.
    private func addSecond(_ desk: CardDesk) async throws {
        let district = try await desk.occasion("officer").actor.union
        let hash = try await desk.platform.passwords.hash(CardDesk.password).text
        try await desk.platform.database.write { transaction in
            _ = try AccountStore(transaction).insert(
                name: "second", displayName: "second", union: district, roles: [.districtOfficer], passwordHash: hash,
                at: CardDesk.now)
        }
    }

    /// Both officers, after the first one has asked for a second person and has proposed.
    private func proposed(
        _ desk: CardDesk
    ) async throws -> (officer: CardDesk.Browser, second: CardDesk.Browser, page: String) {
        try await addSecond(desk)
        let officer = try await desk.browser("officer")
        #expect(try await officer.post("/submissions/rule", Self.rule, ticket: "rule").location == "/submissions/new")
        let page = try await officer.post("/submissions/proposals", Self.shown, ticket: "propose").location
        return (officer, try await desk.browser("second"), try #require(page))
    }

    @Test("what one officer proposes, another one confirms; the batch names both")
    func whole() async throws {
        let desk = try await CardDesk.approved()
        let officer = try await desk.browser("officer")
        let alone = try await officer.post("/submissions/rule", Self.rule, ticket: "a")
        #expect(alone.status == 422)
        #expect(alone.text.contains("本区局只有一个可以提交的账号"))
        try await addSecond(desk)
        let unreasoned = try await officer.post(
            "/submissions/rule", Self.rule.merging(["reason": ""]) { $1 }, ticket: "b")
        #expect(unreasoned.text.contains("请填写设置原因"))
        #expect(try await officer.post("/submissions/rule", Self.rule, ticket: "c").location == "/submissions/new")

        let check = try await officer.post("/submissions/check", Self.contact, ticket: "d")
        #expect(check.text.contains(#"action="/submissions/proposals""#))
        #expect(!check.text.contains(#"action="/submissions""#))
        let refused = try await officer.post("/submissions", Self.shown, ticket: "e")
        #expect(refused.status == 422)
        #expect(refused.text.contains("请提交复核，由本区局另一账号确认"))
        for typed in ["", "2", "1x"] {
            let mistyped = try await officer.post(
                "/submissions/proposals", Self.shown.merging(["typed-heads": typed]) { $1 }, ticket: "f\(typed)")
            #expect(mistyped.status == 422)
            #expect(mistyped.text.contains("请输入本次提交的参保总人数 1"))
        }
        let stale = try await officer.post(
            "/submissions/proposals", Self.shown.merging(["heads": "2", "typed-heads": "2"]) { $1 }, ticket: "f")
        #expect(stale.status == 422)
        #expect(stale.text.contains("人数已由 2 人变为 1 人"))
        let page = try #require(
            try await officer.post("/submissions/proposals", Self.shown, ticket: "g").location)
        #expect(page.hasPrefix("/submissions/proposals/"))
        #expect(try await officer.get("/submissions/new").text.contains(page))
        let own = try await officer.get(page).text
        #expect(own.contains(page + "/withdrawal"))
        #expect(!own.contains(page + "/confirmation"))
        #expect(try await officer.post(page + "/confirmation", ticket: "h").text.contains("不能复核自己提交的内容"))
        let another = try await officer.post("/submissions/proposals", Self.shown, ticket: "i")
        #expect(another.text.contains("已有一份提交正在等待复核"))

        let second = try await desk.browser("second")
        #expect(try await second.get("/todos").text.contains(page))
        let sheet = try await second.get(page).text
        #expect(sheet.contains("示例工会委员会"))
        #expect(sheet.contains(page + "/confirmation"))
        #expect(!sheet.contains(page + "/withdrawal"))
        #expect(try await second.post(page + "/withdrawal", ticket: "j").text.contains("只有提交人可以撤回"))
        let unproved = try await second.post(page + "/confirmation", ticket: "k")
        #expect(unproved.status == 422)
        #expect(unproved.text.contains("请输入您的登录密码"))
        let confirmed = try await second.post(
            page + "/confirmation", ["password": CardDesk.password], ticket: "l")
        let result = try #require(confirmed.location)
        #expect(try await second.get(result).text.contains("CB20231120"))
        let batch = try await officer.get(result.replacing("/submissions/", with: "/batches/")).text
        #expect(batch.contains("officer 提请"))
        #expect(batch.contains("复核人 second"))
        #expect(try await desk.browser("clerk").get(page).status == 403)
        #expect(try await officer.get(page).text.contains("已复核提交"))
    }

    @Test("the second officer sends it back with a reason, and who has proposed takes back")
    func ends() async throws {
        let desk = try await CardDesk.approved()
        let (officer, second, page) = try await proposed(desk)
        let unreasoned = try await second.post(page + "/refusal", ticket: "a")
        #expect(unreasoned.status == 422)
        #expect(unreasoned.text.contains("请填写退回原因"))
        #expect(try await second.post(page + "/refusal", ["reason": "少一家单位"], ticket: "b").location == page)
        #expect(try await officer.get(page).text.contains("少一家单位"))
        let again = try #require(
            try await officer.post("/submissions/proposals", Self.shown, ticket: "c").location)
        #expect(try await officer.post(again + "/withdrawal", ticket: "d").location == "/submissions/new")
        #expect(try await officer.get(again).text.contains("已撤回"))
        #expect(try await second.get("/batches").text.contains("CB2023") == false)
    }

    @Test("a list that has changed since is not handed in, and the page says what has changed")
    func overtaken() async throws {
        let desk = try await CardDesk.approved()
        let (_, second, page) = try await proposed(desk)
        try await desk.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE unit_enrolment SET status = 'submitted'")
        }
        let late = try await second.post(page + "/confirmation", ["password": CardDesk.password], ticket: "a")
        #expect(late.text.contains("没有提交至职保中心"))
        let sheet = try await second.get(page).text
        #expect(sheet.contains("已失效"))
        #expect(sheet.contains("已不在待提交列表"))
    }
}
