import DatabaseKit
import Domain
import Store
import Wording

/// Asks for corrections and carries them out, with events and todos, in the caller's transaction.
struct CorrectionWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    private var store: CorrectionStore { CorrectionStore(transaction, seal) }
    private var people: PersonStore { PersonStore(transaction, seal) }
    private var todos: TodoStore { TodoStore(transaction) }
    private var events: EventStore { EventStore(transaction) }

    // MARK: Asking

    /// - Throws: `Refusal.notFound` for coverage of others.
    func place(_ coverage: ID<Coverage>) throws -> CorrectionPlace {
        guard let place = try store.place(of: coverage) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.askCorrections, on: place.path)
        return place
    }

    func identity(of place: CorrectionPlace) throws -> CorrectedIdentity {
        guard let identity = try people.identity(of: place.person) else { throw Refusal.notFound }
        return identity
    }

    func obstacle(toAskingAbout place: CorrectionPlace) throws -> CorrectionObstacle? {
        if let obstacle = Self.obstacle(of: place.status) { return obstacle }
        return try store.openNumber(of: place.coverage).map { .open(number: $0) }
    }

    func ask(
        _ wish: Corrections.Wish, about coverage: ID<Coverage>, note: String
    ) throws -> Corrections.Receipt {
        let place = try place(coverage)
        if let obstacle = try obstacle(toAskingAbout: place) { throw Refusal.correction(obstacle) }
        if wish.kind == .removal, let obstacle = try obstacle(toRemoving: place) { throw Refusal.correction(obstacle) }
        let note = note.trimmed(to: EnrolmentCorrection.reasonLimit + 1)
        guard !note.isEmpty, note.count <= EnrolmentCorrection.reasonLimit else { throw CorrectionProblem.noteMissing }
        guard !EnrolmentCorrection.holdsNumber(note) else { throw CorrectionProblem.numberInText }
        let before = try identity(of: place)
        let after = try after(wish, before: before, place)
        guard let district = try UnionStore(transaction).district(of: place.path) else { throw Refusal.notFound }
        try todos.close(
            .correctionReturned, subjects: try store.returned(of: coverage).map(\.rawValue), at: occasion.now)
        let number = EnrolmentCorrection.number(
            on: occasion.today, serial: try transaction.nextNumber(in: "GZ\(occasion.today.compact)"))
        let id = try store.insert(
            wish.kind, number: number, coverage: coverage, before: before, after: after, note: note,
            by: occasion.author, at: occasion.moment)
        try todos.open(
            .reviewCorrection, for: district.id, subject: id.rawValue, name: Self.name(number, place), amount: 1,
            at: occasion.moment)
        try events.record(
            EnrolmentCorrection.requested, on: .correction, id.rawValue, at: place.path,
            to: EnrolmentCorrection.Status.submitted.rawValue, detail: "number=\(number)", occasion)
        return Corrections.Receipt(id: id, number: number)
    }

    private func after(
        _ wish: Corrections.Wish, before: CorrectedIdentity, _ place: CorrectionPlace
    ) throws -> CorrectedIdentity? {
        switch wish {
        case .removal: return nil
        case .identity(let name, let type, let number):
            let after = try CorrectedIdentity(name: name, type: type, number: number, today: occasion.today)
            guard after != before else { throw CorrectionProblem.unchanged }
            if try isOfAnother(after, than: place.person) { throw CorrectionProblem.documentOfAnother }
            return after
        }
    }

    private func isOfAnother(_ identity: CorrectedIdentity, than person: ID<Person>) throws -> Bool {
        let index = DocumentIndex(identity.document, seal)
        return try people.known(by: [index])[index].map { $0.id != person } ?? false
    }

    private static func name(_ number: String, _ place: CorrectionPlace) -> String { "\(number) \(place.unitName)" }

    // MARK: Judging

    private static func obstacle(of status: CoverageStatus) -> CorrectionObstacle? {
        switch status {
        case .provisional, .inForce: nil
        case .lapsed: .lapsed
        case .voided: .voided
        }
    }

    /// Who was covered to the end, or has been paid, stays.
    private func obstacle(toRemoving place: CorrectionPlace) throws -> CorrectionObstacle? {
        if place.endsOn < occasion.today { return .ended(place.endsOn) }
        return try store.hasBenefit(place.coverage) ? .benefitPaid : nil
    }

    /// Why the correction cannot be carried out as things stand now.
    func obstacle(toAccepting found: CorrectionStore.Listed) throws -> CorrectionObstacle? {
        let place = found.place
        if let obstacle = Self.obstacle(of: place.status) { return obstacle }
        switch found.correction.kind {
        // What has become true since is not written over with what was known then.
        case .identity: return try people.identity(of: place.person) == found.before ? nil : .changed
        case .removal:
            if let obstacle = try obstacle(toRemoving: place) { return obstacle }
            // Only what was paid is refunded; a batch that lapses takes all coverage with it anyhow.
            return place.batchStatus == .completed ? nil : .batchOpen(number: place.batch)
        }
    }

    /// Whether nothing is in the way of carrying it out.
    func canAccept(_ found: CorrectionStore.Listed) throws -> Bool {
        guard try obstacle(toAccepting: found) == nil else { return false }
        guard let after = found.after else { return true }
        return try !isOfAnother(after, than: found.place.person)
    }

    // MARK: Deciding

    func perform(
        _ command: EnrolmentCorrection.Command, on found: CorrectionStore.Listed, reason: String? = nil
    ) throws {
        let status = found.correction.status
        var correction = found.correction
        try correction.perform(command, by: occasion.actor)
        switch command {
        case .endorse: try endorse(found)
        case .accept:
            if let obstacle = try obstacle(toAccepting: found) { throw Refusal.correction(obstacle) }
            let credit = try carryOut(found)
            try close(found, as: correction.status, credit: credit)
        case .return:
            guard let reason else { throw Refusal.reasonMissing }
            guard !EnrolmentCorrection.holdsNumber(reason) else { throw CorrectionProblem.numberInText }
            try close(found, as: correction.status, reason: reason)
            try todos.open(
                .correctionReturned,
                [
                    TodoStore.Opening(
                        union: found.place.union, subject: correction.id.rawValue,
                        name: Self.name(correction.number, found.place), amount: 1, due: nil, note: reason)
                ], at: occasion.moment)
        case .withdraw: try close(found, as: correction.status)
        }
        try events.record(
            command.rawValue, on: .correction, correction.id.rawValue, at: correction.path, from: status.rawValue,
            to: correction.status.rawValue, detail: "number=\(correction.number)", occasion)
    }

    private func endorse(_ found: CorrectionStore.Listed) throws {
        let id = found.correction.id
        try store.endorse(id, by: occasion.author, at: occasion.moment)
        try todos.close(.reviewCorrection, subjects: [id.rawValue], at: occasion.now)
        guard let centre = try UnionStore(transaction).root() else { throw Refusal.notFound }
        try todos.open(
            .decideCorrection, for: centre.id, subject: id.rawValue,
            name: Self.name(found.correction.number, found.place), amount: 1, at: occasion.moment)
    }

    private func close(
        _ found: CorrectionStore.Listed, as status: EnrolmentCorrection.Status, reason: String? = nil,
        credit: ID<Credit>? = nil
    ) throws {
        let id = found.correction.id
        try store.close(
            id, from: found.correction.status, as: status, reason: reason, credit: credit, by: occasion.author,
            at: occasion.moment)
        try todos.close([.reviewCorrection, .decideCorrection], subject: id.rawValue, at: occasion.now)
    }

    /// Ends the corrections that wait about a batch that has lapsed: there is no coverage left to correct.
    func closeLapsed(of batch: ID<DistrictSubmission>) throws {
        let open = try store.open(in: batch)
        guard !open.isEmpty else { return }
        let reason = EnrolmentCorrection.lapsedReason
        let keys = open.map(\.id.rawValue)
        try store.returnLapsed(open.map(\.id), reason: reason, at: occasion.moment)
        try todos.close([.reviewCorrection, .decideCorrection], subjects: keys, at: occasion.now)
        try todos.open(
            .correctionReturned,
            open.map { one in
                TodoStore.Opening(
                    union: one.union, subject: one.id.rawValue, name: "\(one.number) \(one.unitName)", amount: 1,
                    due: nil, note: reason)
            }, at: occasion.moment)
        try events.recordAll(
            EnrolmentCorrection.Command.return.rawValue, on: .correction,
            open.map { one in
                EventStore.Change(
                    id: one.id.rawValue, path: one.path, from: one.status.rawValue,
                    to: EnrolmentCorrection.Status.returned.rawValue, detail: "number=\(one.number)")
            }, occasion)
    }

    // MARK: Carrying out

    /// - Returns: the refund of a removal; nil where the district has paid nothing.
    private func carryOut(_ found: CorrectionStore.Listed) throws -> ID<Credit>? {
        switch found.correction.kind {
        case .identity:
            try correctIdentity(found)
            return nil
        case .removal:
            try store.void(found.place)
            try PaymentReminders.settle(found.place.enrolment, transaction, at: occasion.moment)
            // Others may have wanted the person, and may have him now.
            try ConflictDesk(transaction, occasion).follow([found.place.enrolment])
            return try refund(found)
        }
    }

    private func correctIdentity(_ found: CorrectionStore.Listed) throws {
        guard let after = found.after else { throw Refusal.notFound }
        let before = try identity(of: found.place)
        guard try !isOfAnother(after, than: found.place.person) else { throw CorrectionProblem.documentOfAnother }
        try people.correct(found.place.person, from: before, to: after)
        try CoverageProofStore(transaction, seal).revoke(of: found.place.person, at: occasion.now)
        var changes: [MemberChange] = []
        if before.name != after.name { changes.append(MemberChange(.name, from: before.name, to: after.name)) }
        if before.document.key != after.document.key {
            changes.append(
                MemberChange(.document, from: before.document.changeText, to: after.document.changeText))
        }
        guard !changes.isEmpty else { return }
        let open = try MemberStore(transaction, seal).open(of: [found.place.person]).values.joined()
        try record(changes, of: found.place.member, at: found.place.path, found.correction.number)
        for member in open {
            // Where he is a member now, his record says who has changed it as well.
            if member.id != found.place.member {
                try record(changes, of: member.id, at: member.path, found.correction.number)
            }
            // Days of retirement follow from the document: lists that have been handed in may be out of date by it.
            try EnrolmentFreshness.refresh(unit: member.particulars.unit, transaction, occasion)
        }
    }

    private func record(
        _ changes: [MemberChange], of member: ID<Member>, at path: UnionPath, _ number: String
    ) throws {
        let event = try events.record(
            MemberEvent.identityCorrected.rawValue, on: .member, member.rawValue, at: path,
            detail: "number=\(number)", occasion)
        try MemberChangeStore(transaction, seal).record(changes, event: event)
    }

    /// What the district has paid for the person is set against what it pays next.
    private func refund(_ found: CorrectionStore.Listed) throws -> ID<Credit>? {
        let place = found.place
        guard place.paid > .zero else { return nil }
        guard let district = try UnionStore(transaction).find(place.district) else { throw Refusal.notFound }
        let credit = try CreditStore(transaction).insert(
            CreditEntry(
                districtCode: district.code, fromYear: place.year, amount: place.paid,
                reason: EnrolmentCorrection.creditReason(number: found.correction.number, unit: place.unitName)),
            district: district.id, by: occasion.actor.account, at: occasion.moment, sealing: seal)
        try events.record(
            "enter", on: .credit, credit.rawValue, at: district.path,
            detail: "from-year=\(place.year);fen=\(place.paid.fen)", occasion)
        return credit
    }
}
