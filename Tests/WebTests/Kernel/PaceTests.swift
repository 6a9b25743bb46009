import Domain
import Testing

@testable import Web

@Suite("How often one may ask")
struct PaceTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test("a bucket empties, and fills by one after its seconds", arguments: Pace.allCases)
    func bucket(pace: Pace) throws {
        let keeper = PaceKeeper()
        guard let (burst, seconds) = pace.allowance else {
            for _ in 0..<1_000 { #expect(keeper.take(pace, by: "a", at: now) == nil) }
            return
        }
        for _ in 0..<burst { #expect(keeper.take(pace, by: "a", at: now) == nil) }
        #expect(keeper.take(pace, by: "a", at: now) == Int(seconds))
        #expect(keeper.take(pace, by: "b", at: now) == nil)
        let later = now.adding(seconds: seconds)
        #expect(keeper.take(pace, by: "a", at: later) == nil)
        #expect(keeper.take(pace, by: "a", at: later) == Int(seconds))
        #expect(keeper.take(pace, by: "a", at: now.adding(hours: 1)) == nil)
    }

    @Test("logins from one address are slowed down, whatever the account, and others go on")
    func logins() async throws {
        let site = try await TestSite()
        let visitor = site.visitor()
        try await visitor.get("/login")
        let csrf = try await visitor.csrf()
        var statuses: [Int] = []
        for number in 0..<31 {
            statuses.append(try await visitor.post("/login", ["csrf": csrf, "account": "nobody-\(number)"]).status)
        }
        #expect(statuses == Array(repeating: 422, count: 30) + [429])
        let refused = try await visitor.post("/login", ["csrf": csrf])
        #expect(refused.header("Retry-After") == "6")
        #expect(refused.text.contains("操作太频繁"))
        let elsewhere = site.visitor()
        elsewhere.peer = "10.0.0.9"
        #expect(try await elsewhere.logIn("shili", password: "Gonghui-Demo-2024").status == 303)
        site.clock.advance(minutes: 1)
        #expect(try await visitor.logIn("shili", password: "Gonghui-Demo-2024").status == 303)
    }
}
