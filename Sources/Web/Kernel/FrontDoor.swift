import Crypto
public import Domain
import Foundation
import HTTPTypes
public import Hummingbird
import Logging
import Markup
import NIOCore
public import Pages
public import UseCases

/// What the web side needs besides the platform; only the server sets it up.
public struct WebConfiguration: Sendable {
    /// The real clock: sessions, locks, records.
    public let now: @Sendable () -> Instant
    /// The business day and mode, asked for every request.
    public let day: @Sendable () async throws -> BusinessDay
    public let assets: Assets
    /// Names and contacts that stand on every page.
    public let site: Site
    /// Who calls, when a trusted proxy stands in front; nil takes the peer's address.
    public let forwarding: Forwarding
    /// HSTS is sent when TLS ends here or at the trusted proxy.
    public let transport: Transport

    public enum Forwarding: Sendable {
        case direct
        /// Takes the last address of `X-Forwarded-For`, set by a proxy that nobody can go around.
        case trustedProxy
    }

    public enum Transport: Sendable {
        case loopback
        case tls
    }

    public init(
        now: @escaping @Sendable () -> Instant, day: @escaping @Sendable () async throws -> BusinessDay,
        assets: Assets, site: Site, forwarding: Forwarding = .direct, transport: Transport = .loopback
    ) {
        self.now = now
        self.day = day
        self.assets = assets
        self.site = site
        self.forwarding = forwarding
        self.transport = transport
    }
}

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

    public init(platform: UseCases.Platform, configuration: WebConfiguration, routes: RouteTable) {
        self.platform = platform
        self.configuration = configuration
        self.routes = routes
    }

    public func respond(to request: Request, context: FrontDoorContext) async throws -> Response {
        let path = request.uri.path
        if path.hasPrefix("/assets/") { return assetResponse(path, request) }
        var headers = SecurityHeaders.fields(configuration.transport)
        let reply: Reply
        do {
            let assets = configuration.assets
            let paths = AssetPaths { URLText(path: assets.path($0)) ?? URLText(segments: []) }
            (reply, headers) = try await AssetPaths.$current.withValue(paths) { [headers] in
                var headers = headers
                let reply = try await self.reply(to: request, path: path, context: context, headers: &headers)
                return (reply, headers)
            }
        } catch {
            let frames = Frames(
                site: configuration.site, visit: nil, day: BusinessDay(today: .of(configuration.now()), mode: .live),
                now: configuration.now())
            reply = Failures(frames: frames, logger: context.logger).reply(to: error)
        }
        var response = reply.response(headers)
        if request.method == .head { response = response.createHeadResponse() }
        return response
    }

    private func reply(
        to request: Request, path: String, context: FrontDoorContext, headers: inout HTTPFields
    ) async throws -> Reply {
        let now = configuration.now()
        let day = try await configuration.day()
        let logins = Logins(platform)
        let origin = Logins.Origin(
            address: peer(of: request, context), agent: request.headers[.userAgent] ?? "", now: now)
        let token = SessionCookie.token(in: request)
        var visit: Logins.Visit?
        if let token { visit = try await logins.visit(token: token, now: now) }
        func failure(_ error: any Error) -> Reply {
            let frames = Frames(site: configuration.site, visit: visit, day: day, now: now)
            return Failures(frames: frames, logger: context.logger).reply(to: error)
        }

        let method: Route.Method
        switch request.method {
        case .get, .head: method = .get
        case .post: method = .post
        default: return failure(HTTPFailure.methodNotAllowed)
        }
        let route: Route
        let parameters: [String: String]
        switch routes.match(method, path: path) {
        case .route(let found, let values): (route, parameters) = (found, values)
        case .otherMethod:
            return failure(HTTPFailure.methodNotAllowed)
        case .none: return failure(Refusal.notFound)
        }

        switch route.rule {
        case .open: break
        case .visitor:
            if visit == nil {
                let opened = try await logins.openVisitor(origin)
                headers.append(SessionCookie.field(opened.token))
                visit = Logins.Visit(visitor: opened.session)
            }
        case .signedIn, .requires:
            guard let actor = visit?.actor else {
                return .redirect(Self.login(returningTo: method == .get ? path : nil))
            }
            if visit?.password == .oneTime, !Self.isOpenBeforePasswordChange(path) {
                return .redirect(Path.newPassword.url.description)
            }
            if case .requires(let action) = route.rule, !actor.authority.includes(action) {
                return failure(Refusal.notAllowed(action, .role))
            }
        }

        do {
            let cookies = Cookies()
            defer { for cookie in cookies.all { headers.append(cookie) } }
            let form = try await method == .post ? self.form(of: request, visit: visit) : Form()
            let exchange = Exchange(
                platform: platform, parameters: parameters, path: path,
                query: try Form(urlEncoded: (request.uri.query ?? "").utf8), form: form, visit: visit, day: day,
                now: now, origin: origin,
                frames: Frames(site: configuration.site, visit: visit, day: day, now: now),
                isPartial: request.headers[.hxRequest] == "true", cookies: cookies)
            let answer = try await route.answer(exchange)
            if let flash = visit?.session.flash, case .page = answer, let session = visit?.session.id, !flash.isEmpty {
                try await logins.setFlash(nil, of: session)
            }
            return Reply(answer)
        } catch {
            return failure(error)
        }
    }

    /// Reads the body within its limit, and refuses a form that this session did not get.
    private func form(of request: Request, visit: Logins.Visit?) async throws -> Form {
        try checkOrigin(of: request)
        let type = request.headers[.contentType] ?? ""
        let isUpload = type.lowercased().hasPrefix("multipart/form-data")
        var request = request
        let body: [UInt8]
        do {
            let buffer = try await request.collectBody(upTo: isUpload ? BodyLimit.upload : BodyLimit.form)
            body = Array(buffer.readableBytesView)
        } catch {
            throw HTTPFailure.tooLarge
        }
        let form = try Self.read(body, contentType: isUpload ? type : nil)
        guard let expected = visit?.session.csrf, Self.isEqual(form[Exchange.Field.csrf], expected) else {
            throw HTTPFailure.forgedForm
        }
        return form
    }

    private static func read(_ body: [UInt8], contentType: String?) throws -> Form {
        do {
            guard let contentType else { return try Form(urlEncoded: body) }
            return try Form(multipart: body, contentType: contentType)
        } catch .fileTooLarge, .fieldTooLarge {
            throw HTTPFailure.tooLarge
        } catch {
            throw HTTPFailure.malformed
        }
    }

    /// `Sec-Fetch-Site` where the browser sends it, `Origin` against `Host` else.
    private func checkOrigin(of request: Request) throws {
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw HTTPFailure.forgedForm }
            return
        }
        if let origin = request.headers[.origin], let host = request.head.authority {
            guard origin == "http://\(host)" || origin == "https://\(host)" else { throw HTTPFailure.forgedForm }
        }
    }

    private static func isOpenBeforePasswordChange(_ path: String) -> Bool {
        [Path.newPassword, .logout, .session].contains { $0.url.description == path }
    }

    private static func login(returningTo path: String?) -> String {
        guard let path, path != "/" else { return Path.login.url.description }
        return Path.login.url(("return", path)).description
    }

    private static func isEqual(_ left: String, _ right: String) -> Bool {
        let (a, b) = (Array(left.utf8), Array(right.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func peer(of request: Request, _ context: FrontDoorContext) -> String {
        switch configuration.forwarding {
        case .direct: return context.peer
        case .trustedProxy:
            let chain = request.headers[.forwardedFor]?.split(separator: ",").last
            return chain.map { String($0).trimmed } ?? context.peer
        }
    }

    private func assetResponse(_ path: String, _ request: Request) -> Response {
        guard let asset = configuration.assets.asset(at: path) else { return Response(status: .notFound) }
        var headers = SecurityHeaders.fields(configuration.transport)
        headers[.contentType] = asset.mediaType
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        let response = Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// Largest bodies, in bytes: a form, and an upload of several files of 10 MB at most each.
    enum BodyLimit {
        static let form = 1_048_576
        static let upload = 33_554_432
    }
}
