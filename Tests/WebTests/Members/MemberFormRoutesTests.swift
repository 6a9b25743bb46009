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

    @Test("an address mended from 待办会员列表 or from a batch leads back there, otherwise to the member")
    func mendedAddress() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let page = "/members/\(desk.member)/edit"
        func mended(_ query: String, _ address: String) async throws -> String? {
            let form = try await clerk.get(page + query).text
            #expect(form.contains(#"action="\#(page)\#(query.replacing("&", with: "&amp;"))""#))
            let version = try #require(form.firstMatch(of: #/name="version" value="([^"]+)"/#)?.1)
            let fields = [
                "name": "会员甲", "sex": "male", "phone": "19900000001", "expiry": "长期", "workplace": "示例科技有限公司",
                "address": address, "version": String(version),
            ]
            return try await clerk.post(page + query, fields, ticket: "mend \(address)").location
        }
        let list = "?from=cards&part=obstructed&size=50"
        #expect(try await clerk.get(page + list).text.contains("返回待办会员列表"))
        #expect(
            try await mended(list, "示例区演示路二百零二号") == "/cards/candidates?part=obstructed&size=50")
        #expect(try await clerk.get(page + "?from=cards&batch=7").text.contains("返回批次"))
        #expect(try await mended("?from=cards&batch=7", "示例区演示路三百零三号") == "/cards/batches/7")
        #expect(try await mended("", "示例区演示路四百零四号") == "/members/\(desk.member)")
        let refused = try await clerk.post(page + list, ["name": "", "version": "1-1"], ticket: "refused")
        #expect(refused.status != 303)
        #expect(refused.text.contains("返回待办会员列表"))
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
