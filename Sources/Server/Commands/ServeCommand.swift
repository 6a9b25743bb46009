import ArgumentParser
import DatabaseKit
import Documents
import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Pages
import ServiceLifecycle
import Store
import UseCases
import Web
import Wording

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "启动网站")

    @OptionGroup var store: StoreOptions

    @Option(help: ArgumentHelp("监听地址", valueName: "HOST"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("端口", valueName: "PORT"))
    var port = 8080

    @Option(help: ArgumentHelp("业务日期，仅限演示或演练数据库，如 2023-11-20", valueName: "DATE"))
    var businessDate: String?

    @Option(
        help: ArgumentHelp("可信的反向代理的地址或网段，可写多个；由它终止 TLS，只相信它设置的 X-Forwarded-For", valueName: "ADDRESS"))
    var trustedProxy: [String] = []

    @Option(help: ArgumentHelp("TLS 证书文件（PEM，服务器证书在前），与 --tls-key 一起使用", valueName: "FILE"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("TLS 私钥文件（PEM，权限 0600）", valueName: "FILE"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("静态文件夹；默认自动查找 Resources", valueName: "DIR"))
    var resources: String?

    @Option(help: ArgumentHelp("短信网关地址，用于会员本人登录的验证码；不填则会员不能本人登录（演示除外）", valueName: "URL"))
    var codeWebhook: String?

    @Option(help: ArgumentHelp("与短信网关约定的签名密钥文件", valueName: "FILE"))
    var codeWebhookSecret: String?

    func run() async throws {
        let proxies = try proxies()
        let tls = try TLSFiles(certificate: tlsCertificate, key: tlsKey)
        guard tls != nil || !proxies.isEmpty || ["127.0.0.1", "::1", "localhost"].contains(host) else {
            throw CommandFailure(
                "不加密的 http 只能用于本机（127.0.0.1）。请用 --tls-certificate 和 --tls-key 启用 TLS，"
                    + "或放在终止 TLS 的反向代理之后，并用 --trusted-proxy 写明代理的地址。")
        }
        let plain = HTTPServerBuilder.http1(configuration: Patience.connections)
        let server = try tls?.around(plain) ?? plain
        let platform = try await Opening(options: store).platform(.refuse)
        try await setBusinessDate(platform)
        let folder = try Resources.folder(resources)
        try? LetterFonts.use(folder: "\(folder)/fonts")
        let site = try await SiteSettings.site(platform)
        var logger = Logger(label: "gonghui")
        logger.logLevel = .notice
        let day = try await SiteSettings.day(platform)
        let channel = try CodeChannelChoice(
            webhook: codeWebhook, secretFile: codeWebhookSecret, day.mode == .live ? .real : .invented
        ).start(logger)
        let configuration = WebConfiguration(
            now: SystemClock.now, day: { SiteSettings.day($0) },
            assets: try Assets(folder: "\(folder)/public"), site: site,
            forwarding: proxies.isEmpty ? .direct : .proxies(proxies),
            transport: tls == nil && proxies.isEmpty ? .loopback : .tls,
            messages: channel == nil ? .none : .sent)
        let digits = try SoundClip.digits(in: "\(folder)/audio")
        if day.mode != .live { Output.line("业务日期：\(day.today.withWeekday)（虚构数据）") }
        let address = "\(tls == nil ? "http" : "https")://\(host):\(port)"
        var application = Application(
            responder: FrontDoor(
                platform: platform, configuration: configuration, routes: WebApplication.routes(digits: digits)),
            server: server,
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: Patience.acceptance(logger)),
            onServerRunning: { _ in Output.line("已启动：\(address)") }, logger: logger)
        let watch = KeyWatch(
            platform: platform, path: store.keysPath, name: KeyWatch.nameOfThisProcess, logger: logger)
        // Before the first request, so that no key is activated that this server has not heard of.
        try await watch.report()
        application.addServices(
            watch,
            HourlyHousekeeping(platform: platform, digests: DigestFolder(store.place), logger: logger),
            CalendarWork(platform: platform, logger: logger),
            DuplicateWork(platform: platform, logger: logger),
            RosterWork(platform: platform, logger: logger))
        if let channel {
            application.addServices(CodeWork(platform: platform, channel: channel, logger: logger))
        }
        do {
            try await application.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw CommandFailure("端口 \(port) 已被占用，请用 --port 换一个端口，或先停止占用它的程序。")
        }
        try await platform.database.close()
    }

    /// Of each option one or more, with commas between them.
    private func proxies() throws -> [AddressRange] {
        try trustedProxy.flatMap { $0.split(separator: ",") }.map { text in
            guard let range = AddressRange(text.trimmingCharacters(in: .whitespaces)) else {
                throw CommandFailure("--trusted-proxy 的 \(text) 不是地址或网段，请写成 10.1.2.3 或 10.1.2.0/24。")
            }
            return range
        }
    }

    private func setBusinessDate(_ platform: UseCases.Platform) async throws {
        guard let businessDate else { return }
        guard let day = CalendarDay(businessDate) else {
            throw CommandFailure("业务日期 \(businessDate) 无法识别，请写成 2023-11-20 的格式。")
        }
        do {
            try await Homes(platform).moveBusinessDay(to: day)
        } catch Refusal.notDemo {
            throw CommandFailure("业务日期只能在演示或演练数据库中更改；此数据库按真实日期运行，请去掉 --business-date。")
        }
    }
}

/// Where the static files, fonts and sounds are.
enum Resources {
    static func folder(_ given: String?) throws -> String {
        if let given { return given }
        var candidates = ["Resources"]
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        for _ in 0..<5 {
            candidates.append(folder.appendingPathComponent("Resources").path)
            folder = folder.deletingLastPathComponent()
        }
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: "\($0)/public/app.css") })
        else { throw CommandFailure("找不到静态文件夹 Resources，请用 --resources 指定。") }
        return found
    }
}

/// What the database says about the site and its day.
enum SiteSettings {
    static func site(_ platform: UseCases.Platform) async throws -> Site {
        let settings = try await platform.database.read { try SettingStore($0).all() }
        let city = settings[.cityName] ?? ""
        return Site(
            federation: "\(city)总工会", platform: "\(city)工会网上工作平台",
            hotline: Site.Contact(
                name: "服务热线", telephone: settings[.hotline] ?? "", hours: settings[.officeHours] ?? ""))
    }

    /// The real day, or the day of a demo or rehearsal database.
    static func day(_ platform: UseCases.Platform) async throws -> BusinessDay {
        day(try await SupportDesks(platform).open())
    }

    static func day(_ kept: SupportDesks.Opened) -> BusinessDay {
        guard let mode = kept.mode.flatMap(BusinessDay.Mode.init(rawValue:)), mode != .live else {
            return BusinessDay(today: SystemClock.today(), mode: .live)
        }
        return BusinessDay(today: kept.businessDate ?? SystemClock.today(), mode: mode)
    }
}
