import Domain
import Testing

@Suite struct ComparisonReserveTests {
    @Test func `A decision for all leaves out whom it may not take along`() {
        let reserve = ComparisonReserve(namesakes: 3, awaited: 2)
        #expect(reserve.lines(leftOutBy: .transfer) == 3)
        #expect(reserve.lines(leftOutBy: .removeRetired) == 3)
        #expect(reserve.lines(leftOutBy: .import) == 2)
        #expect(reserve.lines(leftOutBy: .keep) == 0)
        #expect(ComparisonEffect.allCases.filter(\.changedNothing) == [.kept, .alreadyDone])
    }
}

@Suite struct ComparisonTests {
    private let member = ComparedMember(
        name: "会员甲", sex: .male, phone: PhoneNumber(rawValue: "19900000001"), expiry: .longTerm, unit: ID(1),
        category: .enterprise, workplace: "示例公司", label: "outsourced", household: "local-urban", post: "worker",
        address: "演示区示例路九十九号")

    @Test func `Who is the same differs in nothing`() {
        #expect(member.differences(to: member) == [])
    }

    @Test func `Every field that differs is told, alone and in the order of a row`() {
        let changes: [(ComparedField, (inout ComparedMember) -> Void)] = [
            (.name, { $0.name = "会员乙" }), (.phone, { $0.phone = nil }), (.sex, { $0.sex = .female }),
            (.unit, { $0.unit = ID(2) }), (.unit, { $0.category = .flexible }),
            (.unit, { $0.flexibleKind = "courier" }), (.workplace, { $0.workplace = "另一公司" }),
            (.label, { $0.label = nil }), (.household, { $0.household = "foreign" }), (.address, { $0.address = nil }),
            (.documentExpiry, { $0.expiry = nil }), (.post, { $0.post = nil }),
        ]
        for (field, change) in changes {
            var other = member
            change(&other)
            #expect(member.differences(to: other) == [field])
        }
        #expect(Set(changes.map(\.0)) == Set(ComparedField.allCases))
        var several = member
        several.label = nil
        several.name = "会员乙"
        #expect(member.differences(to: several) == [.name, .label])
    }

    @Test func `Every outcome of a row counts once, and the missing are no rows`() {
        let parts = ImportOutcome.allCases.compactMap { ComparisonPart($0) }
        var lines = Dictionary(grouping: parts) { $0 }.mapValues(\.count)
        lines[.missing] = 7
        let counts = ComparisonCounts(lines, fileRows: ImportOutcome.allCases.count)
        #expect(counts.fileRows == ImportOutcome.allCases.count)
        #expect([counts.new, counts.changed, counts.same, counts.failed, counts.missing] == [3, 1, 1, 1, 7])
    }

    @Test func `Only members who are not in the file can be removed, and rows with errors cannot be decided`() {
        for part in ComparisonPart.allCases {
            let removes = part.decisions.contains { $0.removal != nil }
            #expect(removes == (part == .missing))
        }
        #expect(ComparisonPart.failed.decisions.isEmpty)
        let reasons = ComparisonDecision.allCases.compactMap(\.removal)
        #expect(Set(reasons) == Set(RemovalReason.allCases))
    }

    @Test func `A comparison waits for its columns, is read, and ends with a result or without`() {
        func comparison(
            _ status: MemberComparison.Status, _ halt: MemberComparison.Halt? = nil, executed: Int = 0,
            _ execution: MemberComparison.Execution = .idle
        ) -> MemberComparison {
            MemberComparison(
                id: ID(1), union: ID(1), unionPath: .root, enterprise: nil, category: .enterprise, flexibleKind: nil,
                extent: .wholeUnion, fileName: "名册.xlsx", status: status, halt: halt, execution: execution,
                counts: ComparisonCounts(),
                executed: executed, createdAt: Instant(milliseconds: 1_700_000_000_000), createdBy: "", version: 1)
        }
        #expect(comparison(.comparing).state == .comparing)
        #expect(comparison(.comparing, .columns).state == .arranging)
        #expect(comparison(.compared).state == .compared)
        #expect(comparison(.expired).state == .expired)
        #expect(comparison(.expired, .givenUp).state == .givenUp)
        #expect(comparison(.expired, .interrupted).state == .interrupted)
        #expect(comparison(.compared, executed: 1, .underWay).state == .executing)
        #expect(!comparison(.compared, executed: 0, .underWay).canBeArranged)
        #expect(comparison(.compared, executed: 0, .held).state == .held)
        #expect(!comparison(.compared, executed: 0, .held).canBeArranged)
        #expect(comparison(.expired, executed: 0, .held).state == .expired)
        // The columns are settled as soon as something is done by them.
        #expect(comparison(.comparing, .columns).canBeArranged)
        #expect(comparison(.compared).canBeArranged)
        #expect(!comparison(.compared, executed: 1).canBeArranged)
        #expect(!comparison(.comparing).canBeArranged)
        #expect(!comparison(.expired).canBeArranged)
    }
}
