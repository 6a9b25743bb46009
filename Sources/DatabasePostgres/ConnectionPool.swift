import DatabaseKit
import Synchronization

/// Lends connections, first come, first served.
///
/// The connections connect when they are first used, and again after they were lost.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [Connection]
        var waiting: [CheckedContinuation<Connection, any Error>] = []
        var closing: CheckedContinuation<Void, Never>?
        var isClosed = false

        /// Decides what becomes of a connection that is no longer needed.
        mutating func takeBack(_ connection: Connection, of size: Int) -> Next {
            if !waiting.isEmpty { return .lend(waiting.removeFirst()) }
            idle.append(connection)
            guard isClosed, idle.count == size, let closing else { return .keep }
            self.closing = nil
            return .close(closing)
        }
    }

    private enum Next {
        case lend(CheckedContinuation<Connection, any Error>)
        case close(CheckedContinuation<Void, Never>)
        case keep
    }

    /// More than this are turned away at once: they would wait longer than a person does.
    private static let longestQueue = 2_000

    private let size: Int
    private let state: Mutex<State>

    init(url: String, size: Int) {
        self.size = size
        state = Mutex(State(idle: (1...size).map { Connection(url: url, number: $0) }))
    }

    func with<T: Sendable>(_ work: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let connection = try await acquire()
        defer { release(connection) }
        return try await connection.perform(work)
    }

    private func acquire() async throws -> Connection {
        try await withCheckedThrowingContinuation { continuation in
            let answer: Result<Connection, any Error>? = state.withLock { state in
                if state.isClosed { return .failure(DatabaseError.unavailable("The database is closed")) }
                if let connection = state.idle.popLast() { return .success(connection) }
                if state.waiting.count >= Self.longestQueue { return .failure(DatabaseError.busy) }
                state.waiting.append(continuation)
                return nil
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    private func release(_ connection: Connection) {
        switch state.withLock({ $0.takeBack(connection, of: size) }) {
        case .lend(let next): next.resume(returning: connection)
        case .close(let closing): closing.resume()
        case .keep: return
        }
    }

    /// Lets the transactions under way and waiting end, then disconnects.
    func close() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.isClosed || state.idle.count == size {
                    state.isClosed = true
                    return true
                }
                state.isClosed = true
                state.closing = continuation
                return false
            }
            if isIdle { continuation.resume() }
        }
        for connection in state.withLock({ $0.idle }) { try? await connection.perform { $0.disconnect() } }
    }
}
