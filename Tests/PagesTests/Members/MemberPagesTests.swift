import Domain
import Markup
import Pages
import Testing

@Suite struct MemberPagesTests {
    // MARK: 会员信息

    private func row(
        _ id: Int64, name: String? = nil, label: String? = nil, left: FormerMembership? = nil
    ) -> MembersPage.Row {
        MembersPage.Row(
            id: ID(id), name: name ?? "会员\(id)", documentType: .residentIdentityCard, document: "3199**********001X",
            phone: left == nil ? "199****0001" : "", sex: .male, unionName: "示例科技有限公司工会委员会", unionCode: "319901000001",
            workplace: "示例科技有限公司", label: label, source: .batchImport, electronicCard: id == 1 ? .active : .inactive,
            note: nil, number: "10000000000\(id)", category: .enterprise, flexibleKind: nil, household: "本市城镇",
            post: nil,
            socialInsurance: .insured, joinedOn: Sample.day("2023-11-20"), left: left)
    }

    private func members(
        _ rows: [MembersPage.Row], of counted: Int? = nil, query: MemberListQuery = MemberListQuery(),
        form: FormState = FormState(), children: [MembersPage.Place] = [],
        columns: Set<MemberListColumn> = MemberListColumn.standard, named: [MembersPage.NamedFilter] = [],
        numbers: NumberSelection? = nil, tools: MembersPage.Tools = .importMembers
    ) -> HTML {
        MembersPage(
            Sample.frame(),
            MembersPage.Model(
                rows: rows, count: BoundedCount(counted: counted ?? rows.count, bound: 10_000), query: query,
                form: form, lineage: [MembersPage.Place(ID(7), "东海区总工会")], children: children,
                words: [.label: [DictionaryEntry(code: "outsourced", name: "外包工")]], columns: columns,
                namedFilters: named, numbers: numbers, tools: tools)
        ).html
    }

    @Test("a union without members is shown how the first come in")
    func membersEmpty() {
        Golden.expect(members([]), "members-empty")
    }

    @Test("members of a base union, with the tools of its clerk")
    func membersMany() {
        Golden.expect(members([row(1), row(2, label: "外包工")], of: 1_064), "members-many")
    }

    @Test("who is asked for stands with a mark, which leads to the request where the account may open it")
    func membersPending() {
        var model = MembersPage.Model(
            rows: [row(1), row(2)], count: BoundedCount(counted: 2, bound: 10_000), query: MemberListQuery(),
            form: FormState(), lineage: [MembersPage.Place(ID(7), "东海区总工会")], children: [], words: [:],
            tools: .importMembers,
            pending: [
                ID(1): PendingRequests(transfer: ID(3), removal: ID(4)),
                ID(2): PendingRequests(transfer: nil, removal: nil, correction: ID(5)),
            ], opens: [.transfer, .correction])
        model.query.pending = .transfer
        Golden.expect(MembersPage(Sample.frame(), model).html, "members-pending")
    }

    @Test("a number that a newer document has replaced finds its holder and says what counts now")
    func membersReplaced() {
        var model = MembersPage.Model(
            rows: [row(1)], count: BoundedCount(counted: 1, bound: 10_000), query: MemberListQuery(),
            form: FormState(["document": ["A12345678"]]), lineage: [MembersPage.Place(ID(7), "东海区总工会")],
            children: [], words: [:], tools: .look,
            replacement: MembersPage.Replacement(on: Sample.day("2023-11-20"), present: "护照 B8*****21"))
        model.query.kept = "opaque"
        Golden.expect(MembersPage(Sample.frame(), model).html, "members-replaced")
    }

    @Test("a name that is too short for a district is asked for again, with the other way to find people")
    func nameTooShort() {
        var model = MembersPage.Model(
            rows: [], count: BoundedCount(counted: 0, bound: 10_000), query: MemberListQuery(),
            form: FormState(["name": ["张"]]), lineage: [MembersPage.Place(ID(7), "东海区总工会")], children: [],
            words: [:], tools: .look, answer: .nameTooShort)
        model.query.kept = "opaque"
        let page = MembersPage(Sample.frame(), model).html
        #expect(page.text.contains("姓名太短，没有查找"))
        #expect(page.text.contains("请先选择一个工会"))
        #expect(!page.text.contains("没有符合条件的会员"))
    }

    @Test("a filter by name stands as a chip, and its address holds no name")
    func membersFiltered() {
        var query = MemberListQuery()
        query.kept = "opaque"
        query.label = "outsourced"
        query.source = .scan
        let form = FormState(["name": ["会员甲"], "label": ["outsourced"], "source": ["scan"]])
        let page = members([], query: query, form: form)
        Golden.expect(page, "members-none-match")
        #expect(!page.text.contains("name=%"))
    }

    @Test("people selected by their numbers: whom nobody knows is told back, and the columns are the account's own")
    func membersByNumbers() {
        var query = MemberListQuery()
        query.kept = "opaque"
        let numbers = NumberSelection(asked: 3, found: 1, missing: ["3199**********0038", Sample.hostile])
        let page = members([row(1)], query: query, columns: [.phone, .socialInsurance, .joinedOn], numbers: numbers)
        Golden.expect(page, "members-by-numbers")
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(MemberNumbersPage(Sample.frame(), under: ID(7)).html, "member-numbers")
    }

    @Test("named filters lead to their lists and can be thrown away")
    func membersNamed() {
        var query = MemberListQuery()
        query.source = .scan
        let named = [MembersPage.NamedFilter(token: "opaque", name: Sample.hostile, query: query)]
        var errors = FieldErrors()
        errors.add("filter-name", "请输入常用筛选的名称")
        let page = members([row(1)], query: query, form: FormState(errors: errors), named: named)
        Golden.expect(page, "members-named-filters")
        #expect(!page.text.contains("<script>alert"))
    }

    @Test("a superior union sees its unions beside the list and only looks")
    func membersOfDistrict() {
        let children = [
            MembersPage.Place(ID(8), "滨海街道总工会", members: 1_064),
            MembersPage.Place(ID(9), "示例公司工会委员会", members: 12, .leaf),
        ]
        Golden.expect(members([row(1)], of: 20_000, children: children, tools: .look), "members-district")
    }

    @Test("unions that were looked for stand in place of the tree, with the way back")
    func membersSought() {
        var query = MemberListQuery()
        query.source = .scan
        query.sought = Sample.hostile
        var model = MembersPage.Model(
            rows: [row(1)], count: BoundedCount(counted: 1, bound: 10_000), query: query, form: FormState(),
            lineage: [MembersPage.Place(ID(7), "东海区总工会", members: 20)], children: [],
            found: [MembersPage.Place(ID(9), Sample.hostile, members: 12, .leaf)], extent: .cut, words: [:],
            tools: .look)
        let page = MembersPage(Sample.frame(), model).html
        Golden.expect(page, "members-sought")
        #expect(!page.text.contains("<script>alert"))
        model.found = []
        #expect(MembersPage(Sample.frame(), model).html.text.contains("没有找到这样的工会"))
    }

    @Test("a telephone number that is none is refused with what to type")
    func membersRefused() {
        var errors = FieldErrors()
        errors.add("phone", "请输入完整的 11 位手机号，或后 4 位")
        let page = members([row(1)], form: FormState(["phone": ["12"]], errors: errors))
        Golden.expect(page, "members-refused")
    }

    @Test("one member, numbers masked, with his history")
    func member() {
        let model = MemberPage.Model(
            row: row(1, label: "外包工"), expiry: .longTerm, socialInsuranceAsOf: Sample.day("2023-08-31"),
            unitName: "示例科技有限公司", address: "演示市示例区**********",
            history: [
                MemberPage.Happening(
                    at: Sample.moment("2023-11-20", hour: 9), account: "王示例", words: "批量导入，成为会员")
            ], tools: .importMembers)
        Golden.expect(MemberPage(Sample.frame(), model).html, "member")
        var waiting = model
        waiting.pending = PendingRequests(transfer: ID(7), removal: ID(8), correction: ID(9))
        Golden.expect(MemberPage(Sample.frame(), waiting).html, "member-with-requests")
    }

    @Test("who has left keeps his page, with nothing to be done on it")
    func formerMember() throws {
        let period = try #require(DayWindow(from: Sample.day("2023-01-01"), through: Sample.day("2023-12-31")))
        let page = MemberPage(
            Sample.frame(),
            MemberPage.Model(
                row: row(1, left: FormerMembership(on: Sample.day("2023-11-20"), .retired)), expiry: .longTerm,
                socialInsuranceAsOf: nil, unitName: "示例科技有限公司", address: nil, history: [],
                coverages: [
                    Coverage(
                        id: ID(3), year: 2023, number: "0000001", name: "会员1",
                        document: IdentityDocument(type: .passport, number: "A12345678", expiry: nil),
                        unitName: "示例科技有限公司", plan: "A", period: period, status: .inForce, enrolment: "JB2023",
                        submission: nil)
                ], tools: .importMembers, disclosure: .onRequest)
        ).html
        for act in ["member=1", "/members/1/removal", "/members/1/edit", "/members/1/disclosure"] {
            #expect(!page.text.contains(act))
        }
        #expect(!page.text.contains("199****0001"))
        Golden.expect(page, "member-former")
        let listed = row(2, left: FormerMembership(on: Sample.day("2023-11-20"), .transferred))
        var query = MemberListQuery()
        query.standing = .former
        Golden.expect(members([listed], query: query), "members-former")
    }

    @Test("deleting says what hangs on the membership, and asks for one of the three reasons")
    func removal() {
        let consequences = RemovalConsequences(
            issuedCards: 1, cardBatch: "BK202311200001", listedYear: 2024,
            coveredThrough: Sample.day("2023-12-31"), version: 3)
        Golden.expect(MemberRemovalPage(Sample.frame(), row(1), consequences).html, "member-removal")
        let drafted = RemovalConsequences(
            issuedCards: 0, cardBatch: nil, openCardBatch: "BK202311200002", listedYear: nil, coveredThrough: nil,
            version: 1)
        let told = MemberRemovalPage(Sample.frame(), row(1), drafted).html.text
        #expect(told.contains("在办卡批次 BK202311200002 中，尚未交银行，批次中将自动剔除。"))
        #expect(!told.contains("银行仍会制卡"))
        // Two of the five reasons delete nobody.
        #expect(told.contains("误录、重复由上级工会审核，审核之前会籍不变。"))
        let free = RemovalConsequences(
            issuedCards: 0, cardBatch: nil, listedYear: nil, coveredThrough: nil, version: 1)
        var errors = FieldErrors()
        errors.add("reason", "请选择删除原因")
        let refused = MemberRemovalPage(
            Sample.frame(), row(1, name: Sample.hostile), free, form: FormState(errors: errors))
        Golden.expect(refused.html, "member-removal-refused")
        #expect(!refused.html.text.contains("<script>alert"))
    }

    // MARK: 会籍审核管理

    private func transfer(
        _ id: Int64, _ status: MembershipTransfer.Status, from: String? = "虚构公司工会委员会", name: String = "会员甲",
        reason: String? = nil
    ) -> MemberTransfersPage.Row {
        MemberTransfersPage.Row(
            id: ID(id), name: name, documentType: .residentIdentityCard, document: "3199**********001X", from: from,
            to: "示例科技有限公司工会委员会", unit: "示例科技有限公司", category: .enterprise, motive: nil,
            initiator: .receiving, superiorFrom: Sample.day("2023-11-27"), status: status,
            requestedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), reason: reason)
    }

    @Test("transfers that wait, and those that were asked for without the other union's name")
    func transfers() {
        let empty = MemberTransfersPage(
            Sample.frame(), .waiting, [], waiting: 0, parts: TransferPart.allCases,
            PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(empty.html, "member-transfers-empty")
        let rows = MembershipTransfer.Status.allCases.enumerated().map {
            transfer(Int64($0.offset + 1), $0.element, from: nil)
        }
        let asked = MemberTransfersPage(
            Sample.frame(), .requested, rows, waiting: 2, parts: [.waiting, .decided, .requested],
            PageWindow(number: 1, size: 20, total: 5))
        Golden.expect(asked.html, "member-transfers-requested")
    }

    @Test("a transfer says what hangs on the membership before it is decided")
    func transferDecision() {
        let consequences = RemovalConsequences(
            issuedCards: 1, cardBatch: nil, listedYear: 2024, lockedYear: 2023,
            coveredThrough: Sample.day("2023-12-31"), version: 1)
        let asked = MemberPage.Happening(at: Sample.moment("2023-11-20", hour: 9), account: "", words: "提交申请")
        let open = MemberTransferPage(
            Sample.frame(), .init(transfer(1, .open), [.accept, .return], consequences, history: [asked]))
        Golden.expect(open.html, "member-transfer-open")
        let own = MemberTransferPage(
            Sample.frame(),
            .init(transfer(1, .open, from: nil, name: Sample.hostile), [.withdraw], nil, history: [asked]))
        Golden.expect(own.html, "member-transfer-own")
        #expect(!own.html.text.contains("<script>alert"))
        let returned = MemberTransferPage(
            Sample.frame(), .init(transfer(1, .returned, reason: "本人仍在本单位工作"), [], nil, history: [asked]))
        Golden.expect(returned.html, "member-transfer-returned")
    }

    @Test("what a file says cannot break out of a list")
    func hostile() {
        let page = members([row(1, name: Sample.hostile, label: Sample.hostile)])
        #expect(!page.text.contains("<script>alert"))
        #expect(!page.text.contains("<b>"))
    }
}
