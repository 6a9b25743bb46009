import Testing

@Suite struct WorkingDayRoutesTests {
    @Test("the notice is pasted, corrected and seen by those who order cards")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.post("/working-days", ["year": "x"], ticket: "odd").status == 422)
        #expect(
            try await centre.post("/working-days", ["year": "2023"], ticket: "open").location == "/working-days/2023")
        let wrong = try await centre.post(
            "/working-days/2023", ["text": "12月15日上班", "stamp": "0"], ticket: "wrong")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("2023-12-15 周五本来就是工作日"))
        let saved = try await centre.post(
            "/working-days/2023", ["text": "假日：12月14日至15日放假", "stamp": "0"], ticket: "right")
        #expect(saved.location == "/working-days/2023")
        let page = try await centre.get("/working-days/2023").text
        #expect(page.contains("假日：2023-12-14（周四）至2023-12-15（周五）放假"))
        let clerk = try await desk.browser("clerk")
        for path in ["/cards/candidates", "/cards/batches"] {
            let text = try await clerk.get(path).text
            #expect(text.contains("最晚办卡日 2023-12-07 周四"))
            #expect(text.contains("还有 13 个工作日（17 天）"))
            #expect(!text.contains("href=\"/working-days\""))
        }
        #expect(try await clerk.get("/working-days").status == 403)
    }
}
