import Demo
import Domain
import Foundation
import TestSupport
import Testing
import UseCases

@Suite("A rehearsed plan year")
struct RehearsalTests {
    @Test("Every unit ends where its story leads", arguments: Engine.available)
    func endings(engine: Engine) async throws {
        let year = try await RehearsedYears.shared.year(engine)
        #expect(
            year.summary.units.map(\.status) == [
                "in-force", "in-force", "in-force", "in-force", "in-force", "in-force", "left-out",
            ])
        #expect(year.summary.units.map(\.plan) == ["A", "B", "A+", "A", "A+", "B+", "A"])
        #expect(year.summary.planYear == 2024)
    }

    @Test(
        "The manual's unit comes out exactly: 128 = 95 + 32 + 1 and 2470 = 1235 + 1235 + 0", arguments: Engine.available
    )
    func manualExample(engine: Engine) async throws {
        let unit = try #require(try await RehearsedYears.shared.year(engine).summary.units.first)
        #expect(unit.code == "319901000101")
        #expect(unit.members == 128)
        #expect(unit.enrolling == 95)
        #expect(unit.noCard == 32)
        #expect(unit.pendingConfirmation == 1)
        #expect(unit.premiumFen == 247_000)
        #expect(unit.cityFen == 123_500)
        #expect(unit.districtFen == 123_500)
        #expect(unit.baseFen == 0)
        // Handed in, handed in again after confirming, returned and handed in once more.
        #expect(unit.version == 3)
    }

    @Test("Members are the sum of the buckets, and every bucket has somebody", arguments: Engine.available)
    func equation(engine: Engine) async throws {
        let units = try await RehearsedYears.shared.year(engine).summary.units
        for unit in units {
            let sum =
                unit.enrolling + unit.noCard + unit.pendingConfirmation + unit.retired + unit.deceased
                + unit.coveredElsewhere + unit.manuallyExcluded + unit.suspectedRetired
            #expect(unit.members == sum, "\(unit.name)")
        }
        #expect(units.contains { $0.retired > 0 } && units.contains { $0.deceased > 0 })
        #expect(units.contains { $0.manuallyExcluded > 0 } && units.contains { $0.outsideWorkbench > 0 })
        #expect(units.contains { $0.coveredElsewhere == 1 })
    }

    @Test("Nothing is broken afterwards", arguments: Engine.available)
    func nothingBroken(engine: Engine) async throws {
        let year = try await RehearsedYears.shared.year(engine)
        #expect(year.violations == [])
        #expect(year.summary.verify.violations == 0)
    }

    @Test("Notices and tables are left behind, each under its own name", arguments: Engine.available)
    func documents(engine: Engine) async throws {
        let documents = try await RehearsedYears.shared.year(engine).chronicle.documents
        #expect(Set(documents.map(\.name)).count == documents.count)
        #expect(documents.filter { $0.name.hasSuffix(".pdf") }.count == 13)
        #expect(documents.filter { $0.name.hasSuffix(".xlsx") }.count == 2)
        for document in documents {
            let mark = document.name.hasSuffix(".pdf") ? "%PDF" : "PK"
            #expect(document.content.starts(with: Array(mark.utf8)), "\(document.name)")
        }
    }

    @Test("The summary has the names that are its interface")
    func summaryNames() async throws {
        let summary = try await RehearsedYears.shared.year(.sqlite).summary
        let json = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any])
        #expect(Set(json.keys) == ["planYear", "units", "verify"])
        let unit = try #require((json["units"] as? [[String: Any]])?.first)
        #expect(
            Set(unit.keys) == [
                "code", "name", "members", "enrolling", "noCard", "pendingConfirmation", "retired", "deceased",
                "coveredElsewhere", "manuallyExcluded", "suspectedRetired", "outsideWorkbench", "plan", "premiumFen",
                "cityFen", "districtFen", "baseFen", "version", "status",
            ])
    }

    @Test("A database that holds something is refused")
    func occupied() async throws {
        let year = try await RehearsedYears.shared.year(.sqlite)
        var second = Rehearsal(year.platform, .small)
        await #expect(throws: Refusal.notDemo) { try await second.walk() }
    }
}
