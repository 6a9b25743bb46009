import Domain
import Testing

@Suite("下载中心 on the web")
struct DownloadRoutesTests {
    /// The smallest PNG: one pixel.
    static let picture: [UInt8] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31, 21,
        196, 137, 0, 0, 0, 11, 73, 68, 65, 84, 120, 156, 99, 96, 0, 2, 0, 0, 5, 0, 1, 122, 94, 171, 63, 0, 0, 0, 0,
        73, 69, 78, 68, 174, 66, 96, 130,
    ]

    private let fields = [
        (name: "title", value: "操作说明图"), (name: "category", value: "操作说明"), (name: "position", value: "1"),
    ]

    @Test("the centre uploads, everybody signed in downloads, and what is withdrawn is gone")
    func round() async throws {
        let site = try await TestSite()
        let centre = try await site.signedIn("centre")
        let refused = try await centre.postFile(
            "/downloads/desk", fields, file: (field: "file", name: "说明.pdf", bytes: Array("MZ".utf8)))
        #expect(refused.status == 422)
        #expect(refused.text.contains("只接受 pdf"))
        let sent = try await centre.postFile(
            "/downloads/desk", fields, file: (field: "file", name: "图.exe", bytes: Self.picture))
        #expect(sent.status == 303)
        let clerk = try await site.signedIn("shili")
        let list = try await clerk.get("/downloads").text
        let address = String(try #require(list.firstMatch(of: /\/downloads\/[0-9]+/)).0)
        let file = try await clerk.get(address)
        #expect(file.status == 200)
        #expect(file.header("Content-Type") == "image/png")
        #expect(file.header("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(file.header("Content-Disposition")?.contains(".png") == true)
        #expect(try await site.visitor().get(address).status == 303)
        #expect(try await clerk.get("/downloads/desk").status == 403)
        #expect(try await clerk.postForm(address + "/withdrawal", ["version": "1"]).status == 403)
        #expect(try await centre.postForm(address + "/withdrawal", ["version": "1"]).status == 303)
        #expect(try await clerk.get(address).status == 404)
        #expect(try await clerk.get("/downloads").text.contains("操作说明图") == false)
    }
}
