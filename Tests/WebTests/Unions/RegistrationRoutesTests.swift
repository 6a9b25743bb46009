import Testing

/// 企业注册 over HTTP.
@Suite struct RegistrationRoutesTests {
    @Test("a visitor registers by a form alone, the district opens the account, a second code is answered alike")
    func journey() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let page = try await visitor.get("/registration").text
        #expect(page.contains("若已有账号，请勿重复注册"))
        let district = String(try #require(page.firstMatch(of: /value="(\d+)">东海区总工会/)).output.1)
        #expect(try await visitor.postForm("/registration").status == 422)
        let fields = [
            "district": district, "name": "示例新设有限公司", "creditCode": "913100000000001745", "address": "示例路 1 号",
            "contactName": "王示例", "contactPhone": "19900000009", "privacy": "yes",
        ].map { (name: $0.key, value: $0.value) }
        func send(_ fields: [(name: String, value: String)]) async throws -> Answered {
            try await visitor.postFile(
                "/registration", fields, file: (field: "proof", name: "执照.png", bytes: DownloadRoutesTests.picture))
        }
        let bare = try await visitor.postForm("/registration", fields)
        #expect(bare.status == 422)
        #expect(bare.text.contains("请选择营业执照的照片或 PDF"))
        #expect(bare.text.contains("19900000009"))
        let spoiled = try await visitor.postFile(
            "/registration", fields, file: (field: "proof", name: "执照.pdf", bytes: Array("MZ".utf8)))
        #expect(spoiled.status == 422)
        #expect(spoiled.text.contains("只接受 jpg、png、pdf 文件"))
        #expect(spoiled.text.contains("示例新设有限公司"))
        let forgotten = try await send(fields.filter { $0.name != "address" })
        #expect(forgotten.text.contains("请重新选择营业执照文件"))
        for _ in 1...2 { #expect(try await send(fields).location == "/registration/submitted") }
        #expect(try await visitor.get("/registration/submitted").text.contains("不需要重复提交"))
        #expect(try await site.visitor().post("/registration", ["name": "示例"]).status != 303)
        let officer = try await site.signedIn("donghai")
        let list = try await officer.get("/registrations").text
        let record = String(try #require(list.firstMatch(of: /"(\/registrations\/\d+)"/)).output.1)
        let sheet = try await officer.get(record).text
        #expect(sheet.contains("19900000009"))
        #expect(sheet.contains(record + "/proof"))
        #expect(try await officer.get(record + "/proof").header("Content-Type") == "image/png")
        #expect(try await site.signedIn("xiling").get(record + "/proof").status == 404)
        #expect(try await visitor.get(record + "/proof").status == 303)
        #expect(try await officer.postForm(record + "/return").status == 422)
        func accept(_ account: String) async throws -> Answered {
            try await officer.postForm(
                record + "/acceptance",
                ["superior": district, "union-name": "示例新设有限公司工会委员会", "account-name": account])
        }
        #expect(try await accept("shili").status == 422)
        #expect(try await accept("xinshe").location == record)
        #expect(try await officer.get(record).text.contains("开通账号 xinshe"))
        #expect(try await send(fields).location == "/registration/submitted")
        #expect(try await site.signedIn("xiling").get(record).status == 404)
        #expect(try await site.signedIn("shili").get("/registrations").status == 403)
    }

    @Test("a form of an unknown visitor takes one file of its size, other open forms take none")
    func sizes() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        let large = [UInt8](repeating: 0, count: 2_000_000)
        let proof = try await visitor.postFile("/registration", [], file: (field: "proof", name: "a.png", bytes: large))
        #expect(proof.status == 422)
        let typed = [(name: "name", value: "示例新设有限公司"), (name: "contactPhone", value: "19900000009")]
        func send(_ bytes: Int) async throws -> Answered {
            try await visitor.postFile(
                "/registration", typed,
                file: (field: "proof", name: "执照.jpg", bytes: [UInt8](repeating: 0, count: bytes)))
        }
        let photograph = try await send(12_000_000)
        #expect(photograph.status == 422)
        #expect(photograph.text.contains("营业执照文件超过 10 MB，没有收到"))
        #expect(photograph.text.contains("示例新设有限公司"))
        #expect(photograph.text.contains("19900000009"))
        #expect(!photograph.text.contains("请选择营业执照的照片或 PDF"))
        #expect(try await send(43_000_000).status == 413)
        let login = try await visitor.postFile("/login", [], file: (field: "proof", name: "a.png", bytes: large))
        #expect(login.status == 413)
        for _ in 1...20 { try await visitor.postForm("/registration") }
        #expect(try await visitor.postForm("/registration").status == 429)
    }
}
