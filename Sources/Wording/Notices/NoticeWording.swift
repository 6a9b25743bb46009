public import Domain

/// What a notice says where the city has configured nothing.
public enum NoticeDefault: Sendable, CaseIterable {
    case cityName, baseSignatory

    public var wording: String {
        switch self {
        case .cityName: "本市"
        case .baseSignatory: "市总工会职工服务中心"
        }
    }
}

/// A notice in words, ready to be set as a letter or shown on a page.
public struct NoticeText: Hashable, Sendable {
    /// Year and plan; the first line of the title.
    public let subject: String
    public let reference: String
    public let version: String
    public let addressee: String
    public let paragraphs: [String]
    /// Labels with what they stand for, such as the account that the money goes to.
    public let facts: [Fact]
    public let amounts: Amounts
    public let signatory: String
    public let date: String
    /// What the QR code holds, and what stands under it.
    public let code: String
    public let codeCaption: String
    public let footnote: String
    /// 已被第 N 版替代, or empty.
    public let banner: String
    public let pageNumber: String

    /// 集中参保告知书 or 即时参保告知书; the second line of the title.
    public let kind: String

    public var title: String { subject + kind }

    /// The mark on every page of an instance that holds invented people.
    public static let demonstration = "演示 · 不作凭证"

    public struct Fact: Hashable, Sendable {
        public let label: String
        public let value: String
    }

    /// Who pays what: a head, one row for each payer, the sum.
    public struct Amounts: Hashable, Sendable {
        public let columns: [String]
        public let rows: [[String]]
        public let totals: [String]
    }
}

extension Notice {
    public var text: NoticeText {
        switch facts {
        case .base(let base): text(base)
        case .district(let district): district.text(self)
        }
    }

    /// The text of manual 2024, 3.3 (下载告知书) word for word, with number, version, amounts and code added.
    private func text(_ base: BaseNotice) -> NoticeText {
        NoticeText(
            subject: "\(base.year)年度\(base.cityName)工会会员专享基本保障计划",
            reference: "编号：\(reference)", version: "第 \(version) 版", addressee: "\(base.addressee)：",
            paragraphs: [base.body], facts: [], amounts: base.amountsText, signatory: base.signatory,
            date: issuedOn.inNotice, code: base.publicAddress + verificationPath, codeCaption: "扫码核验",
            footnote: "注：参保告知书每次点击提交都会更新，以最后一次提交为准。", banner: banner,
            pageNumber: "第 {page} 页，共 {pages} 页", kind: base.instant.kindOfNotice)
    }

    /// 已被第 N 版替代, or empty for the newest.
    public var banner: String { supersededBy.map { "已被第 \($0) 版替代" } ?? "" }
}

extension BaseNotice {
    /// The union, and of a joint union the enterprise in brackets.
    public var addressee: String {
        enterpriseName.map { "\(unionName)（\($0)）" } ?? unionName
    }

    fileprivate var body: String {
        let from = coverage.from.inNotice
        let through = coverage.through.inNotice
        if let instant {
            return """
                你会即时参保\(year)年度\(cityName)工会会员专享基本保障计划，本次参加\(plan)类会员共计\(heads)人，\
                请在区、局（产业）工会审核确认后，根据其安排将你会需要承担的参保资金划入所属区、局（产业）工会帐户。\
                保障日期自\(instant.wording)至\(through)止，按今日办理计为\(from)至\(through)止，\
                以区、局（产业）工会确认后的日期为准。逾期未划款则本次参保无效，需另行办理。
                """
        }
        return """
            你会集中参保\(year)年度\(cityName)工会会员专享基本保障计划，截至今日参加\(plan)类会员共计\(heads)人，\
            \(payment)，\
            保障日期为\(from)至\(through)止。\
            逾期未划款则所有参保均无效，需按照即时参保流程另行办理参保手续，\
            即时参保的保障日期自办理参保日的次日至\(through)止。
            """
    }

    /// What the unit is asked to pay, and until when.
    private var payment: String {
        let act = "根据你会所在区、局（产业）工会的安排将你会需要承担的参保资金划入所属区、局（产业）工会帐户"
        return switch urgency {
        case nil: "请于\(paymentDue.inNotice)之前\(act)"
        case .soon?: "基层缴费期限已过，请尽快\(act)（区、局（产业）工会须于\(paymentDue.inNotice)之前划款）"
        case .atOnce?: "基层缴费期限已过，请尽快\(act)"
        }
    }

    fileprivate var amountsText: NoticeText.Amounts {
        func row(_ payer: String, _ rate: Money, _ amount: Money) -> [String] {
            [payer, rate.yuanText, "\(heads)", amount.yuanText]
        }
        return NoticeText.Amounts(
            columns: ["缴费方", "每人（元）", "人数", "金额（元）"],
            rows: [
                row("市总统一划拨", rates.city, amounts.city),
                row("区局/各级工会缴费", rates.district, amounts.district),
                row("基层单位缴费", rates.base, amounts.base),
            ],
            totals: row("保障费用合计", rates.premium, amounts.premium))
    }
}

extension InstantStart? {
    /// The second line of a notice's title.
    var kindOfNotice: String { self == nil ? "集中参保告知书" : "即时参保告知书" }
}
