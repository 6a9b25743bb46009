import DatabaseKit
import Domain
import Foundation
import HTTPTypes
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

@Suite("What holds for every route")
struct EveryRouteTests {
    private static let routes = WebApplication.routes(digits: []).routes

    /// One account of each role that acts, the clerk of a base union first.
    private static let accounts = ["shili", "binhai", "donghai", "centre", "xitong", "anquan", "shenji"]

    private struct Seat {
        let account: String
        let actor: Actor
        let browser: Visitor
    }

    private func seats(_ site: TestSite) async throws -> [Seat] {
        var found: [Seat] = []
        for account in Self.accounts {
            let actor = try await site.platform.database.read { transaction in
                let accounts = AccountStore(transaction)
                return try accounts.id(name: account).flatMap { try accounts.actor($0) }
            }
            found.append(
                Seat(account: account, actor: try #require(actor), browser: try await site.signedIn(account)))
        }
        return found
    }

    /// The first account that a route's rule lets in.
    private func seat(for route: Route, among seats: [Seat]) -> Seat? {
        guard route.rule.audience == .accounts else { return nil }
        return seats.first { route.isFor($0.actor) }
    }

    private func guarded(_ answer: Answered, _ name: String) {
        #expect(answer.header("Cache-Control") == "no-store", "\(name)")
        #expect(answer.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true, "\(name)")
        #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(name)")
        #expect(answer.header("Referrer-Policy") == "same-origin", "\(name)")
        #expect(answer.header("X-Frame-Options") == "DENY", "\(name)")
        #expect(answer.header("Server") == nil, "\(name)")
        if let file = answer.header("Content-Disposition") {
            #expect(file.contains("filename*=UTF-8''"), "\(name): \(file)")
        }
    }

    @Test("every answer of every route is kept nowhere and framed by nobody, signed out and in")
    func headers() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        let seats = try await seats(site)
        for route in Self.routes {
            let stranger = site.visitor()
            let refused =
                switch route.method {
                case .get: try await stranger.get(route.path([:]))
                case .post: try await stranger.post(route.path([:]))
                }
            guarded(refused, "\(route.name) signed out")
            guard route.method == .get, let seat = seat(for: route, among: seats) else { continue }
            var values: [String: String] = [:]
            for (name, kind) in route.kinds {
                values[name] = kind.flatMap { records.own(seat.actor.path, $0) }.map(String.init)
            }
            guarded(try await seat.browser.get(route.path(values)), "\(route.name) as \(seat.account)")
        }
    }

    /// What people send who want to break something.
    private static let hostile = [
        "", " ", "-1", "0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e999", "NaN",
        "0x10",
        "\u{0}", "\u{FEFF}", "\u{202E}甲", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "' OR 1=1 --", "\"><script>alert(1)</script>",
        "../../../../etc/passwd", "\r\nSet-Cookie: a=b", "2023-02-30", "9999-99-99", "=cmd|' /C calc'!A0",
        "３１９９", "١٢٣", String(repeating: "长", count: 5_000), String(repeating: "9", count: 400),
    ]

    @Test("no value in any field of any form ends the server or is our own fault")
    func hostileForms() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        let seats = try await seats(site)
        var sent = 0
        for route in Self.routes where route.method == .post && route.pattern != "/logout" {
            guard let seat = seat(for: route, among: seats) else { continue }
            var values: [String: String] = [:]
            for (name, kind) in route.kinds {
                values[name] = kind.flatMap { records.own(seat.actor.path, $0) }.map(String.init)
            }
            let fillings = Filling.byRoute[route.name] ?? [Filling()]
            let names = Set(fillings.flatMap { $0.fields.map(\.name) }).union([
                "version", "name", "reason", "number", "page", "size", "day", "amount", "unit",
            ])
            // Wrong passwords and codes would lock the account, and the other forms would not be reached.
            .filter { !$0.contains("password") && !$0.contains("code") }
            for (position, text) in Self.hostile.enumerated() {
                let fields = names.sorted().map { (name: $0, value: text) }
                let ticket = [(name: "idempotency", value: "hostile-\(position)")]
                let answer = try await seat.browser.postForm(route.path(values), fields + ticket)
                #expect(
                    answer.status < 500, "\(route.name) as \(seat.account) with value \(position): \(answer.status)")
                #expect(!answer.text.contains("<script>alert(1)"), "\(route.name)")
                #expect(answer.location?.contains("\r") != true && answer.location?.hasPrefix("//") != true)
                sent += 1
            }
        }
        #expect(sent > 2_000)
        #expect(try await site.visitor().get("/login").status == 200)
    }

    @Test("no value in an address or a query is our own fault")
    func hostileAddresses() async throws {
        let site = try await TestSite()
        let seats = try await seats(site)
        for route in Self.routes where route.method == .get {
            guard let seat = seat(for: route, among: seats) else { continue }
            for text in ["-1", "9223372036854775808", "%00", "%2e%2e%2f", "%F0%28%8C%28", "甲".addingPercent, "'--"] {
                var values: [String: String] = [:]
                for (name, _) in route.kinds { values[name] = text }
                let query = [
                    "page", "size", "from", "through", "name", "filter", "union", "unit", "year", "part", "sort",
                ]
                .map { "\($0)=\(text)" }.joined(separator: "&")
                let answer = try await seat.browser.get(route.path(values) + "?" + query)
                #expect(answer.status < 500, "\(route.name) as \(seat.account) with \(text): \(answer.status)")
            }
        }
    }

    /// What is no act yet: what forms, lists and imports remember until somebody decides, counters, and the log itself.
    private static let unspoken: Set<String> = [
        "form_ticket", "kept_form", "saved_filter", "member_selection", "list_column", "number_series", "one_time_code",
        "alert", "alert_tally", "todo", "event", "event_link", "event_chain",
        "member_import", "member_import_row", "import_former_row", "import_act", "roster_job", "import_layout",
        "member_comparison", "member_comparison_line", "member_batch", "member_batch_line", "transfer_run",
        "transfer_run_line", "duplicate_pair", "review_mark",
    ]

    @Test("whatever changes a record writes an event with it")
    func events() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        var changing = 0
        for seat in try await seats(site) {
            for route in Self.routes where route.method == .post && route.isFor(seat.actor) {
                for asking in Asking.all(route, of: seat.actor, records) where !asking.isStrangers {
                    let before = try await site.contents()
                    _ = try await seat.browser.ask(asking)
                    let after = try await site.contents()
                    let changed = after.filter { before[$0.key] != $0.value }.keys.filter {
                        !Self.unspoken.contains($0)
                    }
                    guard !changed.isEmpty else { continue }
                    changing += 1
                    #expect(
                        before["event"] != after["event"],
                        "\(route.name) as \(seat.account) changed \(changed.sorted()) without an event")
                }
            }
        }
        #expect(changing > 10, "these forms change nothing, so this proves nothing")
    }
}

extension String {
    fileprivate var addingPercent: String { Visitor.encoded(self) }
}
