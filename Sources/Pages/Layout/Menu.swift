import Markup

/// The left menu: areas and their pages, in the manuals' words and order.
public struct Menu: Sendable {
    /// A page of an area.
    public struct Item: Sendable {
        public let words: String
        public let path: Path

        public init(_ words: String, _ path: Path) { (self.words, self.path) = (words, path) }
    }

    /// An area with several pages, or one page of its own.
    public enum Area: Sendable {
        case page(Icon, Item)
        case group(Icon, String, [Item])
    }

    public let areas: [Area]

    public init(_ areas: [Area]) { self.areas = areas }

    public static let empty = Menu([])

    /// Whether the page stands in it.
    func offers(_ path: Path) -> Bool {
        areas.contains { area in
            switch area {
            case .page(_, let item): item.path == path
            case .group(_, _, let items): items.contains { $0.path == path }
            }
        }
    }

    private static let items: [Item] = [organisation, workbench].flatMap { menu in
        menu.areas.flatMap { area in
            switch area {
            case .page(_, let item): [item]
            case .group(_, _, let items): items
            }
        }
    }

    /// The page that a menu calls so; nil where none does.
    static func page(called words: String) -> Path? { items.first { $0.words == words }?.path }

    /// What the menus call a page; nil where it stands in none.
    static func words(of path: Path) -> String? { items.first { $0.path == path }?.words }

    /// The menu with only the pages that the account may open; an area without pages is left out.
    public func open(to mayOpen: (Path) -> Bool) -> Menu {
        Menu(
            areas.compactMap { area in
                switch area {
                case .page(_, let item):
                    return mayOpen(item.path) ? area : nil
                case .group(let icon, let words, let items):
                    let open = items.filter { mayOpen($0.path) }
                    return open.isEmpty ? nil : .group(icon, words, open)
                }
            })
    }

    /// The menu of 工会组织管理平台.
    public static let organisation = Menu([
        .page(.home, Item("首页", .home)),
        .group(
            .org, "组织管理",
            [
                Item("组织查询管理", .unions), Item("组织审核管理", .organisation(.requests)),
                Item("企业注册审核", .organisation(.registrations)),
            ]),
        .group(
            .people, "会员管理",
            [
                Item("会员信息", .members), Item("导入会员", .memberImport), Item("会籍审核管理", .memberTransfers),
                Item("会员比对", .comparison(.list)), Item("疑似重复会员", .duplicate(.list)),
                Item("会员申请", .memberRequests), Item("个人信息请求", .rights(.list)),
                Item("批量导出申请", .exports(.list)),
            ]),
        .page(.flex, Item("灵活就业管理", .flexible)),
        .page(.qr, Item("组织码管理", .join(.codes))),
        .page(.chart, Item("统计报表", .statistics)),
        .group(
            .cog, "系统管理",
            [
                Item("账号管理", .accounts), Item("密码规则", .access(.passwordPolicy)), Item("安全告警", .alerts),
                Item("审计日志", .audit),
                Item("字典管理", .dictionary(.list)), Item("通知公告管理", .announcement(.desk)),
                Item("下载中心管理", .download(.desk)), Item("新手指引管理", .guideDesk),
                Item("技术支持设置", .supportForm),
            ]),
    ])

    /// The menu of 业务工作台.
    public static let workbench = Menu([
        .page(.work, Item("工作台首页", .workbench)),
        .group(
            .card, "会员服务卡管理",
            [
                Item("卡片信息管理", .cards), Item("待办会员列表", .cardCandidates), Item("办卡批次管理", .cardBatches),
                Item("参保信息管理", .enrolments), Item("参保信息查询", .coverage),
                Item("更正申请", .correction(.list)),
            ]),
        .group(
            .check, "会员服务卡管理系统",
            [
                Item("即时参保审核", .instantReview(.queue)), Item("集中参保审核", .review),
                Item("办卡批次撤销审核", .cardRevocations), Item("催办", .reminders),
                Item("参保批次管理", .batches), Item("集中参保实时监控画面", .monitor(.own)),
                Item("保障金额设置", .share(.list)),
                Item("退回金额抵扣", .credits), Item("收款台账", .ledger(.list)),
                Item("缴费催办", .ledger(.reminders)),
                Item("给付信息查询", .benefit(.list)),
                Item("保障信息查询", .coverageSearch),
            ]),
        .page(.wallet, Item("缴费凭证审核", .vouchers)),
        .page(.download, Item("下载中心", .download(.list))),
        .group(
            .calendar, "保障年度",
            [
                Item("保障年度管理", .centre(.planYears)), Item("节假日管理", .centre(.workingYears)),
                Item("登记名单导入", .centre(.registers)), Item("给付信息导入", .benefit(.imports)),
                Item("一人一保裁定", .centre(.conflicts)),
                Item("到期处理", .centre(.deadlines)),
            ]),
    ])
}

/// The left menu as it stands on a page.
struct MenuColumn: Component {
    let frame: PageFrame
    let current: Path?

    var html: HTML {
        nav(.class("app-nav"), .id("menu"), .ariaLabel("主菜单")) {
            ul {
                for area in frame.menu.areas {
                    switch area {
                    case .page(let icon, let item): li { link(item, icon: icon) }
                    case .group(let icon, let words, let items): li { group(icon, words, items) }
                    }
                }
                li(.class("narrow-only")) { link(otherPlatform, icon: .work) }
            }
            HelpBlock(site: frame.site)
        }
    }

    private var otherPlatform: Menu.Item {
        switch frame.platform {
        case .organisation, .selfService: Menu.Item("业务工作台", .workbench)
        case .workbench: Menu.Item("工会组织管理平台", .home)
        }
    }

    private func link(_ item: Menu.Item, icon: Icon?) -> HTML {
        a(.href(item.path), .ariaCurrent(.page, if: item.path == current)) {
            icon
            item.words
        }
    }

    private func group(_ icon: Icon, _ words: String, _ items: [Menu.Item]) -> HTML {
        // All groups are open: there are few, and what is folded is not found.
        details(.open(if: true)) {
            summary(.class("group")) {
                icon
                words
                Icon.down
            }
            ul { for item in items { li { link(item, icon: nil) } } }
        }
    }
}

/// Where help is, at the same place of every page.
struct HelpBlock: Component {
    let site: Site

    var html: HTML {
        div(.class("app-help")) {
            p {
                "\(site.hotline.name) \(site.hotline.telephone)"
                br()
                site.hotline.hours
            }
            p {
                a(.href(.announcements)) { "通知公告" }
                "　"
                a(.href(.download(.list))) { "下载中心" }
                br()
                a(.href(.guide)) { "新手指引" }
                "　"
                a(.href(.support)) { "技术支持" }
            }
        }
    }
}
