public import Domain
public import Markup
import Wording

/// Whether a 参保证明 is one of ours and still holds: what its QR code leads to; no personal data.
public struct CoverageProofPage: Component, Sendable {
    let frame: PageFrame
    let standing: CoverageProofStanding?

    /// - Parameter standing: nil when the code is none of ours.
    public init(_ frame: PageFrame, _ standing: CoverageProofStanding?) {
        (self.frame, self.standing) = (frame, standing)
    }

    public var html: HTML {
        Layout(frame, PageHead("参保证明核验"), shape: .journey) {
            if let standing {
                verdict(standing.validity)
                Card("证明内容", id: "facts") {
                    CheckAnswers([
                        .init("编号") { standing.number },
                        .init("出具日期") { standing.issuedOn.htmlWithWeekday },
                        .init("保障年度") { "\(standing.year) 年度" },
                        .init("保障类型") { "\(standing.plan) 类" },
                        .init("起始日") { standing.period.from.htmlWithWeekday },
                        .init("终止日") { standing.period.through.htmlWithWeekday },
                    ])
                }
                p(.class("small muted")) { "为保护个人信息，本页不显示被保障人。请将以上内容与纸质证明逐项核对，并查验本人证件。" }
            } else {
                Callout("没有找到这份证明", .bad) { p { "请核对二维码是否完整。如对证明有疑问，请与出具单位联系。" } }
            }
        }.html
    }

    private func verdict(_ validity: CoverageProofStanding.Validity) -> Callout {
        switch validity {
        case .valid: Callout("真实有效", .good) { p { "这份证明由本平台出具，保障目前有效。" } }
        case .ahead: Callout("真实，保障尚未开始", .good) { p { "这份证明由本平台出具，保障从起始日起有效。" } }
        case .ended: Callout("真实，保障已期满", .warning) { p { "这份证明由本平台出具，但保障期限已过。" } }
        case .revoked: Callout("已失效", .bad) { p { "这份证明由本平台出具，但对应的保障已经失效，请勿采用。" } }
        }
    }
}
