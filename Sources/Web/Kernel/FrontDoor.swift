import Domain
import HTTPTypes
public import Hummingbird
import Logging
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
            day: BusinessDay(today: .of(configuration.now()), mode: .live), visit: nil)
        do {
            scene.day = try await configuration.day()
            if let token = SessionCookie.token(in: request) {
                scene.visit = try await Logins(platform).visit(token: token, now: scene.now)
            }
            return try await answer(&scene, context, &headers)
        } catch {
            // A flash waits for the page that was meant to say it.
            let frames = Frames(
                site: configuration.site, visit: scene.visit, day: scene.day, now: scene.now, flash: nil)
            let form = request.method == .post ? LoginDetour.referringPage(of: request) : nil
            return Failures(frames: frames, path: request.uri.path, form: form, logger: context.logger).reply(to: error)
        }
    }

    /// What is known of a request before its route is asked.
    private struct Scene {
        let request: Request
        let now: Instant
        var day: BusinessDay
        var visit: Logins.Visit?
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
        switch route.rule {
        case .open: break
        case .visitor:
            if scene.visit == nil {
                let opened = try await Logins(platform).openVisitor(origin)
                headers.append(SessionCookie.field(opened.token))
                scene.visit = Logins.Visit(visitor: opened.session)
            }
        case .signedIn, .requires:
            guard let actor = scene.visit?.actor else { return LoginDetour(request).reply }
            if scene.visit?.password == .oneTime, !Self.isOpenBeforePasswordChange(request.uri.path) {
                return .redirect(Path.newPassword.url.description)
            }
            if scene.visit?.session.duty == .secondFactor, !Self.isOpenBeforeSecondFactor(request.uri.path) {
                return .redirect(Path.secondFactorSetup.url.description)
            }
            if case .requires(let action) = route.rule, !actor.authority.includes(action) {
                throw Refusal.notAllowed(action, .role)
            }
        }
        let visit = scene.visit
        let caller = visit?.actor.map { "account \($0.account)" } ?? origin.address
        if let seconds = paces.take(route.pace, by: caller, at: scene.now) {
            throw HTTPFailure.tooOften(seconds: seconds)
        }
        let cookies = Cookies()
        defer { for cookie in cookies.all { headers.append(cookie) } }
        let form =
            switch route.method {
            case .get: Form()
            case .post:
                try await FormReader(rule: route.rule, now: configuration.now).form(of: request, for: visit?.session)
            }
        let flash = visit?.session.flash.flatMap { $0.isEmpty ? nil : $0 }
        let exchange = Exchange(
            platform: platform, parameters: parameters, path: request.uri.path,
            query: try FormReader.query(of: request),
            form: form, visit: visit, day: scene.day, now: scene.now, origin: origin,
            frames: Frames(site: configuration.site, visit: visit, day: scene.day, now: scene.now, flash: flash),
            isPartial: request.headers[.hxRequest] == "true", cookies: cookies)
        let answer = try await route.answer(exchange)
        if let flash, let session = visit?.session.id, case .page = answer, request.method != .head {
            try await Logins(platform).clearFlash(flash, of: session)
        }
        return Reply(answer)
    }

    private static func isOpenBeforePasswordChange(_ path: String) -> Bool {
        [Path.newPassword, .logout, .session].contains { $0.url.description == path }
    }

    private static func isOpenBeforeSecondFactor(_ path: String) -> Bool {
        [Path.secondFactorSetup, .secondFactorPicture, .newPassword, .logout, .session].contains {
            $0.url.description == path
        }
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
        case .trustedProxy:
            guard let last = request.headers[.forwardedFor]?.split(separator: ",").last,
                let address = try? SocketAddress(ipAddress: String(last).trimmed, port: 0).ipAddress
            else { return peer }
            return address
        }
    }
}
