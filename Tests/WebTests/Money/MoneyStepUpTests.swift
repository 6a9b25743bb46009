import DatabaseKit
import Documents
import Domain
import Store
import Testing
import UseCases

/// 提交至职保中心 and 缴费凭证审核 over HTTP: nobody does either without proving anew who he is.
@Suite struct MoneyStepUpTests {
    private static let shown = [
        "name": "王示例", "phone": "19900000001", "email": "a@example.com", "units": "1", "heads": "1", "typed-heads": "1",
    ]
    private static let proof = ["password": CardDesk.password]

    /// Where every batch, list and voucher stands.
    private func standing(_ desk: CardDesk) async throws -> [String] {
        try await desk.platform.database.read { transaction in
            var found: [String] = []
            for query: SQL in [
                "SELECT 'batch ' || status FROM district_submission ORDER BY id",
                "SELECT 'list ' || status FROM unit_enrolment ORDER BY id",
                "SELECT 'voucher ' || status FROM payment_voucher ORDER BY id",
            ] {
                for row in try transaction.query(query) { found.append(try row.get(0)) }
            }
            return found
        }
    }

    /// Sends the form without the password and with a wrong one: neither does anything, and the form asks for it.
    private func expectProof(
        _ browser: CardDesk.Browser, _ path: String, _ fields: [String: String], _ desk: CardDesk
    ) async throws {
        let before = try await standing(desk)
        let bare = try await browser.post(path, fields, ticket: "bare")
        #expect(bare.status == 422)
        #expect(bare.text.contains("请输入您的登录密码"))
        let wrong = try await browser.post(
            path, fields.merging(["password": "Wrong-2024-Wrong"]) { $1 }, ticket: "wrong")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("密码或动态口令不正确"))
        #expect(!wrong.text.contains("Wrong-2024-Wrong"))
        #expect(try await standing(desk) == before)
    }

    @Test("a district hands in to the centre only with its password")
    func submission() async throws {
        let desk = try await CardDesk.approved()
        let officer = try await desk.browser("officer")
        try await expectProof(officer, "/submissions", Self.shown, desk)
        #expect(try await standing(desk) == ["list approved"])
        let sent = try await officer.post(
            "/submissions", Self.shown.merging(Self.proof) { $1 }, ticket: "sent")
        #expect(sent.location?.hasPrefix("/submissions/") == true)
        #expect(try await standing(desk) == ["batch awaiting-voucher", "list locked"])
    }

    @Test("the centre decides on a voucher only with its password")
    func voucher() async throws {
        let desk = try await CardDesk.approved()
        let officer = try await desk.browser("officer")
        let sent = try await officer.post(
            "/submissions", Self.shown.merging(Self.proof) { $1 }, ticket: "sent")
        let batch = try #require(sent.location?.split(separator: "/").last.flatMap { Int64($0) })
        let receipt = Vouchers.Upload(name: "回单.png", bytes: try CaptchaImage(text: "A1B2", seed: 7).png())
        let vouchers = Vouchers(desk.platform)
        try await vouchers.upload(try await desk.occasion("officer"), ID(batch), [receipt])
        let centre = try await desk.browser("centre")
        let queue = try await vouchers.queue(try await desk.occasion("centre"))
        let stamp = try #require(queue.waiting.first).stamp
        let verdict = ["verdict": "accept", "stamp": "\(stamp)"]
        try await expectProof(centre, "/vouchers/\(batch)", verdict, desk)
        #expect(
            try await standing(desk) == ["batch voucher-under-review", "list locked", "voucher under-review"])
        let decided = try await centre.post("/vouchers/\(batch)", verdict.merging(Self.proof) { $1 }, ticket: "sent")
        #expect(decided.location == "/vouchers")
        #expect(try await standing(desk) == ["batch completed", "list in-force", "voucher accepted"])
    }
}
