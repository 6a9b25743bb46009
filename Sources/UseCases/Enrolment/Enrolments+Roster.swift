public import Domain
import Store

extension Enrolments {
    /// 选择保障类型: for the next submission; one plan a year, fixed at the lock.
    public func choosePlan(_ occasion: Occasion, enterprise: ID<Enterprise>?, plan: String) async throws {
        try await change("choose-plan", plan, occasion, enterprise: enterprise) { dossier in
            guard let offered = dossier.plans.first(where: { $0.type == plan }) else {
                throw Refusal.planNotOffered(plan)
            }
            guard try dossier.rates(of: offered) != nil else { throw Refusal.planNotOffered(plan) }
            try dossier.prepare("plan=\(plan)") { $0.plan = plan }
        }
    }

    /// 梳理会员: the clerk says that the roll is the true one.
    public func reviewRoster(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws {
        try await change("review-roster", "", occasion, enterprise: enterprise) { dossier in
            try dossier.prepare("roster=reviewed") { $0.rosterReviewedAt = occasion.moment }
        }
    }

    // MARK: Exclusion

    /// Takes people off this year's list; they stay members and may be put back until the lock.
    public func exclude(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, members: [ID<Member>], reason: ExclusionReason?,
        note: String
    ) async throws {
        let note = note.trimmed(to: Self.noteLimit)
        try await change(
            "exclude-members", "\(members.keys) \(reason?.rawValue ?? "")", occasion, enterprise: enterprise
        ) { dossier in
            try requireBasis(members, dossier)
            guard let reason else { throw Refusal.reasonMissing }
            if reason == .other, note.isEmpty { throw Refusal.reasonMissing }
            let acts = RosterActStore(dossier.transaction)
            let year = dossier.year.year
            try dossier.prepare("excluded=\(members.count);reason=\(reason.rawValue)") { _ in
                try acts.exclude(
                    members, year: year, reason: reason, note: note.isEmpty ? nil : note,
                    by: occasion.actor.account, at: occasion.moment)
            }
        }
    }

    public func putBack(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, members: [ID<Member>]
    ) async throws {
        try await change("put-back-members", members.keys, occasion, enterprise: enterprise) { dossier in
            try requireBasis(members, dossier)
            let acts = RosterActStore(dossier.transaction)
            let year = dossier.year.year
            let lost = try ClaimConflictStore(dossier.transaction).lost(members, year: year)
            guard lost == 0 else { throw Refusal.conflictDecided(people: lost) }
            try dossier.prepare("put-back=\(members.count)") { _ in
                _ = try acts.putBack(members, year: year, at: occasion.moment)
            }
        }
    }

    // MARK: Retirement

    /// Answers suspected retirements, or marks somebody as retired whom the register does not know yet.
    public func answerRetirement(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ answers: [ID<Member>: RetirementAnswer]
    ) async throws {
        try await change("answer-retirement", answers.content, occasion, enterprise: enterprise) { dossier in
            try requireBasis(Array(answers.keys), dossier)
            let acts = RosterActStore(dossier.transaction)
            let year = dossier.year
            try dossier.prepare("retirement-answers=\(answers.count)") { _ in
                try acts.answer(answers, in: year, by: occasion.actor.account, at: occasion.moment)
            }
        }
    }

    /// Takes an answer back; possible until the lock.
    public func withdrawRetirementAnswer(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, members: [ID<Member>]
    ) async throws {
        try await change(
            "withdraw-retirement-answer", members.keys, occasion, enterprise: enterprise
        ) { dossier in
            try requireBasis(members, dossier)
            let acts = RosterActStore(dossier.transaction)
            try dossier.prepare("retirement-answers-withdrawn=\(members.count)") { _ in
                _ = try acts.withdrawAnswers(members)
            }
        }
    }

    /// Everybody named must stand in this unit's basis; a stranger among them refuses the whole act.
    private func requireBasis(_ members: [ID<Member>], _ dossier: EnrolmentDossier) throws {
        guard !members.isEmpty else { throw Refusal.nothingSelected }
        let found = try RosterActStore(dossier.transaction).count(of: members, in: dossier.basis)
        guard found == Set(members).count else { throw Refusal.notFound }
    }
}

extension [ID<Member>] {
    /// Whom a form names.
    fileprivate var keys: String { sorted().map(\.description).joined(separator: ",") }
}

extension [ID<Member>: RetirementAnswer] {
    /// Whom a form names, with what it says of each.
    fileprivate var content: String {
        sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }.joined(separator: ",")
    }
}
