import Domain
import Testing

@Suite("Changes of the tree")
struct UnionRequestTests {
    /// Each kind with what may stand directly under it; everything else may not.
    private static let matrix: [UnionKind: [UnionKind]] = [
        .cityFederation: [.districtFederation, .industryBureau],
        .districtFederation: [.subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation],
        .industryBureau: [.subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation],
        .subdistrictFederation: [.jointUnion, .unionCommittee, .unionAssociation],
        .unionAssociation: [.jointUnion, .unionCommittee],
        .jointUnion: [.branch],
        .unionCommittee: [.branch],
        .branch: [],
    ]

    @Test("which kind may stand under which", arguments: UnionKind.allCases)
    func kinds(superior: UnionKind) throws {
        let allowed = try #require(Self.matrix[superior])
        for kind in UnionKind.allCases {
            #expect(superior.children.contains(kind) == allowed.contains(kind), "\(kind) under \(superior)")
        }
    }

    private static func union(_ kind: UnionKind, _ path: UnionPath) -> Union {
        Union(
            id: ID(Int64(path.depth)), parent: nil, code: "", name: "\(kind)", kind: kind, path: path,
            creditCode: nil, role: .ordinary)
    }

    private struct Line {
        let city, district, street, base: Union
        let elsewhere: UnionPath

        init() throws {
            let first = try #require(UnionPath.root.child(1))
            let second = try #require(first.child(1))
            city = UnionRequestTests.union(.cityFederation, .root)
            district = UnionRequestTests.union(.districtFederation, first)
            street = UnionRequestTests.union(.subdistrictFederation, second)
            base = UnionRequestTests.union(.unionCommittee, try #require(second.child(1)))
            elsewhere = try #require(UnionPath.root.child(2))
        }
    }

    @Test("the nearest reviewing union above decides; for a transfer one above both places; never one below who asks")
    func decider() throws {
        let line = try Line()
        let above = [line.city, line.district, line.street]
        #expect(UnionRequest.decider(above: above, requester: line.base.path) == line.street)
        #expect(
            UnionRequest.decider(above: above, requester: line.base.path, target: line.district.path) == line.district)
        #expect(UnionRequest.decider(above: above, requester: line.base.path, target: line.elsewhere) == line.city)
        #expect(UnionRequest.decider(above: above, requester: line.district.path) == line.district)
        #expect(UnionRequest.decider(above: above + [line.base], requester: line.base.path) == line.street)
        #expect(UnionRequest.decider(above: [line.city], requester: .root) == line.city)
    }

    private func actor(_ account: Int64, _ union: Union, _ role: Role) -> Actor {
        Actor(
            account: ID(account), name: "a", displayName: "a", union: union.id, unionName: union.name,
            kind: union.kind, path: union.path, roles: [role])
    }

    @Test("the superior decides, who has asked withdraws, nobody decides his own, and what is decided stays")
    func refusals() throws {
        let line = try Line()
        func request(_ status: UnionRequest.Status, by account: Int64 = 1) -> UnionRequest {
            UnionRequest(
                id: ID(1), kind: .amendment, union: line.base.id, superior: nil, requester: line.base.path,
                decider: line.street.path, requestedBy: ID(account), status: status)
        }
        let clerk = actor(1, line.base, .clerk)
        let reviewer = actor(2, line.street, .reviewer)
        #expect(request(.open).refusal(of: .accept, by: reviewer) == nil)
        #expect(request(.open).refusal(of: .return, by: actor(3, line.district, .districtOfficer)) == nil)
        #expect(
            request(.open, by: 2).refusal(of: .accept, by: reviewer) == .notAllowed(.decideUnionRequests, .ownWork))
        #expect(request(.open).refusal(of: .accept, by: clerk) == .notAllowed(.decideUnionRequests, .level))
        #expect(request(.open).refusal(of: .withdraw, by: clerk) == nil)
        #expect(request(.open).refusal(of: .withdraw, by: reviewer) == .notAllowed(.askUnionRequests, .level))
        let stranger = actor(4, Self.union(.districtFederation, line.elsewhere), .districtOfficer)
        for command in [UnionRequest.Command.accept, .return, .withdraw] {
            #expect(request(.open).refusal(of: command, by: stranger) == .notFound)
        }
        for status in UnionRequest.Status.allCases where status != .open {
            #expect(request(status).refusal(of: .accept, by: reviewer) == .changedMeanwhile)
            #expect(request(status).refusal(of: .withdraw, by: clerk) == .changedMeanwhile)
        }
        #expect(request(.open).refusal(of: .lapse, by: reviewer) != nil)
    }

    @Test("a wrong check character is kept only with a reason, and names the right one; a wrong form is never kept")
    func creditCode() {
        func problems(_ code: String, _ reason: String = "") -> [OrganisationProblem] {
            let particulars = OrganisationParticulars(name: "示例工会", creditCode: code, creditReason: reason)
            return OrganisationForm.union(numberPrefix: nil).problems(of: particulars.normalised).entries.map(\.problem)
        }
        #expect(problems("81310106000000254M") == [])
        #expect(problems(" 8131 0106 0000 0025 4m ") == [])
        #expect(problems("81310106000000254N") == [.creditCheck([.wrongCheckCharacter(expected: "M")])])
        #expect(problems("81310106000000254N", "证照如此") == [])
        #expect(problems("8131010600000025", "证照如此") == [.credit(.wrongLength(16))])
        #expect(problems("8131010600000025IM", "证照如此") == [.credit(.forbiddenCharacter("I"))])
        #expect(problems("") == [])
        let enterprise = OrganisationForm.enterprise.problems(of: OrganisationParticulars(name: "示例公司"))
        #expect(enterprise.entries == [.init(.creditCode, .missing)])
    }

    @Test("a reason beside a code that fits is dropped, spaces and full-width forms are taken off")
    func normalised() {
        let typed = OrganisationParticulars(
            name: " 示例工会\n委员会 ", creditCode: "81310106000000254m", creditReason: "多余", contactPhone: "199 0000 0001")
        let read = typed.normalised
        #expect(read.name == "示例工会 委员会")
        #expect(read.creditReason.isEmpty)
        #expect(read.contactPhone == "19900000001")
        #expect(read.organisationCode == "000000254")
    }

    @Test("number, telephone and lengths are judged")
    func fields() {
        func problem(_ change: (inout OrganisationParticulars) -> Void) -> OrganisationProblem? {
            var particulars = OrganisationParticulars(name: "示例工会", code: "319901000001")
            change(&particulars)
            return OrganisationForm.union(numberPrefix: "319901").problems(of: particulars).entries.first?.problem
        }
        #expect(problem { _ in } == nil)
        #expect(problem { $0.name = "" } == .missing)
        #expect(problem { $0.code = "31990100001" } == .codeShape)
        #expect(problem { $0.code = "319902000001" } == .codeOfAnotherDistrict(prefix: "319901"))
        #expect(problem { $0.contactPhone = "021-12345678" } == nil)
        #expect(problem { $0.contactPhone = "12345" } == .phone(.wrongLength(5)))
        #expect(problem { $0.address = String(repeating: "长", count: 101) } == .tooLong(limit: 100))
        #expect(problem { $0.industry = String(repeating: "长", count: 31) } == .tooLong(limit: 30))
    }

    @Test("a change names only the fields that differ")
    func changes() {
        let before = OrganisationParticulars(name: "甲", code: "1")
        var after = before
        after.address = "示例路 1 号"
        #expect(
            UnionChange.changes(from: before, to: after)
                == [UnionChange(.particular(.address), from: "", to: "示例路 1 号")])
        for field in OrganisationField.allCases {
            #expect(UnionChange.Field(UnionChange.Field.particular(field).text) == .particular(field))
        }
        #expect(UnionChange.Field("superior") == .superior)
        #expect(UnionChange.Field("none") == nil)
    }
}
