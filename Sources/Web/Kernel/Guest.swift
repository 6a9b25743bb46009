import Domain
import UseCases

/// Who stands at the door: the one behind the cookie of the route's audience, or nobody yet.
///
/// A route of one audience never even reads the other's cookie, so a member's session opens no page of an account and
/// an account's none of a member.
enum Guest: Sendable {
    case nobody
    case account(Logins.Visit)
    case member(OwnLogins.Visit)

    var account: Logins.Visit? {
        if case .account(let visit) = self { return visit }
        return nil
    }

    var member: OwnLogins.Visit? {
        if case .member(let visit) = self { return visit }
        return nil
    }

    /// The token that every form of the session carries.
    var csrf: String? {
        switch self {
        case .nobody: nil
        case .account(let visit): visit.session.csrf
        case .member(let visit): visit.session.csrf
        }
    }

    /// What was just done, to be said once.
    var flash: String? {
        let flash: String? =
            switch self {
            case .nobody: nil
            case .account(let visit): visit.session.flash
            case .member(let visit): visit.session.flash
            }
        return flash.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Under which name paces are counted; nil for somebody who is only an address.
    var name: String? {
        switch self {
        case .nobody: nil
        case .account(let visit): visit.actor.map { "account \($0.account)" }
        case .member(let visit): visit.oneself.map { "person \($0.person)" }
        }
    }

    /// Reads the session behind the audience's cookie.
    init(
        _ audience: Audience, token: String?, _ platform: Platform, on today: CalendarDay, now: Instant
    ) async throws {
        self = .nobody
        guard let token else { return }
        switch audience {
        case .accounts:
            if let visit = try await Logins(platform).visit(token: token, on: today, now: now) {
                self = .account(visit)
            }
        case .members:
            if let visit = try await OwnLogins(platform).visit(token: token, now: now) { self = .member(visit) }
        }
    }

    /// Takes back what a page has said.
    func clear(_ flash: String, _ platform: Platform) async throws {
        switch self {
        case .nobody: break
        case .account(let visit): try await Logins(platform).clearFlash(flash, of: visit.session.id)
        case .member(let visit): try await OwnLogins(platform).clearFlash(flash, of: visit.session.id)
        }
    }

    func say(_ flash: String, _ platform: Platform) async throws {
        switch self {
        case .nobody: break
        case .account(let visit): try await Logins(platform).setFlash(flash, of: visit.session.id)
        case .member(let visit): try await OwnLogins(platform).setFlash(flash, of: visit.session.id)
        }
    }
}
