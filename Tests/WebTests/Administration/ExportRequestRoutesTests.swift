import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

@Suite("A mass export waits for a second person")
struct ExportRequestRoutesTests {
    /// A site whose clerk has taken out so many today that not one more may leave without consent.
    private func site() async throws -> TestSite {
        let site = try await TestSite()
        try await site.plantMember()
        let start = site.clock.now.day.start
        try await site.platform.database.write { transaction in
            let clerk = try #require(try AccountStore(transaction).id(name: "shili"))
            _ = try AlertStore(transaction).count(
                .massExport, .exportsAlone(clerk), since: start, adding: AlertRule.massExport - 1)
        }
        return site
    }

    private func isFile(_ answer: Answered) -> Bool { answer.bytes.starts(with: Array("PK".utf8)) }

    @Test("asked with a purpose, consented to by the superior with proof, fetched by who has asked")
    func journey() async throws {
        let site = try await site()
        let clerk = try await site.signedIn("shili")
        let bare = try await clerk.postForm("/members/export", ["numbers": "masked"])
        #expect(bare.status == 422)
        #expect(bare.text.contains("请选择用途"))
        let asked = try await clerk.postForm("/members/export", ["numbers": "masked", "purpose": "union-matter"])
        let place = try #require(asked.location)
        #expect(place.hasPrefix("/exports/"))
        let waiting = try await clerk.get(place)
        #expect(waiting.text.contains("等待另一人同意"))
        #expect(try await clerk.postForm(place + "/file").status == 409)
        #expect(try await clerk.postForm(place + "/consent").status == 403)

        let officer = try await site.signedIn("donghai")
        #expect(try await officer.get("/todos").text.contains("批量导出申请"))
        #expect(try await officer.postForm(place + "/consent").status == 422)
        #expect(try await officer.postForm(place + "/refusal", ["reason": " "]).status == 422)
        let proved = try await site.proved("donghai")
        #expect(try await proved.postForm(place + "/consent", ["remark": "已核实"]).location == place)
        #expect(!isFile(try await proved.postForm(place + "/file")))
        #expect(isFile(try await clerk.postForm(place + "/file")))
        #expect(try await clerk.get(place).text.contains("已核实"))
        // Another union's clerk does not learn of it.
        #expect(try await site.signedIn("yangli").get(place).status == 404)
    }

    @Test("cards go the same way; what is refused says why")
    func cards() async throws {
        let site = try await site()
        let clerk = try await site.signedIn("shili")
        let asked = try await clerk.postForm("/cards/export", ["numbers": "masked", "purpose": "bank"])
        let place = try #require(asked.location)
        #expect(place.hasPrefix("/exports/"))
        let officer = try await site.signedIn("donghai")
        #expect(try await officer.postForm(place + "/refusal", ["reason": "请缩小范围"]).location == place)
        #expect(try await clerk.get(place).text.contains("请缩小范围"))
        #expect(try await clerk.postForm(place + "/file").status == 409)
    }
}
