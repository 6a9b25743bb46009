import Domain
import Testing

@Suite("Many deletions need a second person")
struct MassRemovalRuleTests {
    private static let now = Instant(milliseconds: 1_700_000_000_000)
    private static let district = UnionPath.root.child(1) ?? .root
    private static let union = district.child(2) ?? .root
    private static let sibling = district.child(3) ?? .root

    private func actor(_ account: Int64, _ role: Role, _ kind: UnionKind, _ path: UnionPath) -> Actor {
        Actor(
            account: ID(account), name: "a", displayName: "a", union: ID(1), unionName: "示例", kind: kind, path: path,
            roles: [role])
    }

    private func request(_ status: MassRemoval.Status = .open) -> MassRemoval {
        MassRemoval(
            id: ID(1), askedBy: ID(1), path: Self.union, act: .batch(ID(5)), reasons: [.retired: 490, .deceased: 12],
            expiresAt: Self.now.adding(days: MassRemoval.waitingDays), status: status)
    }

    @Test("one account may delete 499 people in a day by itself, one by one or many at once")
    func allowance() {
        #expect(MassRemoval.peopleAlone(after: 0) == 499)
        #expect(MassRemoval.peopleAlone(after: 498) == 1)
        #expect(MassRemoval.peopleAlone(after: 499) == 0)
        #expect(MassRemoval.peopleAlone(after: 2_000) == 0)
        #expect(request().people == 502)
    }

    @Test("a colleague or somebody above consents, nobody his own; only who has asked takes it back")
    func refusals() throws {
        let asker = actor(1, .clerk, .jointUnion, Self.union)
        let colleague = actor(2, .clerk, .jointUnion, Self.union)
        let superior = actor(3, .districtOfficer, .districtFederation, Self.district)
        let sibling = actor(4, .clerk, .jointUnion, Self.sibling)
        let security = actor(5, .securityAdministrator, .districtFederation, Self.district)
        for command in [MassRemoval.Command.accept, .return] {
            #expect(request().refusal(of: command, by: asker) == .massRemoval(.own))
            #expect(request().refusal(of: command, by: colleague) == nil)
            #expect(request().refusal(of: command, by: superior) == nil)
            #expect(request().refusal(of: command, by: sibling) == .notFound)
            #expect(request().refusal(of: command, by: security) == .notAllowed(.consentRemovals, .role))
            for status in MassRemoval.Status.allCases where status != .open {
                #expect(request(status).refusal(of: command, by: superior) == .changedMeanwhile)
            }
        }
        #expect(request().refusal(of: .withdraw, by: asker) == nil)
        #expect(request().refusal(of: .withdraw, by: colleague) == .massRemoval(.notOwn))
        #expect(request(.accepted).refusal(of: .withdraw, by: asker) == .changedMeanwhile)
        for actor in [asker, colleague, superior] {
            #expect(request().refusal(of: .lapse, by: actor) == .notAllowed(.consentRemovals, .role))
        }
        var accepted = request()
        try accepted.perform(.accept, by: colleague)
        #expect(accepted.status == .accepted)
    }

    @Test("what is not answered in its time has lapsed; what is answered stays so")
    func time() {
        let end = Self.now.adding(days: MassRemoval.waitingDays)
        #expect(request().standing(at: end.adding(milliseconds: -1)).status == .open)
        #expect(request().standing(at: end).status == .lapsed)
        #expect(request(.accepted).standing(at: end).status == .accepted)
        #expect(request(.returned).standing(at: end).status == .returned)
    }
}
