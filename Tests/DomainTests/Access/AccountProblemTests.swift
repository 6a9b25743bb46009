import Domain
import Testing

@Suite("Names and roles of accounts")
struct AccountProblemTests {
    @Test(
        "a login name can be read out on the phone",
        arguments: ["abc", "a-1", "clerk_02", String(repeating: "a", count: 32)])
    func good(name: String) {
        #expect(AccountProblem.problems(name: name, displayName: "甲").isEmpty)
    }

    @Test(
        "other names are refused",
        arguments: ["", "ab", "1ab", "-ab", "Abc", "a b", "张三三", "a\u{FF41}bc", String(repeating: "a", count: 33)])
    func bad(name: String) {
        #expect(AccountProblem.problems(name: name, displayName: "甲") == [.nameShape])
    }

    @Test("the person has a name of at most thirty characters")
    func person() {
        #expect(AccountProblem.problems(name: "abc", displayName: "") == [.displayNameMissing])
        #expect(AccountProblem.problems(name: "abc", displayName: String(repeating: "甲", count: 31)).count == 1)
        #expect(AccountProblem.problems(name: "abc", displayName: String(repeating: "甲", count: 30)).isEmpty)
    }

    @Test("no two roles that exclude each other, none that does not fit, for every pair and kind")
    func roles() {
        for kind in UnionKind.allCases {
            #expect(AccountProblem.problem(of: [], at: kind) == nil)
            for role in Role.allCases {
                #expect((AccountProblem.problem(of: [RoleGrant(role)], at: kind) == nil) == role.fits(kind))
                for other in Role.allCases where other != role && role.fits(kind) && other.fits(kind) {
                    let problem = AccountProblem.problem(of: [RoleGrant(role), RoleGrant(other)], at: kind)
                    #expect((problem == nil) == !(role.isAdministrator || other.isAdministrator))
                }
            }
        }
    }
}
