import Domain
import Testing
import UseCases

@Suite struct ImportRowRoutesTests {
    private static func number(_ serial: Int) -> String {
        ResidentIdentityNumber.make(
            area: "319977", birth: CalendarDay(year: 1985, month: 6, day: 1) ?? .earliest, serial: serial)?.text ?? ""
    }

    private static func fifteen(_ serial: Int) -> String {
        let digits = Array(number(serial))
        return String(digits[0..<6] + digits[8..<17])
    }

    private func upload(_ text: String, _ clerk: Visitor) async throws -> String {
        let answer = try await clerk.postFile(
            "/members/import", [(name: "category", value: "outside-enterprise")],
            file: (field: "file", name: "名册.csv", bytes: Array(text.utf8)))
        #expect(answer.status == 303)
        return try #require(answer.location)
    }

    @Test("numbers are repaired when the clerk says so, a row is corrected, another left out, then all is confirmed")
    func journey() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let lines = [
            "姓名,证件号码,手机号码", "演示甲,\(Self.fifteen(1)),19977770001", "演示乙,\(Self.fifteen(2)),19977770002",
            "演示丙,\(Self.number(3)),1997777", "演示丁,\(Self.number(5)),19977770005",
            "演示丁,\(Self.number(5)),19977770005", "演示戊,3.19977E+17,19977770007",
        ]
        let run = try await upload(lines.joined(separator: "\n"), clerk)
        let preview = try await clerk.get(run)
        #expect(preview.text.contains("全部换算成 18 位（2 行）"))
        #expect(preview.text.contains("设置单元格格式"))
        #expect(preview.text.contains("5 行需要修改"))
        #expect(!preview.text.contains("全部修复"))

        let repaired = try await clerk.postForm(run + "/repair", ["repair": "take-number-from-card"])
        #expect(repaired.location == run)
        #expect(try await clerk.get(run).text.contains("3 行需要修改"))

        let form = try await clerk.get(run + "/row?number=4&rows=failed")
        #expect(form.title?.hasPrefix("错误：") == true)
        #expect(form.text.contains(Self.number(3)))
        let wrong = try await clerk.postForm(
            run + "/row", ["number": "4", "rows": "failed", "cell-3": "12345"])
        #expect(wrong.location?.contains("/row?number=4&rows=failed") == true)
        #expect(try await clerk.get(try #require(wrong.location)).text.contains("value=\"12345\""))
        let right = try await clerk.postForm(
            run + "/row", ["number": "4", "rows": "failed", "cell-3": "19977770003"])
        #expect(right.location == run + "?rows=failed")

        let left = try await clerk.postForm(run + "/omission", ["number": "6"])
        #expect(left.status == 303)
        #expect(try await clerk.get(run + "?rows=left-out").text.contains("修改或恢复"))
        #expect(try await clerk.postForm(run + "/restoration", ["number": "6"]).status == 303)
        #expect(try await clerk.postForm(run + "/omission", ["repair": "keep-one-row"]).status == 303)
        let ready = try await clerk.get(run)
        #expect(ready.text.contains("导入 4 行，跳过 1 行错误"))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        #expect(try await clerk.get(run).text.contains("成功导入 4 行"))
        #expect(try await clerk.get(run + "/row?number=4").status == 409)
        #expect(try await clerk.postForm(run + "/cancellation").status == 409)
    }

    @Test("a repair that needs a look at the papers is not carried out, a row that is not there is not found")
    func refused() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let run = try await upload("姓名,证件号码,手机号码\n演示甲,3.19977E+17,19977770001", clerk)
        #expect(try await clerk.postForm(run + "/repair", ["repair": "type-number-again"]).status == 404)
        #expect(try await clerk.postForm(run + "/repair", ["repair": "anything"]).status == 404)
        #expect(try await clerk.get(run + "/row?number=99").status == 404)
        #expect(try await clerk.get(run + "/row").status == 404)
        #expect(try await clerk.postForm(run + "/omission", ["number": "x"]).status == 404)
    }

    @Test("a long list shows how far it is, goes on without the browser, and can be stopped")
    func worker() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let people = (0..<2_100).map { serial in
            let birth = CalendarDay(year: 1985, month: 1 + serial / 900, day: 1) ?? .earliest
            let number = ResidentIdentityNumber.make(area: "319978", birth: birth, serial: serial % 900)?.text ?? ""
            return "演示员\(serial),\(number),1997\(1_000_000 + serial)"
        }
        let run = try await upload((["姓名,证件号码,手机号码"] + people).joined(separator: "\n"), clerk)
        let reading = try await clerk.get(run)
        #expect(reading.title?.hasPrefix("正在读取文件") == true)
        #expect(reading.text.contains("共 2,100 行"))
        #expect(try await clerk.get("/members/imports").text.contains("正在读取"))
        let imports = MemberImports(site.platform)
        let now = site.clock.now
        while try await imports.work({ now }) {}
        #expect(try await clerk.get(run).text.contains("导入 2,100 行"))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        #expect(try await clerk.get(run).title?.hasPrefix("正在写入名册") == true)
        #expect(try await clerk.postForm(run + "/cancellation").location == run)
        #expect(try await clerk.get(run).text.contains("已停止写入，名册没有改动"))
        #expect(try await clerk.postForm(run + "/confirmation", ["again": "1"]).location == run)
        while try await imports.work({ now }) {}
        #expect(try await clerk.get(run).text.contains("成功导入 2,100 行"))
    }
}
