import Domain
import Testing

@Suite("Days of roles")
struct RoleGrantTests {
    private let first = CalendarDay.earliest.adding(days: 100)
    private var last: CalendarDay { first.adding(days: 10) }

    @Test("the first and the last day are among those of a role")
    func standing() {
        let grant = RoleGrant(.clerk, from: first, until: last)
        #expect(grant.standing(on: first.adding(days: -1)) == .ahead)
        #expect(grant.standing(on: first) == .inForce)
        #expect(grant.standing(on: last) == .inForce)
        #expect(grant.standing(on: last.adding(days: 1)) == .over)
        #expect(RoleGrant(.clerk).standing(on: .earliest) == .inForce)
        #expect(RoleGrant(.clerk).standing(on: .latest) == .inForce)
        #expect([grant, RoleGrant(.reviewer, until: first)].roles(on: last) == [.clerk])
        #expect([grant, RoleGrant(.reviewer, until: first)].lasting(on: last) == [grant])
    }

    @Test("two that follow one another do not meet, two that share a day do")
    func meeting() {
        let grant = RoleGrant(.clerk, from: first, until: last)
        for (other, meets) in [
            (RoleGrant(.reviewer), true), (RoleGrant(.reviewer, from: last), true),
            (RoleGrant(.reviewer, from: last.adding(days: 1)), false), (RoleGrant(.reviewer, until: first), true),
            (RoleGrant(.reviewer, until: first.adding(days: -1)), false),
        ] {
            #expect(grant.meets(other) == meets)
            #expect(other.meets(grant) == meets)
        }
    }

    @Test("an administrator's role may follow another's, never share a day with it")
    func following() {
        let clerk = RoleGrant(.clerk, until: last)
        let next = RoleGrant(.auditAdministrator, from: last.adding(days: 1))
        #expect(AccountProblem.problem(of: [clerk, next], at: .unionCommittee) == nil)
        #expect(
            AccountProblem.problem(of: [clerk, RoleGrant(.auditAdministrator, from: last)], at: .unionCommittee)
                == .rolesExclude(.clerk, .auditAdministrator))
        #expect(
            AccountProblem.problems(of: [clerk], at: .unionCommittee, on: last.adding(days: 1))
                == [.roleIsOver(.clerk, today: last.adding(days: 1))])
        #expect(AccountProblem.problems(of: [clerk], at: .unionCommittee, on: last).isEmpty)
    }

    @Test("without a first day a role goes on since it began, or begins today")
    func wishes() {
        let wish = RoleGrant(.clerk, until: last)
        #expect(wish.taking(over: nil, on: first) == RoleGrant(.clerk, from: first, until: last))
        #expect(wish.taking(over: RoleGrant(.clerk), on: first) == wish)
        let ahead = RoleGrant(.clerk, from: last)
        #expect(wish.taking(over: ahead, on: first) == RoleGrant(.clerk, from: first, until: last))
        #expect(ahead.taking(over: RoleGrant(.clerk), on: first) == ahead)
    }

    @Test("a duty that is handed over keeps its days; a role that both have holds on the days of either")
    func joining() {
        let own = [RoleGrant(.reviewer, from: first, until: last)]
        let duty = [RoleGrant(.clerk, until: last), RoleGrant(.reviewer, from: last, until: last.adding(days: 3))]
        #expect(
            own.joined(with: duty) == [
                RoleGrant(.clerk, until: last), RoleGrant(.reviewer, from: first, until: last.adding(days: 3)),
            ])
        #expect(own.joined(with: [RoleGrant(.reviewer)]) == [RoleGrant(.reviewer)])
    }
}
