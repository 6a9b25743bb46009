import Domain
import HTTPTypes
public import Hummingbird
public import Logging
import Markup
import NIOCore
import Pages
public import UseCases

/// The context of a request, with the peer's address.
public struct FrontDoorContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    public let peer: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Of a request that comes over no connection.
    public init(logger: Logger) {
        coreContext = .init(source: InProcess(logger: logger))
        peer = "local"
    }

    private struct InProcess: RequestContextSource {
        let logger: Logger
    }
}

/// Every request comes in here: session, rule, form, route, answer, headers.
public struct FrontDoor: HTTPResponder {
    public typealias Context = FrontDoorContext

    let platform: UseCases.Platform
    let configuration: WebConfiguration
    let routes: RouteTable
    private let paces = PaceKeeper()

    public init(platform: UseCases.Platform, configuration: WebConfiguration, routes: RouteTable) {
        self.platform = platform
        self.configuration = configuration
        self.routes = routes
    }

    public func respond(to request: Request, context: FrontDoorContext) async throws -> Response {
        let assets = configuration.assets
        let paths = AssetPaths { URLText(path: assets.path($0)) ?? URLText(segments: []) }
        return await AssetPaths.$current.withValue(paths) {
            var headers = SecurityHeaders.fields(configuration.transport)
            let reply: Reply
            if request.uri.path.hasPrefix(Assets.prefix) {
                reply = assets.reply(to: request)
            } else {
                reply = await self.reply(to: request, context, &headers)
            }
            let response = reply.response(headers)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func reply(
        to request: Request, _ context: FrontDoorContext, _ headers: inout HTTPFields
    ) async -> Reply {
        var scene = Scene(
            request: request, now: configuration.now(),
            site: configuration.site, day: BusinessDay(today: .of(configuration.now()), mode: .live),
            guest: .nobody, audience: .accounts)
        do {
            let kept = try await SupportDesks(platform).open()
            scene.day = configuration.day(kept)
            scene.site = configuration.site.reached(by: kept.desk)
            scene.audience = routes.audience(path: request.uri.path)
            let token = SessionCookie.token(of: scene.audience, in: request)
            scene.guest = try await Guest(
                scene.audience, token: token, platform, on: scene.day.today, now: scene.now)
            return try await answer(&scene, context, &headers)
        } catch {
            // A flash waits for the page that was meant to say it.
            let frames = Frames(
                site: scene.site, guest: scene.guest, audience: scene.audience, day: scene.day,
                now: scene.now, flash: nil)
            let form = request.method == .post ? LoginDetour.referringPage(of: request) : nil
            return Failures(frames: frames, path: request.uri.path, form: form, logger: context.logger).reply(to: error)
        }
    }

    /// What is known of a request before its route is asked.
    private struct Scene {
        let request: Request
        let now: Instant
        var site: Site
        var day: BusinessDay
        var guest: Guest
        var audience: Audience
    }

    private func answer(
        _ scene: inout Scene, _ context: FrontDoorContext, _ headers: inout HTTPFields
    ) async throws -> Reply {
        let request = scene.request
        if [.get, .head].contains(request.method), let page = routes.page(above: request.uri.path) {
            return .redirect(page)
        }
        let (route, parameters) = try find(request)
        let origin = Logins.Origin(
            address: configuration.forwarding.address(of: request, peer: context.peer),
            agent: request.headers[.userAgent] ?? "", now: scene.now)
        if let detour = try await admit(to: route, &scene, origin, &headers) { return detour }
        if let seconds = paces.take(
            route.pace, by: scene.guest.name ?? CallerNetwork(of: origin.address).text, at: scene.now)
        {
            throw HTTPFailure.tooOften(seconds: seconds)
        }
        let cookies = Cookies()
        defer { for cookie in cookies.all { headers.append(cookie) } }
        let form =
            switch route.method {
            case .get: Form()
            case .post:
                try await FormReader(rule: route.rule, uploads: route.uploads, now: configuration.now)
                    .form(of: request, for: scene.guest.csrf)
            }
        let flash = scene.guest.flash
        let exchange = Exchange(
            platform: platform, parameters: parameters, path: request.uri.path,
            query: try FormReader.query(of: request),
            form: form, guest: scene.guest, messages: configuration.messages, day: scene.day, now: scene.now,
            origin: origin,
            frames: Frames(
                site: scene.site, guest: scene.guest, audience: scene.audience, day: scene.day,
                now: scene.now, flash: flash),
            isPartial: request.headers[.hxRequest] == "true", cookies: cookies)
        let answer = try await route.answer(exchange)
        if let flash, case .page = answer, request.method != .head { try await scene.guest.clear(flash, platform) }
        return Reply(answer)
    }

    /// Asks the rule of a route: opens a visitor's session, or refuses.
    ///
    /// - Returns: where somebody has to go first; nil for nowhere.
    private func admit(
        to route: Route, _ scene: inout Scene, _ origin: Logins.Origin, _ headers: inout HTTPFields
    ) async throws -> Reply? {
        let path = scene.request.uri.path
        switch route.rule {
        case .open: break
        case .visitor:
            if case .nobody = scene.guest {
                let opened = try await Logins(platform).openVisitor(origin)
                headers.append(SessionCookie.field(opened.token))
                scene.guest = .account(Logins.Visit(visitor: opened.session))
            }
        case .ownVisitor:
            if case .nobody = scene.guest {
                let opened = try await OwnLogins(platform).openVisitor(origin)
                headers.append(SessionCookie.field(opened.token, for: .members))
                scene.guest = .member(OwnLogins.Visit(visitor: opened.session))
            }
        case .signedIn, .requires:
            guard let visit = scene.guest.account, let actor = visit.actor else {
                return try await ended(route, scene).reply()
            }
            if visit.password != .own, !Self.isOpenBeforePasswordChange(path) {
                return .redirect(Path.newPassword.url.description)
            }
            if visit.session.duty == .secondFactor, !Self.isOpenBeforeSecondFactor(path) {
                return .redirect(Path.secondFactorSetup.url.description)
            }
            if case .requires(let action) = route.rule, !actor.authority.includes(action) {
                throw Refusal.notAllowed(action, .role)
            }
        case .oneself:
            guard let visit = scene.guest.member, visit.oneself != nil else {
                return try await ended(route, scene).reply()
            }
            if visit.consent == .missing, !Self.isOpenBeforeConsent(path) {
                return .redirect(Path.own(.consent).url.description)
            }
        }
        return nil
    }

    private func ended(_ route: Route, _ scene: Scene) -> EndedSession {
        EndedSession(
            request: scene.request, platform: platform,
            reader: FormReader(rule: route.rule, uploads: route.uploads, now: configuration.now), now: scene.now,
            audience: route.rule.audience)
    }

    private static func isOpenBeforePasswordChange(_ path: String) -> Bool {
        [Path.newPassword, .logout, .session].contains { $0.url.description == path }
    }

    private static func isOpenBeforeSecondFactor(_ path: String) -> Bool {
        [Path.secondFactorSetup, .secondFactorPicture, .newPassword, .logout, .session].contains {
            $0.url.description == path
        }
    }

    private static func isOpenBeforeConsent(_ path: String) -> Bool {
        [Path.own(.consent), .own(.logout)].contains { $0.url.description == path }
    }

    private func find(_ request: Request) throws -> (Route, [String: String]) {
        let method: Route.Method
        switch request.method {
        case .get, .head: method = .get
        case .post: method = .post
        default: throw HTTPFailure.methodNotAllowed(routes.methods(path: request.uri.path))
        }
        switch routes.match(method, path: request.uri.path) {
        case .route(let route, let parameters): return (route, parameters)
        case .otherMethod(let allowed): throw HTTPFailure.methodNotAllowed(allowed)
        case .none: throw Refusal.notFound
        }
    }
}

extension WebConfiguration.Forwarding {
    /// The caller's address; a text that is none is not believed, so nothing else reaches the records.
    func address(of request: Request, peer: String) -> String {
        switch self {
        case .direct: return peer
        case .proxies(let trusted):
            guard trusted.contains(where: { $0.contains(peer) }) else { return peer }
            for part in (request.headers[.forwardedFor] ?? "").split(separator: ",").reversed() {
                guard let address = try? SocketAddress(ipAddress: String(part).trimmed, port: 0).ipAddress else {
                    break
                }
                guard trusted.contains(where: { $0.contains(address) }) else { return address }
            }
            return peer
        }
    }
}
