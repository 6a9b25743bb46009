import Testing

@Suite struct LedgerRoutesTests {
    @Test("a statement is uploaded, a line set aside and opened again, by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/ledger").text.contains("本年度没有应收款"))
        #expect(try await centre.upload([], to: "/ledger/statements", name: "a.csv").status == 422)
        let odd = try await centre.upload(Array("姓名\n甲\n".utf8), to: "/ledger/statements", name: "a.csv")
        #expect(odd.text.contains("文件中没有找到这些列：交易日期、收入金额、付款人"))
        let file = "日期,金额,对方户名,摘要\n2023-11-01,12.50,某某公司,参保费\n"
        let page = try #require(
            try await centre.upload(Array(file.utf8), to: "/ledger/statements", name: "a.csv").location)
        let text = try await centre.get(page).text
        #expect(text.contains("某某公司"))
        let field = try #require(text.firstMatch(of: /name="(line-\d+)"/)).output.1
        #expect(try await centre.post(page + "/sure", ["expected": "3"], ticket: "a").status == 422)
        #expect(try await centre.post(page + "/bookings", ticket: "b").status == 422)
        #expect(try await centre.post(page + "/bookings", [String(field): "aside"], ticket: "c").location == page)
        let undo = "/ledger/lines/\(field.dropFirst(5))/undoing"
        #expect(try await centre.get(page).text.contains(undo))
        #expect(try await centre.get(undo).status == 200)
        #expect(try await centre.post(undo, ticket: "d").status == 422)
        #expect(try await centre.post(undo, ["reason": "看错"], ticket: "e").location == page)
        #expect(try await centre.get(undo).location == page)
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/ledger").status == 403)
        #expect(try await clerk.get(page).status == 403)
    }
}
