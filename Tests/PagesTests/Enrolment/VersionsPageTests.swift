import Domain
import Markup
import Pages
import Testing

@Suite("The page of all versions of a list")
struct VersionsPageTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    private func comparison(_ changes: [ListedChange], outdatedSince: Instant? = nil) -> VersionComparison {
        var record = sample.record(.submitted, version: 2)
        record.outdatedSince = outdatedSince
        let (first, second) = (sample.version(1, heads: 93), sample.version(2, heads: 95))
        return VersionComparison(
            unit: sample.unit, year: sample.year, record: record, versions: [second, first], earlier: first,
            later: second, difference: RosterDifference(added: 3, removed: 1), changes: changes)
    }

    @Test("People and money of two versions, an out-of-date mark, hostile names")
    func two() {
        let change = ListedChange(
            change: RosterChange(member: ID(1), before: .noCard, now: .enrolling),
            person: sample.person(1, Sample.hostile))
        let html = VersionsPage(frame, comparison([change], outdatedSince: Sample.moment("2023-11-20", hour: 10))).html
        #expect(!html.text.contains("<script>alert"))
        Golden.expect(html, "enrolment-versions")
    }

    @Test("A single version has nothing to compare")
    func one() {
        let version = sample.version(1)
        let page = VersionsPage(
            frame,
            VersionComparison(
                unit: sample.unit, year: sample.year, record: sample.record(.submitted), versions: [version],
                earlier: version, later: version, difference: RosterDifference(), changes: [])
        ).html.text
        #expect(!page.contains("人员变动"))
        #expect(page.contains("第 1 版"))
    }
}
