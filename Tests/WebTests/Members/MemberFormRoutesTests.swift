import DatabaseKit
import Domain
import Testing
import UseCases

@Suite struct MemberFormRoutesTests {
    @Test("everything that is wrong with a new member is told at once")
    func allAtOnce() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let answer = try await clerk.post(
            "/members/new",
            [
                "name": "", "document-type": "resident-identity-card", "document": "12", "phone": "12",
                "note": String(repeating: "长", count: 201),
            ],
            ticket: "new")
        #expect(answer.status == 422)
        for words in ["请选择会员类别", "没有填写姓名", "不是有效的 11 位手机号", "备注最多 200 个字"] {
            #expect(answer.text.contains(words), "\(words)")
        }
    }

    @Test("looking for a union keeps the reason that is typed, and asks for nothing")
    func search() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let answer = try await clerk.post(
            "/members/transfers",
            ["member": desk.member.description, "q": "没有这样的工会", "motive": "调动工作到外区", "search": "yes"], ticket: "search")
        #expect(answer.status == 200)
        #expect(answer.text.contains("调动工作到外区"))
        #expect(answer.text.contains("没有找到符合条件的工会"))
        let asked = try await desk.platform.database.read { transaction -> Int in
            try transaction.value("SELECT count(*) FROM membership_transfer") ?? 0
        }
        #expect(asked == 0)
    }
}
