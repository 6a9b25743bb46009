import DatabaseKit
import Demo
import Domain
import TestSupport
import Testing
import UseCases

@Suite struct CardRoutesTests {
    @Test("from the list to the card, by forms alone")
    func journey() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let list = try await clerk.get("/cards/candidates")
        #expect(list.status == 200)
        #expect(list.text.contains("会员甲"))
        #expect(!list.text.contains("E00000001"))

        let made = try await clerk.post("/cards/batches", chosen, ticket: "make")
        #expect(made.status == 303)
        let batch = try #require(made.location)
        #expect(try await clerk.post("/cards/batches", chosen, ticket: "make").location == batch)
        #expect(try await clerk.get(batch).text.contains("BK202311200001"))
        #expect(try await clerk.get(batch + "/submission").text.contains("确认提交 1 人至职保中心"))
        #expect(try await clerk.post(batch + "/submission", ["version": "1"], ticket: "submit").status == 303)

        let centre = try await desk.browser("centre")
        #expect(try await centre.get("/cards/batches").text.contains("BK202311200001"))
        // The file holds whole numbers: who hands it over, or fetches it, proves who he is.
        #expect(try await centre.get(batch + "/order-file").text.contains("登录密码"))
        #expect(try await centre.post(batch + "/hand-over", ticket: "none").status == 422)
        let wrong = try await centre.post(batch + "/hand-over", ["password": "wrong"], ticket: "wrong")
        #expect(wrong.status == 422)
        #expect(try await centre.get(batch).text.contains("交银行制卡"))
        let handed = try await centre.post(batch + "/hand-over", ["password": CardDesk.password], ticket: "hand")
        #expect(handed.location == batch + "/order-file")
        #expect(try await centre.get(batch + "/order-file").text.contains("每次下载都会记录下载人和时间"))
        let order = try await centre.post(batch + "/order-file", ticket: "file")
        #expect(order.status == 200)
        let later = try await desk.browser("centre").post(batch + "/order-file", ticket: "later")
        #expect(later.status == 422)
        let refused = try await centre.upload(Array("x".utf8), to: batch + "/result")
        #expect(refused.status == 422)
        #expect(refused.text.contains("这不是 xlsx 文件"))
        let answer = try SimulatedBank().answer(order.bytes, at: CardDesk.now)
        #expect(try await centre.upload(answer, to: batch + "/result").status == 303)
        #expect(try await centre.get(batch).text.contains("全部制卡完成"))
        #expect(try await clerk.get("/cards").text.contains("6231********"))

        let bad = try await clerk.post("/cards", ["card": "12a"], ticket: "tail")
        #expect(bad.status == 422)
        #expect(bad.text.contains("请输入卡号末四位数字，或 16 至 19 位的完整卡号"))
        let nobody = try #require(
            try await clerk.post("/cards", ["card": "9999", "state": "with"], ticket: "find").location)
        #expect(nobody.hasPrefix("/cards?f=") && nobody.hasSuffix("&state=with"))
        #expect(!nobody.contains("9999"))
        #expect(try await clerk.get(nobody).text.contains("没有符合条件的会员"))
        #expect(try await clerk.get("/cards?state=with").text.contains("6231********"))
        #expect(try await clerk.get("/cards/export?state=with").text.contains("导出 1 名会员"))
        let file = try await clerk.post(
            "/cards/export", ["numbers": "masked", "state": "with"], ticket: "export")
        #expect(file.bytes.starts(with: Array("PK".utf8)))
        let whole = try await clerk.post(
            "/cards/export", ["numbers": "whole", "purpose": "bank", "state": "with"], ticket: "whole")
        #expect(whole.status == 422)
        #expect(whole.text.contains("请输入您的登录密码"))

        let cards = "/cards/members/\(desk.member)"
        let page = try await clerk.get(cards).text
        #expect(page.contains("使用中"))
        let card = try #require(page.firstMatch(of: /name="card" value="([0-9]+)"/)?.output.1)
        #expect(
            try await clerk.post(cards + "/acts", ["card": String(card), "version": "1"], ticket: "no").status == 422)
        let found = ["card": String(card), "version": "1", "act": "report-loss", "reason": "found", "confirmed": "yes"]
        let none = try await clerk.post(cards + "/acts", found, ticket: "found")
        #expect(none.status == 422)
        #expect(none.text.contains("已找回不是挂失的原因"))
        let loss = ["card": String(card), "version": "1", "act": "report-loss", "reason": "lost", "confirmed": "yes"]
        #expect(try await clerk.post(cards + "/acts", loss, ticket: "loss").location == cards)
        #expect(try await clerk.get("/members/\(desk.member)").text.contains("已挂失"))
        #expect(try await clerk.get("/cards/candidates").text.contains("补办（原卡已挂失）"))
        #expect(try await centre.post(cards + "/acts", loss, ticket: "centre").status == 403)
        #expect(try await desk.browser("other").get(cards).status == 404)
    }

    /// A batch of the one member that the bank has got, and the file that it got.
    private func handedOver(
        _ desk: CardDesk, _ round: String
    ) async throws -> (batch: String, order: [UInt8]) {
        let (clerk, centre) = (try await desk.browser("clerk"), try await desk.browser("centre"))
        let chosen = ["member": desk.member.description]
        let batch = try #require(try await clerk.post("/cards/batches", chosen, ticket: "make \(round)").location)
        let sent = try await clerk.post(batch + "/submission", ["version": "1"], ticket: "submit \(round)")
        #expect(sent.status == 303)
        let proof = ["password": CardDesk.password]
        #expect(try await centre.post(batch + "/hand-over", proof, ticket: "hand \(round)").status == 303)
        return (batch, try await centre.post(batch + "/order-file", ticket: "file \(round)").bytes)
    }

    @Test(
        "another batch's answer, the same one again and another one are each said, and change nothing",
        arguments: Engine.available)
    func badAnswers(_ engine: Engine) async throws {
        let desk = try await CardDesk.open(engine)
        let first = try await handedOver(desk, "1")
        let failing = try SimulatedBank(failing: ["000000000001": "照片不清"]).answer(first.order, at: CardDesk.now)
        let centre = try await desk.browser("centre")
        func upload(_ bytes: [UInt8], to batch: String, _ ticket: String) async throws -> CardDesk.Answered {
            try await centre.upload(bytes, to: batch + "/result", ticket: ticket)
        }
        #expect(try await upload(failing, to: first.batch, "first").status == 303)
        #expect(try await desk.browser("clerk").get(first.batch).text.contains("照片不清"))

        let second = try await handedOver(desk, "2")
        let none = try await upload([], to: second.batch, "none")
        #expect(none.status == 422)
        #expect(none.text.contains("请选择银行返回的 xlsx 文件"))
        let other = try await upload(failing, to: second.batch, "other")
        #expect(other.status == 422)
        #expect(other.text.contains("与本批次不符，请选择本批次的制卡结果文件"))

        try await desk.platform.database.write { [member = desk.member] in
            try $0.execute("UPDATE member SET left_on = '2023-11-20', leave_reason = 'retired' WHERE id = \(member)")
        }
        let good = try SimulatedBank().answer(second.order, at: CardDesk.now)
        #expect(try await upload(good, to: second.batch, "good").location == second.batch)
        let told = try await centre.get(second.batch).text
        #expect(told.contains("成功 1 人，失败 0 人"))
        #expect(told.contains("有 1 人已不是该单位会员，卡归本人"))
        #expect(try await upload(good, to: second.batch, "again").location == second.batch)
        #expect(try await centre.get(second.batch).text.contains("以前已经导入，没有任何变化"))
        let contrary = try SimulatedBank(failing: ["000000000001": "照片不清"]).answer(second.order, at: CardDesk.now)
        let refused = try await upload(contrary, to: second.batch, "contrary")
        #expect(refused.status == 422)
        #expect(refused.text.contains("办卡批次当前为“已制卡”，不能导入制卡结果"))
        let cards: Int? = try await desk.platform.database.read {
            try $0.value("SELECT count(*) FROM service_card WHERE status = 'issued'")
        }
        #expect(cards == 1)
        #expect(try await centre.get(second.batch + "?part=issued").text.contains("已制卡 1 人"))
    }

    @Test("nobody chosen, and an odd day, are said on the same page")
    func refused() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let empty = try await clerk.post("/cards/batches", ticket: "none")
        #expect(empty.status == 422)
        #expect(empty.text.contains("请先勾选要办卡的会员"))
        let expiry = try await clerk.post(
            "/cards/candidates/\(desk.member)/expiry", ["kind": "date", "date": "2020-01-01", "version": "1"],
            ticket: "expiry")
        #expect(expiry.status == 422)
        #expect(expiry.text.contains("已与会员的证件核对"))
    }

    @Test("a draft of nobody is not submitted; the day that is mended leads back to it, or to the part of the list")
    func mended() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let batch = try #require(try await clerk.post("/cards/batches", chosen, ticket: "make").location)
        let id = try #require(batch.split(separator: "/").last)
        let page = "/cards/candidates/\(desk.member)/expiry"
        let past = ["kind": "date", "date": "2020-01-01", "version": "1", "compared": "yes"]
        let back = try await clerk.post(page + "?batch=\(id)", past, ticket: "past")
        #expect(back.location == batch)
        let shown = try await clerk.get(batch).text
        #expect(shown.contains("现在没有人可以提交"))
        #expect(!shown.contains("\(batch)/submission"))
        #expect(shown.contains("\(page)?batch=\(id)"))
        #expect(try await clerk.get(batch + "/submission").text.contains("批次中的 1 人现在都不能办卡"))
        let mended = ["kind": "long-term", "version": "2"]
        let list = try await clerk.post(
            page + "?part=ordered&after=7&offset=20&size=50&next=x", mended, ticket: "mended")
        #expect(list.location == "/cards/candidates?part=ordered&after=7&offset=20&size=50")
        let others = ["version": "1", "people": "2"]
        let changed = try await clerk.post(batch + "/submission", others, ticket: "changed")
        #expect(changed.status == 422)
        #expect(changed.text.contains("确认提交 1 人至职保中心"))
        #expect(
            try await clerk.post(batch + "/submission", ["version": "1", "people": "1"], ticket: "go").location == batch
        )
    }

    @Test("a submitted batch is asked back and taken back by forms alone")
    func revocation() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let batch = try #require(try await clerk.post("/cards/batches", chosen, ticket: "make").location)
        #expect(try await clerk.post(batch + "/submission", ["version": "1"], ticket: "submit").status == 303)
        #expect(try await clerk.get(batch).text.contains("批次撤消申请"))
        #expect(try await clerk.get(batch + "/revocation").status == 200)
        #expect(try await clerk.post(batch + "/revocation", ["version": "2"], ticket: "empty").status == 422)
        let ask = ["version": "2", "reason": "名单有误"]
        #expect(try await clerk.post(batch + "/revocation", ask, ticket: "ask").location == batch)
        #expect(try await clerk.get("/cards/batches").text.contains("撤销待上级审核"))
        #expect(try await clerk.get("/cards/revocations").status == 403)
        #expect(!(try await clerk.get("/cards/batches").text.contains("href=\"/cards/revocations\"")))

        let officer = try await desk.browser("officer")
        let queue = try await officer.get("/cards/revocations").text
        let id = try #require(queue.firstMatch(of: /name="revocation" value="([0-9]+)"/)?.output.1)
        let decision = ["revocation": String(id), "decision": "accept"]
        #expect(
            try await officer.post("/cards/revocations/check", ["decision": "accept"], ticket: "none").status == 422)
        #expect(
            try await officer.post("/cards/revocations/check", decision, ticket: "check").text.contains("同意撤销 1 个批次"))
        let done = try await officer.post("/cards/revocations/decisions", decision, ticket: "decide")
        #expect(done.text.contains("同意批次撤消申请的结果"))
        #expect(try await officer.get("/cards/revocations?part=closed").text.contains("已同意"))
        #expect(try await clerk.get(batch).text.contains("批次已撤销"))
    }

    @Test("a sheet of expiry days goes from the upload to the members by forms alone")
    func sheet() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        #expect(try await clerk.get("/cards/expiry-sheets/template").status == 200)
        let refused = try await clerk.upload(Array("姓名\n会员甲".utf8), to: "/cards/expiry-sheets", name: "a.csv")
        #expect(refused.status == 422)
        #expect(refused.text.contains("文件中没有“会员编号”或“证件号码”列"))
        let file = Array("证件号码,证件到期日\nE00000001,2031-01-02\n000000000009,长期\n".utf8)
        let staged = try await clerk.upload(file, to: "/cards/expiry-sheets", name: "b.csv")
        #expect(staged.text.isEmpty || staged.status == 303)
        let sheet = try #require(staged.location)
        let preview = try await clerk.get(sheet).text
        #expect(preview.contains("早于现在的证件到期日"))
        #expect(preview.contains("本工会没有使用这个号码的会员"))
        #expect(try await desk.browser("other").get(sheet).status == 404)
        let gone = try await clerk.post(sheet + "/discard", ticket: "discard")
        #expect(gone.location == "/cards/expiry-sheets")
        #expect(try await clerk.post(sheet + "/application", ["expected": "0"], ticket: "late").status == 409)
    }

    @Test("another union's member and batch are 404, a missing role is 403")
    func scope() async throws {
        let desk = try await CardDesk.open()
        let clerk = try await desk.browser("clerk")
        let chosen = ["member": desk.member.description]
        let batch = try #require(try await clerk.post("/cards/batches", chosen, ticket: "make").location)
        let other = try await desk.browser("other")
        let expiry = "/cards/candidates/\(desk.member)/expiry"
        for path in [batch, batch + "/submission", batch + "/cancellation", batch + "/revocation", expiry] {
            #expect(try await other.get(path).status == 404)
        }
        let revocation = [batch + "/revocation", batch + "/revocation/withdrawal"]
        for path in [batch + "/submission", batch + "/cancellation", expiry] + revocation {
            #expect(
                try await other.post(path, ["version": "1", "kind": "long-term", "reason": "x"], ticket: path).status
                    == 404)
        }
        #expect(try await other.post("/cards/batches", chosen, ticket: "x").status == 404)
        #expect(try await clerk.post(batch + "/hand-over", ticket: "y").status == 403)
        #expect(try await clerk.post(batch + "/order-file", ticket: "z").status == 403)
        #expect(try await clerk.get(batch + "/order-file").status == 403)
    }
}
