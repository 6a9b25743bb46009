public import Domain

extension DistrictNotice {
    /// Who signs where the city has configured nobody.
    public static let defaultSignatory = "市职工保障互助中心"

    /// The plans that the notice always names, in the specimen's order (manual 2024, 4.5).
    static let namedPlans = ["A", "B", "A+", "B+"]

    /// The specimen of manual 2024, 4.5, word for word, with the amount due and the remark code added.
    public func text(_ notice: Notice) -> NoticeText {
        NoticeText(
            subject: "\(year)年度\(cityName)工会会员专享基本保障计划", reference: "编号：\(notice.reference)",
            version: "第 \(notice.version) 版", addressee: "\(districtName)：", paragraphs: [body, paymentText],
            facts: due.isNothing ? [] : accountFacts,
            amounts: amountsText, signatory: signatory, date: notice.issuedOn.inNotice,
            code: publicAddress + notice.verificationPath, codeCaption: "扫码核验",
            footnote: due.isNothing ? "注：参保名单已锁定。" : "注：参保名单已锁定，划款时请填写备注码。", banner: notice.banner,
            pageNumber: "第 {page} 页，共 {pages} 页",
            kind: instant.kindOfNotice)
    }

    /// Where to transfer what is due.
    private var accountFacts: [NoticeText.Fact] {
        [
            NoticeText.Fact(label: "户名", value: account.holder),
            NoticeText.Fact(label: "帐号", value: account.number),
            NoticeText.Fact(label: "开户行", value: account.bank),
            NoticeText.Fact(label: "划款备注码", value: remarkCode),
        ]
    }

    private var body: String {
        let others = totals.plans.map(\.plan).filter { !Self.namedPlans.contains($0) }
        let heads = (Self.namedPlans + others)
            .map { "参加\($0)类会员共计\(totals.heads(of: $0))人" }.joined(separator: "，")
        let through = coverage.through.inNotice
        if let instant {
            return """
                你会即时参保\(year)年度会员专享基本保障计划，\(heads)，参保资金总额为\(totals.amounts.premium.inNotice)元。\
                保障日期自\(instant.wording)至\(through)止，最早自\(coverage.from.inNotice)起。
                """ + overdue("则本次参保无效，需另行办理即时参保手续。")
        }
        return """
            你会集中参保\(year)年度会员专享基本保障计划，\(heads)，参保资金总额为\(totals.amounts.premium.inNotice)元。\
            保障日期为\(coverage.from.inNotice)起至\(through)止。
            """ + overdue("则按照即时参保流程另行办理参保手续，保障日期自办理参保日的次日起至\(through)止。")
    }

    /// What comes of paying late; nothing where nothing is to be paid.
    private func overdue(_ consequence: String) -> String { due.isNothing ? "" : "逾期未划款，\(consequence)" }

    private var paymentText: String {
        let sums = """
            参保资金总额中，市总统一划拨\(totals.amounts.city.inNotice)元，抵扣\(credit.inNotice)元，\
            应划款金额为\(due.due.inNotice)元，
            """
        return due.isNothing
            ? sums + "无需划款，也不用上传缴费凭证，本批次已参保完成。"
            : sums + "请于\(paymentDue.inNotice)之前划入下列帐户，并上传缴费凭证。"
    }

    private var amountsText: NoticeText.Amounts {
        func row(_ name: String, _ heads: Int, _ amounts: Domain.Amounts) -> [String] {
            [
                name, "\(heads)", amounts.premium.yuanText, amounts.city.yuanText, amounts.district.yuanText,
                amounts.base.yuanText,
            ]
        }
        return NoticeText.Amounts(
            columns: ["保障类型", "人数", "保障费用", "市总", "区局/各级工会", "基层单位"],
            rows: totals.plans.map { row("\($0.plan) 类", $0.heads, $0.amounts) },
            totals: row("合计（元）", totals.heads, totals.amounts))
    }
}

extension Money {
    /// As the specimen has it, 201400元: without 角 and 分 when there are none.
    fileprivate var inNotice: String {
        fen.isMultiple(of: 100) ? String(fen / 100) : decimalText
    }
}
