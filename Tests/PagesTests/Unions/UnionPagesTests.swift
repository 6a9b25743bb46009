import Domain
import Markup
import Pages
import Testing

@Suite struct UnionPagesTests {
    private func union(_ id: Int64, _ name: String, _ kind: UnionKind, at path: UnionPath) -> Union {
        Union(
            id: ID(id), parent: id > 1 ? ID(1) : nil, code: "31990100000\(id)", name: name, kind: kind, path: path,
            creditCode: id == 3 ? "81310106000000254M" : nil, role: .ordinary)
    }

    private let counts = UnionCounts(
        members: 1_200, committees: 9, joint: 3, branches: 2, enterprises: 15, associations: 1)

    @Test("the tree, the counters that add up, the list")
    func directory() throws {
        let district = try #require(UnionPath.root.child(1))
        let base = try #require(district.child(1))
        let node = union(2, "示例区总工会", .districtFederation, at: district)
        let committee = union(3, "示例科技有限公司工会委员会", .unionCommittee, at: base)
        let model = UnionsPage.Model(
            node: node, above: [union(1, "演示市总工会", .cityFederation, at: .root)],
            children: [UnionBranch(committee, members: 128)], level: .cut, counts: counts,
            rows: [UnionLine(committee, superior: node.name, enterprises: 1)], filter: UnionFilter(),
            PageWindow(number: 1, size: 20, total: 1),
            words: OrganisationWords(economicTypes: ["私营"], industries: ["制造业"]))
        Golden.expect(UnionsPage(Sample.frame(), model).html, "unions")
        #expect(counts.baseUnions == 12)
    }

    @Test("nothing found says where was sought, and what was typed stays")
    func nothingFound() {
        let node = union(1, "演示市总工会", .cityFederation, at: .root)
        let model = UnionsPage.Model(
            node: node, above: [], children: [], level: .whole, counts: UnionCounts(), rows: [],
            filter: UnionFilter(name: Sample.hostile, kind: .branch), PageWindow(number: 1, size: 20, total: 0))
        let html = UnionsPage(Sample.frame(), model).html
        Golden.expect(html, "unions-none")
        #expect(!html.text.contains("<script>alert"))
    }

    @Test("a union with its enterprises; a kind without a workbench says who enrols its members")
    func sheet() throws {
        let path = try #require(UnionPath.root.child(1))
        let page = UnionPage(
            Sample.frame(), union(3, "示例联合工会", .jointUnion, at: path),
            above: [union(1, "演示市总工会", .cityFederation, at: .root)], counts: counts,
            enterprises: [
                UnionPage.Covered(
                    Enterprise(id: ID(5), union: ID(3), code: "913101010000003340", name: "示例科技有限公司"),
                    OrganisationParticulars(address: "示例路 1 号", contactName: "王示例", contactPhone: "19900000001"))
            ],
            UnionPage.More(
                history: [
                    UnionPage.Step(
                        at: Instant(milliseconds: 1_700_442_000_000), account: "赵审例",
                        asker: UnionRequest.Asker(account: "王示例", union: "示例联合工会", note: "更名"), note: "更名",
                        event: .amended, changes: [UnionChange(.particular(.name), from: "旧名", to: "示例联合工会")])
                ]))
        Golden.expect(page.html, "union")
        #expect(page.html.text.contains("199****0001"))
        #expect(!page.html.text.contains("19900000001"))
        let branch = UnionPage(
            Sample.frame(), union(4, "第一分工会", .branch, at: path), above: [], counts: UnionCounts(), enterprises: [])
        Golden.expect(branch.html, "union-branch")
    }

    @Test("an enterprise to be taken away, and what hangs on it still")
    func enterpriseRemoval() {
        let enterprise = Enterprise(id: ID(5), union: ID(3), code: "913101010000003340", name: Sample.hostile)
        let joint = union(3, "示例联合工会", .jointUnion, at: .root)
        Golden.expect(
            EnterpriseRemovalPage(Sample.frame(), enterprise, of: joint, obstacles: UnionObstacles()).html,
            "enterprise-removal")
        let obstacles = UnionObstacles(members: 12, enrolments: 1, admissions: 2, cards: 1, imports: 1)
        Golden.expect(
            EnterpriseRemovalPage(Sample.frame(), enterprise, of: joint, obstacles: obstacles).html,
            "enterprise-removal-obstructed")
    }
}
