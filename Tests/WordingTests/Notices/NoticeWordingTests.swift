import Domain
import Testing
import Wording

@Suite("The text of the base unit's notice")
struct NoticeWordingTests {
    static func notice(
        enterprise: String? = nil, supersededBy: Int? = nil, instant: InstantStart? = nil,
        urgency: BasePayment.Urgency? = nil
    ) -> Notice? {
        let rates = Rates(city: Money(fen: 2_000), district: Money(fen: 4_000), base: .zero)
        guard let due = CalendarDay("2023-12-25"), let from = CalendarDay("2024-01-01"),
            let through = CalendarDay("2024-12-31"), let coverage = DayWindow(from: from, through: through),
            let amounts = Amounts(heads: 2, rates: rates), let issued = CalendarDay("2023-10-27")
        else { return nil }
        let base = BaseNotice(
            unionName: "示例科技有限公司工会委员会", enterpriseName: enterprise, cityName: "上海",
            signatory: "上海市总工会职工服务中心", year: 2024, plan: "A+", heads: 2, rates: rates, amounts: amounts,
            paymentDue: due, coverage: coverage, publicAddress: "https://gonghui.example", instant: instant,
            urgency: urgency)
        return Notice(
            id: ID(1), number: "JB2024319901000016", version: 1, token: "t0ken", facts: .base(base),
            issuedAt: Instant(milliseconds: 0), issuedOn: issued, supersededBy: supersededBy)
    }

    @Test("It is the manual's, word for word")
    func manual() throws {
        let text = try #require(Self.notice()).text
        #expect(text.addressee == "示例科技有限公司工会委员会：")
        #expect(
            text.paragraphs == [
                """
                你会集中参保2024年度上海工会会员专享基本保障计划，截至今日参加A+类会员共计2人，\
                请于2023年12月25日之前根据你会所在区、局（产业）工会的安排将你会需要承担的参保资金划入所属区、局（产业）工会帐户，\
                保障日期为2024年1月1日至2024年12月31日止。逾期未划款则所有参保均无效，需按照即时参保流程另行办理参保手续，\
                即时参保的保障日期自办理参保日的次日至2024年12月31日止。
                """
            ])
        #expect(text.signatory == "上海市总工会职工服务中心")
        #expect(text.date == "2023年10月27日")
    }

    @Test("Issued when the unit's day is over, it asks to pay soon and names no day that has passed for it")
    func late() throws {
        let act = "请尽快根据你会所在区、局（产业）工会的安排将你会需要承担的参保资金划入所属区、局（产业）工会帐户"
        let soon = try #require(Self.notice(urgency: .soon)).text.paragraphs.joined()
        #expect(soon.contains("基层缴费期限已过，\(act)（区、局（产业）工会须于2023年12月25日之前划款），保障日期为"))
        let atOnce = try #require(Self.notice(urgency: .atOnce)).text.paragraphs.joined()
        #expect(atOnce.contains("基层缴费期限已过，\(act)，保障日期为"))
        #expect(!atOnce.contains("12月25日"))
    }

    @Test("That of instant enrolment says from when it covers, and that the money comes after the confirmation")
    func instant() throws {
        let text = try #require(Self.notice(instant: .afterConfirmation)).text
        #expect(text.title.hasSuffix("即时参保告知书"))
        #expect(
            text.paragraphs == [
                """
                你会即时参保2024年度上海工会会员专享基本保障计划，本次参加A+类会员共计2人，\
                请在区、局（产业）工会审核确认后，根据其安排将你会需要承担的参保资金划入所属区、局（产业）工会帐户。\
                保障日期自区局（产业）审核确认的次日起至2024年12月31日止，\
                按今日办理计为2024年1月1日至2024年12月31日止，\
                以区、局（产业）工会确认后的日期为准。逾期未划款则本次参保无效，需另行办理。
                """
            ])
        #expect(try #require(Self.notice()).text.title.hasSuffix("集中参保告知书"))
    }

    @Test("It adds number, version, who pays what, and the code")
    func additions() throws {
        let text = try #require(Self.notice()).text
        #expect(text.reference == "编号：JB2024319901000016-V1")
        #expect(text.version == "第 1 版")
        #expect(text.amounts.rows[0] == ["市总统一划拨", "20.00", "2", "40.00"])
        #expect(text.amounts.totals == ["保障费用合计", "60.00", "2", "120.00"])
        #expect(text.code == "https://gonghui.example/verify/t0ken")
        #expect(text.banner.isEmpty)
    }

    @Test("A joint union's names the enterprise, a replaced one says by which version")
    func variants() throws {
        #expect(try #require(Self.notice(enterprise: "示例甲有限公司")).text.addressee == "示例科技有限公司工会委员会（示例甲有限公司）：")
        #expect(try #require(Self.notice(supersededBy: 3)).text.banner == "已被第 3 版替代")
    }
}
