import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

@Suite("Many deletions wait for a second person")
struct MassRemovalRoutesTests {
    /// A site whose clerk has deleted so many today that not one more may go by himself.
    private func site() async throws -> (site: TestSite, member: Int64) {
        let site = try await TestSite()
        try await site.plantMember()
        let start = site.clock.now.day.start
        let member: Int64? = try await site.platform.database.write { transaction in
            let clerk = try #require(try AccountStore(transaction).id(name: "shili"))
            _ = try AlertStore(transaction).countRemovals(MassRemoval.peopleAlone, by: clerk, since: start)
            return try transaction.value("SELECT max(id) FROM member WHERE left_on IS NULL")
        }
        return (site, try #require(member))
    }

    private func isMember(_ member: Int64, _ site: TestSite) async throws -> Bool {
        let left: CalendarDay? = try await site.platform.database.read {
            try $0.value("SELECT left_on FROM member WHERE id = \(member)")
        }
        return left == nil
    }

    /// Chooses and deletes as the pages do.
    ///
    /// - Returns: where that leads.
    private func ask(_ clerk: Visitor, _ member: Int64) async throws -> String {
        let chosen = try await clerk.postForm("/members/batches/selection", ["act": "removal", "member": "\(member)"])
        let page = try await clerk.get(try #require(chosen.location))
        #expect(page.text.contains("这次删除须经另一人同意"))
        let token = try #require(page.forms.first { $0.action == "/members/batches" }?["s"])
        let asked = try await clerk.postForm(
            "/members/batches", ["act": "removal", "s": token, "reason": "retired"])
        return try #require(asked.location)
    }

    @Test("told before, asked, consented to by the superior with proof, and then done")
    func journey() async throws {
        let (site, member) = try await site()
        let clerk = try await site.signedIn("shili")
        let place = try await ask(clerk, member)
        #expect(place.hasPrefix("/members/mass-removals/"))
        #expect(try await isMember(member, site))
        #expect(try await clerk.get(place).text.contains("等待另一人同意"))
        #expect(try await clerk.postForm(place + "/acceptance").status != 303)

        let reviewer = try await site.signedIn("binhai")
        #expect(try await reviewer.get("/todos").text.contains("批量删除申请"))
        #expect(try await reviewer.postForm(place + "/acceptance").status == 422)
        #expect(try await reviewer.postForm(place + "/return", ["reason": " "]).status == 422)
        #expect(try await isMember(member, site))
        let proved = try await site.proved("binhai")
        #expect(try await proved.postForm(place + "/acceptance", ["remark": "已核实"]).location == place)
        #expect(try await !isMember(member, site))
        #expect(try await clerk.get(place).text.contains("已核实"))
        // Another union's clerk does not learn of it.
        #expect(try await site.signedIn("yangli").get(place).status == 404)
    }

    @Test("what is decided of a comparison says that it waits; where nobody could consent, the plan says so")
    func comparison() async throws {
        let (site, member) = try await site()
        let clerk = try await site.signedIn("shili")
        let number = try #require(
            ResidentIdentityNumber.make(
                area: "319979", birth: CalendarDay(year: 1985, month: 1, day: 1) ?? .earliest, serial: 7)
        ).text
        let uploaded = try await clerk.postFile(
            "/members/comparisons",
            [(name: "category", value: "outside-enterprise"), (name: "extent", value: "whole-union")],
            file: (field: "file", name: "名册.csv", bytes: Array("姓名,证件号码,手机号码\n演示员,\(number),19971000000".utf8)))
        let place = try #require(uploaded.location)
        _ = try await clerk.postForm(place + "/removal", ["decision": "remove-retired", "expected": "1"])
        #expect(try await clerk.get(place + "/execution").text.contains("这次删除须经另一人同意"))
        func stand(_ status: String) async throws {
            try await site.platform.database.write { transaction in
                _ = try transaction.execute("UPDATE account SET status = \(status) WHERE name <> 'shili'")
            }
        }
        try await stand("disabled")
        let alone = try await clerk.postForm(place + "/execution", ["expected": "1"])
        #expect(alone.status == 422)
        #expect(alone.text.contains("没有可以审核批量删除的另一账号"))
        try await stand("active")
        #expect(try await clerk.postForm(place + "/execution", ["expected": "1"]).location == place + "/results")
        let waiting = try await clerk.get(place + "/results")
        #expect(waiting.text.contains("已提交批量删除申请"))
        #expect(waiting.text.contains("等待另一人同意"))
        #expect(try await clerk.get(place).text.contains("查看批量删除申请"))
        #expect(try await isMember(member, site))
    }

    @Test("what is refused says why and deletes nobody; a single deletion is told what to do")
    func refused() async throws {
        let (site, member) = try await site()
        let clerk = try await site.signedIn("shili")
        let place = try await ask(clerk, member)
        let reviewer = try await site.signedIn("binhai")
        #expect(try await reviewer.postForm(place + "/return", ["reason": "请核实退休人员"]).location == place)
        #expect(try await clerk.get(place).text.contains("请核实退休人员"))
        let single = try await clerk.postForm("/members/\(member)/removal", ["reason": "retired", "version": "1"])
        #expect(single.status == 422)
        #expect(single.text.contains("您今天删除的会员已达 499 人"))
        #expect(try await isMember(member, site))
    }
}
