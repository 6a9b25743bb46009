import Domain
import Testing

@Suite("Posters and pictures of a union's code")
struct JoinPosterRoutesTests {
    @Test("a valid code is had as SVG, PNG and poster; a withdrawn one has no poster, another union's nothing")
    func formats() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        try await clerk.postForm("/join-codes", ["through": "2024-11-19"])
        let list = try await clerk.get("/join-codes").text
        let found = try #require(list.firstMatch(of: /\/join-codes\/([0-9]+)\/poster/))
        let address = "/join-codes/\(found.1)"
        let picture = try await clerk.get(address + "/picture?download=png")
        #expect(picture.header("Content-Type") == "image/png")
        #expect(picture.header("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try await clerk.get(address + "/picture").header("Content-Type") == "image/svg+xml")
        let poster = try await clerk.get(address + "/poster")
        #expect(poster.status == 200)
        #expect(poster.text.contains("2024-11-19"))
        #expect(poster.text.contains(address + "/picture"))
        let stranger = try await site.signedIn("yangli")
        #expect(try await stranger.get(address + "/poster").status == 404)
        #expect(try await stranger.get(address + "/picture?download=png").status == 404)
        try await clerk.postForm(address + "/withdrawal")
        #expect(try await clerk.get(address + "/poster").location == "/join-codes")
    }

    @Test("whoever scans a code is told everything that is wrong at once, also before he says where he works")
    func everythingAtOnce() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        try await clerk.postForm("/join-codes", ["through": "2024-11-19"])
        let list = try await clerk.get("/join-codes").text
        let address = String(try #require(list.firstMatch(of: /(\/join\/[0-9A-Za-z_-]{22})/)).1)
        let visitor = site.visitor()
        #expect(try await visitor.get(address).status == 200)
        let bare = try await visitor.postForm(address, ["phone": "12"])
        #expect(bare.status == 422)
        for words in ["请选择您在哪里工作", "没有填写姓名", "不是有效的 11 位手机号", "请阅读隐私说明并勾选同意"] {
            #expect(bare.text.contains(words), "\(words)")
        }
        #expect(try await site.visitor().postForm("/join/nobodys-code-1234567890").status == 404)
    }
}
