import Testing

@Suite struct DeadlineRoutesTests {
    @Test("the centre sees what is due and closes it; nobody else")
    func routes() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/deadlines").text.contains("没有到期的事项"))
        #expect(try await centre.post("/deadlines", ticket: "close").location == "/deadlines")
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/deadlines").status == 403)
        #expect(try await clerk.post("/deadlines", ticket: "close").status == 403)
    }
}
