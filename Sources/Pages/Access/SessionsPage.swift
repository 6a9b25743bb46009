public import Domain
public import Markup

/// Where the account is logged in, and ending a login from elsewhere (强退).
public struct SessionsPage: Component, Sendable {
    /// One login.
    public struct Row: Sendable {
        /// Whether the page itself was asked for in it.
        public enum Place: Sendable {
            case here, elsewhere
        }

        public let id: ID<Session>
        public let loggedInAt: Instant
        public let seenAt: Instant
        public let origin: String
        public let agent: String
        public let place: Place

        public init(
            id: ID<Session>, loggedInAt: Instant, seenAt: Instant, origin: String, agent: String, place: Place
        ) {
            (self.id, self.loggedInAt, self.seenAt) = (id, loggedInAt, seenAt)
            (self.origin, self.agent, self.place) = (origin, agent, place)
        }
    }

    let frame: PageFrame
    let rows: [Row]

    public init(_ frame: PageFrame, _ rows: [Row]) { (self.frame, self.rows) = (frame, rows) }

    public var html: HTML {
        Layout(frame, PageHead("登录设备")) {
            Card("现在登录的设备", id: "devices", note: "最多 3 处，20 分钟没有操作自动退出") {
                DataTable(
                    "现在登录的设备", rows,
                    columns: [
                        .head("设备") { row in
                            Self.device(row.agent)
                            if row.place == .here {
                                " "
                                StateBadge("本次登录", .now)
                            }
                        },
                        .init("登录时间", .line) { $0.loggedInAt.htmlToTheMinute },
                        .init("最近使用", .line) { $0.seenAt.htmlToTheMinute },
                        .text("IP 地址") { $0.origin },
                        .init("操作", .actions) { row in
                            switch row.place {
                            case .here: span(.class("muted")) { "用“退出登录”退出" }
                            case .elsewhere:
                                PostForm(to: .sessionEnd(row.id), frame.tokens) {
                                    SubmitButton(
                                        "强退", .danger, size: .small, .ariaLabel("强退 \(Self.device(row.agent))"))
                                }
                            }
                        },
                    ])
                div(.class("card-body")) {
                    p(.class("muted small")) { "有不认识的设备：请先强退，再修改密码。修改密码后其他设备全部退出。" }
                }
            }
        }
    }

    /// Browser and system in words, as far as the browser says them; the order matters, as most name others too.
    static func device(_ agent: String) -> String {
        let browsers = [
            ("MicroMessenger", "微信"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ]
        let systems = [
            ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"),
            ("Linux", "Linux"),
        ]
        let found = [browsers, systems].compactMap { $0.first { agent.contains($0.0) }?.1 }
        if agent == "gonghui" { return "命令行" }
        return found.isEmpty ? "其他设备" : found.joined(separator: " · ")
    }
}
