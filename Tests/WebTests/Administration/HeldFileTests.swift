import DatabaseKit
import Domain
import Store
import Testing
import UseCases

@testable import Web

@Suite("Files of results that hold many people")
struct HeldFileTests {
    @Test("too many make no file: the page asks what for, and a second person is asked")
    func journey() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        let shili = try await site.signedIn("shili")
        let actor = try await RouteGuardTests.actor("shili", site)
        let batch = try #require(records.own(actor.path, .memberBatch))
        let place = "/members/batches/\(batch)/file"
        #expect(try await shili.get(place).header("Content-Disposition") != nil)

        let day = site.clock.now.day
        try await site.platform.database.write { transaction in
            _ = try AlertStore(transaction).count(
                .massExport, .exportsAlone(actor.account), since: day.start, adding: AlertRule.massExport - 2)
        }
        let held = try await shili.get(place)
        #expect(held.status == 200)
        #expect(held.header("Content-Disposition") == nil)
        #expect(held.text.contains("须经另一人同意"))
        let form = try #require(held.forms.first { $0.action == "/exports" })
        let kept: KeyValuePairs = ["file": form["file"] ?? "", "of": form["of"] ?? "", "numbers": "masked"]
        let unexplained = try await shili.postForm("/exports", kept)
        #expect(unexplained.status == 422)
        #expect(unexplained.text.contains("请选择用途"))
        let asked = try await shili.postForm(
            "/exports",
            ["file": form["file"] ?? "", "of": form["of"] ?? "", "numbers": "masked", "purpose": "union-matter"])
        let request = try #require(asked.location)
        #expect(request.hasPrefix("/exports/"))
        #expect(try await shili.get(request).text.contains("批量办理结果"))
        // Nothing that is no such file, and nobody else's.
        #expect(try await shili.postForm("/exports", ["file": "everything", "of": "\(batch)"]).status == 404)
        let stranger = try await site.signedIn("yangli")
        #expect(try await stranger.postForm("/exports", kept).status == 404)
    }
}
