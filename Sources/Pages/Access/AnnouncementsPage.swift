public import Markup

/// Titles and days of announcements; shared by the login, the home page and the page itself.
struct AnnouncementList: Component {
    /// With or without the year.
    enum Dates {
        case full, short
    }

    let announcements: [Announcement]
    let dates: Dates

    init(_ announcements: [Announcement], dates: Dates) { (self.announcements, self.dates) = (announcements, dates) }

    var html: HTML {
        if announcements.isEmpty {
            p(.class("card-body muted")) { "目前没有公告。" }
        } else {
            ul(.class("news")) {
                for announcement in announcements {
                    li {
                        span {
                            if announcement.place == .pinned {
                                StateBadge("置顶", .now)
                                " "
                            }
                            a(.href(announcement.url)) { announcement.title }
                        }
                        switch dates {
                        case .full: announcement.day.htmlWithWeekday
                        case .short: announcement.day.htmlShort
                        }
                    }
                }
            }
        }
    }
}

/// Every announcement with its text, the pinned ones first.
public struct AnnouncementsPage: Component, Sendable {
    let frame: PageFrame
    let announcements: [Announcement]

    public init(_ frame: PageFrame, _ announcements: [Announcement]) {
        (self.frame, self.announcements) = (frame, announcements)
    }

    public var html: HTML {
        Layout(frame, PageHead("通知公告", facts: ["共 \(announcements.count.grouped) 条"].map { HTML($0) })) {
            if announcements.isEmpty {
                section(.class("card")) { Blank.nothingYet("还没有公告") { "\(frame.site.federation)发布公告后会显示在这里。" } }
            }
            for announcement in announcements {
                section(.class("card"), .id(announcement.anchor)) {
                    div(.class("card-head")) {
                        h2 { announcement.title }
                        if announcement.place == .pinned { StateBadge("置顶", .now) }
                        span(.class("more muted")) { announcement.day.htmlWithWeekday }
                    }
                    div(.class("card-body prose")) {
                        for paragraph in announcement.paragraphs { p { paragraph } }
                    }
                }
            }
        }
    }
}
