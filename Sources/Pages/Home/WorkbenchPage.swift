public import Domain
public import Markup

/// One entry of the workbench.
public struct WorkTile: Sendable {
    /// Whether the account may enter.
    public enum Access: Sendable {
        case open(StateBadge?)
        /// Cannot be entered now; the words say why and until when.
        case closed(String)
    }

    let icon: Icon
    let title: String
    let text: String
    public let path: Path
    let access: Access

    public init(_ icon: Icon, _ title: String, _ text: String, _ path: Path, _ access: Access = .open(nil)) {
        (self.icon, self.title, self.text, self.path, self.access) = (icon, title, text, path, access)
    }

    /// The same entry, with a state or closed.
    public func with(_ access: Access) -> WorkTile { WorkTile(icon, title, text, path, access) }

    /// Every entry in the order of the manuals, by area; a server keeps those that the account may open.
    public static let all: [(area: String, tiles: [WorkTile])] = [
        (
            "会员服务卡管理",
            [
                WorkTile(.card, "卡片信息管理", "查看关联企业类会员的卡片。", .cards),
                WorkTile(.people, "待办会员列表", "核对证件到期日，放入办卡批次。", .cardCandidates),
                WorkTile(.inbox, "办卡批次管理", "提交批次，查看制卡结果。", .cardBatches),
                WorkTile(.shield, "参保信息管理", "办理集中参保，重新下载告知书。", .enrolments),
                WorkTile(.search, "参保信息查询", "谁、从哪天到哪天、按哪种类型参保。", .coverage),
            ]
        ),
        (
            "会员服务卡管理系统",
            [
                WorkTile(.check, "集中参保审核", "审核下级工会提交的名单，汇总提交。", .review),
                WorkTile(.bell, "催办", "提醒尚未提交名单的单位，登记电话催办。", .reminders),
                WorkTile(.wallet, "参保批次管理", "下载统计表和告知书，上传缴费凭证。", .batches),
                WorkTile(.refresh, "退回金额抵扣", "往年退回的款项抵扣本年度费用。", .credits),
                WorkTile(.cog, "保障金额设置", "区局与基层单位分担的金额。", .share(.list)),
                WorkTile(.zoom, "缴费凭证审核", "对照应收金额审核凭证。", .vouchers),
                WorkTile(.search, "保障信息查询", "下级单位谁在保、从哪天到哪天。", .coverageSearch),
            ]
        ),
        (
            "保障年度",
            [
                WorkTile(.calendar, "保障年度管理", "办理时间、保障类型和金额，延长办理时间。", .centre(.planYears)),
                WorkTile(.upload, "登记名单导入", "社保、退休、死亡名单与会员比对。", .centre(.registers)),
                WorkTile(.clock, "到期处理", "提交期已过的名单，逾期未缴费的批次。", .centre(.deadlines)),
            ]
        ),
    ]

    var html: HTML {
        switch access {
        case .open(let badge):
            a(.class("work-tile"), .href(path)) {
                icon
                div {
                    h3 { title }
                    p { text }
                    badge
                }
            }
        case .closed(let reason):
            div(.class("work-tile is-closed")) {
                icon
                div {
                    h3 { title }
                    p { text }
                    StateBadge("暂不能办理")
                    p(.class("small")) { reason }
                }
            }
        }
    }
}

/// A unit that a joint union can act for.
public struct UnitChoice: Sendable {
    let value: String
    let name: String
    let note: String

    /// - Parameter note: what tells it from others: 统一社会信用代码, the number of members.
    public init(value: String, name: String, note: String) {
        (self.value, self.name, self.note) = (value, name, note)
    }
}

/// 业务工作台: the entries, or why there are none.
public struct WorkbenchPage: Component, Sendable {
    /// What the union of the account finds.
    public enum State: Sendable {
        case entries([(area: String, tiles: [WorkTile])], unit: UnitSwitch = .fixed)
        /// A joint union first chooses the enterprise it acts for; field `unit`.
        case choose([UnitChoice], FormState)
        /// A joint union without any enterprise; with its key where the account may add one.
        case noEnterprise(ID<Union>?)
        /// A kind that the workbench does not support.
        case unsupported(kind: String, enrolledThrough: String?)
    }

    /// Whether the account acts for one unit only, or for one of several.
    public enum UnitSwitch: Sendable {
        case fixed, changeable
    }

    let frame: PageFrame
    let unit: String
    let state: State

    /// - Parameter unit: the union, or the unit that was chosen.
    public init(_ frame: PageFrame, unit: String, _ state: State) {
        (self.frame, self.unit, self.state) = (frame, unit, state)
    }

    public var html: HTML {
        switch state {
        case .entries(let areas, let unit): entries(areas, unit)
        case .choose(let units, let form): choice(units, form)
        case .noEnterprise(let union): missing(union)
        case .unsupported(let kind, let ancestor): unsupported(kind, ancestor)
        }
    }

    private func entries(_ areas: [(area: String, tiles: [WorkTile])], _ change: UnitSwitch) -> HTML {
        Layout(
            frame,
            PageHead("业务工作台", facts: [HTML(unit)]) {
                if change == .changeable { LinkButton("更换参保单位", Path.workbench.url(("choose", "unit"))) }
            }, current: .workbench
        ) {
            for (index, area) in areas.enumerated() where !area.tiles.isEmpty {
                section(.class("stack"), .aria("labelledby", "area-\(index)")) {
                    h2(.id("area-\(index)")) { area.area }
                    ul(.class("work-tiles")) { for tile in area.tiles { li { tile.html } } }
                }
            }
            if areas.allSatisfy({ $0.tiles.isEmpty }) {
                section(.class("card")) {
                    Blank.notAllowed("您的账号在业务工作台没有可办理的业务") { "如果工作需要，请联系上级工会调整账号的角色。" }
                }
            }
        }.html
    }

    private func choice(_ units: [UnitChoice], _ form: FormState) -> HTML {
        Layout(frame, PageHead("选择参保单位", facts: [HTML(unit)]), current: .workbench, errors: form.errors) {
            PostForm(to: .workbenchUnit, frame.tokens, .class("card")) {
                div(.class("card-body stack")) {
                    p { "联合工会覆盖多家企业，会员服务卡和参保按企业办理。请选择这次为哪一家办理，进入后可以随时更换。" }
                    RadioField(
                        "unit", "参保单位", in: form,
                        units.map { Choice($0.value, $0.name, hint: $0.note) }, shape: .boxes)
                    SubmitButton("进入业务工作台")
                }
            }
        }.html
    }

    private func missing(_ union: ID<Union>?) -> HTML {
        Layout(frame, PageHead("业务工作台", facts: [HTML(unit)]), current: .workbench) {
            section(.class("card")) {
                Blank.nothingYet("本联合工会还没有企业") {
                    "请先添加企业：组织管理 → 组织查询管理 → 查看 → 添加企业信息。添加后即可在这里选择。"
                } actions: {
                    if let union { LinkButton("添加企业信息", .organisation(.enterpriseNew(union)), .primary) }
                    LinkButton("回到首页", .home, union == nil ? .primary : .plain)
                }
            }
        }.html
    }

    private func unsupported(_ kind: String, _ ancestor: String?) -> HTML {
        Layout(frame, PageHead("业务工作台", facts: [HTML(unit)]), current: .workbench) {
            section(.class("card")) {
                Blank.notAllowed("业务工作台暂不支持“\(kind)”") {
                    if let ancestor {
                        "本工会会员的办卡和参保，由“\(ancestor)”办理。"
                    } else {
                        UnsupportedKind.withoutAncestor
                    }
                    "支持的类型：市总工会、区总工会、产业局总工会、街道总工会、联合工会、工会委员会。"
                } actions: {
                    LinkButton("回到首页", .home, .primary)
                }
            }
        }.html
    }
}
