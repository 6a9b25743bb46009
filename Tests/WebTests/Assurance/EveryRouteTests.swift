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
    private static let table = WebApplication.routes(digits: [])
    private static let routes = table.routes

    /// One account of each role that acts, the clerk of a base union first.
    private static let accounts = ["shili", "binhai", "donghai", "centre", "xitong", "anquan", "shenji"]

    /// The accounts, and a member.
    private func people(_ site: TestSite, areProved: Bool = false) async throws -> [SteadyVisitor] {
        var found: [SteadyVisitor] = []
        for account in Self.accounts {
            let actor = try await RouteGuardTests.actor(account, site)
            found.append(SteadyVisitor(account, actor, site, isProved: areProved))
        }
        try await site.plantMember()
        return found + [SteadyVisitor("a member", nil, site)]
    }

    /// The path with the keys of this person's own records.
    private func path(_ route: Route, of person: SteadyVisitor, _ records: Records) -> String {
        var values = ["year": "2024"]
        for (name, kind) in route.kinds {
            guard let actor = person.actor, let kind else { continue }
            values[name] = records.own(actor.path, kind).map(String.init)
        }
        return route.path(values)
    }

    /// Says everything that is wrong at once.
    private func expectNone(_ wrong: [String]) {
        #expect(wrong.isEmpty, "\(wrong.count):\n\(wrong.prefix(200).joined(separator: "\n"))")
    }

    // MARK: Headers

    @Test("every answer of every route is kept nowhere and framed by nobody, and no name becomes a script")
    func headers() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        let people = try await people(site)
        for statement: SQL in [
            "UPDATE person SET name = \(HostileValues.script)", "UPDATE member SET workplace = \(HostileValues.script)",
            "UPDATE trade_union SET name = \(HostileValues.script)",
            "UPDATE enterprise SET name = \(HostileValues.script)",
            "UPDATE account SET display_name = \(HostileValues.script)",
        ] {
            try await site.execute(statement)
        }
        var (wrong, told) = ([String](), 0)
        func look(at answer: Answered, _ name: String) {
            wrong += answer.unguarded.map { "\(name): \($0)" }
            if answer.header("Content-Disposition").map({ !$0.contains("filename*=UTF-8''") }) ?? false {
                wrong.append("\(name): a file without a name in UTF-8")
            }
            if answer.header("Content-Type")?.hasPrefix("text/html") == true, answer.text.contains("<script>alert") {
                wrong.append("\(name): a name has become a script")
            }
            if answer.text.contains("&lt;script&gt;alert") { told += 1 }
        }
        for route in Self.routes {
            let stranger = site.visitor()
            let refused =
                switch route.method {
                case .get: try await stranger.get(route.path([:]))
                case .post: try await stranger.post(route.path([:]))
                }
            look(at: refused, "\(route.name) signed out")
            guard route.method == .get, let person = people.first(where: { $0.isFor(route) }) else { continue }
            let browser = try await person.browser(for: route)
            look(at: try await browser.get(path(route, of: person, records)), "\(route.name) as \(person.account)")
        }
        expectNone(wrong)
        #expect(told > 20, "these pages show no names, so this proves nothing")
    }

    // MARK: Hostile values

    /// Names that many forms have, beside those of a route's own form.
    private static let commonNames: Set = [
        "version", "name", "reason", "number", "page", "size", "day", "amount", "unit",
    ]

    /// Who was shown a form, and on which page.
    private struct Found {
        let person: SteadyVisitor
        let page: String
        let form: SeenForm
    }

    /// Steps that only show the form that follows.
    private static let leadingOn = ["/check", "/selection", "/search", "/look-up", "/marks"]

    /// The form of each route that has most fields, of all that are shown to all these people.
    private func found(_ people: [SteadyVisitor], _ records: Records, _ spares: Spares) async throws -> [String: Found]
    {
        var found: [String: Found] = [:]
        func gather(_ answer: Answered, _ person: SteadyVisitor, _ page: String) {
            for form in answer.seenForms {
                guard let route = form.route(in: Self.table), person.isFor(route) else { continue }
                if let known = found[route.name], known.form.names.count >= form.names.count { continue }
                found[route.name] = Found(person: person, page: page, form: form)
            }
        }
        let steps = Self.routes.filter { route in
            route.method == .get || Self.leadingOn.contains { route.pattern.hasSuffix($0) }
        }
        // What is read is read before anything is sent.
        for route in steps.filter({ $0.method == .get }) + steps.filter({ $0.method == .post }) {
            for person in people where person.isFor(route) {
                var askings = askings(route, of: person, records)
                if let actor = person.actor { askings += spares.askings(route, of: actor, records) }
                for (number, asking) in askings.enumerated() where !asking.isStrangers {
                    let browser = try await person.browser(for: route)
                    gather(try await browser.ask(asking, ticket: "\(route.name) \(number)"), person, asking.path)
                }
            }
        }
        return found
    }

    @Test("no value in any field of any form ends the server or is our own fault")
    func hostileForms() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        let spares = try await Spares.plant(site, beside: records, for: "shili")
        let people = try await people(site, areProved: true) + [SteadyVisitor(SteadyVisitor.nobody, nil, site)]
        let found = try await found(people, records, spares)
        // Of these the right form is known, and each field is tried by itself (ActTests.hostile).
        let acted = Set(Act.all.map(\.route))
        let encoded = HostileValues.all.map(Visitor.encoded)
        var (wrong, unseen, sent) = ([String](), [String](), 0)
        for route in Self.routes where route.method == .post && !route.pattern.hasSuffix("/logout") {
            let shown = found[route.name]
            if shown == nil, !acted.contains(route.name) { unseen.append(route.name) }
            guard let person = shown?.person ?? people.first(where: { $0.isFor(route) }) else { continue }
            person.beginAnew()
            if let shown, person.account == SteadyVisitor.nobody {
                // The token is that of the page's own audience.
                try await person.browser(for: route).get(shown.page)
            }
            let path = shown?.form.action ?? self.path(route, of: person, records)
            let known = (Filling.byRoute[route.name] ?? []).flatMap { $0.fields.map(\.name) }
            let names = (shown?.form.names ?? []).union(known).union(Self.commonNames)
                .filter { !HostileValues.isSecret($0, of: route) }.sorted()
            for (position, text) in encoded.enumerated() {
                let fields = names.map { (name: $0, value: text) } + [(name: "idempotency", value: "value-\(position)")]
                let answer = try await person.post(path, fields, of: route)
                let isScript = answer.text.contains("<script>alert(1)")
                let isElsewhere = answer.location.map { $0.contains("\r") || $0.hasPrefix("//") } ?? false
                if answer.status >= 500 || isScript || isElsewhere || route.isTurnedAway(answer) {
                    wrong.append(
                        "\(route.name) as \(person.account), \(position): \(answer.status) \(answer.location ?? "")")
                }
                sent += 1
            }
        }
        expectNone(wrong)
        #expect(sent > 5_000)
        #expect(try await site.visitor().get("/login").status == 200)
        #expect(unseen.isEmpty, "Nobody is shown these forms: enter their acts (Act) or plant what they are about.")
    }

    @Test("no value in an address or a query is our own fault")
    func hostileAddresses() async throws {
        let site = try await TestSite()
        let people = try await people(site)
        var wrong: [String] = []
        for route in Self.routes where route.method == .get {
            guard let person = people.first(where: { $0.isFor(route) }) else { continue }
            for text in ["-1", "9223372036854775808", "%00", "%2e%2e%2f", "%F0%28%8C%28", "甲".addingPercent, "'--"] {
                var values: [String: String] = [:]
                for (name, _) in route.kinds { values[name] = text }
                let query = [
                    "page", "size", "from", "through", "name", "filter", "union", "unit", "year", "part", "sort",
                ]
                .map { "\($0)=\(text)" }.joined(separator: "&")
                let answer = try await person.browser(for: route).get(route.path(values) + "?" + query)
                if answer.status >= 500 || route.isTurnedAway(answer) {
                    wrong.append("\(route.name) as \(person.account) with \(text): \(answer.status)")
                }
            }
        }
        expectNone(wrong)
    }

    // MARK: Events

    /// What is no act yet: what forms, lists and imports remember until somebody decides, counters, and the log itself.
    private static let unspoken: Set<String> = [
        "form_ticket", "kept_form", "own_kept_form", "saved_filter", "member_selection", "list_column",
        "number_series", "one_time_code",
        "alert", "alert_tally", "todo", "event", "event_link", "event_chain",
        "member_import", "member_import_row", "import_former_row", "import_act", "roster_job", "import_layout",
        "member_comparison", "member_comparison_line", "member_batch", "member_batch_line", "transfer_run",
        "transfer_run_line", "duplicate_pair", "review_mark",
    ]

    /// Everything that this person can ask of the route, without strangers' records.
    private func askings(_ route: Route, of person: SteadyVisitor, _ records: Records) -> [Asking] {
        if let actor = person.actor { return Asking.some(route, of: actor, records).filter { !$0.isStrangers } }
        let filling = Filling.byRoute[route.name]?.first ?? Filling()
        return [Asking(route, ["year": "2024"], filling.sent(own: { _ in nil }, tried: nil), filling.file, .none)]
    }

    @Test("whatever changes a record writes an event with it")
    func events() async throws {
        let site = try await TestSite()
        let records = try await Records.plant(site)
        var wrong: [String] = []
        var changing: Set<String> = []
        for person in try await people(site, areProved: true) {
            var (last, before) = (nil as Visitor?, [String: String]())
            for route in Self.routes where route.method == .post && person.isFor(route) {
                guard !route.pattern.hasSuffix("/logout") else { continue }
                for (number, asking) in askings(route, of: person, records).enumerated() {
                    let browser = try await person.browser(for: route)
                    if browser !== last {
                        // A session and its token are no act of a route.
                        _ = try await browser.csrf()
                        (last, before) = (browser, try await site.contents())
                    }
                    let answer = try await browser.ask(asking, ticket: "\(route.name) \(number)")
                    let after = try await site.contents()
                    defer { before = after }
                    if route.isTurnedAway(answer) || answer.status >= 500 {
                        wrong.append("\(route.name) as \(person.account): \(answer.status) \(answer.location ?? "")")
                    }
                    let changed = after.filter { before[$0.key] != $0.value }.keys.filter {
                        !Self.unspoken.contains($0)
                    }
                    guard !changed.isEmpty else { continue }
                    changing.insert(route.name)
                    if before["event"] == after["event"] {
                        wrong.append("\(route.name) as \(person.account) changed \(changed.sorted()) without an event")
                    }
                }
            }
        }
        expectNone(wrong)
        // Which forms let somebody in, and what they write, stands in the matrix (RouteMatrixTests).
        #expect(changing.count > 20, "these forms change nothing, so this proves nothing: \(changing.sorted())")
    }
}

extension String {
    fileprivate var addingPercent: String { Visitor.encoded(self) }
}
