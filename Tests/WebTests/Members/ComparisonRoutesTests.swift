import Domain
import Testing
import UseCases

@Suite struct ComparisonRoutesTests {
    private func upload(_ text: String, _ clerk: Visitor) async throws -> String {
        let answer = try await clerk.postFile(
            "/members/comparisons",
            [(name: "category", value: "outside-enterprise"), (name: "extent", value: "unit")],
            file: (field: "file", name: "名册.csv", bytes: Array(text.utf8)))
        #expect(answer.status == 303)
        return try #require(answer.location)
    }

    private func people(_ count: Int) -> [String] {
        (0..<count).map { serial in
            let birth = CalendarDay(year: 1985, month: 1 + serial / 900, day: 1) ?? .earliest
            let number = ResidentIdentityNumber.make(area: "319979", birth: birth, serial: serial % 900)?.text ?? ""
            return "演示员\(serial),\(number),1997\(1_000_000 + serial)"
        }
    }

    @Test("a long roster is compared in sight, can be given up, and its columns can be put otherwise")
    func longRoster() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let text = (["姓名,证件号码,手机号码"] + people(2_100)).joined(separator: "\n")
        let first = try await upload(text, clerk)
        let reading = try await clerk.get(first)
        #expect(reading.text.contains("正在比对"))
        #expect(reading.text.contains("共 2,100 行"))
        #expect(try await clerk.get("/members/comparisons").text.contains("查看进度"))
        #expect(try await clerk.postForm(first + "/discard").location == "/members/comparisons/new")
        #expect(try await clerk.get(first).text.contains("已取消"))

        let second = try await upload(text, clerk)
        let (jobs, now) = (RosterJobs(site.platform), site.clock.now)
        while try await jobs.work({ now }) {}
        #expect(try await clerk.get(second).text.contains("名册共 2,100 行 = 新增 2,100"))
    }

    @Test("a roster whose columns nothing tells is asked for them, with what is lacking beside the field")
    func columns() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let asked = try await upload((["甲,乙,丙"] + people(2)).joined(separator: "\n"), clerk)
        #expect(try await clerk.get(asked).location == asked + "/columns")
        #expect(try await clerk.get(asked + "/columns").text.contains("请先核对列"))
        #expect(try await clerk.get("/members/comparisons").text.contains("待核对列"))
        let refused = try await clerk.postForm(asked + "/columns", ["column-2": "1", "column-3": "2"])
        #expect(refused.status == 422)
        #expect(refused.text.contains("请选择姓名在哪一列"))
        let read = try await clerk.postForm(
            asked + "/columns", ["column-0": "0", "column-2": "1", "column-3": "2"])
        let page = try await clerk.get(try #require(read.location))
        #expect(page.text.contains("名册共 2 行 = 新增 2"))
        #expect(page.text.contains("核对或修改"))
    }

    @Test("what was decided of many is carried out in sight, can be stopped, and goes on where it was left")
    func execution() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let one = try await upload((["姓名,证件号码,手机号码"] + people(1_200)).joined(separator: "\n"), clerk)
        _ = try await clerk.postForm(one + "/decisions", ["part": "new", "all": "import"])
        let asked = try await clerk.postForm(one + "/execution", ["expected": "1200"])
        #expect(asked.location == one + "/results")
        let waiting = try await clerk.get(one + "/results")
        #expect(waiting.text.contains("正在执行"))
        #expect(waiting.text.contains("共 1,200 人"))
        #expect(try await clerk.get(one + "?part=new").text.contains("停止执行"))
        #expect(try await clerk.get(one + "/execution").location == one + "/results")
        #expect(try await clerk.postForm(one + "/decisions", ["part": "new", "all": "undo"]).status == 409)
        #expect(try await clerk.postForm(one + "/execution/stop").location == one + "/results")
        #expect(try await clerk.get(one + "?part=new").text.contains("已选定处理方式 1,200 人，还没有执行"))

        _ = try await clerk.postForm(one + "/execution", ["expected": "1200"])
        let (jobs, now) = (RosterJobs(site.platform), site.clock.now)
        while try await jobs.work({ now }) {}
        #expect(try await clerk.get(one + "/results").text.contains("共 1,200 人：已处理 1,200 人"))
    }

    @Test("all who are missing are removed for a reason that is asked for")
    func removalOfAll() async throws {
        let site = try await TestSite()
        let clerk = try await site.signedIn("shili")
        let one = try await upload((["姓名,证件号码,手机号码"] + people(3)).joined(separator: "\n"), clerk)
        _ = try await clerk.postForm(one + "/decisions", ["part": "new", "all": "import"])
        _ = try await clerk.postForm(one + "/execution", ["expected": "3"])
        let two = try await upload((["姓名,证件号码,手机号码"] + people(1)).joined(separator: "\n"), clerk)
        let offered = try await clerk.get(two + "?part=missing").text
        let count = try #require(offered.firstMatch(of: /全部：删除（(\d+)）/)).output.1
        let shown = String(count)
        #expect(try #require(Int(shown)) >= 2)
        #expect(try await clerk.get(two + "/removal").text.contains("选定删除 \(shown) 人"))
        let refused = try await clerk.postForm(two + "/removal", ["expected": shown])
        #expect(refused.status == 422)
        #expect(refused.text.contains("请选择删除原因"))
        #expect(
            try await clerk.postForm(two + "/removal", ["expected": shown, "decision": "transfer"]).status == 422)
        let noted = try await clerk.postForm(two + "/removal", ["expected": shown, "decision": "remove-retired"])
        #expect(noted.location == two + "?part=missing")
        #expect(try await clerk.get(two + "?part=missing").text.contains("删除（退休） \(shown) 人"))
    }
}
