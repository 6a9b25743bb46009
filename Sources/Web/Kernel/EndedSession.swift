import Domain
import Hummingbird
import Markup
import Pages
import UseCases

extension Form {
    /// What a person typed: without the kernel's own fields, and without passwords and codes.
    var typed: [FormFields.Pair] {
        values.filter {
            ![Exchange.Field.csrf, Exchange.Field.ticket].contains($0.name) && !Self.secret.contains($0.name)
        }
    }

    /// Whether nothing was sent but what ``typed`` holds.
    var isTypedOnly: Bool { !hasFiles && !values.contains { Self.secret.contains($0.name) } }

    /// Names of the fields that hold passwords and codes; they never come back in a page.
    static let secret: Set<String> = ["password", "again", "current", "code", "recovery-code", "captcha"]
}

extension TypedForm {
    init(_ form: Form, to path: String) {
        self.init(
            to: URLText(path: path) ?? Path.home.url, fields: form.typed.map { (name: $0.name, value: $0.value) },
            lacks: form.isTypedOnly ? .nothing : .something)
    }

    init(_ kept: KeptForms.Typed) {
        self.init(
            to: URLText(path: kept.path) ?? Path.home.url, fields: kept.fields.map { (name: $0.name, value: $0.value) },
            lacks: kept.isWhole ? .nothing : .something)
    }
}

/// Sends somebody without a session to the login; what he has typed into a form of the session that has ended is kept for
/// him, and shown when he has come in again.
struct EndedSession {
    let request: Request
    let platform: UseCases.Platform
    let reader: FormReader
    let now: Instant
    let audience: Audience

    private var login: Path {
        switch audience {
        case .accounts: .login
        case .members: .own(.login)
        }
    }

    func reply() async throws -> Reply {
        guard request.method == .post, let ended = try await ended(), let form = await form(of: ended) else {
            return LoginDetour(request, to: login).reply
        }
        let typed = TypedForm(form, to: request.uri.path)
        // A button that was pressed is pressed again; only what was written is worth keeping.
        guard !typed.shown.isEmpty else { return LoginDetour(request, to: login).reply }
        let token = try await KeptForms(platform).keep(
            KeptForms.Typed(
                path: request.uri.path, page: LoginDetour.referringPage(of: request)?.description,
                fields: form.typed.map { KeptForms.Typed.Field($0.name, $0.value) }, isWhole: form.isTypedOnly),
            of: ended.owner, at: now)
        return LoginDetour(request, to: login, keptAs: token).reply
    }

    private func ended() async throws -> KeptForms.Ended? {
        guard let cookie = SessionCookie.token(of: audience, in: request) else { return nil }
        return switch audience {
        case .accounts: try await KeptForms(platform).ended(token: cookie)
        case .members: try await KeptForms(platform).endedOwn(token: cookie)
        }
    }

    /// The form, if it is one that this session was given; whatever is wrong with another, the login comes first.
    private func form(of ended: KeptForms.Ended) async -> Form? {
        do {
            return try await reader.form(of: request, for: ended.csrf)
        } catch {
            return nil
        }
    }
}
