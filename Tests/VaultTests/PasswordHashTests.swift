import Foundation
import Testing

@testable import Vault

@Suite struct PasswordHashTests {
    @Test("the vector of RFC 7914 fits")
    func vector() throws {
        let hash = try #require(
            PasswordHash(text: "scrypt$14$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI="))
        #expect(try hash.matches("pleaseletmein"))
        #expect(try !hash.matches("pleaseletmeout"))
        #expect(hash.isCheaper(than: .standard))
    }

    @Test("a hash keeps salt and parameters, and no two are equal")
    func text() throws {
        let first = try PasswordHash.make("正确的密码 Aa1", cost: .cheap)
        let second = try PasswordHash.make("正确的密码 Aa1", cost: .cheap)
        #expect(first.text != second.text)
        #expect(first.text.hasPrefix("scrypt$4$8$1$"))
        let read = try #require(PasswordHash(text: first.text))
        #expect(read == first)
        #expect(try read.matches("正确的密码 Aa1"))
        #expect(try !read.matches("正确的密码 Aa2"))
        #expect(try read.matches("正确的密码　Ａａ１"))
        #expect("\(read)" == "password hash")
    }

    @Test("an empty password and a very long one stop nothing")
    func extremes() throws {
        let hash = try PasswordHash.make("", cost: .cheap)
        #expect(try hash.matches(""))
        #expect(try !hash.matches(String(repeating: "长", count: 100_000)))
    }

    @Test(
        "damaged hashes and unbelievable parameters are not read",
        arguments: [
            "", "scrypt", "scrypt$16$8$1$U29kaXVtQ2hsb3JpZGU=$", "bcrypt$16$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9",
            "scrypt$40$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=",
            "scrypt$16$8000$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=",
            "scrypt$16$8$-1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=",
            "scrypt$16$8$1$$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=",
            "scrypt$16$8$1$U29kaXVtQ2hsb3JpZGU=$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI=$",
        ])
    func damaged(text: String) {
        #expect(PasswordHash(text: text) == nil)
    }

    @Test("new hashes have the standard parameters, and so has the one for unknown accounts")
    func standard() async throws {
        let hash = try await PasswordHasher().hash("甲Aa1-zz-zz")
        #expect(hash.text.hasPrefix("scrypt$16$8$1$"))
        #expect(!hash.isCheaper(than: .standard))
        #expect(PasswordHash.dummy.cost == hash.cost)
        #expect(try await PasswordHasher().verify("甲Aa1-zz-zz", against: hash))
        #expect(try await !PasswordHasher().verify("甲Aa1-zz-zz", against: nil))
    }
}

@Suite struct PasswordHasherTests {
    /// Counts how much is going on at once.
    private final class Gauge: @unchecked Sendable {
        private let lock = NSLock()
        private var present = 0
        private(set) var highest = 0

        func enter() {
            lock.withLock {
                present += 1
                highest = max(highest, present)
            }
        }

        func leave() {
            lock.withLock { present -= 1 }
        }
    }

    @Test("no more hashes run at once than allowed, and all are answered")
    func width() async throws {
        let hasher = PasswordHasher(atOnce: 2, waitingLimit: 100)
        let gauge = Gauge()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<60 {
                group.addTask {
                    try await hasher.inTurn {
                        gauge.enter()
                        _ = try PasswordHash.make("甲", cost: .cheap)
                        gauge.leave()
                        return number
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.sorted() == Array(0..<60))
        #expect(gauge.highest <= 2)
    }

    @Test("beyond the queue people are turned away, and served again when it is empty")
    func busy() async throws {
        let hasher = PasswordHasher(atOnce: 1, waitingLimit: 0)
        let (started, finish) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        async let first: Void = hasher.inTurn {
            started.signal()
            finish.wait()
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                started.wait()
                continuation.resume()
            }
        }
        await #expect(throws: PasswordHasher.Busy.self) { try await hasher.verify("甲", against: nil) }
        finish.signal()
        try await first
        let hash = try PasswordHash.make("甲", cost: .cheap)
        #expect(try await hasher.verify("甲", against: hash))
    }

    @Test("work that fails gives its place back")
    func failure() async throws {
        struct Broken: Error {}
        let hasher = PasswordHasher(atOnce: 1, waitingLimit: 0)
        for _ in 0..<3 {
            await #expect(throws: Broken.self) { try await hasher.inTurn { throw Broken() } }
        }
        #expect(try await hasher.inTurn { 1 } == 1)
    }
}
