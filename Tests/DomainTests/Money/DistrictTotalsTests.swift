import Domain
import Testing
import Wording

@Suite("What a district hands in")
struct DistrictTotalsTests {
    private static func rates(_ city: Int64, _ district: Int64, _ base: Int64) -> Rates {
        Rates(city: Money(fen: city), district: Money(fen: district), base: Money(fen: base))
    }

    private static func total(_ plan: String, _ heads: Int, _ rates: Rates) throws -> PlanTotal {
        PlanTotal(plan: plan, units: 1, heads: heads, amounts: try #require(Amounts(heads: heads, rates: rates)))
    }

    @Test("The manuals' batches come out to the fen: 95 × A, 1064 × A+, 2014 × B+")
    func manuals() throws {
        let a = try Self.total("A", 95, Self.rates(1_300, 1_300, 0)).amounts
        #expect(
            [a.premium, a.city, a.district, a.base].map(\.decimalText) == ["2470.00", "1235.00", "1235.00", "0.00"])
        let aPlus = try Self.total("A+", 1_064, Self.rates(2_000, 4_000, 0)).amounts
        #expect(
            [aPlus.premium, aPlus.city, aPlus.district, aPlus.base].map(\.decimalText) == [
                "63840.00", "21280.00", "42560.00", "0.00",
            ])
        let bPlus = try Self.total("B+", 2_014, Self.rates(2_000, 6_000, 2_000)).amounts
        #expect(bPlus.premium.decimalText == "201400.00")
    }

    @Test("The district owes its share and its units', less the credit")
    func due() throws {
        let totals = DistrictTotals([
            try Self.total("A", 1_120, Self.rates(1_300, 1_300, 0)),
            try Self.total("A+", 1_064, Self.rates(2_000, 4_000, 0)),
            try Self.total("B+", 2_014, Self.rates(2_000, 6_000, 2_000)),
        ])
        #expect(totals.heads == 4_198)
        #expect(totals.amounts.premium == totals.amounts.city + totals.amounts.district + totals.amounts.base)
        #expect(totals.amounts.premium.yuanText == "294,360.00")
        #expect(totals.due(credit: Money(fen: 600_000)).due.yuanText == "212,240.00")
    }

    @Test("What has changed since it was shown is refused")
    func expected() throws {
        let totals = DistrictTotals([try Self.total("A", 95, Self.rates(1_300, 1_300, 0))])
        #expect(throws: Never.self) { try ExpectedTotals(units: 1, heads: 95).check(totals) }
        #expect(throws: Refusal.countChanged(expected: 94, actual: 95)) {
            try ExpectedTotals(units: 1, heads: 94).check(totals)
        }
        #expect(throws: Refusal.unitsNotReady) { try ExpectedTotals(units: 2, heads: 95).check(totals) }
        #expect(throws: Refusal.nothingToSubmit) { try ExpectedTotals(units: 0, heads: 0).check(DistrictTotals([])) }
    }

    @Test("Batches are numbered by day with at least four digits")
    func number() throws {
        let day = try #require(CalendarDay("2023-12-27"))
        #expect(DistrictSubmission.number(on: day, serial: 1) == "CB202312270001")
        #expect(DistrictSubmission.number(on: day, serial: 12_345) == "CB2023122712345")
        #expect(
            DistrictSubmission.remarkCode(districtCode: "319901000001", year: 2024, number: "CB202312270001")
                == "319901-24-0001")
    }

    @Test("The person in charge needs a name, a mobile number and an address")
    func contact() throws {
        #expect(
            SubmissionContact.problems(name: " ", phone: "", email: "a@b")
                == [.name: .missing, .phone: .missing, .email: .malformed])
        #expect(throws: Refusal.contactIncomplete([.phone])) {
            try SubmissionContact(name: "赵审例", phone: "1990000000", email: "a@example.com")
        }
        let contact = try SubmissionContact(name: " 赵审例 ", phone: "199 0000 0001", email: "a@example.com ")
        #expect(contact.name == "赵审例")
        #expect(contact.phone.rawValue == "19900000001")
        #expect(contact.email == "a@example.com")
    }

    @Test("Rejecting and asking for more need a reason")
    func decisions() throws {
        #expect(throws: Refusal.reasonMissing) { try VoucherDecision(.reject, reason: " ") }
        #expect(try VoucherDecision(.accept, reason: "") == .accept)
        #expect(try VoucherDecision(.askForMore, reason: "缺一张").reason == "缺一张")
    }

    @Test("The notice says what the manual's specimen says")
    func notice() throws {
        let totals = DistrictTotals([try Self.total("B+", 2_014, Self.rates(2_000, 6_000, 2_000))])
        let from = try #require(CalendarDay("2024-01-01"))
        let through = try #require(CalendarDay("2024-12-31"))
        let coverage = try #require(DayWindow(from: from, through: through))
        let facts = DistrictNotice(
            districtName: "东海区总工会", cityName: "示例", signatory: "示例市职工保障互助中心", year: 2024, totals: totals,
            credit: .zero, coverage: coverage, paymentDue: try #require(CalendarDay("2024-01-20")),
            remarkCode: "319901-24-0001",
            account: DistrictNotice.BankAccount(holder: "示例户名", number: "0000", bank: "示例银行"), publicAddress: "")
        let notice = Notice(
            id: ID(1), number: "CB202312270001", version: 1, token: "token", facts: .district(facts),
            issuedAt: Instant(milliseconds: 0), issuedOn: try #require(CalendarDay("2023-12-27")), supersededBy: nil)
        let text = notice.text
        #expect(
            text.paragraphs[0] == """
                你会集中参保2024年度会员专享基本保障计划，参加A类会员共计0人，参加B类会员共计0人，参加A+类会员共计0人，\
                参加B+类会员共计2014人，参保资金总额为201400元。保障日期为2024年1月1日起至2024年12月31日止。\
                逾期未划款，则按照即时参保流程另行办理参保手续，保障日期自办理参保日的次日起至2024年12月31日止。
                """)
        #expect(text.paragraphs[1].contains("市总统一划拨40280元，抵扣0元，应划款金额为161120元"))
        #expect(text.facts.map(\.label) == ["户名", "帐号", "开户行", "划款备注码"])
        #expect(text.signatory == "示例市职工保障互助中心")
        #expect(text.date == "2023年12月27日")
    }

    @Test("A notice of nothing asks nobody to transfer it")
    func noticeOfNothing() throws {
        let totals = DistrictTotals([try Self.total("A", 95, Self.rates(1_300, 1_300, 0))])
        let from = try #require(CalendarDay("2024-01-01"))
        let through = try #require(CalendarDay("2024-12-31"))
        let coverage = try #require(DayWindow(from: from, through: through))
        let facts = DistrictNotice(
            districtName: "东海区总工会", cityName: "示例", signatory: "示例市职工保障互助中心", year: 2024, totals: totals,
            credit: Money(fen: 123_500), coverage: coverage, paymentDue: try #require(CalendarDay("2024-01-20")),
            remarkCode: "319901-24-0001",
            account: DistrictNotice.BankAccount(holder: "示例户名", number: "0000", bank: "示例银行"), publicAddress: "")
        let notice = Notice(
            id: ID(1), number: "CB202312270001", version: 1, token: "token", facts: .district(facts),
            issuedAt: Instant(milliseconds: 0), issuedOn: try #require(CalendarDay("2023-12-27")), supersededBy: nil)
        #expect(
            notice.text.paragraphs[1]
                == "参保资金总额中，市总统一划拨1235元，抵扣1235元，应划款金额为0元，无需划款，也不用上传缴费凭证，本批次已参保完成。")
        #expect(notice.text.footnote == "注：参保名单已锁定。")
        #expect(notice.text.paragraphs[0].hasSuffix("保障日期为2024年1月1日起至2024年12月31日止。"))
        #expect(notice.text.facts.isEmpty)
    }

    @Test("A batch that owes nothing begins complete; one that owes a 分 waits for its voucher")
    func beginning() throws {
        let amounts = try #require(Amounts(heads: 95, rates: Self.rates(1_300, 1_300, 0)))
        #expect(DistrictSubmission.Status.atFirst(AmountDue(amounts: amounts, credit: .zero)) == .awaitingVoucher)
        let nearly = AmountDue(amounts: amounts, credit: Money(fen: 123_499))
        #expect(DistrictSubmission.Status.atFirst(nearly) == .awaitingVoucher)
        let nothing = AmountDue(amounts: amounts, credit: Money(fen: 123_500))
        #expect(nothing.isNothing)
        #expect(DistrictSubmission.Status.atFirst(nothing) == .completed)
    }
}
