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
}
