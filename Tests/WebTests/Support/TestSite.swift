import DatabaseKit
import Demo
import Documents
import Domain
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Pages
import Store
import Synchronization
import TestSupport
import Testing
import UseCases
import Vault
import Web

/// The whole web side in one process: the invented federation in a database of its own, a clock that stands still.
final class TestSite: Sendable {
    let platform: UseCases.Platform
    let clock: TestClock
    let log: TestLog
    let front: FrontDoor
    let routes: RouteTable
    private let today: CalendarDay

    /// - Parameters:
    ///   - day: the business day.
    ///   - more: routes of the test's own, beside the platform's.
    ///   - configure: what stands in front of the server.
    convenience init(
        _ engine: Engine = .sqlite, on day: String = World.demoDay, more: (any RouteGroup)? = nil,
        forwarding: WebConfiguration.Forwarding = .direct, transport: WebConfiguration.Transport = .loopback
    ) async throws {
        let clock = TestClock()
        let platform = UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: day, year: 2024, now: clock.now)
        var table = WebApplication.routes(digits: try Self.digits.get())
        if let more { table.add(more) }
        try self.init(
            platform, clock, table, on: CalendarDay(day) ?? .of(clock.now), forwarding: forwarding,
            transport: transport)
    }

    private init(
        _ platform: UseCases.Platform, _ clock: TestClock, _ routes: RouteTable, on today: CalendarDay,
        forwarding: WebConfiguration.Forwarding = .direct, transport: WebConfiguration.Transport = .loopback
    ) throws {
        front = FrontDoor(
            platform: platform,
            configuration: WebConfiguration(
                now: { clock.now }, day: { _ in BusinessDay(today: today, mode: .demo) },
                assets: try Assets(folder: Self.assets),
                site: Site(
                    federation: "示例市总工会", platform: "示例市工会网上工作平台",
                    hotline: Site.Contact(name: "服务热线", telephone: "000-1234-5678", hours: "周一至周五 9:00–17:30")),
                forwarding: forwarding, transport: transport),
            routes: routes)
        (self.platform, self.clock, self.routes, self.today) = (platform, clock, routes, today)
        log = TestLog()
    }

    /// The same site at this time, on a database that was its own.
    func again(on database: any Database, at now: Instant) throws -> TestSite {
        let platform = UseCases.Platform(
            database: database, seal: self.platform.seal, passwords: self.platform.passwords)
        return try TestSite(platform, TestClock(now), routes, on: today)
    }

    /// The files that the server serves, in the source tree.
    private static let assets = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Resources/public").path()

    /// The spoken digits of the captcha, read once.
    private static let digits = Result {
        try SoundClip.digits(
            in: URL(filePath: assets).deletingLastPathComponent().appending(path: "audio").path(percentEncoded: false))
    }

    /// Somebody who has not been here before.
    func visitor() -> Visitor { Visitor(self) }

    /// A browser with a session of this account.
    func signedIn(_ account: String) async throws -> Visitor {
        let visitor = Visitor(self)
        let opened = try await Logins(platform).mint(
            account: account, origin: Logins.Origin(address: "127.0.0.1", agent: "test", now: clock.now))
        visitor.cookies["__Host-sid"] = try #require(opened).token
        return visitor
    }

    /// A browser with a session of this account, whose person has just proved anew who he is.
    func proved(_ account: String) async throws -> Visitor {
        let visitor = try await signedIn(account)
        let now = clock.now
        try await platform.database.write { transaction in
            try transaction.execute(
                """
                UPDATE session SET confirmed_at = \(now) WHERE account_id = (SELECT id FROM account WHERE name = \(account))
                """)
        }
        return visitor
    }

    func answer(_ request: Request, peer: String = "127.0.0.1") async throws -> Answered {
        var logger = Logger(label: "test") { _ in log }
        logger[metadataKey: "hb.request.id"] = "request-1"
        let channel = NIOAsyncTestingChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: peer, port: 50_000)
        let context = FrontDoorContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        let response = try await front.respond(to: request, context: context)
        let collector = Collector()
        try await response.body.write(collector)
        return Answered(
            request: request, status: response.status.code, headers: response.headers, bytes: collector.bytes)
    }
}

/// The real clock of a test; it moves when the test says so.
final class TestClock: Sendable {
    /// 2023-11-20 09:00 in Shanghai.
    private let instant: Mutex<Instant>

    init(_ now: Instant = Instant(milliseconds: 1_700_442_000_000)) { instant = Mutex(now) }

    var now: Instant { instant.withLock { $0 } }

    func advance(minutes: Int64) {
        instant.withLock { $0 = $0.adding(minutes: minutes) }
    }

    func advance(seconds: Int64) {
        instant.withLock { $0 = $0.adding(seconds: seconds) }
    }
}

/// Everything that was logged.
final class TestLog: LogHandler, Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set {}
    }

    var metadata: Logger.Metadata {
        get { ["hb.request.id": "request-1"] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
}

private final class Collector: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        collected.withLock { $0 += Array(buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
