public import Domain
import Markup

/// Who runs this site and whom to call; configuration.
public struct Site: Sendable {
    /// One way to get help.
    public struct Contact: Sendable {
        public let name: String
        public let telephone: String
        public let hours: String

        public init(name: String, telephone: String, hours: String) {
            (self.name, self.telephone, self.hours) = (name, telephone, hours)
        }
    }

    public let federation: String
    public let platform: String
    public let hotline: Contact
    public let contacts: [Contact]

    /// - Parameters:
    ///   - federation: the city federation, such as 演示市总工会.
    ///   - platform: the name on the login page, such as 演示市工会网上工作平台.
    ///   - hotline: stands on every page.
    ///   - contacts: further contacts of the page 技术支持.
    public init(federation: String, platform: String, hotline: Contact, contacts: [Contact] = []) {
        (self.federation, self.platform, self.hotline, self.contacts) = (federation, platform, hotline, contacts)
    }

    /// The same site with the contacts that are kept now; the first ones where none are.
    public func reached(by desk: SupportDesk) -> Site {
        guard !desk.hotline.isEmpty else { return self }
        return Site(
            federation: federation, platform: platform,
            hotline: Contact(name: hotline.name, telephone: desk.hotline, hours: desk.hours),
            contacts: desk.contacts.map { Contact(name: $0.name, telephone: $0.telephone, hours: $0.hours) })
    }
}

/// Which of the programs of the platform a page belongs to.
public enum Platform: Sendable {
    case organisation, workbench
    /// A member's own pages, which have neither account nor menu.
    case selfService

    public var name: String {
        switch self {
        case .organisation: "工会组织管理平台"
        case .workbench: "业务工作台"
        case .selfService: "会员本人服务"
        }
    }

    var home: Path {
        switch self {
        case .organisation: .home
        case .workbench: .workbench
        case .selfService: .own(.home)
        }
    }
}

/// The account that is logged in, as the header names it.
public struct SignedIn: Sendable {
    public let name: String
    public let union: String
    public let role: String
    public let todos: Int
    public let sessionSeconds: Int
    /// When the session ends whatever is done.
    public let end: Instant

    /// - Parameters:
    ///   - union: the union or, in the workbench, the enrolling unit the account acts for.
    ///   - todos: the number of the page 待办提醒.
    ///   - sessionSeconds: until the session ends if nothing is done.
    ///   - end: of the session, whatever is done.
    public init(name: String, union: String, role: String, todos: Int, sessionSeconds: Int, end: Instant) {
        (self.name, self.union, self.role) = (name, union, role)
        (self.todos, self.sessionSeconds, self.end) = (todos, sessionSeconds, end)
    }
}

/// Whether everything is invented, and whether the business date can be set.
public enum DemoMode: Sendable {
    case none, demo
}

/// What was just done, said once on the next page.
public struct Flash: Sendable {
    let tone: Tone
    let text: String

    public init(_ text: String, _ tone: Tone = .good) { (self.text, self.tone) = (text, tone) }
}

/// Everything of a page that is not its own: site, account, menu, date, tokens.
public struct PageFrame: Sendable {
    public let site: Site
    public let platform: Platform
    public let account: SignedIn?
    /// The member who is signed in for himself; an account and he are never on one page.
    public let member: String?
    public let menu: Menu
    /// The business date, not the clock's.
    public let today: CalendarDay
    public let demo: DemoMode
    public let tokens: FormTokens
    public let flash: Flash?
    /// What the account must still confirm; every page asks for it.
    public let demand: AnnouncementDemand?
    /// When the page was made, by the clock; printed at its foot.
    public let made: Instant

    public init(
        site: Site, platform: Platform, account: SignedIn?, member: String? = nil, menu: Menu, today: CalendarDay,
        demo: DemoMode,
        tokens: FormTokens, flash: Flash? = nil, demand: AnnouncementDemand? = nil, made: Instant
    ) {
        (self.site, self.platform, self.account, self.menu) = (site, platform, account, menu)
        self.member = member
        (self.today, self.demo, self.tokens, self.flash, self.made) = (today, demo, tokens, flash, made)
        self.demand = demand
    }
}
