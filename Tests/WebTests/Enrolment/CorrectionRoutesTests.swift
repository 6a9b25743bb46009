import DatabaseKit
import Domain
import Store
import Testing
import UseCases

/// 更正申请 over HTTP, by forms alone.
@Suite struct CorrectionRoutesTests {
    /// The desk's member, covered in a list that is locked in a completed batch.
    private func desk() async throws -> (CardDesk, coverage: Int64) {
        let desk = try await CardDesk.open()
        let coverage = try await desk.platform.database.write { transaction -> Int64 in
            let row = try transaction.first(
                """
                SELECT m.id, m.person_id, m.unit_id, d.id AS district FROM member m
                    JOIN trade_union d ON d.kind = 'district-federation'
                WHERE m.id = \(desk.member) ORDER BY d.id LIMIT 1
                """)
            let found = try #require(row)
            let (person, unit, district): (Int64, Int64, Int64) = (
                try found.get("person_id"), try found.get("unit_id"), try found.get("district")
            )
            let year: Int = try #require(try transaction.value("SELECT max(year) FROM plan_year"))
            let (batch, list, version, coverage) = (
                try transaction.newKey(), try transaction.newKey(), try transaction.newKey(), try transaction.newKey()
            )
            let contact = try desk.platform.seal.seal("{}", in: .contact, row: batch)
            try transaction.execute(
                """
                INSERT INTO district_submission (id, number, district_id, year, status, units, heads, premium_fen,
                    city_fen, district_fen, base_fen, contact_sealed, voucher_due, submitted_at, submitted_on,
                    updated_at)
                VALUES (\(batch), 'CB1', \(district), \(year), 'completed', 1, 1, 2600, 1300, 1300, 0, \(contact),
                    '2024-01-20', 0, '2023-12-26', 0)
                """)
            try transaction.execute(
                """
                INSERT INTO unit_enrolment (id, unit_id, year, number, status, plan_type, current_version, submission_id,
                    updated_at)
                VALUES (\(list), \(unit), \(year), 'JB1', 'in-force', 'A', 1, \(batch), 0)
                """)
            try transaction.execute(
                """
                INSERT INTO enrolment_version (id, enrolment_id, version, reason, plan_type, city_fen, district_fen,
                    base_fen, deceased, retired, no_card, covered_elsewhere, manually_excluded, pending_confirmation,
                    suspected_retired, heads, members, outside_workbench, fingerprint, submitted_at, submitted_on)
                VALUES (\(version), \(list), 1, 'submission', 'A', 1300, 1300, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 'x', 0,
                    '2023-11-20')
                """)
            try transaction.execute(
                """
                INSERT INTO enrolment_person (version_id, person_id, member_id, bucket)
                VALUES (\(version), \(person), \(desk.member), 'enrolling')
                """)
            try transaction.execute(
                "INSERT INTO enrolment_claim (year, person_id, enrolment_id) VALUES (\(year), \(person), \(list))")
            try transaction.execute(
                """
                INSERT INTO coverage (id, year, person_id, unit_id, version_id, plan_type, starts_on, ends_on, status)
                VALUES (\(coverage), \(year), \(person), \(unit), \(version), 'A', '2024-01-01', '2099-12-31', 'in-force')
                """)
            return coverage
        }
        return (desk, coverage)
    }

    @Test("who is covered is taken out as a file, by the unit and by its district; another unit has nobody")
    func export() async throws {
        let (desk, _) = try await desk()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/coverage").text.contains(#"action="/coverage/export""#))
        let file = try await clerk.post("/coverage/export", ["status": "in-force"], ticket: "a")
        #expect(file.status == 200)
        #expect(file.bytes.starts(with: Array("PK".utf8)))
        #expect(try await clerk.post("/coverage/export", ["year": "2001"], ticket: "b").location == "/coverage")
        #expect(try await clerk.get("/coverage").text.contains("当前筛选没有参保信息"))
        let other = try await desk.browser("other")
        #expect(try await !other.get("/coverage").text.contains("/coverage/export"))
        #expect(try await other.post("/coverage/export", ticket: "c").location == "/coverage")
        let officer = try await desk.browser("officer")
        #expect(try await officer.get("/coverage/search").text.contains(#"action="/coverage/search/export""#))
        #expect(try await officer.post("/coverage/search/export", ["plan": "A"], ticket: "d").status == 200)
        let none = try await officer.post("/coverage/search/export", ["plan": "B"], ticket: "e")
        #expect(none.location == "/coverage/search")
        let events: [String] = try await desk.platform.database.read { transaction in
            try transaction.query("SELECT detail FROM event WHERE subject = 'coverage-list' ORDER BY id").map {
                try $0.get("detail")
            }
        }
        #expect(events == ["rows=1 numbers=masked", "rows=1 numbers=masked"])
    }

    @Test("more than may leave in a day waits for a second person's consent")
    func consent() async throws {
        let (desk, _) = try await desk()
        let (clerk, officer) = (try await desk.browser("clerk"), try await desk.browser("officer"))
        try await desk.platform.database.write { transaction in
            let accounts = AccountStore(transaction)
            for name in ["clerk", "officer"] {
                let account = try #require(try accounts.id(name: name))
                _ = try AlertStore(transaction).count(
                    .massExport, .exportsAlone(account), since: CardDesk.now.day.start, adding: AlertRule.massExport - 1
                )
            }
        }
        #expect(try await clerk.post("/coverage/export", ticket: "a").location == "/coverage")
        #expect(try await clerk.get("/coverage").text.contains("须经另一人同意"))
        let purpose = ["purpose": "union-matter"]
        let asked = try #require(try await clerk.post("/coverage/export", purpose, ticket: "b").location)
        #expect(asked.hasPrefix("/exports/"))
        #expect(try await officer.get(asked).text.contains("本单位"))
        #expect(try await clerk.post(asked + "/file", ticket: "c").status != 200)
        let consented = try await officer.post(asked + "/consent", ["password": CardDesk.password], ticket: "d")
        #expect(consented.location == asked)
        let file = try await clerk.post(asked + "/file", ticket: "e")
        #expect(file.status == 200)
        #expect(file.bytes.starts(with: Array("PK".utf8)))

        let area = try await officer.post(
            "/coverage/search/export", purpose.merging(["plan": "A"]) { $1 }, ticket: "f")
        let wide = try #require(area.location)
        #expect(wide.hasPrefix("/exports/"))
        #expect(try await officer.get(wide).text.contains("A 类"))
        #expect(try await officer.post(wide + "/consent", ["password": CardDesk.password], ticket: "g").status != 303)
    }

    @Test("a clerk finds the person, asks, the district passes it on, the centre carries it out")
    func whole() async throws {
        let (desk, coverage) = try await desk()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/corrections").text.contains("查找此人"))
        let nobody = try await clerk.post("/corrections/search", ["who": "H0"], ticket: "a")
        #expect(nobody.status == 422)
        #expect(nobody.text.contains("不在本单位已锁定的参保名单中"))
        #expect(try await clerk.post("/corrections/search", ticket: "b").status == 422)
        let form = "/corrections/coverages/\(coverage)"
        #expect(try await clerk.get("/coverage").text.contains("href=\"\(form)\""))
        #expect(try await clerk.get(form).text.contains("更正什么"))
        #expect(try await clerk.post(form, ["note": "误报"], ticket: "c").text.contains("请选择申请事项"))
        let wrong = try await clerk.post(
            form, ["kind": "identity", "name": "甲", "document-type": "passport", "document": "1", "note": "错"],
            ticket: "d")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("请核对证件原件"))
        let asked = try await clerk.post(form, ["kind": "removal", "note": "误报"], ticket: "e")
        let page = try #require(asked.location)
        #expect(try await clerk.get(page).text.contains("撤回更正申请"))
        #expect(try await clerk.get(form).text.contains("正在审核"))
        #expect(try await clerk.post(page + "/acceptance", ticket: "f").status == 403)

        let officer = try await desk.browser("officer")
        #expect(try await officer.get("/todos").text.contains("审核更正申请"))
        #expect(try await officer.get("/corrections").text.contains(page))
        #expect(try await officer.post(page + "/return", ticket: "g").status == 422)
        #expect(try await officer.post("/corrections/check", ["decision": "accept"], ticket: "h").status == 422)
        let id = String(page.split(separator: "/").last ?? "")
        let check = try await officer.post(
            "/corrections/check", ["decision": "accept", "correction": id], ticket: "i")
        #expect(check.text.contains("转职保中心审核"))
        let results = try await officer.post(
            "/corrections/decisions", ["decision": "accept", "correction": id], ticket: "j")
        #expect(results.text.contains("成功"))
        #expect(try await officer.get("/corrections/search").status == 403)

        let centre = try await desk.browser("centre")
        #expect(try await centre.get(page).text.contains("13.00 元"))
        #expect(try await centre.post(page + "/acceptance", ticket: "k").location == page)
        #expect(try await clerk.get("/coverage").text.contains("更正作废"))
        #expect(try await clerk.get("/enrolments").text.contains("已更正移除 1 人"))
        #expect(try await officer.get("/credits").text.contains("移除误参保人员 1 人"))
        #expect(try await desk.browser("other").get(page).status == 404)
        #expect(try await desk.browser("other").get(form).status == 404)
    }
}
