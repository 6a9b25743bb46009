public import Domain
public import Markup

/// Something the account has to do: verb, object, deadline.
public struct TodoItem: Sendable {
    let title: String
    let due: CalendarDay?
    let workingDaysLeft: Int?
    let act: String
    let url: URLText

    /// - Parameters:
    ///   - title: 确认集中参保待确认名单 1 人
    ///   - workingDaysLeft: to the last day, which counts; negative when it has passed.
    ///   - act: the words of the link: 去确认.
    public init(_ title: String, due: CalendarDay?, workingDaysLeft: Int?, act: String, _ url: URLText) {
        (self.title, self.due, self.workingDaysLeft) = (title, due, workingDaysLeft)
        (self.act, self.url) = (act, url)
    }

    // A week of work is little when others have to act as well.
    var left: StateBadge {
        guard let workingDaysLeft else { return StateBadge("不限") }
        return switch workingDaysLeft {
        case ..<0: StateBadge("已过期", .bad)
        case 0: StateBadge("今天截止", .bad)
        case 1...5: StateBadge("\(workingDaysLeft) 个工作日", .bad)
        default: StateBadge("\(workingDaysLeft.grouped) 个工作日", .wait)
        }
    }
}

/// Todos as a table; the home page shows the first ones.
struct TodoTable: Component {
    let items: [TodoItem]

    var html: HTML {
        DataTable(
            "待办提醒", items,
            blank: .nothingYet("没有待办") { "需要您办理的事情会出现在这里，办完即消失。" },
            columns: [
                .head("要做什么") { $0.title },
                .day("截止", absent: "不限") { $0.due },
                .state("剩余") { $0.left },
                .actions { item in a(.href(item.url), .ariaLabel(item.act + "：" + item.title)) { item.act } },
            ])
    }
}

/// Everything that waits for this account; the count in the header is the count here.
public struct TodoPage: Component, Sendable {
    let frame: PageFrame
    let items: [TodoItem]

    public init(_ frame: PageFrame, _ items: [TodoItem]) { (self.frame, self.items) = (frame, items) }

    public var html: HTML {
        Layout(frame, PageHead("待办提醒", facts: [HTML("共 \(items.count.grouped) 件，按截止日期排列")])) {
            section(.class("card"), .ariaLabel("待办提醒")) { TodoTable(items: items) }
        }
    }
}
