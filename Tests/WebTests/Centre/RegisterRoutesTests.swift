import Testing

@Suite struct RegisterRoutesTests {
    @Test("a list is uploaded, looked at, and taken or thrown away by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/registers").text.contains("还没有导入过名单"))
        let file = Array("证件类型,证件号码\n护照,E00000001\n".utf8)
        let bare = try await centre.upload([], to: "/registers", name: "list.csv")
        #expect(bare.status == 422)
        #expect(bare.text.contains("请选择名单种类"))
        let odd = try await centre.upload(
            Array("姓名\n会员甲\n".utf8), to: "/registers", ["kind": "insured", "as-of": "2023-08-31"], name: "list.csv")
        #expect(odd.status == 422)
        #expect(odd.text.contains("文件中没有找到这些列：证件号码"))
        let staged = try await centre.upload(
            file, to: "/registers", ["kind": "insured", "as-of": "2023-08-31"], name: "list.csv")
        let page = try #require(staged.location)
        let preview = try await centre.get(page)
        #expect(preview.text.contains("改变 1 人的状态"))
        #expect(!preview.text.contains("E00000001"))
        let taken = try await centre.post(page + "/application", ticket: "take")
        #expect(taken.location == "/registers")
        #expect(try await centre.get("/registers").text.contains("已导入"))
        #expect(try await centre.get(page).location == "/registers")
        #expect(try await centre.post(page + "/discard", ticket: "late").status == 409)
    }

    @Test("nobody else loads registers")
    func scope() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/registers").status == 403)
        #expect(try await clerk.get("/registers/1").status == 403)
        for path in ["/registers", "/registers/1/application", "/registers/1/discard"] {
            #expect(try await clerk.post(path, ticket: path).status == 403)
        }
        #expect(try await desk.browser("centre").get("/registers/77").status == 404)
    }
}
