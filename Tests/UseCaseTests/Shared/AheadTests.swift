import Dispatch
import Store
import Synchronization
import Testing
import UseCases

@Suite("Work on two threads")
struct AheadTests {
    private struct Broken: Error {}

    /// Counts up to a number, then ends or fails.
    private static func counting(
        to end: Int, failing: Bool = false, _ places: Int = 2, made: Tally = Tally()
    ) -> Ahead<Int> {
        Ahead(places) {
            var number = 0
            return {
                number += 1
                made.count.withLock { $0 = number }
                if number > end, failing { throw Broken() }
                return number > end ? nil : number
            }
        }
    }

    private final class Tally: Sendable {
        let count = Mutex(0)
    }

    @Test("Elements come in their order, and the end stays the end")
    func order() async throws {
        let ahead = Self.counting(to: 1_000)
        var taken: [Int] = []
        while let number = try await ahead.following() { taken.append(number) }
        #expect(taken == Array(1...1_000))
        #expect(try ahead.next() == nil)
        #expect(try await ahead.following() == nil)
    }

    @Test("What was made before a failure is handed out, then the failure, as often as is asked")
    func failure() throws {
        let ahead = Self.counting(to: 3, failing: true)
        #expect(try (1...3).map { _ in try ahead.next() } == [1, 2, 3])
        #expect(throws: Broken.self) { try ahead.next() }
        #expect(throws: Broken.self) { try ahead.next() }
        let closed = Ahead<Int> { throw Broken() }
        #expect(throws: Broken.self) { try closed.next() }
    }

    @Test("No more elements wait than there are places")
    func bounded() throws {
        let tally = Tally()
        let ahead = Self.counting(to: 1_000, 2, made: tally)
        for number in 1...10 {
            #expect(try ahead.next() == number)
            #expect(tally.count.withLock { $0 } <= number + 2)
        }
    }

    @Test("Halves of a list come back in order", arguments: [0, 1, 63, 64, 65, 1_001])
    func halves(count: Int) throws {
        #expect(try Array(0..<count).mapConcurrently { $0 * 2 } == (0..<count).map { $0 * 2 })
    }

    @Test("A failure of either half is thrown", arguments: [3, 900])
    func failingHalf(number: Int) {
        #expect(throws: Broken.self) {
            try Array(0..<1_000).mapConcurrently { if $0 == number { throw Broken() } }
        }
    }
}
