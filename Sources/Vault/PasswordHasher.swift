import Dispatch
import Foundation

/// Makes and checks password hashes, at most one per core at a time.
///
/// A hash takes a core for about 200 ms and 64 MB. More of them at once would only exhaust the memory, so the others wait
/// in a queue of limited length; the cooperative threads are never blocked.
public actor PasswordHasher {
    /// The queue is full: tell the person to try again soon (429).
    public struct Busy: Error, Hashable, Sendable {
        public init() {}
    }

    private let atOnce: Int
    private let waitingLimit: Int
    private let cost: PasswordHash.Cost
    private let threads = DispatchQueue(label: "password-hasher", attributes: .concurrent)
    /// How many hashes were made or checked; that a failed login costs one, whatever failed, is tested by it.
    public private(set) var hashes = 0
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Makes a hasher of limited width.
    ///
    /// - Parameters:
    ///   - atOnce: hashes at the same time; nil for one per core.
    ///   - waitingLimit: how many may wait before others are turned away.
    ///   - cost: of new hashes; a hash is checked at the cost it was made with.
    public init(atOnce: Int? = nil, waitingLimit: Int = 200, cost: PasswordHash.Cost = .standard) {
        self.atOnce = max(1, atOnce ?? ProcessInfo.processInfo.activeProcessorCount)
        self.waitingLimit = max(0, waitingLimit)
        self.cost = cost
    }

    /// Hashes a new password.
    ///
    /// - Throws: `Busy`, or `CancellationError` when the caller went away while waiting.
    public func hash(_ password: String) async throws -> PasswordHash {
        let cost = cost
        return try await inTurn { try PasswordHash.make(password, cost: cost) }
    }

    /// A new hash of a password that has just been found right, when the stored one was made more cheaply than new ones
    /// are; nil when there is nothing to do, or too much else: the next login will do.
    public func renewal(of hash: PasswordHash, _ password: String) async -> PasswordHash? {
        hash.isCheaper(than: cost) ? try? await self.hash(password) : nil
    }

    /// Checks a password against the hash of an account.
    ///
    /// Without a hash it checks `PasswordHash.dummy`, so that an unknown account costs what a known one does.
    ///
    /// - Throws: `Busy`, or `CancellationError` when the caller went away while waiting.
    public func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        let isKnown = hash != nil
        let matches = try await inTurn { try (hash ?? .dummy).matches(password) }
        return matches && isKnown
    }

    /// Does blocking work on a thread of its own when it is this caller's turn.
    func inTurn<Answer: Sendable>(_ work: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await begin()
        defer { end() }
        try Task.checkCancellation()
        hashes += 1
        let threads = threads
        return try await withCheckedThrowingContinuation { continuation in
            threads.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func begin() async throws {
        guard running >= atOnce else {
            running += 1
            return
        }
        guard waiting.count < waitingLimit else { throw Busy() }
        // Whoever ends hands his place on, so the number running stays as it is.
        await withCheckedContinuation { waiting.append($0) }
    }

    private func end() {
        guard waiting.isEmpty else {
            waiting.removeFirst().resume()
            return
        }
        running -= 1
    }
}
