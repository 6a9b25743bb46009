public import Domain
public import Markup
import Wording

/// Titles and days of announcements; shared by the login, the home page and the list itself.
struct AnnouncementList: Component {
    /// With or without the year.
    enum Dates {
        case full, short
    }

    let entries: [AnnouncementEntry]
    let dates: Dates

    init(_ entries: [AnnouncementEntry], dates: Dates) { (self.entries, self.dates) = (entries, dates) }

    var html: HTML {
        if entries.isEmpty {
            p(.class("card-body muted")) { "目前没有公告。" }
        } else {
            ul(.class("news")) { for entry in entries { li { line(entry) } } }
        }
    }

    @HTMLBuilder private func line(_ entry: AnnouncementEntry) -> HTML {
        let draft = entry.announcement.draft
        span {
            if draft.place == .pinned {
                StateBadge("置顶", .now)
                " "
            }
            if let badge = AnnouncementBadge(entry) {
                badge
                " "
            }
            a(.href(.announcement(.one(entry.announcement.id)))) { draft.title }
        }
        switch dates {
        case .full: draft.from.htmlWithWeekday
        case .short: draft.from.htmlShort
        }
    }
}

/// What the account has still to do about an announcement; nothing for what it has read.
struct AnnouncementBadge: Component {
    let badge: StateBadge

    init?(_ entry: AnnouncementEntry) {
        switch (entry.mark, entry.announcement.draft.reading) {
        case (nil, _), (.confirmed, _), (.read, .usual): return nil
        case (.unread, .toBeConfirmed), (.read, .toBeConfirmed): badge = StateBadge("待确认", .wait)
        case (.unread, .usual): badge = StateBadge(AnnouncementMark.unread.wording, .wait)
        }
    }

    var html: HTML { badge.html }
}

/// 通知公告: what is shown today, the pinned ones first.
public struct AnnouncementsPage: Component, Sendable {
    let frame: PageFrame
    let listing: AnnouncementListing
    let isFirst: Bool
    let keeping: Keeping

    /// Whether the account writes them.
    public enum Keeping: Sendable {
        case allowed, none
    }

    /// Which part of the list it is.
    public enum Part: Sendable {
        case first, later
    }

    public init(
        _ frame: PageFrame, _ listing: AnnouncementListing, _ part: Part = .first, keeping: Keeping = .none
    ) {
        (self.frame, self.listing, self.keeping) = (frame, listing, keeping)
        isFirst = part == .first
    }

    /// Names of the address's conditions.
    public enum Field {
        public static let after = "after"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("通知公告", facts: listing.unread == 0 ? [] : [HTML("\(listing.unread.grouped) 条未读")]) {
                if keeping == .allowed { LinkButton("通知公告管理", .announcement(.desk)) }
            }
        ) {
            section(.class("card"), .ariaLabel("公告")) {
                if listing.entries.isEmpty {
                    Blank.nothingYet("还没有公告") { "\(frame.site.federation)发布公告后会显示在这里。" }
                } else {
                    AnnouncementList(listing.entries, dates: .full)
                }
                if !isFirst || listing.next != nil {
                    nav(.class("pager"), .ariaLabel("分页")) {
                        ol {
                            if !isFirst { li { a(.href(.announcements)) { "最新公告" } } }
                            if let next = listing.next {
                                li {
                                    a(.href(Path.announcements.url((name: Field.after, value: next.text)))) { "更早的公告" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// One announcement with its text, and the confirmation that it may ask for.
public struct AnnouncementPage: Component, Sendable {
    let frame: PageFrame
    let entry: AnnouncementEntry

    public init(_ frame: PageFrame, _ entry: AnnouncementEntry) { (self.frame, self.entry) = (frame, entry) }

    public var html: HTML {
        let draft = entry.announcement.draft
        return Layout(
            frame,
            PageHead(
                draft.title, above: [Crumb("通知公告", .announcements)], here: "公告",
                facts: [draft.from.htmlWithWeekday] + (draft.place == .pinned ? [HTML("置顶")] : [])),
            shape: .journey
        ) {
            section(.class("card")) {
                div(.class("card-body prose")) { AnnouncementProse(text: draft.text) }
            }
            if entry.announcement.isToBeConfirmed, let mark = entry.mark {
                switch mark {
                case .confirmed: Callout(nil, .good) { p { "您已确认阅读这条公告。" } }
                case .unread, .read:
                    PostForm(to: .announcement(.confirmation(entry.announcement.id)), frame.tokens) {
                        HiddenField(AnnouncementFormPage.Field.version, String(entry.announcement.version))
                        DecideBlock("请确认您已阅读") {
                            "这条公告要求每个账号确认。确认后各页面不再提示；发布单位能看到哪些账号已经确认。"
                        } content: {
                            div(.class("row-gap")) { SubmitButton("我已阅读并确认", size: .large) }
                        }
                    }
                }
            }
            p { a(.class("inline-link"), .href(.announcements)) { "返回通知公告" } }
        }.html
    }
}

/// The text: paragraphs and links, everything else as it was typed.
struct AnnouncementProse: Component {
    let text: String

    var html: HTML {
        HTML {
            for paragraph in AnnouncementText.paragraphs(of: text) {
                p { for piece in paragraph { html(of: piece) } }
            }
        }
    }

    private func html(of piece: AnnouncementText.Piece) -> HTML {
        switch piece {
        case .words(let words): return HTML(words)
        case .link(let link):
            guard let url = URLText(https: link) else { return HTML(link) }
            return a(.class("inline-link"), .href(url), .rel("noopener noreferrer")) { link }
        }
    }
}
