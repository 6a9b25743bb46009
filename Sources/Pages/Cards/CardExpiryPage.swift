public import Domain
public import Markup
import Wording

/// 修改证件到期日 for one member.
public struct CardExpiryPage: Component {
    let frame: PageFrame
    let id: String
    let name: String
    let number: String
    let document: IdentityDocument
    let version: Int
    let warning: ExpiryProblem?
    let back: WayBack
    let form: FormState

    /// - Parameters:
    ///   - version: of the person that was shown.
    ///   - warning: what is odd about the day that was typed; it has to be compared with the document.
    public init(
        _ frame: PageFrame, id: String, name: String, number: String, document: IdentityDocument, version: Int,
        warning: ExpiryProblem? = nil, back: WayBack = .cardCandidates, form: FormState
    ) {
        self.back = back
        (self.frame, self.id, self.name, self.number) = (frame, id, name, number)
        (self.document, self.version, self.warning, self.form) = (document, version, warning, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "修改证件到期日", above: CardArea.crumbs + [Crumb("待办会员列表", .cardCandidates)],
                facts: [HTML(name), HTML("会员编号 \(number)")]),
            current: .cardCandidates, errors: form.errors, shape: .journey
        ) {
            Card("证件", id: "document") {
                CheckAnswers([
                    .init("证件类型") { document.type.wording },
                    .init("证件号码") { document.masked },
                    .init("现在的证件到期日") { textOr(document.expiry?.wording, "未填写") },
                ])
            }
            section(.class("card"), .ariaLabel("新的证件到期日")) {
                div(.class("card-body")) {
                    PostForm(to: Path.cardExpiry(id).url(query: back.query), frame.tokens) {
                        HiddenField("version", String(version))
                        RadioField(
                            "kind", "证件到期日", in: form,
                            [Choice("date", "有到期日"), Choice("long-term", "长期", hint: "证件上印有“长期”")])
                        DateField("date", "到期日", in: form, hint: "以证件上的有效期限为准；选择“长期”时不用填写。")
                        if let warning {
                            Callout("请再核对一次证件", .warning) { p { warning.warning } }
                            ConfirmBox("compared", in: form) { "已与会员的证件核对，填写无误" }
                        }
                        div(.class("row-gap")) {
                            SubmitButton("保存证件到期日")
                            LinkButton(back.words, back.url)
                        }
                    }
                }
            }
        }
    }
}

extension WayBack {
    public static let cardCandidates = WayBack("返回待办会员列表", Path.cardCandidates.url, query: [])

    /// Marks a page of another part of the platform as opened from the cards.
    public static let fromCards = (name: "from", value: "cards")
}
