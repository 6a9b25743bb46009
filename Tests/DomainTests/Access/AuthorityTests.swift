import Domain
import Foundation
import TestSupport
import Testing

@Suite("Authority")
struct AuthorityTests {
    private func actor(_ roles: Set<Role>, _ kind: UnionKind, at path: UnionPath = .root) -> Actor {
        Actor(
            account: ID(1), name: "a", displayName: "账号甲", union: ID(1), unionName: "工会甲", kind: kind, path: path,
            roles: roles)
    }

    /// A kind of union that can give the role.
    private func kind(of role: Role) throws -> UnionKind {
        try #require(UnionKind.allCases.first { role.fits($0) })
    }

    @Test("every action has a role")
    func everyAction() {
        for action in Action.allCases { #expect(!action.roles.isEmpty, "nobody can \(action.rawValue)") }
    }

    @Test("the complete list of what a role may do is as it was looked at", arguments: Role.allCases)
    func permissions(role: Role) throws {
        let holder = actor([role], try kind(of: role)).authority
        var table = "| action | \(role.rawValue) |\n|---|---|\n"
        for action in Action.allCases {
            table += "| \(action.rawValue) | \(holder.includes(action) ? "yes" : "no") |\n"
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().path()
        try Golden.compare(table, "permissions/\(role.rawValue).md", test: folder)
    }

    @Test("an account without roles may do nothing, whatever its union")
    func nobody() {
        for kind in UnionKind.allCases {
            for action in Action.allCases { #expect(!actor([], kind).authority.includes(action)) }
        }
    }

    @Test("a role that does not fit the union's kind gives nothing")
    func misplaced() {
        for role in Role.allCases {
            for kind in UnionKind.allCases where !role.fits(kind) {
                for action in Action.allCases { #expect(!actor([role], kind).authority.includes(action)) }
            }
        }
    }

    @Test("administrators keep apart from each other and from business, both ways round")
    func exclusion() {
        let administrators: Set<Role> = [.systemAdministrator, .securityAdministrator, .auditAdministrator]
        for one in Role.allCases {
            for other in Role.allCases {
                let expected = one != other && (administrators.contains(one) || administrators.contains(other))
                #expect(one.excludes(other) == expected)
                #expect(one.excludes(other) == other.excludes(one))
            }
        }
    }

    @Test("no administrator edits business data")
    func administrators() {
        let business = Action.allCases.filter { !$0.roles.contains(where: \.isAdministrator) }
        for role in Role.allCases where role.isAdministrator {
            for action in business { #expect(!actor([role], .cityFederation).authority.includes(action)) }
        }
        #expect(business.contains(.enrol))
    }

    @Test("outside the subtree is not found, before anything is said about roles")
    func order() throws {
        let mine = try #require(UnionPath.root.child(1)?.child(12))
        let near = try #require(UnionPath.root.child(1)?.child(120))
        let below = try #require(mine.child(3401))
        let authority = actor([.clerk], .unionCommittee, at: mine).authority
        for action in Action.allCases {
            #expect(authority.refusal(of: action, on: near) == .notFound)
            #expect(authority.refusal(of: action, on: .root) == .notFound)
            let inside: Refusal? = authority.includes(action) ? nil : .notAllowed(action, .role)
            #expect(authority.refusal(of: action, on: mine) == inside)
            #expect(authority.refusal(of: action, on: below) == inside)
            #expect(authority.allows(action, on: below) == (inside == nil))
        }
    }

    @Test("a list without the right to it is refused, not empty")
    func lists() {
        let clerk = actor([.clerk], .unionCommittee).authority
        #expect(throws: Refusal.notAllowed(.decideVoucher, .role)) { try clerk.scope(for: .decideVoucher) }
    }
}
