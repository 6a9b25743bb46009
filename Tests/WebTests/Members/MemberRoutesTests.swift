import DatabaseKit
import Testing
import UseCases

@Suite struct MemberRoutesTests {
    @Test("a pasted column of numbers lists who is found and tells the others back masked, nothing of it in an address")
    func numbers() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/members/numbers").status == 200)
        let empty = try await clerk.post("/members/numbers", ["numbers": " \n"], ticket: "empty")
        #expect(empty.status == 422)
        #expect(empty.text.contains("请粘贴至少一个证件号码"))
        let many = (0...5_000).map { "E9\(1_000_000 + $0)" }.joined(separator: "\n")
        #expect(try await clerk.post("/members/numbers", ["numbers": many], ticket: "many").status == 422)
        let found = try await clerk.post(
            "/members/numbers", ["numbers": "e00000001\nE00000002"], ticket: "numbers")
        let place = try #require(found.location)
        #expect(!place.contains("E0000"))
        let list = try await clerk.get(place)
        #expect(list.text.contains("名单共 2 个不同的号码，找到会员 1 人，1 个号码没有找到"))
        #expect(list.text.contains("会员甲"))
        #expect(!list.text.contains("E00000002"))
        // Other conditions narrow the same people.
        let token = try #require(place.split(separator: "=").last.map(String.init))
        let narrowed = try await clerk.post("/members/filter", ["f": token, "name": "会员乙"], ticket: "narrow")
        let none = try await clerk.get(try #require(narrowed.location))
        #expect(none.text.contains("名单共 2 个不同的号码"))
        #expect(none.text.contains("没有符合条件的会员"))
        let other = try await desk.browser("other")
        #expect(try await other.get(place).text.contains("会员甲") == false)
    }

    @Test("the tree beside the list is searched without a script, and the list keeps its filter and its union")
    func tree() async throws {
        let site = try await TestSite()
        let district = try await site.signedIn("donghai")
        let list = try await district.get("/members?source=batch-import")
        #expect(list.text.contains("<nav class=\"card tree\" aria-label=\"工会范围\">"))
        #expect(list.text.contains("name=\"seek\""))
        let found = try await district.get("/members?source=batch-import&seek=%E7%A4%BA%E4%BE%8B")
        #expect(found.status == 200)
        let place = try #require(
            found.text.firstMatch(of: /href="(\/members\?under=[0-9]+&amp;source=batch-import)">/).map { String($0.1) })
        #expect(try await district.get(place.replacing("&amp;", with: "&")).status == 200)
        #expect(found.text.contains("返回工会列表"))
        let none = try await district.get("/members?seek=%E6%97%A0%E6%AD%A4%E5%B7%A5%E4%BC%9A")
        #expect(none.text.contains("没有找到这样的工会"))
    }

    @Test("columns are chosen by a form, remembered, and put back")
    func columns() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = try await clerk.post(
            "/members/columns", ["column": "joined-on", "source": "single"], ticket: "columns")
        #expect(chosen.location == "/members?source=single")
        let list = try await clerk.get("/members")
        #expect(list.text.contains(">入会日期</th>"))
        #expect(!list.text.contains(">手机号</th>"))
        _ = try await clerk.post("/members/columns", ["reset": "yes"], ticket: "reset")
        #expect(try await clerk.get("/members").text.contains(">手机号</th>"))
    }

    @Test("a filter is named, opened by its name and thrown away, and the name of a person stays out of addresses")
    func names() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let nothing = try await clerk.post("/members/names", ["filter-name": "全部"], ticket: "nothing")
        #expect(nothing.status == 422)
        #expect(nothing.text.contains("请先搜索，再保存条件"))
        let search = try await clerk.post("/members/filter", ["name": "huiyuan"], ticket: "search")
        let place = try #require(search.location)
        let token = try #require(place.split(separator: "=").last.map(String.init))
        #expect(try await clerk.get(place).text.contains("会员甲"))
        #expect(try await clerk.post("/members/names", ["f": token], ticket: "bare").status == 422)
        let named = try await clerk.post("/members/names", ["f": token, "filter-name": "我的会员"], ticket: "name")
        #expect(named.status == 303)
        let list = try await clerk.get("/members")
        #expect(list.text.contains("常用筛选（1）"))
        let kept = try #require(list.text.firstMatch(of: /href="(\/members\?f=[^"]+)">我的会员/).map { String($0.1) })
        #expect(try await clerk.get(kept).text.contains("姓名：huiyuan"))
        let key = try #require(kept.split(separator: "=").last.map(String.init))
        let other = try await desk.browser("other")
        #expect(try await other.post("/members/names/removal", ["token": key], ticket: "theirs").status == 404)
        #expect(try await clerk.post("/members/names/removal", ["token": key], ticket: "mine").status == 303)
        #expect(try await clerk.get("/members").text.contains(">我的会员</a>") == false)
    }

    @Test("the form of one member keeps what was typed, tells a conflict, and saves")
    func form() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let place = "/members/\(desk.member)/edit"
        let page = try await clerk.get(place)
        #expect(page.status == 200)
        #expect(!page.text.contains("E00000001"))
        let version = try #require(page.text.firstMatch(of: /name="version" value="([0-9-]+)"/).map { String($0.1) })
        let wrong = try await clerk.post(
            place, ["version": version, "name": "", "sex": "male", "phone": "12", "note": "打过电话"], ticket: "wrong")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("没有填写姓名，请填写"))
        #expect(wrong.text.contains("打过电话"))
        let right: [String: String] = [
            "version": version, "name": "会员乙", "sex": "male", "phone": "19900000009", "workplace": "示例",
        ]
        #expect(try await clerk.post(place, right, ticket: "right").location == "/members/\(desk.member)")
        let shown = try await clerk.get("/members/\(desk.member)")
        #expect(shown.text.contains("姓名：会员甲 → 会员乙"))
        #expect(!shown.text.contains("19900000009"))
        let late: [String: String] = ["version": version, "name": "会员丙", "sex": "male", "workplace": "示例"]
        let conflict = try await clerk.post(place, late, ticket: "late")
        #expect(conflict.status == 409)
        #expect(conflict.text.contains("姓名现在是：会员乙"))
        #expect(conflict.text.contains("value=\"会员丙\""))
        let other = try await desk.browser("other")
        #expect(try await other.get(place).status == 404)
        #expect(try await other.post(place, late, ticket: "theirs").status == 404)
    }

    @Test("one member is added by a form, with what is wrong beside the field")
    func adding() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/members/new").status == 200)
        let bare = try await clerk.post("/members/new", ticket: "bare")
        #expect(bare.status == 422)
        #expect(bare.text.contains("请选择会员类别"))
        let fields: [String: String] = [
            "category": "outside-enterprise", "name": "会员丁", "sex": "female", "document-type": "passport",
            "document": "E00000009", "phone": "19900000010",
        ]
        let added = try await clerk.post("/members/new", fields, ticket: "add")
        #expect(added.status == 303)
        #expect(try await clerk.post("/members/new", fields, ticket: "add").location == added.location)
        let again = try await clerk.post("/members/new", fields, ticket: "again")
        #expect(again.status == 422)
        #expect(again.text.contains("该证件的持有人已是本工会会员"))
        let other = try await desk.browser("other")
        let asked = try await other.post("/members/new", fields, ticket: "theirs")
        #expect(asked.status == 422)
        #expect(asked.text.contains("同意向原工会申请会籍转移"))
        #expect(!asked.text.contains("示例工会委员会"))
    }

    @Test("whole numbers need a reason, an export of them a purpose")
    func wholeNumbers() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let place = "/members/\(desk.member)/disclosure"
        #expect(try await clerk.get(place).text.contains("E00000001") == false)
        #expect(try await clerk.post(place, ticket: "bare").text.contains("请选择查看原因"))
        let asked = try await clerk.post(place, ["reason": "contact"], ticket: "who")
        #expect(asked.status == 422)
        #expect(asked.text.contains("请输入您的登录密码"))
        #expect(asked.text.contains("E00000001") == false)
        try await desk.platform.database.write { transaction in
            try transaction.execute("UPDATE session SET confirmed_at = \(CardDesk.now)")
        }
        #expect(try await clerk.post(place, ["reason": "contact"], ticket: "why").text.contains("E00000001"))
        #expect(try await clerk.get("/members/\(desk.member)").text.contains("查看完整号码（联系本人）"))

        #expect(try await clerk.get("/members/export").text.contains("1 名会员"))
        let refused = try await clerk.post("/members/export", ["numbers": "whole"], ticket: "purpose")
        #expect(refused.status == 422)
        #expect(refused.text.contains("导出完整号码请选择用途"))
        let file = try await clerk.post("/members/export", ["numbers": "masked"], ticket: "masked")
        #expect(file.status == 200)
        #expect(file.bytes.starts(with: Array("PK".utf8)))
        let none = try await clerk.post("/members/export", ["source": "scan"], ticket: "none")
        #expect(none.text.contains("当前筛选没有会员"))
    }

    @Test("the centre keeps the dictionaries, and the words reach forms and filters")
    func dictionaries() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/").text.contains("字典管理"))
        let bare = try await centre.post("/dictionaries", ["dictionary": "label", "name": ""], ticket: "bare")
        #expect(bare.status == 422)
        #expect(bare.text.contains("请输入名称"))
        let added = try await centre.post("/dictionaries", ["dictionary": "label", "name": "骑手"], ticket: "add")
        #expect(added.location == "/dictionaries?dictionary=label")
        #expect(try await centre.get("/dictionaries?dictionary=label").text.contains("新增“骑手”"))
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/members").text.contains("骑手"))
        #expect(try await clerk.get("/members/new").text.contains("骑手"))
        #expect(try await clerk.get("/dictionaries").status == 403)
        let old = try await centre.post(
            "/dictionaries/names",
            ["dictionary": "label", "code": "outsourced", "name": "外包员工", "version": "9"], ticket: "old")
        #expect(old.status == 409)
        let renamed = try await centre.post(
            "/dictionaries/names",
            ["dictionary": "label", "code": "outsourced", "name": "外包员工", "version": "1"], ticket: "name")
        #expect(renamed.status == 303)
        let retired = try await centre.post(
            "/dictionaries/standings",
            ["dictionary": "label", "code": "outsourced", "standing": "retired", "version": "2"], ticket: "retire")
        #expect(retired.status == 303)
        #expect(try await clerk.get("/members/new").text.contains("外包员工") == false)
        #expect(try await clerk.get("/flexible").text.contains("快递物流"))
    }
}
