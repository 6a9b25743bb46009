import Testing

@testable import Web

/// Each act by its form, done and with wrong values in one field after the other.
@Suite("Every form's act")
struct ActTests {
    @Test("is done by its form, and stands in the audit log", arguments: Act.all)
    func done(act: Act) async throws {
        let stage = try await Stage(act)
        let form = try await act.prepare(stage)
        let shown = try await stage.shown(form)
        if let shown {
            #expect([200, 303].contains(shown.status) && !stage.route.isTurnedAway(shown), "its page: \(shown.status)")
            // The rows of a form are alike but for their numbers.
            func kinds(_ names: some Sequence<String>) -> Set<String> {
                Set(names.map { $0.replacing(/\d+/, with: "0") })
            }
            let seen = shown.seenForms.filter { $0.action == stage.route.path(form.values) }.flatMap(\.names)
            let lacking = kinds(seen).subtracting(
                kinds(form.fields.map(\.name) + [form.file?.field].compactMap(\.self)))
            #expect(lacking.isEmpty, "fields of its page that are not sent: \(lacking.sorted())")
        }
        // A session and what led here are no act of the form.
        _ = try await stage.person.browser(for: stage.route).csrf()
        let before = try await stage.site.newestEvent()
        let answer = try await stage.send(form)
        let said = answer.text.matches(of: /<(?:li|p) class="[^"]*error[^"]*"[^>]*>(.*?)<\//).map { String($0.1) }
        #expect(
            [200, 303].contains(answer.status) && !stage.route.isTurnedAway(answer),
            "\(answer.status) \(answer.location ?? "") \(said)")
        let written = try await stage.events(since: before)
        switch act.trace {
        case .event(let event): #expect(written.contains(event), "\(written)")
        case .nothing: #expect(written.isEmpty, "\(written)")
        }
    }

    @Test("takes no wrong value in one field for its own fault, the others being right", arguments: Act.all)
    func hostile(act: Act) async throws {
        var stage = try await Stage(act)
        let form = try await act.prepare(stage)
        _ = try await stage.person.browser(for: stage.route).csrf()
        let kept = try await stage.kept()
        let names = Set(form.fields.map(\.name)).filter { !HostileValues.isSecret($0, of: stage.route) }.sorted()
        var forms = names.flatMap { name in
            HostileValues.all.enumerated().map { (told: "\(name) \($0)", form: form.with($1, in: name)) }
        }
        if let file = form.file {
            forms += HostileValues.files(like: file.bytes).enumerated().map { position, bytes in
                (told: "file \(position)", form: form.with(bytes))
            }
        }
        for (told, form) in forms {
            let before = try await stage.site.newestEvent()
            let answer = try await stage.send(form, ticket: told)
            let seen = "\(told): \(answer.status) \(answer.location ?? "")"
            // Nor is it refused for something else, unread.
            #expect(answer.status < 500 && answer.status != 403 && !stage.route.isTurnedAway(answer), "\(seen)")
            #expect(!answer.text.contains("<script>alert(1)"), "\(seen)")
            #expect(answer.location.map { !$0.contains("\r") && !$0.hasPrefix("//") } ?? true, "\(seen)")
            // What was done cannot be done once more: the next value meets what the first one met.
            if try await stage.site.newestEvent() > before || answer.status == 303 { stage = try await kept.again() }
        }
    }

    @Test("is entered once for a route, and only where there is one")
    func listed() {
        let names = Act.all.map(\.route)
        #expect(Set(names).count == names.count)
        #expect(Set(names).isSubset(of: RouteGuardTests.routes.map(\.name)))
    }
}
