import DatabaseKit
public import Domain
import Store

/// Tells the time to work that outlasts its request.
public typealias RealClock = @Sendable () -> Instant

/// What is done with lists of members while nobody has to wait for it: imports are read, changed and written,
/// rosters are compared.
public struct RosterJobs: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Times a task may fail before it is given up.
    private static let attempts = 3
    /// Times a task is taken up at all: one that ends the server every time would end it for ever.
    private static let lives = 20

    static func lease(from now: Instant) -> Instant { now.adding(minutes: 1) }

    /// Takes the longest waiting task and carries it out, or goes on with it where another was cut off.
    ///
    /// - Returns: false when none waits.
    public func work(_ clock: RealClock) async throws -> Bool {
        let now = clock()
        guard let job = try await platform.database.read({ try RosterJobStore($0).waiting(at: now) }) else {
            return false
        }
        let isTaken = try await platform.database.write { transaction in
            try RosterJobStore(transaction).lease(job, at: now, until: Self.lease(from: now))
        }
        guard isTaken else { return true }
        guard job.attempts < Self.lives else {
            try await giveUp(job)
            return true
        }
        do {
            try await perform(job, clock)
        } catch is RunningImports.Cancelled {
            // Whoever stopped it says what it is now.
        } catch Refusal.changedMeanwhile {
            // The clerk has given the list up, or somebody else was at it.
            try await giveUp(job)
        } catch let error where job.attempts + 1 < Self.attempts && Trouble(error).passes {
            // When the lease is over it is taken up again.
        } catch {
            try await giveUp(job)
            throw error
        }
        return true
    }

    /// Lets all tasks be taken up at once: for the only server of a database, when it starts.
    public func takeOver() async throws {
        guard platform.database.engine == .sqlite else { return }
        try await platform.database.write { try RosterJobStore($0).releaseAll() }
    }

    private func perform(_ job: RosterJob, _ clock: RealClock) async throws {
        let actor = try await platform.database.read { transaction in
            try job.account.flatMap { try AccountStore(transaction).actor($0) }
        }
        guard let actor else { throw Refusal.notFound }
        let occasion = Occasion(actor: actor, today: job.today, now: clock(), origin: job.origin)
        switch (job.list, job.task) {
        case (.memberImport(let id), .read): try await MemberImports(platform).read(id, occasion, clock)
        case (.memberImport(let id), .apply): try await MemberImports(platform).apply(id, occasion)
        case (.memberImport(let id), .repair), (.memberImport(let id), .leaveOut),
            (.memberImport(let id), .chooseName), (.memberImport(let id), .undo):
            try await MemberImports(platform).revise(id, job.task, occasion, clock)
        case (.comparison(let id), _): try await MemberComparisons(platform).read(id, occasion, clock)
        }
    }

    /// What was to be written waits for its confirmation again; what was being read or changed is given up, because
    /// nobody can say how far it is right.
    private func giveUp(_ job: RosterJob) async throws {
        try await platform.database.write { [platform] transaction in
            try RosterJobStore(transaction).delete(job.list)
            switch job.list {
            case .memberImport(let id):
                let imports = MemberImportStore(transaction, platform.seal)
                guard let found = try imports.find(id) else { return }
                switch found.status {
                case .reading: try imports.discard(id, as: .interrupted, version: found.version)
                case .applying: try imports.set(.staged, of: id, from: .applying)
                case .staged, .applied, .discarded: break
                }
            case .comparison(let id):
                let comparisons = ComparisonStore(transaction)
                guard let found = try comparisons.find(id), found.state == .comparing else { return }
                try comparisons.end(id, as: .interrupted, version: found.version)
            }
        }
    }
}

extension Trouble {
    /// Whether the same again may go well.
    fileprivate var passes: Bool {
        switch self {
        case .busy, .ours: true
        case .refused, .changedMeanwhile: false
        }
    }
}

extension RosterJobStore {
    /// - Parameter patience: of whoever asks; what fits into it is done at once, and nobody else takes it meanwhile.
    func insert(
        _ task: ImportTask, of list: RosterList, total: Int, asked occasion: Occasion,
        _ patience: MemberImports.Patience
    ) throws {
        let isTaken = total <= patience.rows
        try insert(
            task, of: list, total: total, by: occasion.author, today: occasion.today, origin: occasion.origin,
            at: occasion.now, leasedUntil: isTaken ? RosterJobs.lease(from: occasion.now) : occasion.now)
    }
}
