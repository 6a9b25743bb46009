import DatabaseKit
import Domain
import Store
import Vault

/// One person, one policy: what lists do to conflicts, and what a decision does to lists.
struct ConflictDesk {
    let transaction: any Transaction
    let occasion: Occasion

    init(_ transaction: any Transaction, _ occasion: Occasion) {
        (self.transaction, self.occasion) = (transaction, occasion)
    }

    private var store: ClaimConflictStore { ClaimConflictStore(transaction) }

    // MARK: What lists do

    /// After lists or their people have changed: closes what is over, tells both sides, and compares the lists of
    /// those who claimed, because whom they claimed may be free now.
    func follow(_ lists: [ID<UnitEnrolment>]) throws {
        let settled = try store.settle(touching: lists, at: occasion.moment)
        guard !settled.claimants.isEmpty else { return }
        try remind(settled.holders + settled.claimants)
        try EnrolmentFreshness.refresh(settled.claimants.filter { !lists.contains($0) }, transaction, occasion)
    }

    /// Raises what this list wants and another has; a unit that does not enrol this year wants nobody.
    ///
    /// - Returns: how many people.
    @discardableResult
    func raise(_ dossier: EnrolmentDossier) throws -> Int {
        guard let record = dossier.record, record.enrolment.status != .declined else { return 0 }
        let raised = try store.raise(in: dossier.basis, for: record.enrolment.id, at: occasion.moment)
        guard raised.people > 0 else { return 0 }
        try remind(raised.holders + [record.enrolment.id])
        try EventStore(transaction).record(
            "raise-conflicts", on: .enrolment, record.enrolment.id.rawValue, at: dossier.unit.path,
            detail: "people=\(raised.people)", occasion)
        return raised.people
    }

    private func remind(_ lists: [ID<UnitEnrolment>]) throws {
        guard let centre = try UnionStore(transaction).root() else { return }
        try store.remind(Set(lists).sorted(), centre: centre.id, at: occasion.moment)
    }

    // MARK: What a decision does

    /// Closes a conflict and makes both lists what it says.
    ///
    /// The one who loses him takes him off by hand, so that he does not come back by himself; a list that has to give
    /// him up or gets him becomes version N+1 with a new notice (名单变动), in the state in which it is.
    func close(
        _ conflict: ClaimConflict, as status: ClaimConflict.Status, reason: String?, version: Int,
        sealing seal: any FieldSealing
    ) throws {
        guard let winner = status.winner else { throw Refusal.changedMeanwhile }
        if let refusal = conflict.refusal(of: winner) { throw refusal }
        try store.close(
            conflict, status, reason: reason, version: version, by: occasion.actor.account, at: occasion.moment)
        try RosterActStore(transaction).exclude(
            [conflict.side(winner.other).member], year: conflict.year, reason: .duplicate, note: nil,
            by: occasion.actor.account, at: occasion.moment)
        if winner == .claimant {
            try strike(conflict, sealing: seal)
            try join(conflict, sealing: seal)
        }
        try EventStore(transaction).record(
            status.rawValue, on: .claimConflict, conflict.id.rawValue, at: .root,
            from: ClaimConflict.Status.open.rawValue, to: status.rawValue, occasion)
        let lists = [conflict.holder.enrolment, conflict.claimant.enrolment]
        try follow(lists)
        try remind(lists)
        try EnrolmentFreshness.refresh(lists, transaction, occasion)
    }

    private func strike(_ conflict: ClaimConflict, sealing seal: any FieldSealing) throws {
        var dossier = try dossier(of: conflict.holder, conflict.year)
        guard let version = try dossier.currentVersion() else { throw Refusal.changedMeanwhile }
        guard version.heads > 1 else { return try sendBack(&dossier, version) }
        try revise(version, conflict, to: .coveredElsewhere, dossier, sealing: seal)
    }

    /// The claimant's list gets him at once where it has been handed in and he would enrol; else its next submission.
    private func join(_ conflict: ClaimConflict, sealing seal: any FieldSealing) throws {
        let dossier = try dossier(of: conflict.claimant, conflict.year)
        guard let version = try dossier.currentVersion(), EnrolmentFreshness.mayBeOutdated(dossier.status),
            try RosterRevisionStore(transaction).place(of: conflict.person.id, on: version.id) != nil,
            try BasisStore(transaction).bucket(of: conflict.claimant.member, in: dossier.basis) == .enrolling
        else { return }
        try revise(version, conflict, to: .enrolling, dossier, sealing: seal)
    }

    private func dossier(of side: ClaimConflict.Side, _ year: Int) throws -> EnrolmentDossier {
        guard let unit = try UnionStore(transaction).unit(side.unit) else { throw Refusal.notFound }
        return try EnrolmentDossier(following: transaction, occasion, unit: unit, year: year)
    }

    private func revise(
        _ version: EnrolmentVersion, _ conflict: ClaimConflict, to bucket: Bucket, _ dossier: EnrolmentDossier,
        sealing seal: any FieldSealing
    ) throws {
        guard let plan = dossier.plans.first(where: { $0.type == version.plan }) else {
            throw Refusal.planNotOffered(version.plan)
        }
        let next = try RosterRevisionStore(transaction).revise(
            version, moving: conflict.person.id, to: bucket, year: conflict.year, on: occasion.today,
            at: occasion.moment, sealing: seal)
        try ReviewMarkStore(transaction).mark([next.id], in: dossier.year)
        _ = try BaseNotices.issue(dossier, next, plan: plan, token: Token.random().text)
        try EventStore(transaction).record(
            "roster-change", on: .enrolment, version.enrolment.rawValue, at: dossier.unit.path,
            detail: "version=\(next.number);heads=\(next.heads);conflict=\(conflict.id)", occasion)
        try PaymentReminders.settle(version.enrolment, transaction, at: occasion.moment)
    }

    /// A list on which nobody stays goes back to its unit.
    private func sendBack(_ dossier: inout EnrolmentDossier, _ version: EnrolmentVersion) throws {
        guard var record = dossier.record else { throw Refusal.notFound }
        try record.enrolment.perform(.return, by: dossier.account, on: occasion.today, in: dossier.year)
        record.returnReason = ReturnReason.wrongRoster.rawValue
        record.outdatedSince = nil
        try dossier.save(
            record, .return, detail: "version=\(version.number);reason=\(ReturnReason.wrongRoster.rawValue)")
        try RosterStore(transaction).releaseClaims(of: record.enrolment.id)
        let todos = TodoStore(transaction)
        try todos.close(
            [.reviewEnrolment, .resubmitEnrolment, .payShare], subject: record.enrolment.id.rawValue,
            at: occasion.moment)
        try todos.open(
            .correctEnrolment, for: dossier.unit.union, subject: record.enrolment.id.rawValue,
            name: dossier.unit.name, amount: version.heads, due: record.enrolment.deadline(in: dossier.year),
            at: occasion.moment)
    }
}
