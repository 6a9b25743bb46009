public import Domain
public import Markup
import Wording

/// 新手指引: for each role the way through its work, in the order in which it is gone; each step leads to its page.
///
/// What the centre has written for a part stands in the place of what the platform says by itself.
public struct GuidePage: Component, Sendable {
    let frame: PageFrame
    let roles: [Role]
    let texts: [GuidePart: String]
    let keeping: Keeping
    let opens: @Sendable (Path) -> Bool

    /// Whether the account writes it.
    public enum Keeping: Sendable {
        case allowed, none
    }

    /// Names of the address's conditions.
    public enum Field {
        /// Whose guide is shown to the one who writes it.
        public static let part = "part"
    }

    /// - Parameters:
    ///   - roles: of the account, whose guides stand first; none for a visitor, who reads that of a base union.
    ///   - texts: what the centre has written.
    ///   - opens: whether the reader may open the page, so that no link leads to a refusal.
    public init(
        _ frame: PageFrame, roles: Set<Role> = [], texts: [GuidePart: String] = [:], keeping: Keeping = .none,
        opens: @escaping @Sendable (Path) -> Bool = { _ in false }
    ) {
        (self.frame, self.texts, self.keeping, self.opens) = (frame, texts, keeping, opens)
        let own = GuideStep.roles.filter(roles.contains)
        self.roles = own.isEmpty ? [.clerk] : own
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("新手指引") {
                if keeping == .allowed { LinkButton("修改", .guideDesk) }
            }, shape: .journey
        ) {
            for role in roles {
                if let text = texts[GuidePart(role)] {
                    Card(role.wording, id: "guide-\(role.rawValue)") {
                        div(.class("card-body prose")) { GuideProse(text: text, opens: opens) }
                    }
                } else {
                    Card("\(role.wording)：\(GuideStep.work(of: role))", id: "guide-\(role.rawValue)") {
                        div(.class("card-body prose")) { ol { for step in GuideStep.steps(of: role) { line(step) } } }
                    }
                }
            }
            section(.class("card")) {
                div(.class("card-body prose")) {
                    h2 { "常见问题" }
                    if let text = texts[.questions] {
                        GuideQuestions(text: text, opens: opens)
                    } else {
                        for question in GuideStep.questions {
                            details {
                                summary { question.title }
                                p { question.text }
                            }
                        }
                    }
                    p {
                        "仍有疑问，请拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)），或看"
                        a(.class("inline-link"), .href(.support)) { "技术支持" }
                        "。"
                    }
                }
            }
        }.html
    }

    private func line(_ step: GuideStep) -> HTML {
        li {
            strong {
                if let path = step.path, opens(path) {
                    a(.class("inline-link"), .href(path)) { step.title }
                } else {
                    step.title
                }
            }
            p { step.text }
        }
    }
}

/// The text of a part: headings, lists and paragraphs; the name of a page leads to it where the reader may open it.
struct GuideProse: Component {
    let blocks: [GuideText.Block]
    let opens: @Sendable (Path) -> Bool

    init(text: String, opens: @escaping @Sendable (Path) -> Bool) {
        self.init(blocks: GuideText.blocks(of: text), opens: opens)
    }

    init(blocks: [GuideText.Block], opens: @escaping @Sendable (Path) -> Bool) {
        (self.blocks, self.opens) = (blocks, opens)
    }

    var html: HTML {
        HTML { for block in blocks { html(of: block) } }
    }

    private func html(of block: GuideText.Block) -> HTML {
        switch block {
        case .heading(let words): h3 { words }
        case .paragraph(let pieces): p { for piece in pieces { html(of: piece) } }
        case .numbered(let first, let items):
            ol(.when(first != 1, .start(first))) { for item in items { li { for piece in item { html(of: piece) } } } }
        case .bulleted(let items): ul { for item in items { li { for piece in item { html(of: piece) } } } }
        }
    }

    private func html(of piece: GuideText.Piece) -> HTML {
        switch piece {
        case .words(let words): return HTML(words)
        case .link(let link):
            guard let url = URLText(https: link) else { return HTML(link) }
            return a(.class("inline-link"), .href(url), .rel("noopener noreferrer")) { link }
        case .page(let name):
            guard let path = Menu.page(called: name) else { return HTML("【\(name)】") }
            return opens(path) ? a(.class("inline-link"), .href(path)) { name } : HTML(name)
        }
    }
}

/// 常见问题: each heading is a question that is opened, what stands under it the answer.
struct GuideQuestions: Component {
    let text: String
    let opens: @Sendable (Path) -> Bool

    var html: HTML {
        HTML {
            for question in questions {
                if let title = question.title {
                    details {
                        summary { title }
                        GuideProse(blocks: question.answer, opens: opens)
                    }
                } else {
                    GuideProse(blocks: question.answer, opens: opens)
                }
            }
        }
    }

    /// What stands before the first heading has no question.
    private var questions: [(title: String?, answer: [GuideText.Block])] {
        var found: [(title: String?, answer: [GuideText.Block])] = []
        for block in GuideText.blocks(of: text) {
            switch block {
            case .heading(let words): found.append((words, []))
            case .paragraph, .numbered, .bulleted:
                if found.isEmpty { found.append((nil, [])) }
                found[found.count - 1].answer.append(block)
            }
        }
        return found
    }
}
