import DatabaseKit
import Domain
import Store

/// One person becomes a member by the rules of an import, or another union is asked for him.
struct MemberAdmission {
    let transaction: any Transaction
    let seal: any FieldSealing
    let union: Union
    let plan: ImportPlan
    let occasion: Occasion
    /// How he came about.
    let source: MemberSource

    /// - Parameter consent: whether another union may be asked for him.
    /// - Throws: `DraftRefusal`.
    func admit(_ row: MemberRow, _ consent: TransferConsent, note: String = "") throws -> Members.FormReceipt {
        let target = try plan.target.withUnit(transaction)
        guard let unit = target.unit else { throw Refusal.notFound }
        let resolver = RosterResolver(transaction: transaction, seal: seal, target: target, names: .ofRow)
        guard let resolution = try resolver.resolve([plan.rules.judge(row)]).first else { throw Refusal.notFound }
        let outcome = try outcome(of: resolution, consent)
        try RosterWriter(
            transaction: transaction, seal: seal, union: union, unit: unit, target: target, occasion: occasion,
            source: source
        ).write([resolution])
        var added: ID<Member>?
        if outcome == .added, let entry = resolution.judged.entry {
            added = try member(holding: entry)
            if let added, !note.isEmpty { try MemberStore(transaction, seal).setNote(note, of: added) }
            try EnrolmentFreshness.refresh(unit: unit.id, transaction, occasion)
        }
        return Members.FormReceipt(member: added, outcome: outcome, warnings: resolution.judged.problems)
    }

    private func outcome(
        of resolution: Resolution, _ consent: TransferConsent
    ) throws(DraftRefusal) -> Members.FormOutcome {
        switch resolution.outcome {
        case .failed: throw .problems(resolution.judged.problems)
        case .new: return .added
        case .updated, .unchanged: throw .alreadyMember
        case .skipped: throw .transferOpen
        case .moved:
            guard consent == .given else { throw .transferNeedsConsent }
            return .askedFor
        }
    }

    private func member(holding entry: MemberEntry) throws -> ID<Member>? {
        let index = DocumentIndex(entry.document, seal)
        guard let person = try PersonStore(transaction, seal).known(by: [index])[index] else { return nil }
        return try MemberStore(transaction, seal).open(of: [person.id], openingAddressesOf: union.id)[person.id]?
            .first { $0.union == union.id }?.id
    }
}
