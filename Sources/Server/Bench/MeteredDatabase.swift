import DatabaseKit
import Synchronization

/// A database that notes how long its writes keep others from writing.
final class MeteredDatabase: Database {
    private let base: any Database
    private let meter = Meter()

    private final class Meter: Sendable {
        let longest = Mutex(Duration.zero)

        func note(_ duration: Duration) {
            longest.withLock { $0 = max($0, duration) }
        }
    }

    init(_ base: any Database) {
        self.base = base
    }

    var engine: EngineKind { base.engine }

    /// From the first statement of a write to its commit, the longest so far.
    var longestWrite: Duration { meter.longest.withLock { $0 } }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await base.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let (result, began) = try await base.write { transaction in
            let began = ContinuousClock.now
            return (try body(transaction), began)
        }
        meter.note(began.duration(to: .now))
        return result
    }

    func checkIntegrity() async throws -> [String] {
        try await base.checkIntegrity()
    }

    func close() async throws {
        try await base.close()
    }
}
