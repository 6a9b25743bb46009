public import Domain

/// A 参保证明 in words, ready to be set as a letter.
public struct CoverageProofText: Hashable, Sendable {
    public let title: String
    public let reference: String
    public let paragraphs: [String]
    public let facts: [NoticeText.Fact]
    public let signatory: String
    public let date: String
    public let code: String
    public let codeCaption: String
    public let footnote: String
    public let pageNumber: String
}

extension CoverageProof {
    public var text: CoverageProofText {
        let from = facts.period.from.inNotice
        let through = facts.period.through.inNotice
        return CoverageProofText(
            title: "\(facts.cityName)工会会员专享基本保障\n参保证明", reference: "编号：\(number)",
            paragraphs: [
                "兹证明\(facts.name)（\(facts.documentTypeWording) \(facts.documentNumber)）"
                    + "已参加\(facts.year)年度\(facts.cityName)工会会员专享基本保障计划\(facts.plan)类，"
                    + "保障日期为\(from)至\(through)止。"
            ],
            facts: [
                NoticeText.Fact(label: "会员编号", value: facts.memberNumber),
                NoticeText.Fact(label: "参保单位", value: facts.unitName),
                NoticeText.Fact(label: "参保批次", value: facts.enrolment),
                NoticeText.Fact(label: "保障类型", value: "\(facts.plan) 类"),
                NoticeText.Fact(label: "保障期限", value: "\(from)至\(through)"),
            ],
            signatory: facts.signatory, date: issuedOn.inNotice, code: facts.publicAddress + verificationPath,
            codeCaption: "扫码核验", footnote: "注：本证明由平台生成，是否有效以扫码核验结果为准；同一保障的证明编号不变。",
            pageNumber: "第 {page} 页，共 {pages} 页")
    }

    /// The name of the file; nothing of the person in it.
    public var fileName: String { "参保证明-\(number).pdf" }
}

extension CoverageProofFacts {
    fileprivate var documentTypeWording: String {
        DocumentType(rawValue: documentType)?.wording ?? documentType
    }
}

extension CoverageProofRefusal {
    /// Why there is no proof, and when there will be one.
    public var wording: String {
        switch self {
        case .provisional: "保障尚未生效：职保中心确认缴费凭证后才能出具参保证明。"
        case .lapsed: "这份保障已失效，不能出具参保证明。"
        case .voided: "这份保障已更正作废，不能出具参保证明。"
        }
    }
}
