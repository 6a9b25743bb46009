import Domain
import Testing

@Suite struct MemberRulesTests {
    static let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .latest

    static let rules = MemberRules(
        unionName: "示例工会", unionCode: "319901000001", addressRule: .moreThanSixChineseCharacters, today: today,
        vocabulary: MemberVocabulary(
            documentTypes: ["身份证": .residentIdentityCard, "护照": .passport], sexes: ["男": .male, "女": .female],
            longTerm: ["长期"], entries: [.label: ["外包工": "outsourced"]]))

    static func number(serial: Int) -> String {
        let birth = CalendarDay(year: 1990, month: 3, day: 5) ?? .earliest
        return ResidentIdentityNumber.make(area: "319901", birth: birth, serial: serial)?.text ?? ""
    }

    static func row(_ changes: [MemberColumn: MemberRow.Cell] = [:]) -> MemberRow {
        var row = MemberRow(number: 2)
        row[.name] = .init("会员甲")
        row[.documentType] = .init("身份证")
        row[.documentNumber] = .init(number(serial: 1))
        row[.phone] = .init("19900000001")
        row[.sex] = .init("男")
        row[.unionName] = .init("示例工会")
        row[.unionCode] = .init("319901000001")
        for (column, cell) in changes { row[column] = cell }
        return row
    }

    func problems(_ column: MemberColumn, _ text: String, _ form: NumberDamage.Cell = .text) -> [MemberProblem] {
        Self.rules.judge(Self.row([column: .init(text, form)])).problems
    }

    @Test func `A row with the required columns is taken`() throws {
        let judged = Self.rules.judge(Self.row())
        let entry = try #require(judged.entry)
        #expect(judged.problems.isEmpty)
        #expect(entry.name == "会员甲")
        #expect(entry.document.number == Self.number(serial: 1))
        #expect(entry.phone.rawValue == "19900000001")
        #expect(entry.statutoryDays.first == CalendarDay(year: 2053, month: 3, day: 5))
    }

    @Test(arguments: MemberColumn.allCases.filter(\.isRequired))
    func `An empty required column keeps the row out`(column: MemberColumn) {
        let judged = Self.rules.judge(Self.row([column: .init("　")]))
        #expect(judged.entry == nil)
        #expect(judged.problems == [.missing(column)])
    }

    @Test func `Sums and signatures below a list name nobody; whoever lacks his name or his number is still somebody`()
    {
        func row(_ cells: [MemberColumn: String]) -> MemberRow {
            var row = MemberRow(number: 9)
            for (column, text) in cells { row[column] = .init(text) }
            return row
        }
        let nobody: [[MemberColumn: String]] = [
            [:], [.phone: "126"], [.documentNumber: "审核：李某"], [.workplace: "合计", .phone: "１２人"], [.name: " "],
        ]
        for cells in nobody { #expect(row(cells).namesNobody, "\(cells)") }
        let somebody: [[MemberColumn: String]] = [
            [.name: "会员甲"], [.phone: "1990000"], [.documentNumber: "3.19977E+17"], [.documentNumber: "Ａ１２３４５６"],
            [.documentNumber: Self.number(serial: 1)],
        ]
        for cells in somebody { #expect(!row(cells).namesNobody, "\(cells)") }
    }

    @Test(arguments: [MemberColumn.workplace, .address], ["#REF!", "#N/A", " #div/0! "])
    func `The error of a formula is no workplace and no address`(column: MemberColumn, text: String) {
        let judged = Self.rules.judge(Self.row([column: .init(text)]))
        #expect(judged.problems == [.formulaError(column)])
        #expect(judged.problems.allSatisfy { $0.severity == .error })
        #expect(problems(.workplace, "#1 车间").isEmpty)
    }

    @Test(arguments: MemberColumn.allCases)
    func `A formula without a result is told in every column, and never read as empty`(column: MemberColumn) {
        let judged = Self.rules.judge(Self.row([column: .unsavedFormula]))
        #expect(judged.problems == [.formulaUnsaved(column)])
        #expect(judged.problems.allSatisfy { $0.severity == .error && $0.repair == .saveFormulas })
        #expect(Self.row([column: .unsavedFormula]).masked(column) == MemberRow.Cell.unsavedFormula.text)
        var lone = MemberRow(number: 9)
        lone[.documentNumber] = .unsavedFormula
        lone[.sex] = .unsavedFormula
        #expect(lone.namesNobody)
    }

    @Test(arguments: ["会员甲（外包）", "会员甲(退休返聘)", "会员甲 （劳务）"])
    func `Words in brackets behind a name are pointed out, and the row goes in`(name: String) {
        #expect(problems(.name, name) == [.nameWithRemark])
        #expect(MemberProblem.nameWithRemark.severity == .warning)
    }

    @Test(arguments: ["19900000802/19900000803", "19900000802、19900000803", "19900000802 或 19900000803"])
    func `Two telephone numbers in one cell are told`(text: String) {
        #expect(problems(.phone, text) == [.severalPhones])
        #expect(problems(.phone, "1990000080/19900") == [.phoneMalformed])
        #expect(problems(.phone, "19900000802").isEmpty)
    }

    @Test func `Spaces, full-width digits and a small x are no fault`() throws {
        let number = Self.number(serial: 1)
        let padded = Self.row([.name: .init(" 会员 甲 "), .phone: .init("199 0000 0001"), .sex: .init(" 男 ")])
        #expect(Self.rules.judge(padded).entry?.name == "会员甲")
        #expect(Self.rules.judge(padded).entry?.phone.rawValue == "19900000001")
        #expect(problems(.documentNumber, number).isEmpty)
        let serial = try #require((1...199).first { $0 % 2 == 1 && Self.number(serial: $0).hasSuffix("X") })
        let small = Self.number(serial: serial).lowercased()
        #expect(problems(.documentNumber, small) == [.numberRewritten([.lowerCase])])
        #expect(problems(.documentNumber, "  " + Self.number(serial: 1) + "　").isEmpty)
    }

    @Test(arguments: ["<script>", "会员&甲", "会员甲;", "会员\"甲", "会员=1+1", "☆会员", "·"])
    func `A name of signs that no document prints keeps the row out`(name: String) {
        #expect(problems(.name, name) == [.nameUnreadable])
    }

    @Test(arguments: ["示例·会员", "O'Example-Member", "会员甲2", "会员甲（大）", "Exämple Ö."])
    func `Joined, bracketed and numbered names are names`(name: String) {
        #expect(problems(.name, name) == [])
    }

    @Test func `A number with a wrong check digit keeps the row out`() {
        let good = Self.number(serial: 1)
        let bad = String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1")
        let judged = Self.rules.judge(Self.row([.documentNumber: .init(bad)]))
        #expect(judged.entry == nil)
        guard case .number(.wrongCheckDigit) = judged.problems.first else {
            Issue.record("\(judged.problems)")
            return
        }
    }

    @Test func `A number in a numeric cell is lost, whatever it looks like`() {
        #expect(problems(.documentNumber, "3.19901E+17", .numeric) == [.damagedNumber(.digitsLost)])
        #expect(problems(.documentNumber, Self.number(serial: 1), .numeric) == [.damagedNumber(.digitsLost)])
        #expect(problems(.documentNumber, "3.19901E+17") == [.damagedNumber(.scientificNotation)])
        #expect(problems(.documentNumber, "319901900305001") == [.damagedNumber(.fifteenDigits)])
    }

    @Test func `What stands between the digits, letters and 15 digits are told apart, if a number can be offered`() {
        let number = Self.number(serial: 1)
        let parted = "\(number.prefix(6)) \(number.dropFirst(6))"
        #expect(problems(.documentNumber, parted) == [.damagedNumber(.separated)])
        #expect(problems(.documentNumber, parted.replacing(" ", with: "-")) == [.damagedNumber(.separated)])
        #expect(problems(.documentNumber, number.replacing("0", with: "O")) == [.damagedNumber(.lettersForDigits)])
        #expect(problems(.documentNumber, "3199019O03050O1").first?.repair == .replaceLetters)
        #expect(problems(.documentNumber, "319901901305001").first?.repair == .checkNumber)
        #expect(problems(.documentNumber, "3199O1199003050O00").first?.repair == .checkNumber)
    }

    @Test func `Sex must be the number's`() {
        #expect(problems(.sex, "女") == [.sexAgainstNumber(.male)])
        #expect(problems(.sex, "其他") == [.unknownSex])
    }

    @Test func `A figure means a sex only beside a number that says the same`() {
        #expect(problems(.sex, "1").isEmpty)
        #expect(Self.rules.judge(Self.row([.sex: .init("1")])).entry?.sex == .male)
        #expect(problems(.sex, "2") == [.unknownSex])
        #expect(problems(.sex, "0") == [.unknownSex])
        // A passport says nothing, so nobody guesses.
        let passport = Self.row([.documentType: .init("护照"), .documentNumber: .init("e12345678"), .sex: .init("2")])
        #expect(Self.rules.judge(passport).entry == nil)
        #expect(Self.rules.judge(passport).problems.contains(.unknownSex))
    }

    @Test func `A passport is not judged as a citizen number`() {
        let row = Self.row([.documentType: .init("护照"), .documentNumber: .init("e12345678"), .sex: .init("女")])
        #expect(Self.rules.judge(row).entry?.document.number == "E12345678")
        #expect(Self.rules.judge(row).entry?.statutoryDays.first == nil)
    }

    @Test func `The number of another union keeps the row out, another name only warns`() {
        #expect(problems(.unionCode, "319901000002") == [.unionCodeOfAnotherUnion(expected: "319901000001")])
        #expect(problems(.unionName, "示例公司工会") == [.unionNameDiffers(expected: "示例工会")])
        #expect(Self.rules.judge(Self.row([.unionName: .init("示例公司工会")])).entry != nil)
    }

    @Test func `Words outside the dictionaries keep the row out`() {
        #expect(problems(.label, "外包工").isEmpty)
        #expect(problems(.label, "外包") == [.unknownLabel])
        #expect(problems(.household, "火星") == [.unknownHousehold])
        #expect(problems(.documentType, "学生证") == [.unknownDocumentType])
    }

    @Test func `A short address warns and the row goes in`() {
        #expect(problems(.address, "演示路1号") == [.addressTooShort(.moreThanSixChineseCharacters)])
        #expect(problems(.address, "演示区示例路九十九号").isEmpty)
        #expect(Self.rules.judge(Self.row([.address: .init("演示路1号")])).entry?.address == "演示路1号")
    }

    @Test(arguments: ["2030-03-05", "2030/3/5", "2030.3.5", "20300305", "2030年3月5日", "2030-03-05 00:00:00"])
    func `An expiry is read in the ways it is written`(text: String) {
        #expect(
            MemberRules.expiry(text, longTerm: ["长期"]) == CalendarDay(year: 2030, month: 3, day: 5).map { .date($0) })
    }

    @Test(arguments: ["2030", "2030-02-30", "3/5/2030", "明年", "2030-03", "203003051"])
    func `An expiry that is no day is refused`(text: String) {
        #expect(MemberRules.expiry(text, longTerm: ["长期"]) == nil)
        #expect(problems(.documentExpiry, text) == [.expiryUnreadable])
    }

    @Test func `An expiry before today or against the age warns`() {
        #expect(problems(.documentExpiry, "2023-11-19") == [.expired])
        #expect(problems(.documentExpiry, "长期") == [.expiryAgainstAge])
    }

    @Test func `Every problem of a row is told`() {
        let judged = Self.rules.judge(
            Self.row([.name: .init(""), .phone: .init("12345"), .sex: .init("女"), .label: .init("无")]))
        #expect(judged.problems == [.missing(.name), .phoneMalformed, .sexAgainstNumber(.male), .unknownLabel])
    }

    @Test func `What is found is masked`() {
        let row = Self.row([.address: .init("演示区示例路九十九号")])
        #expect(row.masked(.documentNumber).hasPrefix("3199**"))
        #expect(!row.masked(.documentNumber).contains("19900305"))
        #expect(row.masked(.phone) == "199****0001")
        #expect(row.masked(.name) == "会**")
        #expect(!row.masked(.address).contains("九十九号"))
    }
}
