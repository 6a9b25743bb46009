import DatabaseKit
import Domain
import Store

/// Asks for changes of the tree and carries them out, with events, histories and todos, in the caller's transaction.
struct UnionRequestWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    private var unions: UnionStore { UnionStore(transaction) }
    private var tree: UnionTreeStore { UnionTreeStore(transaction) }
    private var requests: UnionRequestStore { UnionRequestStore(transaction, seal) }
    private var organisations: OrganisationStore { OrganisationStore(transaction, seal) }
    private var events: EventStore { EventStore(transaction) }

    // MARK: Asking

    /// Writes the request and tells who decides.
    ///
    /// - Parameter place: the changed union, or the one under which a new one is to stand.
    func ask(
        _ draft: UnionRequestStore.Draft, at place: Union, target: UnionPath? = nil
    ) throws -> UnionRequests.Receipt {
        let lineage = try unions.lineage(of: place.path)
        let above = draft.kind == .founding || lineage.count == 1 ? lineage : lineage.dropLast()
        guard
            let decider = UnionRequest.decider(
                above: above, requester: occasion.actor.path, target: target)
        else { throw Refusal.notAllowed(.askUnionRequests, .level) }
        try forgetReturned(of: draft.union)
        let id = try requests.insert(
            draft, from: occasion.actor.union, to: decider.id, by: occasion.author, at: occasion.now)
        try TodoStore(transaction).open(
            .decideUnionRequest, for: decider.id, subject: id.rawValue, name: draft.unionName, amount: 1,
            at: occasion.now)
        try events.record(
            MembershipRequest.requested, on: .unionRequest, id.rawValue, at: place.path,
            to: UnionRequest.Status.open.rawValue, detail: draft.kind.rawValue, occasion)
        return UnionRequests.Receipt(id: id, decider: decider.name)
    }

    // MARK: Judging

    /// Why the request cannot be carried out as things stand now; nil when it can.
    func obstacle(to found: UnionRequestStore.Listed) throws -> Refusal? {
        let request = found.request
        let union = try request.union.flatMap { try unions.find($0) }
        let superior = try request.superior.flatMap { try unions.find($0) }
        switch request.kind {
        case .amendment: return union?.isDissolved == true ? .unionFixed : nil
        case .founding:
            guard let superior else { return .notFound }
            return Self.obstacle(toPutting: found.unionKind, under: superior)
        case .dissolution:
            guard let union else { return .notFound }
            return try obstacle(toDissolving: union)
        case .transfer:
            guard let union, let superior else { return .notFound }
            return try obstacle(toMoving: union, under: superior)
                ?? UnionRemoval(transaction, seal, occasion).obstacle(toMoving: union, under: superior)
        }
    }

    static func obstacle(toPutting kind: UnionKind, under superior: Union) -> Refusal? {
        switch superior.role {
        case .ordinary:
            superior.kind.children.contains(kind) ? nil : .unionMisplaced(kind, under: superior.kind)
        case .holding, .dissolved: .unionFixed
        }
    }

    func obstacle(toDissolving union: Union) throws -> Refusal? {
        guard union.role == .ordinary, union.parent != nil else { return .unionFixed }
        let obstacles = try tree.obstacles(of: union)
        return obstacles.isEmpty ? nil : .unionInUse(obstacles)
    }

    func obstacle(toMoving union: Union, under superior: Union) throws -> Refusal? {
        guard union.role == .ordinary, union.parent != nil else { return .unionFixed }
        if union.path.contains(superior.path) { return .unionCycle }
        if union.parent == superior.id { return .unionAlreadyThere }
        if let refusal = Self.obstacle(toPutting: union.kind, under: superior) { return refusal }
        if try unions.find(name: union.name, under: superior.id) != nil { return .unionNameTaken(union.name) }
        let locked = try tree.lockedUnits(in: UnionScope(union.path))
        return locked == 0 ? nil : .unionLocked(units: locked)
    }

    /// What is wrong with the particulars a request would keep.
    func problems(of found: UnionRequestStore.Listed) throws -> OrganisationProblems {
        guard let after = found.after else { return OrganisationProblems() }
        let place = try (found.request.union ?? found.request.superior).flatMap { try unions.find($0) }
        guard let place else { return OrganisationProblems() }
        return try problems(
            of: after, of: found.request.union, before: found.before, kind: found.unionKind, at: place.path,
            under: found.request.union == nil ? place.id : place.parent)
    }

    /// - Parameters:
    ///   - particulars: normalised.
    ///   - union: nil for a new one.
    ///   - path: the union's, or that under which it will stand.
    ///   - superior: under which it stands or will stand, where its name is the only one; nil for the city.
    func problems(
        of particulars: OrganisationParticulars, of union: ID<Union>?, before: OrganisationParticulars?,
        kind: UnionKind, at path: UnionPath, under superior: ID<Union>?
    ) throws -> OrganisationProblems {
        let isNewCode = !particulars.code.isEmpty && particulars.code != before?.code
        let prefix = isNewCode && !kind.isDistrictLevel ? try numberPrefix(at: path) : nil
        var problems = OrganisationForm.union(numberPrefix: prefix).problems(of: particulars)
        if particulars.code.isEmpty, union != nil { problems.entries.append(.init(.code, .missing)) }
        if isNewCode, kind.isDistrictLevel, !Self.isNumber(particulars.code) {
            problems.entries.append(.init(.code, .codeShape))
        }
        if particulars.name != before?.name, let superior,
            let other = try unions.find(name: particulars.name, under: superior), other.id != union
        {
            problems.entries.append(.init(.name, .nameTaken))
        }
        if isNewCode, let other = try unions.find(code: particulars.code), other.id != union {
            problems.entries.append(.init(.code, .codeTaken))
        }
        if let holder = try creditHolder(of: particulars, besides: union) {
            problems.entries.append(.init(.creditCode, .creditTaken(by: holder)))
        }
        return problems
    }

    /// Whose the credit code is already; by name only within the actor's scope.
    func creditHolder(
        of particulars: OrganisationParticulars, besides union: ID<Union>? = nil, _ enterprise: ID<Enterprise>? = nil
    ) throws -> OrganisationProblem.CodeHolder? {
        guard !particulars.creditCode.isEmpty,
            let holder = try organisations.holder(of: particulars.creditCode, besides: union, enterprise)
        else { return nil }
        return occasion.actor.path.contains(holder.path) ? .named(holder.name) : .elsewhere
    }

    /// The six digits with which the numbers of a district begin; nil above the districts.
    func numberPrefix(at path: UnionPath) throws -> String? {
        try unions.district(of: path).map { String($0.code.prefix(6)) }
    }

    private static func isNumber(_ code: String) -> Bool {
        code.utf8.count == 12 && code.utf8.allSatisfy { (48...57).contains($0) }
    }

    // MARK: Deciding

    /// - Throws: what stands in the way, `OrganisationProblems`, `Refusal.reasonMissing`.
    func perform(
        _ command: UnionRequest.Command, on found: UnionRequestStore.Listed, reason: String? = nil
    ) throws {
        var request = found.request
        try request.perform(command, by: occasion.actor)
        if command == .return, reason == nil { throw Refusal.reasonMissing }
        var done: (founded: ID<Union>?, event: Int64?) = (nil, nil)
        if command == .accept {
            if let obstacle = try obstacle(to: found) { throw obstacle }
            let problems = try problems(of: found)
            guard problems.entries.isEmpty else { throw problems }
            done = try carryOut(found)
        }
        try close(command, found, founded: done.founded, event: done.event, reason: reason)
    }

    private func close(
        _ command: UnionRequest.Command, _ found: UnionRequestStore.Listed, founded: ID<Union>?, event: Int64?,
        reason: String?
    ) throws {
        guard let status = found.request.status.after(command) else { throw Refusal.changedMeanwhile }
        let subject = found.request.id.rawValue
        try requests.close(
            found.request.id, as: status, founded: founded, event: event, reason: reason, by: occasion.author,
            at: occasion.now)
        let todos = TodoStore(transaction)
        try todos.close(.decideUnionRequest, subjects: [subject], at: occasion.now)
        try events.record(
            command.rawValue, on: .unionRequest, subject, at: found.request.requester,
            from: found.request.status.rawValue, to: status.rawValue, occasion)
        guard command == .return else { return }
        try todos.open(
            .unionRequestReturned,
            [
                TodoStore.Opening(
                    union: found.requester, subject: subject, name: found.unionName, amount: 1, due: nil, note: reason)
            ], at: occasion.now)
    }

    /// What was returned before need not be read any more once it is asked anew.
    private func forgetReturned(of union: ID<Union>?) throws {
        guard let union else { return }
        let returned: [ID<UnionRequest>] = try requests.returned(of: union)
        try TodoStore(transaction).close(
            .unionRequestReturned, subjects: returned.map(\.rawValue), at: occasion.now)
    }

    // MARK: Carrying out

    /// - Returns: the union that was founded, and the event of the union that tells what was done.
    private func carryOut(
        _ found: UnionRequestStore.Listed
    ) throws -> (founded: ID<Union>?, event: Int64?) {
        let request = found.request
        switch request.kind {
        case .founding:
            guard let superior = request.superior, let after = found.after else { throw Refusal.notFound }
            let made = try UnionFounding(transaction, seal, occasion).found(after, found.unionKind, under: superior)
            return (made.union, made.event)
        case .amendment:
            guard let after = found.after, let before = found.before else { throw Refusal.notFound }
            return (nil, try amend(try union(of: request), from: before, to: after))
        case .dissolution: return (nil, try dissolve(try union(of: request), note: found.note))
        case .transfer:
            guard let superior = request.superior else { throw Refusal.notFound }
            return (nil, try UnionRemoval(transaction, seal, occasion).move(try union(of: request), under: superior))
        }
    }

    private func union(of request: UnionRequest) throws -> Union {
        guard let id = request.union, let union = try unions.find(id) else { throw Refusal.notFound }
        return union
    }

    /// Only what the request changes is written: something else may have been changed meanwhile.
    private func amend(
        _ union: Union, from before: OrganisationParticulars, to after: OrganisationParticulars
    ) throws -> Int64? {
        let current = try organisations.particulars(of: union)
        var next = current
        for field in after.differences(from: before) { next[field] = after[field] }
        let changes = UnionChange.changes(from: current, to: next)
        guard !changes.isEmpty else { return nil }
        try organisations.save(next, of: union.id)
        return try tell(.amended, union, at: union.path, changes)
    }

    /// With its 临时工会, whom nobody is in.
    private func dissolve(_ union: Union, note: String?) throws -> Int64? {
        let events = try [union, tree.holding(of: union)].compactMap(\.self).map { union in
            try tree.dissolve(union.id, on: occasion.today)
            return try tell(.dissolved, union, at: union.path, [], detail: note)
        }
        return events.first
    }

    /// - Returns: the event.
    @discardableResult
    func tell(
        _ event: UnionEvent, _ union: Union, at path: UnionPath, _ changes: [UnionChange], detail: String? = nil
    ) throws -> Int64 {
        let id = try events.record(
            event.rawValue, on: .union, union.id.rawValue, at: path, detail: detail, occasion)
        try UnionChangeStore(transaction, seal).record(changes, event: id)
        return id
    }
}
