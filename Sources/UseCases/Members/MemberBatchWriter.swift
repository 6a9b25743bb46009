import DatabaseKit
import Domain
import Store

/// Does an act to some members in one transaction, by the rules of the single acts.
struct MemberBatchWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        self.transaction = transaction
        self.seal = seal
        self.occasion = occasion
    }

    private typealias Result = MemberBatchStore.Result
    private typealias Chosen = (candidate: TransferCandidate, version: Int, position: Int)

    func perform(
        _ batch: MemberBatch, _ waiting: [MemberBatchStore.Waiting], _ choice: MemberChoice
    ) throws -> [MemberBatchStore.Result] {
        let ids = waiting.map(\.member)
        let candidates = Dictionary(
            try choice.candidates(ids, occasion, transaction).map { ($0.member, $0) },
            uniquingKeysWith: { first, _ in first })
        let standing = try RollStore(transaction, seal).standing(of: ids)
        var results: [Result] = []
        var open: [Chosen] = []
        for one in waiting {
            guard let now = standing[one.member], let candidate = candidates[one.member] else {
                results.append(Result(one.position, .left))
                continue
            }
            if now.version == one.version {
                open.append((candidate, one.version, one.position))
            } else {
                results.append(Result(one.position, .changedMeanwhile))
            }
        }
        switch batch.act {
        case .label(let code): return results + (try label(open, code))
        case .removal(let reason): return results + (try remove(open, reason))
        case .removalRequest(let ground): return results + (try ask(open, ground, batch.note ?? ""))
        }
    }

    // MARK: Acts

    private func label(_ chosen: [Chosen], _ code: String?) throws -> [Result] {
        let store = MemberBatchStore(transaction)
        let before = try store.label(ofEach: chosen.map(\.candidate.member))
        let changing = chosen.filter { before[$0.candidate.member] != code }
        try store.setLabel(code, of: changing.map { (id: $0.candidate.member, version: $0.version) })
        let events = try EventStore(transaction).recordAll(
            MemberEvent.edited.rawValue, on: .member,
            changing.map { EventStore.Change(id: $0.candidate.member.rawValue, path: $0.candidate.path) },
            detail: MemberField.label.rawValue, occasion)
        try MemberChangeStore(transaction, seal).record(
            zip(events, changing).map { event, one in
                (event: event, changes: [MemberChange(.label, from: before[one.candidate.member], to: code)])
            })
        return chosen.map { Result($0.position, before[$0.candidate.member] == code ? .unchanged : .done) }
    }

    private func remove(_ chosen: [Chosen], _ reason: RemovalReason) throws -> [Result] {
        guard !chosen.isEmpty else { return [] }
        let people = chosen.map(\.candidate.person)
        let reach = try EnrolmentReach(of: people, transaction)
        for (path, members) in Dictionary(grouping: chosen, by: \.candidate.path) {
            try Members.end(
                members.map { (id: $0.candidate.member, version: $0.version) }, reason, at: path, occasion,
                transaction)
        }
        try TransferWriter(transaction, seal, occasion).lapse(of: people)
        try reach.refresh(transaction, occasion)
        return chosen.map { Result($0.position, .done) }
    }

    private func ask(_ chosen: [Chosen], _ ground: RemovalRequest.Ground, _ note: String) throws -> [Result] {
        let waiting = try RemovalRequestStore(transaction, seal).open(of: chosen.map(\.candidate.person))
        let asked = Set(waiting.map(\.request.member))
        let asking = chosen.filter { !asked.contains($0.candidate.member) }
        let made = try RemovalWriter(transaction, seal, occasion).ask(asking.map(\.candidate), ground, note: note)
        return chosen.map { one in
            made[one.candidate.member].map { Result(one.position, .done, $0) } ?? Result(one.position, .alreadyAsked)
        }
    }
}
