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

    @Test("faulty cells are fields of the preview: a page is saved at once, and undone")
    func inPlace() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let lines = [
            "姓名,证件号码,手机号码,性别", "演示甲,\(Self.number(1)),1997777,男", "演示乙,\(Self.number(3)),1997778,男",
            "演示丙,\(Self.number(5)),19977770005,不详", "演示丁,\(Self.number(7)),19977770007,男",
        ]
        let run = try await upload(lines.joined(separator: "\n"), clerk)
        let page = try await clerk.get(run).text
        #expect(page.contains("name=\"cell-2-3\" form=\"page-rows\" aria-label=\"第 2 行 演示甲 手机号码\""))
        #expect(page.contains("aria-describedby=\"problem-2-3\""))
        #expect(page.contains("id=\"problem-2-3\""))
        #expect(page.contains("<select class=\"form-select cell-edit\" id=\"cell-4-4\""))
        #expect(!page.contains("cell-5-"))

        // Row 3 was shown as it is and stays, whatever is sent along; row 4 stays wrong and keeps what was typed.
        let sent: KeyValuePairs<String, String> = [
            "cell-2-3": "19977770001", "was-2-3": "1997777", "cell-3-3": "1997778", "was-3-3": "1997778",
            "cell-4-4": "女", "was-4-4": "不详", "rows": "with-problem",
        ]
        let saved = try await clerk.postForm(run + "/rows", sent)
        #expect(saved.location == run + "?rows=with-problem")
        let after = try await clerk.get(run).text
        #expect(after.contains("已改好 1 行，还有 2 行要改。有 1 行还有错误"))
        #expect(after.contains("<option value=\"女\" selected>"))
        #expect(after.contains("value=\"1997778\""))

        let undone = try await clerk.postForm(run + "/undo", ["act": "1"])
        #expect(undone.status == 303)
        let before = try await clerk.get(run).text
        #expect(before.contains("已撤销，2 行恢复为原来的内容"))
        #expect(before.contains("3 行需要修改"))
        #expect(before.contains("value=\"1997777\""))
        #expect(!before.contains("id=\"act\""))

        #expect(try await clerk.postForm(run + "/omission", ["repair": "correct-phone"]).status == 303)
        #expect(try await clerk.get(run).text.contains("已跳过 2 行，不导入：手机号不正确。"))
        #expect(try await clerk.postForm(run + "/rows", ["cell-4-4": "男", "was-4-4": "不详"]).status == 303)
        #expect(try await clerk.get(run).text.contains("已改好 1 行，没有要改的行了。"))
        #expect(try await clerk.postForm(run + "/rows", ["cell-99-4": "男"]).status == 404)
        #expect(try await clerk.postForm(run + "/rows", ["cell-x-4": "男", "cell-2-77": "男"]).status == 303)
        #expect(try await clerk.get(run).text.contains("没有修改过的内容，未保存"))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        let late = try await clerk.postForm(run + "/undo", ["act": "2"])
        #expect(late.status == 303)
        #expect(try await clerk.get(run).text.contains("没有撤销：导入已经确认或取消"))
        #expect(try await clerk.postForm(run + "/rows", ["cell-4-4": "女"]).status == 409)
        #expect(try await clerk.postForm(run + "/undo").status == 404)
    }

    @Test("what has been typed into cells is kept when a button for a whole group is pressed")
    func typedAndRepaired() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let lines = [
            "姓名,证件号码,手机号码", "演示甲,\(Self.fifteen(1)),19977770001", "演示乙,\(Self.fifteen(2)),19977770002",
            "演示丙,\(Self.number(3)),1997777", "演示丁,\(Self.number(5)),1997778",
        ]
        let run = try await upload(lines.joined(separator: "\n"), clerk)
        let page = try await clerk.get(run).text
        // Without a script too: the buttons belong to the form of the cells and say where it goes.
        #expect(page.contains("form=\"page-rows\" formaction=\"\(run)/repair\" name=\"repair\""))
        #expect(page.contains("form=\"page-rows\" formaction=\"\(run)/omission\" name=\"repair\""))
        #expect(page.matches(of: /<form[^>]*id="page-rows"/).count == 1)
        // The Enter key in a cell presses the form's first button, which saves.
        let first = try #require(page.firstRange(of: "id=\"page-rows\""))
        let named = try #require(page.firstRange(of: "form=\"page-rows\""))
        let saving = try #require(page.firstRange(of: "tabindex=\"-1\" aria-hidden=\"true\">保存本页修改</button>"))
        #expect(first.lowerBound < saving.lowerBound && saving.lowerBound < named.lowerBound)
        let repaired = try await clerk.postForm(
            run + "/repair",
            [
                "repair": "take-number-from-card", "rows": "with-problem", "cell-4-3": "19977770003",
                "was-4-3": "1997777", "cell-5-3": "1997779", "was-5-3": "1997778",
            ])
        #expect(repaired.location == run + "?rows=with-problem")
        let after = try await clerk.get(run).text
        #expect(after.contains("1 行需要修改"))
        // What is still wrong stands as it was typed.
        #expect(after.contains("value=\"1997779\""))
        let omitted = try await clerk.postForm(
            run + "/omission",
            [
                "repair": "correct-phone", "group": "correct-phone", "rows": "failed", "cell-5-3": "19977770005",
                "was-5-3": "1997779",
            ])
        // The group is empty now, so its page is left.
        #expect(omitted.location == run + "?rows=failed")
        #expect(try await clerk.get(run).text.contains("导入 4 行"))
    }

    @Test("what has been typed into cells is kept on every way from the page, and is checked before the confirmation")
    func typedAndLeft() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let lines = [
            "姓名,证件号码,手机号码", "演示甲,\(Self.number(1)),1997777", "演示乙,\(Self.number(3)),19977770003",
            "演示丙,\(Self.number(5)),1997778",
        ]
        let run = try await upload(lines.joined(separator: "\n"), clerk)
        let page = try await clerk.get(run).text
        // Ways to other rows are buttons of the cells' form, as the confirmation is.
        #expect(page.contains("name=\"target\" value=\"all//0/\" form=\"page-rows\""))
        #expect(page.contains("name=\"target\" value=\"with-problem//0/2\" form=\"page-rows\""))
        #expect(page.contains("form=\"page-rows\" formaction=\"\(run)/confirmation\""))
        let shown = try await clerk.postForm(
            run + "/rows", ["target": "all//0/", "cell-2-3": "19977770001", "was-2-3": "1997777"])
        #expect(shown.location == run + "?rows=all")
        #expect(try await clerk.get(run).text.contains("1 行需要修改"))
        let row = try await clerk.postForm(
            run + "/rows", ["target": "failed/correct-phone/0/4", "cell-4-3": "1997779", "was-4-3": "1997778"])
        #expect(row.location == run + "/row?number=4&rows=failed&group=correct-phone")
        #expect(try await clerk.get(run).text.contains("value=\"1997779\""))
        #expect(try await clerk.postForm(run + "/rows", ["target": "elsewhere"]).status == 404)

        let kept = try await clerk.postForm(
            run + "/confirmation", ["rows": "with-problem", "cell-4-3": "19977770005", "was-4-3": "1997779"])
        #expect(kept.location == run + "?rows=with-problem")
        let checked = try await clerk.get(run).text
        #expect(checked.contains("还没有导入。请核对后再确认"))
        #expect(checked.contains("导入 3 行"))
        // Without fields the ways are links.
        #expect(checked.contains("href=\"\(run)?rows=all\""))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        #expect(try await clerk.get(run).text.contains("成功导入 3 行"))
    }

    @Test("a member is renamed only with consent, row by row or for all, and the list of runs says what comes next")
    func names() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        func list(_ first: String, _ second: String) -> String {
            [
                "姓名,证件号码,手机号码", "\(first),\(Self.number(1)),19977770001", "\(second),\(Self.number(3)),19977770003",
            ].joined(separator: "\n")
        }
        let joined = try await upload(list("演示甲", "演示乙"), clerk)
        #expect(try await clerk.postForm(joined + "/confirmation").status == 303)
        let run = try await upload(list("演示丙", "演示丁"), clerk)
        let page = try await clerk.get(run).text
        #expect(page.contains("姓名与名册不同"))
        #expect(page.contains("全部同意改名（2 行）"))
        #expect(page.contains("value=\"2:take\" aria-label=\"同意改名：第 2 行 演示丙\""))
        #expect(page.contains("没有需要写入的行"))
        #expect(try await clerk.postForm(run + "/names", ["name": "2:take"]).status == 303)
        let chosen = try await clerk.get(run).text
        #expect(chosen.contains("已同意 1 行改名"))
        #expect(chosen.contains("已选：同意改名"))
        #expect(chosen.contains("全部保留名册姓名（1 行）"))
        #expect(chosen.contains("导入 1 行"))
        #expect(try await clerk.postForm(run + "/names", ["names": "take"]).status == 303)
        #expect(try await clerk.get(run).text.contains("导入 2 行"))
        #expect(try await clerk.postForm(run + "/names", ["name": "3:keep"]).status == 303)
        #expect(try await clerk.postForm(run + "/names", ["name": "3:nobody"]).status == 404)

        let runs = try await clerk.get("/members/imports").text
        #expect(runs.contains("待核对"))
        #expect(runs.contains("核对并确认"))
        #expect(runs.contains("已完成"))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        let result = try await clerk.get(run).text
        #expect(result.contains("成功导入 1 行"))
        #expect(result.contains("1 行的姓名没有改"))
        #expect(try await clerk.postForm(run + "/names", ["name": "3:take"]).status == 409)
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
        let jobs = RosterJobs(site.platform)
        let now = site.clock.now
        while try await jobs.work({ now }) {}
        #expect(try await clerk.get(run).text.contains("导入 2,100 行"))
        #expect(try await clerk.postForm(run + "/confirmation").location == run)
        #expect(try await clerk.get(run).title?.hasPrefix("正在写入名册") == true)
        #expect(try await clerk.postForm(run + "/cancellation").location == run)
        #expect(try await clerk.get(run).text.contains("已停止写入，名册没有改动"))
        #expect(try await clerk.postForm(run + "/confirmation", ["again": "1"]).location == run)
        while try await jobs.work({ now }) {}
        #expect(try await clerk.get(run).text.contains("成功导入 2,100 行"))
    }
}
