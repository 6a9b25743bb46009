public import Domain
public import Markup
import Wording

/// Whether a notice is one of ours and still holds: what the QR code leads to; no personal data.
public struct NoticeVerificationPage: Component {
    /// What became of the notice.
    public enum Outcome: Sendable {
        case unknown
        case current(Notice)
        case superseded(Notice, by: Int)
        case withdrawn(Notice)
    }

    let frame: PageFrame
    let outcome: Outcome

    public init(_ frame: PageFrame, _ outcome: Outcome) {
        (self.frame, self.outcome) = (frame, outcome)
    }

    public var html: HTML {
        Layout(frame, PageHead("告知书核验"), shape: .journey) {
            switch outcome {
            case .unknown:
                Callout("没有找到这份告知书", .bad) { p { "请核对二维码是否完整。如对告知书有疑问，请与所在区局（产业）工会联系。" } }
            case .current(let notice):
                Callout("真实有效，是最新版本", .good) { p { "请将以下内容与您手中的告知书逐项核对。" } }
                facts(notice)
            case .superseded(let notice, let newer):
                Callout("已被第 \(newer) 版替代", .warning) { p { "这份告知书由本平台生成，但已不是最新版本，请以第 \(newer) 版为准。" } }
                facts(notice)
            case .withdrawn(let notice):
                Callout("已失效", .warning) { p { "这份告知书由本平台生成，但对应的名单已撤回、退回或失效。" } }
                facts(notice)
            }
        }.html
    }

    private func facts(_ notice: Notice) -> HTML {
        Card("告知书内容", id: "facts") {
            CheckAnswers(
                [
                    CheckAnswers.Answer("编号") { notice.reference },
                    CheckAnswers.Answer("签发日期") { notice.issuedOn.htmlWithWeekday },
                ] + answers(notice.facts))
        }.html
    }

    private func answers(_ facts: NoticeFacts) -> [CheckAnswers.Answer] {
        switch facts {
        case .base(let base):
            [
                CheckAnswers.Answer("单位") { base.addressee },
                CheckAnswers.Answer("保障年度") { "\(base.year) 年度" },
                CheckAnswers.Answer("保障类型") { "\(base.plan) 类" },
                CheckAnswers.Answer("参保人数") { "\(base.heads.grouped) 人" },
                CheckAnswers.Answer("保障费用") { base.amounts.premium.inSentence },
                CheckAnswers.Answer("签发单位") { base.signatory },
            ]
        case .district(let district):
            [
                CheckAnswers.Answer("区局（产业）") { district.districtName },
                CheckAnswers.Answer("保障年度") { "\(district.year) 年度" },
                CheckAnswers.Answer("参保人数") { "\(district.totals.heads.grouped) 人" },
                CheckAnswers.Answer("保障费用") { district.totals.amounts.premium.inSentence },
                CheckAnswers.Answer("签发单位") { district.signatory },
            ]
        }
    }
}
