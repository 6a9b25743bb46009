import DatabaseKit
import Domain
import Testing
import UseCases

/// 组织管理 over HTTP, by forms alone.
@Suite struct UnionRequestRoutesTests {
    private func own(_ desk: CardDesk, _ code: String = "319901000016") async throws -> String {
        try await desk.platform.database.read { transaction in
            let id: Int64? = try transaction.value("SELECT id FROM trade_union WHERE code = \(code)")
            return String(try #require(id))
        }
    }

    @Test("a clerk asks for a change, a wrong check digit is kept with a reason, the district approves")
    func amendment() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let page = "/unions/\(try await own(desk))/amendment"
        #expect(try await clerk.get(page).text.contains("示例工会委员会"))
        // 上级 stands outside her scope, and its name is known all the same.
        let shown = try await clerk.get("/unions/\(try await own(desk))").text
        #expect(shown.contains("东海区总工会"))
        #expect(shown.contains("转移组织"))
        let district = "/unions/\(try await own(desk, "319901000001"))"
        let above = try await desk.browser("officer").get(district).text
        #expect(above.contains("删除组织") && !above.contains("转移组织"))
        var fields = ["name": "示例工会委员会", "code": "319901000016", "creditCode": "81310106000000254N"]
        let wrong = try await clerk.post(page, fields, ticket: "a")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("应为 M"))
        #expect(wrong.text.contains("信用代码校验不符的保留原因"))
        fields["creditReason"] = "证照上就是这个代码"
        let asked = try await clerk.post(page, fields, ticket: "b")
        let request = try #require(asked.location)
        #expect(try await clerk.get(request).text.contains("证照上就是这个代码"))
        #expect(try await clerk.post(request + "/acceptance", ticket: "c").status == 403)
        let officer = try await desk.browser("officer")
        #expect(try await officer.get("/todos").text.contains("审核组织变更申请"))
        #expect(try await officer.get("/union-requests").text.contains("修改信息"))
        #expect(try await officer.post(request + "/return", ticket: "d").status == 422)
        #expect(try await officer.post(request + "/acceptance", ticket: "e").location == request)
        let sheet = try await officer.get("/unions/\(try await own(desk))").text
        #expect(sheet.contains("变更记录"))
        #expect(sheet.contains("81310106000000254N"))
        let other = try await desk.browser("other")
        #expect(try await other.get(request).status == 404)
        #expect(try await other.get(page).status == 404)
    }

    @Test("what is in the way of deleting stands on the page, and nothing is asked for")
    func dissolution() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let page = "/unions/\(try await own(desk))/dissolution"
        #expect(try await clerk.get(page).text.contains("还有 1 名会员"))
        #expect(try await clerk.post(page, ["note": "注销"], ticket: "a").status == 422)
        let other = try await desk.browser("other")
        let free = "/unions/\(try await own(desk, "319901000017"))/dissolution"
        #expect(try await other.post(free, ticket: "b").status == 422)
        #expect(try await other.post(free, ["note": "注销"], ticket: "c").status == 303)
        #expect(try await clerk.get("/union-requests?part=waiting").text.contains("本组织申请的"))
    }

    @Test("a transfer is looked for, chosen, decided with others, and each has its result")
    func transfer() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let centre = try await desk.browser("centre")
        let city = try await own(desk, "319900000001")
        let new = try await centre.post(
            "/unions/\(city)/founding",
            ["kind": "district-federation", "name": "西岭区总工会", "code": "319902000001"], ticket: "a")
        #expect(new.status == 303)
        #expect(
            try await centre.post(
                "/unions/\(city)/founding", ["kind": "district-federation", "name": "某区总工会"], ticket: "b"
            ).text.contains("请填写工会编号"))
        let page = "/unions/\(try await own(desk))/transfer"
        let search = try await clerk.post(page, ["q": "没有这样的", "note": "搬迁到外区", "search": "yes"], ticket: "c")
        #expect(search.text.contains("没有找到可以作为上级的组织"))
        #expect(search.text.contains("搬迁到外区"))
        let district = try await own(desk, "319901000001")
        let there = try await clerk.post(page, ["superior": district, "note": "搬迁"], ticket: "d")
        #expect(there.status == 422)
        #expect(there.text.contains("无需转移"))
        let list = try await centre.get("/union-requests").text
        let id = try #require(list.firstMatch(of: /value="(\d+)"[^>]*>/)).output.1
        #expect(try await centre.post("/union-requests/check", ticket: "e").status == 422)
        let check = try await centre.post(
            "/union-requests/check", ["request": String(id), "decision": "accept"], ticket: "f")
        #expect(check.text.contains("同意 1 件申请"))
        let done = try await centre.post(
            "/union-requests/decisions", ["request": String(id), "decision": "accept"], ticket: "g")
        #expect(done.text.contains("不能审核自己提出的申请"))
    }

    @Test("an enterprise is added and changed, and its code is refused a second time")
    func enterprises() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let union = "/unions/\(try await own(desk))"
        #expect(try await clerk.get(union).text.contains("添加企业信息"))
        #expect(try await clerk.get(union + "/enterprises/new").status == 200)
        let missing = try await clerk.post(union + "/enterprises", ["name": ""], ticket: "a")
        #expect(missing.status == 422)
        #expect(missing.text.contains("请填写统一社会信用代码"))
        let fields = ["name": "示例科技有限公司", "creditCode": "913100000000001745"]
        #expect(try await clerk.post(union + "/enterprises", fields, ticket: "b").location == union)
        let sheet = try await clerk.get(union).text
        #expect(sheet.contains("示例科技有限公司"))
        let edit = String(try #require(sheet.firstMatch(of: /"(\/enterprises\/\d+)"/)).output.1)
        #expect(try await clerk.get(edit).text.contains("913100000000001745"))
        #expect(try await clerk.post(edit, fields, ticket: "c").status == 422)
        #expect(
            try await clerk.post(edit, ["name": "示例集团", "creditCode": "913100000000001745"], ticket: "d").location
                == union)
        let other = try await desk.browser("other")
        #expect(try await other.get(edit).status == 404)
        let own = "/unions/\(try await own(desk, "319901000017"))/enterprises"
        let taken = try await other.post(own, fields, ticket: "e")
        #expect(taken.status == 422)
        #expect(taken.text.contains("不在您的管理范围内"))
        #expect(!taken.text.contains("示例集团"))
    }
}
