import Testing

@Suite struct PlanYearRoutesTests {
    @Test("a year is started, refused with what was typed, published and extended by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/plan-years").text.contains("2024 年度"))
        let odd = try await centre.post("/plan-years", ["year": "x"], ticket: "odd")
        #expect(odd.status == 422)
        #expect(odd.text.contains("请输入年份"))
        #expect(try await centre.post("/plan-years", ["year": "2024"], ticket: "again").status == 422)
        let made = try await centre.post("/plan-years", ["year": "2025"], ticket: "make")
        #expect(made.location == "/plan-years/2025")
        #expect(try await centre.get("/plan-years/2025").text.contains("可以发布"))

        let empty = try await centre.post("/plan-years/2025", ["stamp": "1", "coverage-from": "昨天"], ticket: "save")
        #expect(empty.status == 422)
        #expect(empty.text.contains("昨天"))
        #expect(empty.text.contains("请至少填写一种保障类型"))

        #expect(try await centre.get("/plan-years/2025/publication").text.contains("发布 2025 年度"))
        #expect(
            try await centre.post("/plan-years/2025/publication", ["stamp": "1"], ticket: "unsure").status == 422)
        let published = try await centre.post(
            "/plan-years/2025/publication", ["stamp": "1", "confirmed": "yes"], ticket: "publish")
        #expect(published.location == "/plan-years/2025")
        #expect(try await centre.get("/plan-years/2025").text.contains("已发布"))

        let fields = ["activity": "enrolment", "scope": "union", "through": "2023-12-28", "reason": "系统维护"]
        let nameless = try await centre.post("/plan-years/2024/extensions", fields, ticket: "nameless")
        #expect(nameless.status == 422)
        #expect(nameless.text.contains("请填写工会编号"))
        var right = fields
        right["code"] = "319901000016"
        let granted = try await centre.post("/plan-years/2024/extensions", right, ticket: "grant")
        #expect(granted.location == "/plan-years/2024/extensions")
        #expect(try await centre.get("/plan-years/2024/extensions").text.contains("示例工会委员会"))
        right["activity"] = "voucher"
        #expect(try await centre.post("/plan-years/2024/extensions", right, ticket: "level").status == 422)
    }

    @Test("nobody else sees the centre's years")
    func scope() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        for path in ["/plan-years", "/plan-years/2024", "/plan-years/2024/publication", "/plan-years/2024/extensions"] {
            #expect(try await clerk.get(path).status == 403)
            #expect(try await clerk.post(path, ticket: path).status == 403)
        }
        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/plan-years/2031").status == 404)
        #expect(try await centre.get("/plan-years/abc").status == 404)
    }
}
