public import Domain
public import Pages
public import UseCases

/// What the web side needs besides the platform; only the server sets it up.
public struct WebConfiguration: Sendable {
    /// The real clock: sessions, locks, records.
    public let now: @Sendable () -> Instant
    /// The business day and mode, asked for every request with what the settings say.
    public let day: @Sendable (SupportDesks.Opened) -> BusinessDay
    public let assets: Assets
    /// Names and contacts that stand on every page.
    public let site: Site
    public let forwarding: Forwarding
    public let transport: Transport
    public let messages: Messages

    /// Whether one-time codes reach members' telephones.
    public enum Messages: Sendable {
        case sent
        /// There is no way to telephones, so members cannot sign in.
        case none
    }

    /// Who calls.
    public enum Forwarding: Sendable {
        /// The peer of the connection; what the headers say is not believed.
        case direct
        /// The last address of `X-Forwarded-For` that is none of these proxies, when one of them has sent the request;
        /// of any other peer the headers are not believed.
        case proxies([AddressRange])
    }

    /// HSTS is sent when TLS ends here or at the trusted proxy.
    public enum Transport: Sendable {
        case loopback
        case tls
    }

    public init(
        now: @escaping @Sendable () -> Instant, day: @escaping @Sendable (SupportDesks.Opened) -> BusinessDay,
        assets: Assets, site: Site, forwarding: Forwarding = .direct, transport: Transport = .loopback,
        messages: Messages = .sent
    ) {
        self.now = now
        self.day = day
        self.assets = assets
        self.site = site
        self.forwarding = forwarding
        self.transport = transport
        self.messages = messages
    }
}
