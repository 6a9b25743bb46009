import Domain
public import Markup

/// How wide a page is.
public enum PageShape: Sendable {
    /// Lists and desks use the whole width.
    case fluid
    /// Journeys are kept to a length that can be read.
    case journey
}

/// A whole page: head, header, menu, content.
///
/// With an account it is a page of a platform; without one a public page with the same header and no menu.
public struct Layout: Component, Sendable {
    let frame: PageFrame
    let title: String
    let head: HTML
    let current: Path?
    let errors: FieldErrors
    let shape: PageShape
    let content: HTML

    /// - Parameters:
    ///   - heading: gives the title of the tab and stands first.
    ///   - current: the page of the menu it belongs to.
    ///   - errors: stand in a summary under the heading, and the title begins 错误：.
    public init(
        _ frame: PageFrame, _ heading: PageHead, current: Path? = nil, errors: FieldErrors = .none,
        shape: PageShape = .fluid, @HTMLBuilder content: () -> HTML
    ) {
        (self.frame, title, head, self.current) = (frame, heading.tab, heading.html, current)
        (self.errors, self.shape, self.content) = (errors, shape, content())
    }

    /// A page whose content holds the h1 itself, such as a result.
    public init(
        _ frame: PageFrame, title: String, above: [Crumb], here: String, current: Path? = nil,
        shape: PageShape = .fluid, @HTMLBuilder content: () -> HTML
    ) {
        (self.frame, self.title, self.current) = (frame, title, current)
        head = Crumbs(above, here: here).html
        (errors, self.shape, self.content) = (.none, shape, content())
    }

    public var html: HTML {
        document {
            PageTop(title: tabTitle)
            body(session) {
                a(.class("skip-link"), .href("#main")) { "跳到正文" }
                Header(frame: frame)
                if frame.demo == .demo { DemoBar(frame: frame) }
                if frame.account == nil { publicBody } else { platformBody }
                p(.class("visually-hidden"), .id("live"), .role("status"))
            }
        }
    }

    /// For the script that says beforehand that the session ends: after so many seconds of doing nothing, and after so
    /// many in any case.
    private var session: Attribute {
        guard let account = frame.account else { return .none }
        let left = (account.end.milliseconds - frame.made.milliseconds) / 1000
        return .all([
            .data("session-seconds", String(account.sessionSeconds)), .data("session-left", String(max(0, left))),
        ])
    }

    private var tabTitle: String {
        return (errors.isEmpty ? "" : "错误：") + title + " - " + frame.programName
    }

    @HTMLBuilder private var platformBody: HTML {
        div(.class("app-body")) {
            MenuColumn(frame: frame, current: current)
            main(.class("app-main", shape == .journey ? "is-journey" : nil), .id("main")) { flow }
        }
        if let account = frame.account { SessionWarning(end: account.end) }
    }

    @HTMLBuilder private var publicBody: HTML {
        main(.class("site-main"), .id("main")) { flow }
        Footer(frame: frame)
    }

    @HTMLBuilder private var flow: HTML {
        PrintHead(frame: frame)
        if let demand = frame.demand { DemandBar(demand: demand) }
        head
        if let flash = frame.flash { p(.class("callout", flash.tone.callout), .role("status")) { flash.text } }
        if !errors.isEmpty { ErrorSummary(errors) }
        content
        PrintFoot(frame: frame)
    }
}

/// What a page says about itself to the browser.
struct PageTop: Component {
    let title: String
    /// After how many seconds the browser asks for the page anew; nil for never.
    var refresh: Int?

    var html: HTML {
        Markup.head {
            meta(.charset("utf-8"))
            Markup.title { title }
            meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            meta(.name("htmx-config"), .content(PageTop.htmx))
            if let refresh { meta(.attribute("http-equiv", "refresh"), .content(String(refresh))) }
            link(.rel("icon"), .href(AssetPaths.current["favicon.svg"]))
            link(.rel("stylesheet"), .href(AssetPaths.current["vendor/tabler@1.4.0/tabler.min.css"]))
            link(.rel("stylesheet"), .href(AssetPaths.current["app.css"]))
            script(AssetPaths.current["vendor/htmx@2.0.10/htmx.min.js"])
            script(AssetPaths.current["app.js"])
        }
    }

    // Nothing evaluated, no style written into the page, no page kept in the browser's storage; a refusal is shown in
    // place of what was asked for.
    private static let htmx = """
        {"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,"historyCacheSize":0,\
        "responseHandling":[{"code":"204","swap":false},{"code":"[23]..","swap":true},\
        {"code":"(403|404|409|422)","swap":true},{"code":"[45]..","swap":false,"error":true}]}
        """
}

/// The bar on top: emblem, platform, union; then workbench, todos, account.
struct Header: Component {
    let frame: PageFrame

    var html: HTML {
        header(.class("app-header")) {
            div(.class("app-header-in")) {
                if frame.account != nil {
                    a(.class("btn btn-quiet menu-toggle"), .href("#menu")) {
                        Icon.menu
                        span(.class("visually-hidden")) { "菜单" }
                    }
                }
                a(.class("app-brand"), .href(frame.programHome)) {
                    Emblem()
                    span { frame.programName }
                }
                if let account = frame.account {
                    span(.class("app-city")) { account.union }
                    ul(.class("app-tools")) { tools(account) }
                } else {
                    ul(.class("app-tools")) {
                        li {
                            a(.href(.support)) {
                                Icon.help
                                "帮助"
                            }
                        }
                    }
                }
            }
        }
    }

    @HTMLBuilder private func tools(_ account: SignedIn) -> HTML {
        switch frame.platform {
        case .organisation: tool(.work, "业务工作台", .workbench)
        case .workbench: tool(.home, "工会组织管理平台", .home)
        case .selfService: HTML()
        }
        li {
            a(.href(.todos)) {
                Icon.bell
                span { "待办提醒" }
                span(.class("count")) { account.todos.grouped }
            }
        }
        li {
            details(.class("menu")) {
                summary {
                    Icon.user
                    span(.class("name")) { "欢迎您，\(account.name)" }
                    Icon.down
                }
                ul(.class("menu-items")) {
                    li(.class("about")) { "\(account.name)　\(account.role)" }
                    li { a(.href(.newPassword)) { "修改密码" } }
                    li { a(.href(.secondFactorSetup)) { "动态口令" } }
                    li { a(.href(.sessions)) { "登录设备" } }
                    li {
                        PostForm(to: .logout, frame.tokens) {
                            button(.type(.submit)) {
                                Icon.logout
                                "退出登录"
                            }
                        }
                    }
                }
            }
        }
    }

    private func tool(_ icon: Icon, _ words: String, _ path: Path) -> HTML {
        li(.class("wide")) {
            a(.href(path)) {
                icon
                words
            }
        }
    }
}

extension PageFrame {
    /// The program whose page it is; before logging in, the platform as a whole.
    var programName: String {
        switch platform {
        case .organisation, .workbench: account == nil ? site.platform : platform.name
        case .selfService: platform.name
        }
    }

    var programHome: Path {
        switch platform {
        case .organisation, .workbench: account == nil ? .login : platform.home
        case .selfService: platform.home
        }
    }
}

/// The emblem: the one place besides the header's rule that is brand red.
struct Emblem: Component {
    var html: HTML {
        TrustedMarkup(
            """
            <svg class="emblem" aria-hidden="true" viewBox="0 0 28 28"><rect width="28" height="28" rx="4" \
            fill="#c8102e"/><path d="M6 8h16M14 8v12M5 20h18" fill="none" stroke="#fff" stroke-width="2.6"/></svg>
            """)
    }
}
