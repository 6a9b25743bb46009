public import Domain
public import Markup
import Wording

/// 通知公告管理: everything that was published, and what became of it.
public struct AnnouncementDeskPage: Component, Sendable {
    let frame: PageFrame
    let announcements: [Announcement]
    let next: ID<Announcement>?

    public init(_ frame: PageFrame, _ announcements: [Announcement], next: ID<Announcement>?) {
        (self.frame, self.announcements, self.next) = (frame, announcements, next)
    }

    /// Names of the address's conditions.
    public enum Field {
        public static let before = "before"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("通知公告管理", above: [Crumb("系统管理")]) {
                LinkButton("发布公告", .announcement(.new), .primary, icon: .plus)
            }, current: .announcement(.desk)
        ) {
            section(.class("card"), .ariaLabel("公告")) {
                DataTable(
                    "公告", announcements,
                    blank: .nothingYet("还没有公告") {
                        "发布后，所有账号在首页看到；可以选择同时显示在登录页。"
                    } actions: {
                        LinkButton("发布公告", .announcement(.new), .primary)
                    }, columns: columns)
                if let next {
                    nav(.class("pager"), .ariaLabel("分页")) {
                        ol {
                            li {
                                a(
                                    .href(
                                        Path.announcement(.desk).url((name: Field.before, value: next.description)))
                                ) { "更早的公告" }
                            }
                        }
                    }
                }
            }
        }.html
    }

    private var columns: [Column<Announcement>] {
        [
            .head("标题") { one in
                if one.draft.place == .pinned {
                    StateBadge("置顶", .now)
                    " "
                }
                one.draft.title
            },
            .state("状态") { $0.phase(on: frame.today).badge },
            .day("开始") { $0.draft.from },
            .day("结束", absent: "长期") { $0.draft.through },
            .text("可见范围") { $0.draft.audience.short },
            .text("阅读要求") { one in
                one.isToBeConfirmed ? "必须确认（已确认 \(one.confirmations.grouped)）" : one.draft.reading.wording
            },
            .actions { one in
                a(.href(.announcement(.readers(one.id))), .ariaLabel("阅读情况：" + one.draft.title)) { "阅读情况" }
                if one.standing == .issued {
                    a(.href(.announcement(.edit(one.id))), .ariaLabel("修改：" + one.draft.title)) { "修改" }
                    a(.href(.announcement(.withdrawal(one.id))), .ariaLabel("撤回：" + one.draft.title)) { "撤回" }
                }
            },
        ]
    }
}

extension Announcement.Phase {
    var badge: StateBadge {
        switch self {
        case .planned: StateBadge(wording, .wait)
        case .current: StateBadge(wording, .done)
        case .ended, .withdrawn: StateBadge(wording)
        }
    }
}

/// 发布公告 and 修改公告: one plain form.
public struct AnnouncementFormPage: Component, Sendable {
    let frame: PageFrame
    /// The one that is changed; nil for a new one.
    let announcement: Announcement?
    let form: FormState

    public init(_ frame: PageFrame, _ announcement: Announcement?, _ form: FormState) {
        (self.frame, self.announcement, self.form) = (frame, announcement, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let title = "title"
        public static let text = "text"
        public static let audience = "audience"
        public static let place = "place"
        public static let reading = "reading"
        public static let from = "from"
        public static let through = "through"
        public static let version = "version"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                announcement == nil ? "发布公告" : "修改公告", above: [Crumb("通知公告管理", .announcement(.desk))]),
            current: .announcement(.desk), errors: form.errors, shape: .journey
        ) {
            if let announcement, announcement.confirmations > 0 {
                Callout("已有 \(announcement.confirmations.grouped) 个账号确认过", .warning) {
                    p { "标题、正文、阅读要求和可见范围不能再改，只能改有效期和位置。内容有误的，请撤回后重新发布。" }
                }
            }
            PostForm(
                to: announcement.map { Path.announcement(.edit($0.id)) } ?? Path.announcements, frame.tokens,
                .class("card")
            ) {
                div(.class("card-body stack")) { fields }
            }
        }.html
    }

    @HTMLBuilder private var fields: HTML {
        if let announcement { HiddenField(Field.version, String(announcement.version)) }
        TextField(Field.title, "标题", in: form, hint: "一行，最多 \(AnnouncementDraft.titleLimit) 个字。")
        TextArea(
            Field.text, "正文", in: form, rows: 12,
            hint: "纯文字，每一行是一段。以 https:// 开头的网址自动成为链接。最多 \(AnnouncementDraft.textLimit.grouped) 个字。")
        RadioField(
            Field.audience, "可见范围", in: form,
            AnnouncementDraft.Audience.allCases.map { Choice($0.rawValue, $0.wording) })
        RadioField(
            Field.reading, "阅读要求", in: form,
            [
                Choice(
                    AnnouncementDraft.Reading.usual.rawValue, AnnouncementDraft.Reading.usual.wording,
                    hint: "打开即为已读。"),
                Choice(
                    AnnouncementDraft.Reading.toBeConfirmed.rawValue, AnnouncementDraft.Reading.toBeConfirmed.wording,
                    hint: "每个账号确认之前，各页面上方一直提示；您可以看到谁还没有确认。"),
            ], shape: .boxes)
        RadioField(
            Field.place, "位置", in: form, AnnouncementDraft.Place.allCases.map { Choice($0.rawValue, $0.wording) })
        DateField(Field.from, "开始日期", in: form, hint: "从这一天起显示。")
        DateField(Field.through, "结束日期", in: form, hint: "当天仍显示；不填则一直显示到撤回。", need: .optional)
        div(.class("row-gap")) {
            SubmitButton(announcement == nil ? "发布公告" : "保存修改", size: .large)
            LinkButton("取消", .announcement(.desk), size: .large)
        }
    }
}

/// 撤回公告.
public struct AnnouncementWithdrawalPage: Component, Sendable {
    let frame: PageFrame
    let announcement: Announcement

    public init(_ frame: PageFrame, _ announcement: Announcement) {
        (self.frame, self.announcement) = (frame, announcement)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("撤回公告", above: [Crumb("通知公告管理", .announcement(.desk))]),
            current: .announcement(.desk), shape: .journey
        ) {
            PostForm(to: .announcement(.withdrawal(announcement.id)), frame.tokens) {
                HiddenField(AnnouncementFormPage.Field.version, String(announcement.version))
                DecideBlock("撤回“\(announcement.draft.title)”") {
                    "撤回后任何人都看不到这条公告，也不再要求确认，不能恢复。谁读过、谁确认过的记录保留。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("撤回这条公告", .danger, size: .large)
                        LinkButton("返回通知公告管理", .announcement(.desk), size: .large)
                    }
                }
            }
        }.html
    }
}

/// 阅读情况: the counts, and the accounts that owe their reading or confirmation.
public struct AnnouncementReadersPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        let announcement: Announcement
        let reach: AnnouncementReach
        let debtors: [AnnouncementDebtor]
        let next: ID<Account>?

        public init(
            _ announcement: Announcement, _ reach: AnnouncementReach, _ debtors: [AnnouncementDebtor],
            next: ID<Account>?
        ) {
            (self.announcement, self.reach, self.debtors, self.next) = (announcement, reach, debtors, next)
        }
    }

    /// Names of the address's conditions.
    public enum Field {
        public static let after = "after"
    }

    public var html: HTML {
        let (reach, asks) = (model.reach, model.announcement.isToBeConfirmed)
        let owing = asks ? "未确认" : "未读"
        return Layout(
            frame,
            PageHead(
                "阅读情况", above: [Crumb("通知公告管理", .announcement(.desk))],
                facts: [HTML(model.announcement.draft.title), HTML(model.announcement.phase(on: frame.today).wording)]),
            current: .announcement(.desk)
        ) {
            ul(.class("tiles")) {
                Tile("账号", reach.accounts.grouped, foot: "正在使用的账号")
                Tile("已读", reach.read.grouped, foot: "打开过这条公告")
                if asks { Tile("已确认", reach.confirmed.grouped, foot: "点过“我已阅读并确认”") }
                Tile(owing, (reach.accounts - (asks ? reach.confirmed : reach.read)).grouped, foot: "名单见下")
            }
            Card(owing + "的账号", id: "debtors") {
                DataTable(
                    owing + "的账号", model.debtors,
                    blank: .nothingYet("没有\(owing)的账号") { "正在使用的账号都已\(asks ? "确认" : "读过")。" },
                    columns: [
                        .head("账号") { $0.name }, .text("使用人") { $0.displayName }, .text("工会") { $0.union },
                        .state("状态") { StateBadge($0.mark.wording, $0.mark == .unread ? .wait : .plain) },
                    ])
                if let next = model.next {
                    nav(.class("pager"), .ariaLabel("分页")) {
                        ol {
                            li {
                                a(
                                    .href(
                                        Path.announcement(.readers(model.announcement.id)).url(
                                            (name: Field.after, value: next.description)))
                                ) { "下一页" }
                            }
                        }
                    }
                }
            }
        }.html
    }
}
