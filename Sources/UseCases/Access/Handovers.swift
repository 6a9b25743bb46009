import DatabaseKit
public import Domain
import Store

/// 交接: the duty of an account goes to another of its union (domain, section 2).
///
/// A system administrator asks for it and says what becomes of the old account; a security administrator moves the roles;
/// the successor reads what is open. Nobody settles his own.
public struct Handovers: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What the form of a new one shows.
    public struct Draft: Sendable {
        public let account: ManagedAccount
        /// Who may follow: accounts of the same union that are in use and no administrator's.
        public let successors: [ManagedAccount]
        public let open: [OpenWork: Int]
        /// One that waits already.
        public let waiting: ID<DutyHandover>?
    }

    public struct Request: Sendable {
        public let successor: ID<Account>?
        public let day: CalendarDay?
        public let fate: DutyHandover.Fate?
        public let remark: String

        public init(
            successor: ID<Account>?, day: CalendarDay?, fate: DutyHandover.Fate?, remark: String
        ) {
            (self.successor, self.day, self.fate, self.remark) = (successor, day, fate, remark)
        }
    }

    /// One hand-over as administrators see it.
    public struct Sheet: Sendable {
        public let handover: DutyHandover
        /// The roles that move with their days, or nothing once they have.
        public let grants: [RoleGrant]
        public let open: [OpenWork: Int]
        public let moving: Refusal?
        public let withdrawing: Refusal?
    }

    /// One hand-over as the accounts of its union see it.
    public struct Note: Sendable {
        public let handover: DutyHandover
        public let open: [OpenWork: Int]
        public let isSuccessor: Bool
    }

    // MARK: Asking

    public func draft(_ id: ID<Account>, _ occasion: Occasion) async throws -> Draft {
        try await platform.database.read { transaction in
            let account = try Self.account(id, transaction, occasion)
            let store = HandoverStore(transaction)
            return Draft(
                account: account, successors: try Self.successors(of: account, transaction, occasion.now.day),
                open: try Self.open(account.account.union, at: account.path, transaction, occasion),
                waiting: try store.open(from: id))
        }
    }

    /// Asks for a hand-over; the security administrators get a todo.
    ///
    /// - Throws: `HandoverProblems`, all of them; `Refusal.nothingToHandOver` for an account without such roles,
    ///   `.notConfirmed`, `.changedMeanwhile` when one waits already.
    public func ask(_ request: Request, from id: ID<Account>, _ occasion: Occasion) async throws -> ID<DutyHandover> {
        try await platform.once("ask-duty-handover", occasion) { transaction in
            let account = try Self.account(id, transaction, occasion)
            try occasion.requireConfirmation()
            let store = HandoverStore(transaction)
            guard try store.open(from: id) == nil else { throw Refusal.changedMeanwhile }
            let today = occasion.now.day
            let duty = account.grants.lasting(on: today)
            guard Self.canGive(duty) else { throw Refusal.nothingToHandOver }
            let successor = try Self.successors(of: account, transaction, today).first {
                $0.account.id == request.successor
            }
            let problems = HandoverProblem.problems(
                day: request.day, fate: request.fate, remark: request.remark, on: today)
            guard let successor, let day = request.day, let fate = request.fate, problems.isEmpty else {
                throw HandoverProblems((successor == nil ? [.successor] : []) + problems)
            }
            let joined = successor.grants.lasting(on: today).joined(with: duty)
            if let problem = AccountProblem.problem(of: joined, at: account.kind) { throw problem }
            let handover = try store.insert(
                HandoverStore.Wish(
                    from: account, to: successor.account.id, fate: fate, day: day,
                    remark: request.remark.isEmpty ? nil : request.remark),
                by: occasion.actor.account, at: occasion.now)
            if let keeper = try store.keeperOfRoles(at: account.path, on: today) {
                try TodoStore(transaction).open(
                    .moveRoles, for: keeper, subject: handover.rawValue,
                    name: "\(account.account.displayName) → \(successor.account.displayName)", due: day,
                    at: occasion.now)
            }
            try Self.record(.askHandover, [id], account.path, transaction, occasion)
            return handover
        }
    }

    // MARK: Settling

    public func find(_ id: ID<DutyHandover>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { transaction in
            let handover = try Self.handover(id, transaction, occasion)
            let today = occasion.now.day
            return Sheet(
                handover: handover,
                grants: try AccountStore(transaction).managed(handover.from.account, on: today)?.grants
                    .lasting(on: today) ?? [],
                open: try Self.open(handover.union, at: handover.path, transaction, occasion),
                moving: handover.refusal(of: .manageRoles, by: occasion.actor, on: today),
                withdrawing: handover.refusal(of: .manageAccounts, by: occasion.actor, on: today))
        }
    }

    /// Moves the roles: the old account loses all it has, the new one gets them beside its own; the old one is disabled
    /// where that was asked, and the successor gets a note of what is open.
    ///
    /// - Throws: `Refusal`; `AccountProblem` when the roles do not go together by now.
    public func move(_ id: ID<DutyHandover>, _ occasion: Occasion) async throws {
        _ = try await platform.once("move-duty", occasion) { transaction in
            let handover = try Self.handover(id, transaction, occasion)
            let today = occasion.now.day
            if let refusal = handover.refusal(of: .manageRoles, by: occasion.actor, on: today) { throw refusal }
            try occasion.requireConfirmation()
            let accounts = AccountStore(transaction)
            guard let from = try accounts.managed(handover.from.account, on: today),
                let to = try accounts.managed(handover.to.account, on: today), to.status == .active,
                from.account.union == to.account.union
            else { throw Refusal.changedMeanwhile }
            let duty = from.grants.lasting(on: today)
            guard Self.canGive(duty) else { throw Refusal.nothingToHandOver }
            let grants = to.grants.lasting(on: today).joined(with: duty)
            if let problem = AccountProblem.problem(of: grants, at: to.kind) { throw problem }
            try HandoverStore(transaction).settle(id, as: .done, by: occasion.actor.account, at: occasion.now)
            try accounts.setRoles([], of: from)
            try accounts.setRoles(grants, of: to)
            try Accounts.recordRoles(from, [], transaction, occasion)
            try Accounts.recordRoles(to, grants, transaction, occasion)
            try Accounts.endSessionsWithoutFactor(of: to.account.id, transaction, occasion)
            switch handover.fate {
            case .keep: break
            case .disable:
                guard let bare = try accounts.managed(handover.from.account, on: today) else {
                    throw Refusal.changedMeanwhile
                }
                try accounts.setStatus(.disabled, of: bare)
                try SessionStore(transaction).deleteAll(of: bare.account.id)
                try Self.record(.disable, [bare.account.id], handover.path, transaction, occasion)
            }
            try Self.record(
                .handedOver, [handover.from.account, handover.to.account], handover.path, transaction, occasion)
            let todos = TodoStore(transaction)
            try todos.close(.moveRoles, subjects: [id.rawValue], at: occasion.now)
            let open = try Self.open(handover.union, at: handover.path, transaction, occasion)
            try todos.open(
                .takeOver, for: handover.union, subject: id.rawValue, name: handover.from.displayName,
                amount: open.values.reduce(0, +), at: occasion.now)
            return true
        }
    }

    /// Takes a hand-over back whose roles have not been moved.
    public func withdraw(_ id: ID<DutyHandover>, _ occasion: Occasion) async throws {
        _ = try await platform.once("withdraw-duty-handover", occasion) { transaction in
            let handover = try Self.handover(id, transaction, occasion)
            if let refusal = handover.refusal(of: .manageAccounts, by: occasion.actor, on: occasion.now.day) {
                throw refusal
            }
            try HandoverStore(transaction).settle(id, as: .withdrawn, by: occasion.actor.account, at: occasion.now)
            try TodoStore(transaction).close(.moveRoles, subjects: [id.rawValue], at: occasion.now)
            try Self.record(.withdrawHandover, [handover.from.account], handover.path, transaction, occasion)
            return true
        }
    }

    // MARK: The union

    /// The note for the successor, which the union's others may read; it is there once the roles have moved.
    public func note(_ id: ID<DutyHandover>, _ occasion: Occasion) async throws -> Note {
        try await platform.database.read { try Self.note(id, $0, occasion) }
    }

    /// The successor goes on with the work; the todo is done.
    public func accept(_ id: ID<DutyHandover>, _ occasion: Occasion) async throws {
        _ = try await platform.once("accept-duty-handover", occasion) { transaction in
            let note = try Self.note(id, transaction, occasion)
            guard note.isSuccessor else { throw Refusal.notFound }
            guard note.handover.acceptedAt == nil else { return true }
            try HandoverStore(transaction).accept(id, at: occasion.now)
            try TodoStore(transaction).close(.takeOver, subjects: [id.rawValue], at: occasion.now)
            try Self.record(.takenOver, [note.handover.to.account], note.handover.path, transaction, occasion)
            return true
        }
    }

    // MARK: Steps

    /// Whether the roles are those of a duty; what administrators hold is not handed on from one to the other.
    private static func canGive(_ duty: [RoleGrant]) -> Bool {
        !duty.isEmpty && !duty.contains(where: \.role.isAdministrator)
    }

    private static func account(
        _ id: ID<Account>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> ManagedAccount {
        guard let account = try AccountStore(transaction).managed(id, on: occasion.now.day) else {
            throw Refusal.notFound
        }
        if let refusal = account.refusal(of: .manageAccounts, by: occasion.actor) { throw refusal }
        return account
    }

    /// What waits in a union; while lists are handed in, those that nobody has begun too.
    private static func open(
        _ union: ID<Union>, at path: UnionPath, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> [OpenWork: Int] {
        let year = try PlanYearStore(transaction).current(on: occasion.today, at: path)
        let enrolling = year.flatMap { year in
            (try? year.require(.enrolment, on: occasion.today)).map { year.year }
        }
        return try HandoverStore(transaction).open(in: union, enrolling: enrolling)
    }

    private static func successors(
        of account: ManagedAccount, _ transaction: any Transaction, _ today: CalendarDay
    ) throws -> [ManagedAccount] {
        try AccountStore(transaction).list(of: account.account.union, on: today).filter {
            $0.account.id != account.account.id && $0.status == .active
                && !$0.grants.lasting(on: today).contains(where: \.role.isAdministrator)
        }
    }

    private static func handover(
        _ id: ID<DutyHandover>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> DutyHandover {
        guard let handover = try HandoverStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.viewAccounts, on: handover.path)
        return handover
    }

    private static func note(
        _ id: ID<DutyHandover>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> Note {
        let store = HandoverStore(transaction)
        guard let handover = try store.find(id), handover.status == .done, handover.union == occasion.actor.union,
            !occasion.actor.roles.contains(where: \.isAdministrator)
        else { throw Refusal.notFound }
        return Note(
            handover: handover, open: try open(handover.union, at: handover.path, transaction, occasion),
            isSuccessor: handover.to.account == occasion.actor.account)
    }

    private static func record(
        _ event: Accounts.Event, _ accounts: [ID<Account>], _ path: UnionPath, _ transaction: any Transaction,
        _ occasion: Occasion
    ) throws {
        for account in accounts {
            try EventStore(transaction).record(event.rawValue, on: .account, account.rawValue, at: path, occasion)
        }
    }
}
