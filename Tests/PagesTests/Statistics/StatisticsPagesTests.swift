import Domain
import Markup
import Pages
import Testing

@Suite struct StatisticsPagesTests {
    private func union(_ id: Int64, _ name: String, _ kind: UnionKind, at path: UnionPath) -> Union {
        Union(
            id: ID(id), parent: id > 1 ? ID(1) : nil, code: "31990100000\(id)", name: name, kind: kind, path: path,
            creditCode: nil, role: .ordinary)
    }

    private let now = UnionFigures(
        UnionCounts(members: 1_200, committees: 9, joint: 3, branches: 2, enterprises: 15, associations: 1),
        electronicCards: 800)
    private let days = JoiningFigures(joined: 12, activated: 4, cards: 7)

    private func model(
        rows: [StatisticsPage.Row], own: StatisticsPage.Row? = nil,
        wrong: String? = nil
    ) throws -> StatisticsPage.Model {
        let top = union(2, "示例区总工会", .districtFederation, at: try #require(UnionPath.root.child(1)))
        return StatisticsPage.Model(
            above: [union(1, "演示市总工会", .cityFederation, at: .root)],
            total: StatisticsPage.Row(top, now: now, days: days), own: own, rows: rows,
            days: try #require(DayWindow(from: Sample.day("2023-11-01"), through: Sample.day("2023-11-20"))),
            today: Sample.day("2023-11-20"), PageWindow(number: 1, size: 20, total: rows.count),
            asOf: Instant(milliseconds: 1_700_442_000_000),
            wrong: wrong)
    }

    @Test("each union below has its line, each number its list, and the sum stands under them")
    func report() throws {
        let path = try #require(UnionPath.root.child(1)?.child(1))
        let base = union(3, Sample.hostile, .unionCommittee, at: path)
        let own = union(2, "示例区总工会", .districtFederation, at: try #require(path.parent))
        let page = StatisticsPage(
            Sample.frame(),
            try model(
                rows: [StatisticsPage.Row(base, now: now, days: days)],
                own: StatisticsPage.Row(own, now: UnionFigures(), days: JoiningFigures(joined: 1))))
        Golden.expect(page.html, "statistics")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("without unions below there is the sum alone, and whoever sees it may take it")
    func empty() throws {
        let page = StatisticsPage(
            Sample.frame(), try model(rows: [], wrong: "结束日期不能早于开始日期，请重新选择。"))
        Golden.expect(page.html, "statistics-empty")
        #expect(page.html.text.contains("导出 xlsx"))
    }
}
