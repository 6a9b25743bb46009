public import Domain
public import Markup

/// 首页 of the organisation platform: what is due, how the union stands, what waits, what is new.
public struct HomePage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let facts: [HTML]
    let season: SeasonBanner?
    let tiles: [Tile]
    let todos: [TodoItem]
    let announcements: [AnnouncementEntry]
    let unread: Int
    let joining: JoiningChart?

    /// - Parameters:
    ///   - facts: the unions above, the number, the role.
    ///   - season: what the plan year asks of the union now.
    ///   - tiles: 会员数, 基层工会组织数, 覆盖企业数, 激活电子会员证.
    ///   - todos: all; the first five are shown.
    ///   - unread: announcements that the account has not opened, those that are not shown here too.
    public init(
        _ frame: PageFrame, union: String, facts: [HTML], season: SeasonBanner? = nil, tiles: [Tile],
        todos: [TodoItem], announcements: [AnnouncementEntry], unread: Int = 0,
        joining: JoiningChart? = nil
    ) {
        (self.frame, self.union, self.facts, self.season) = (frame, union, facts, season)
        (self.tiles, self.todos, self.announcements, self.joining) = (tiles, todos, announcements, joining)
        self.unread = unread
    }

    public var html: HTML {
        Layout(frame, PageHead(union, here: "首页", facts: facts), current: .home) {
            season
            ul(.class("tiles")) { for tile in tiles { tile } }
            div(.class("grid-main is-even")) {
                Card(
                    "待办提醒（\(todos.count.grouped)）", id: "todos", more: a(.href(.todos)) { "全部待办" }
                ) { TodoTable(items: Array(todos.prefix(5))) }
                Card(
                    unread == 0 ? "通知公告" : "通知公告（\(unread.grouped) 条未读）", id: "news",
                    more: a(.href(.announcements)) { "更多" }
                ) {
                    AnnouncementList(Array(announcements.prefix(4)), dates: .short)
                }
            }
            joining
        }
    }
}
