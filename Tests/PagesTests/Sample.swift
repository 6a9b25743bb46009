import Domain
import Markup
import Pages

/// The invented site, account and day that the pages are shown with.
enum Sample {
    static let hostile = #""><script>alert('x')</script>&<b>"#

    static let site = Site(
        federation: "演示市总工会", platform: "演示市工会网上工作平台",
        hotline: Site.Contact(name: "服务热线", telephone: "000-1234-5678", hours: "周一至周五 9:00–17:30"),
        contacts: [
            Site.Contact(name: "东海区总工会", telephone: "000-1234-0001", hours: "周一至周五 9:00–17:00")
        ])

    static let tokens = FormTokens(csrf: "csrf-token", once: "once-token")

    static func day(_ text: String) -> CalendarDay { CalendarDay(text) ?? .earliest }

    static func moment(_ text: String, hour: Int64 = 0, minute: Int64 = 0, second: Int64 = 0) -> Instant {
        day(text).start.adding(hours: hour).adding(minutes: minute).adding(seconds: second)
    }

    static let clerk = SignedIn(
        name: "王示例", union: "示例科技有限公司工会委员会", role: "基层工会经办", todos: 3, sessionSeconds: 1200,
        end: moment("2023-11-20", hour: 18))

    static let guest = frame(account: nil, menu: .empty)

    static func frame(
        _ platform: Platform = .organisation, account: SignedIn? = clerk, menu: Menu? = nil, flash: Flash? = nil,
        demo: DemoMode = .demo
    ) -> PageFrame {
        PageFrame(
            site: site, platform: platform, account: account,
            menu: menu ?? (platform == .organisation ? .organisation : .workbench), today: day("2023-11-20"),
            demo: demo, tokens: tokens, flash: flash, made: moment("2023-11-20", hour: 10, minute: 32, second: 5))
    }

    /// A member's own page; nil before he has signed in.
    static func own(_ member: String?, flash: Flash? = nil) -> PageFrame {
        PageFrame(
            site: site, platform: .selfService, account: nil, member: member, menu: .empty, today: day("2023-11-20"),
            demo: .demo, tokens: tokens, flash: flash, made: moment("2023-11-20", hour: 10, minute: 32, second: 5))
    }

    static func page(_ title: String, @HTMLBuilder content: () -> HTML) -> HTML {
        Layout(frame(), PageHead(title), content: content).html
    }
}
