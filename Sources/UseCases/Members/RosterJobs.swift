import DatabaseKit
public import Domain
import Store

/// Tells the time to work that outlasts its request.
public typealias RealClock = @Sendable () -> Instant

/// What is done with lists of members while nobody has to wait for it: imports are read, changed and written,
/// rosters are compared, and what was decided of them is carried out.
public struct RosterJobs: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Times a task may fail before it is given up.
    private static let attempts = 3
    /// Times a task is taken up at all: one that ends the server every time would end it for ever.
    private static let lives = 20

    /// In the place of an address, in the events of what the platform itself ends.
    static let origin = "gonghui serve"

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
            try await giveUp(job, clock)
            return true
        }
        do {
            try await perform(job, clock)
        } catch is RunningImports.Cancelled {
            // Whoever stopped it says what it is now.
        } catch Refusal.changedMeanwhile {
            // The clerk has given the list up, or somebody else was at it.
            try await giveUp(job, clock)
        } catch let error where job.attempts + 1 < Self.attempts && Trouble(error).passes {
            // When the lease is over it is taken up again.
        } catch {
            try await giveUp(job, clock)
            throw error
        }
        return true
    }

    /// Lets all tasks be taken up at once: for the only server of a database, when it starts.
    public func takeOver() async throws {
        guard platform.database.engine == .sqlite else { return }
        try await platform.database.write { try RosterJobStore($0).releaseAll() }
    }

    /// Nil when the account is no more.
    private static func occasion(
        of job: RosterJob, at now: Instant, _ transaction: any Transaction
    ) throws -> Occasion? {
        try job.account.flatMap { try AccountStore(transaction).actor($0, on: now.day) }.map { actor in
            Occasion(actor: actor, today: job.today, now: now, origin: job.origin)
        }
    }

    private func perform(_ job: RosterJob, _ clock: RealClock) async throws {
        let now = clock()
        let found = try await platform.database.read { try Self.occasion(of: job, at: now, $0) }
        guard let occasion = found else { throw Refusal.notFound }
        switch (job.list, job.task) {
        case (.memberImport(let id), .read): try await MemberImports(platform).read(id, occasion, clock)
        case (.memberImport(let id), .apply): try await MemberImports(platform).apply(id, occasion)
        case (.memberImport(let id), .repair), (.memberImport(let id), .leaveOut),
            (.memberImport(let id), .chooseName), (.memberImport(let id), .undo):
            try await MemberImports(platform).revise(id, job.task, occasion, clock)
        case (.comparison(let id), .apply): try await MemberComparisons(platform).carryOut(id, occasion, clock)
        case (.comparison(let id), _): try await MemberComparisons(platform).read(id, occasion, clock)
        }
    }

    /// Ends a task that cannot be carried to its end.
    ///
    /// What was to be written waits for its confirmation again, and so does what was being changed, as far as it came;
    /// what was being read is given up, because nobody can say how far it is right. Of a comparison that was being
    /// carried out, what is done stays done, and counts. It is the platform that ends it: the account that has asked may
    /// be no more.
    private func giveUp(_ job: RosterJob, _ clock: RealClock) async throws {
        let occasion = Deadlines.ownOccasion(today: job.today, now: clock())
        try await platform.database.write { [platform] transaction in
            switch job.list {
            case .memberImport(let id):
                let imports = MemberImportStore(transaction, platform.seal)
                guard let found = try imports.find(id) else { break }
                switch (found.status, job.task) {
                case (.reading, .read): try imports.discard(id, as: .interrupted, version: found.version)
                case (.reading, _): try MemberImports.leave(job.task, found, occasion, transaction, platform.seal)
                case (.applying, _): try imports.set(.staged, of: id, from: .applying)
                case (.staged, _), (.applied, _), (.discarded, _): break
                }
            case .comparison(let id):
                let comparisons = ComparisonStore(transaction)
                guard let found = try comparisons.find(id) else { break }
                switch found.state {
                case .comparing: try comparisons.end(id, as: .interrupted, version: found.version)
                case .executing: try MemberComparisons.giveUp(found, job, platform.seal, occasion, transaction)
                case .arranging, .compared, .held, .interrupted, .givenUp, .expired: break
                }
            }
            try RosterJobStore(transaction).delete(job.list)
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
