public import Domain
public import Markup

/// Outside its window an action is explained, not refused: the dates, and what to do instead.
public struct OutsideWindowPage: Component, Sendable {
    let frame: PageFrame
    let above: [Crumb]
    let title: String
    let act: String
    let window: DayWindow
    let lines: [TotalLine]
    let instead: HTML
    let extend: String

    /// - Parameters:
    ///   - title: 集中参保提交已截止
    ///   - act: what the window is for: 2024 年度集中参保的提交时间.
    ///   - lines: how the unit stands: last submission, result, next step.
    ///   - extend: whom to ask for more time.
    ///   - instead: what can be done now.
    public init(
        _ frame: PageFrame, above: [Crumb] = [], _ title: String, act: String, _ window: DayWindow,
        lines: [TotalLine] = [], extend: String, @HTMLBuilder instead: () -> HTML
    ) {
        (self.frame, self.above, self.title, self.act, self.window) = (frame, above, title, act, window)
        (self.lines, self.extend, self.instead) = (lines, extend, instead())
    }

    public var html: HTML {
        Layout(frame, PageHead(title, above: above), shape: .journey) {
            section(.class("card"), .ariaLabel("办理时间")) {
                div(.class("card-body")) {
                    p {
                        "\(act)是 "
                        window.from.htmlWithWeekday
                        " 至 "
                        window.through.htmlWithWeekday
                        "。今天是 "
                        frame.today.htmlWithWeekday
                        "。"
                    }
                    if !lines.isEmpty { Totals(lines) }
                    if !instead.isEmpty {
                        h2(.class("mt-3")) { window.position(of: frame.today) == .before ? "现在可以先做什么" : "现在怎么办" }
                        p { instead }
                    }
                    p(.class("muted small")) { extend }
                    div(.class("row-gap mt-3")) { LinkButton("回到\(frame.platform.name)", frame.platform.home) }
                }
            }
        }
    }
}
