import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases

@testable import Web

/// A form filled in as a person fills it in who wants its act done, with what must be there before.
///
/// Each stands on a site of its own, so that none depends on what another has done. They are listed by area in the
/// extensions beside this file, for the routes whose forms `RouteMatrixTests` does not get done or `EveryRouteTests` is not
/// shown: `ActTests` demands both.
struct Act: Sendable, CustomTestStringConvertible {
    enum Person: Sendable {
        case account(String)
        /// `TestMember.first`, who has consented.
        case member
        /// Somebody without a session.
        case nobody
    }

    /// What the audit log says of it.
    enum Trace: Sendable {
        /// The subject and the action of an event, as in `credit enter`.
        case event(String)
        /// Nothing, with the reason why not.
        case nothing(because: String)
    }

    /// Its method and pattern.
    let route: String
    let person: Person
    /// The business day.
    let day: String
    let trace: Trace
    let prepare: @Sendable (Stage) async throws -> FilledForm

    init(
        _ route: String, as account: String, on day: String = World.demoDay, writes event: String,
        _ prepare: @escaping @Sendable (Stage) async throws -> FilledForm
    ) {
        self.init(route, by: .account(account), on: day, .event(event), prepare)
    }

    init(
        _ route: String, by person: Person, on day: String = World.demoDay, _ trace: Trace,
        _ prepare: @escaping @Sendable (Stage) async throws -> FilledForm
    ) {
        (self.route, self.person, self.day, self.trace, self.prepare) = (route, person, day, trace, prepare)
    }

    var testDescription: String { route }

    static let all: [Act] = members + rolls + enrolments + money + cards + access
}

/// What a form sends: everything but its tokens.
struct FilledForm {
    /// The parameters of the path, by name.
    var values: [String: String] = [:]
    var fields: [(name: String, value: String)] = []
    var file: (field: String, name: String, bytes: [UInt8])?

    init(
        _ values: [String: String] = [:], _ fields: KeyValuePairs<String, String> = [:],
        file: (field: String, name: String, bytes: [UInt8])? = nil
    ) {
        (self.values, self.fields, self.file) = (values, fields.map { (name: $0.key, value: $0.value) }, file)
    }

    /// The same with another text in one field.
    func with(_ text: String, in name: String) -> FilledForm {
        var form = self
        form.fields = fields.map { $0.name == name ? (name: name, value: text) : $0 }
        return form
    }

    /// The same with other bytes in its file.
    func with(_ bytes: [UInt8]) -> FilledForm {
        var form = self
        form.file?.bytes = bytes
        return form
    }
}

/// A site of its own for one act, and the person who does it.
struct Stage {
    let site: TestSite
    let route: Route
    let person: SteadyVisitor

    init(_ act: Act) async throws {
        site = try await RouteGuardTests.site(on: act.day)
        route = try #require(RouteGuardTests.routes.first { $0.name == act.route }, "there is no route \(act.route)")
        switch act.person {
        case .account(let name):
            let actor = try await RouteGuardTests.actor(name, site)
            person = SteadyVisitor(name, actor, site, isProved: true)
        case .member:
            try await site.plantMember()
            person = SteadyVisitor("a member", nil, site)
        case .nobody: person = SteadyVisitor(SteadyVisitor.nobody, nil, site)
        }
    }

    private init(_ site: TestSite, _ route: Route, _ person: SteadyVisitor) {
        (self.site, self.route, self.person) = (site, route, person)
    }

    /// The stage as it stands now, to be gone on from as often as one wants.
    struct Kept {
        fileprivate let stage: Stage
        fileprivate let snapshot: DatabaseSnapshot
        fileprivate let now: Instant

        func again() async throws -> Stage {
            let site = try stage.site.again(on: try await snapshot.open(), at: now)
            return Stage(site, stage.route, stage.person.moved(to: site))
        }
    }

    func kept() async throws -> Kept {
        let kept = Stage(site, route, person.moved(to: site))
        return Kept(stage: kept, snapshot: try await DatabaseSnapshot(of: site.platform.database), now: site.clock.now)
    }

    /// Writes what the act is about, as short as the schema lets it be.
    func plant<Found: Sendable>(_ write: @escaping @Sendable (any Transaction) throws -> Found) async throws -> Found {
        try await site.platform.database.write(write)
    }

    /// The same with a planter for the union of this account; planters of different serials write different people.
    func plant<Found: Sendable>(
        of account: String, serial: Int64 = 1, _ write: @escaping @Sendable (Planter) throws -> Found
    ) async throws -> Found {
        let (seal, now) = (site.platform.seal, site.clock.now)
        let actor = try await RouteGuardTests.actor(account, site)
        return try await plant { transaction in
            let union = try #require(try UnionStore(transaction).find(actor.union))
            return try write(Planter(transaction: transaction, seal: seal, now: now, serial: serial, union: union))
        }
    }

    /// The page of the same address, which shows the form; nil where there is none.
    func shown(_ form: FilledForm) async throws -> Answered? {
        let page = RouteGuardTests.routes.first { $0.method == .get && $0.pattern == route.pattern }
        guard let page, person.isFor(page) else { return nil }
        return try await person.browser(for: page).get(page.path(form.values))
    }

    /// Sends the form with a token of its own.
    func send(_ form: FilledForm, ticket: String = "act") async throws -> Answered {
        let browser = try await person.browser(for: route)
        let (path, fields) = (route.path(form.values), form.fields + [(name: "idempotency", value: ticket)])
        guard let file = form.file else { return try await browser.postForm(path, fields) }
        return try await browser.postFile(path, fields, file: file)
    }

    /// The events since, each by its subject and action.
    func events(since event: Int64) async throws -> [String] {
        try await site.platform.database.read { transaction in
            try transaction.query("SELECT subject, action FROM event WHERE id > \(event) ORDER BY id").map { row in
                let (subject, action): (String, String) = (try row.get("subject"), try row.get("action"))
                return "\(subject) \(action)"
            }
        }
    }
}
