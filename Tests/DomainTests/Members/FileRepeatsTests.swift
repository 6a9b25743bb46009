import Domain
import Testing

@Suite struct FileRepeatsTests {
    func judged(_ row: Int, serial: Int, phone: String, name: String = "会员甲") -> JudgedRow {
        let document = IdentityDocument(
            type: .residentIdentityCard, number: MemberRulesTests.number(serial: serial), expiry: nil)
        let entry = PhoneNumber(rawValue: phone).map {
            MemberEntry(name: name, sex: .male, document: document, phone: $0)
        }
        return JudgedRow(row: MemberRow(number: row), entry: entry, problems: [])
    }

    func problems(_ rows: [JudgedRow]) -> [[MemberProblem]] {
        var repeats = FileRepeats()
        for row in rows { repeats.note(row) }
        let problems = rows.map(repeats.problems)
        // What stands once has no problem, so forgetting it changes nothing.
        repeats.forgetSingles()
        #expect(rows.map(repeats.problems) == problems)
        return problems
    }

    @Test func `Of two people with one phone neither stands, and each is told of the other`() {
        let rows = [
            judged(2, serial: 1, phone: "19900000001"), judged(3, serial: 3, phone: "19900000002"),
            judged(4, serial: 5, phone: "19900000001"),
        ]
        #expect(
            problems(rows) == [[.phoneRepeatedInFile(otherRow: 4)], [], [.phoneRepeatedInFile(otherRow: 2)]])
    }

    @Test func `The first row of a document stands, the later ones do not`() {
        let rows = [
            judged(2, serial: 1, phone: "19900000001"), judged(3, serial: 1, phone: "19900000001"),
            judged(4, serial: 1, phone: "19900000009"),
        ]
        #expect(
            problems(rows) == [[], [.documentRepeatedInFile(firstRow: 2)], [.documentRepeatedInFile(firstRow: 2)]])
    }

    @Test func `Of two people with one document neither stands`() {
        let rows = [
            judged(2, serial: 1, phone: "19900000001"), judged(3, serial: 1, phone: "19900000001"),
            judged(4, serial: 1, phone: "19900000009", name: "会员乙"),
        ]
        #expect(
            problems(rows) == [
                [.documentRepeatedInFile(firstRow: 4)], [.documentRepeatedInFile(firstRow: 2)],
                [.documentRepeatedInFile(firstRow: 2)],
            ])
    }

    @Test func `A row that is out for another reason repeats nothing`() {
        var bad = judged(2, serial: 1, phone: "19900000001")
        bad = bad.with([.unknownLabel])
        #expect(problems([bad, judged(3, serial: 3, phone: "19900000001")]) == [[], []])
    }
}
