import DatabaseKit

/// How often and after how long a transaction that met another one is tried again.
struct Patience: Sendable {
    /// Ten tries; with the waits below they take about a second and a half.
    private let limit = 10

    func tries(again failure: PostgresFailure, after attempts: Int) -> Bool {
        switch failure.remedy {
        case .none: false
        // Two transactions looked for a key and both inserted it: now one of them finds it.
        case .tryOnceMore: attempts < 2
        case .tryAgain: attempts < limit
        }
    }

    /// Waits a random part of a time that doubles, so that those who met do not meet again.
    func wait(after attempts: Int) async throws {
        let longest = min(2 << min(attempts, 7), 250)
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...longest)))
    }
}
