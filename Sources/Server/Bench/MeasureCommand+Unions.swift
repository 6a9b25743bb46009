import DatabaseKit
import Demo
import Domain
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import Store
import UseCases
import Web

extension BenchCommand.Measure {
    /// The pages of 组织查询管理 and 统计报表 as the centre asks for them: whole requests through the whole site, without a network.
    ///
    /// Each page is asked for twenty times; one line says the median of these, one the slowest.
    func unions() async throws {
        let opened = try await Opening(StorePlace(folder: city, url: nil, keysPath: "\(city)/keys.json"))
            .platform(.refuse)
        guard let district = try await opened.database.read({ try UnionStore($0).find(code: "319900000002") }),
            district.name == LargeFederation.largeDistrict
        else { throw CommandFailure("\(city) 中没有测试数据。") }
        let caller = try await InProcessCaller(opened, account: CityGenerator.accounts.centre)
        let pages = [
            ("unions-first-page", "/unions", LargeFederation.unions),
            ("unions-level-of-5000", "/unions?node=\(district.id)", LargeFederation.level),
            ("unions-part-of-name", "/unions?name=12345", LargeFederation.unions),
            ("unions-part-of-many-names", "/unions?name=9", LargeFederation.unions),
            ("unions-city-counters", "/unions/\(caller.union)", LargeFederation.unions),
            ("unions-statistics", "/statistics", LargeFederation.unions),
            ("unions-statistics-level-of-5000", "/statistics?node=\(district.id)", LargeFederation.level),
            ("unions-home", "/", LargeFederation.unions),
        ]
        for (name, path, rows) in pages {
            // The first request of a page reads what is not in memory yet.
            try await caller.get(path)
            var measured: [Measurement] = []
            for _ in 0..<20 {
                measured.append(try await Measurement.of(name, rows: rows) { try await caller.get(path) })
            }
            measured.sort { $0.seconds < $1.seconds }
            try measured[measured.count / 2].print()
            guard let worst = measured.last else { continue }
            try Measurement(
                work: name + "-worst", rows: rows, seconds: worst.seconds, peakBytes: worst.peakBytes
            ).print()
        }
        try await opened.database.close()
    }
}

/// Asks the site for pages as a browser with a session would.
private struct InProcessCaller {
    let front: FrontDoor
    let union: ID<Union>
    private let token: String
    private let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    init(_ platform: UseCases.Platform, account: String) async throws {
        let folder = try Resources.folder(nil)
        front = FrontDoor(
            platform: platform,
            configuration: WebConfiguration(
                now: SystemClock.now, day: { SiteSettings.day($0) }, assets: try Assets(folder: "\(folder)/public"),
                site: try await SiteSettings.site(platform), messages: .none),
            routes: WebApplication.routes(digits: []))
        let opened = try await Logins(platform).mint(
            account: account,
            origin: Logins.Origin(address: "127.0.0.1", agent: "bench", now: SystemClock.now()))
        guard let opened, let root = try await platform.database.read({ try UnionStore($0).root() }) else {
            throw CommandFailure("没有测试账号。")
        }
        (token, union) = (opened.token, root.id)
    }

    /// - Throws: for anything but a page.
    func get(_ path: String) async throws {
        var headers = HTTPFields()
        headers[.cookie] = "__Host-sid=\(token)"
        let request = Request(
            head: HTTPRequest(
                method: .get, scheme: "http", authority: "127.0.0.1", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
        let response = try await front.respond(to: request, context: FrontDoorContext(logger: logger))
        guard response.status == .ok else { throw CommandFailure("\(path) 的答复为 \(response.status.code)。") }
        try await response.body.write(Nowhere())
    }

    private struct Nowhere: ResponseBodyWriter {
        func write(_ buffer: ByteBuffer) async throws {}
        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}
