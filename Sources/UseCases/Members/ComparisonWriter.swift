import DatabaseKit
import Domain
import Foundation
import Store
import Wording

/// Carries out what is decided of the lines of one comparison, some hundred in a piece, by the rules of the single acts.
///
/// What became of each line is written in the transaction of its piece, so that nothing is done twice.
struct ComparisonWriter {
    let comparison: MemberComparison
    let seal: any FieldSealing
    let transaction: any Transaction
    let occasion: Occasion

    init(
        _ comparison: MemberComparison, _ seal: any FieldSealing, _ transaction: any Transaction, _ occasion: Occasion
    ) {
        self.comparison = comparison
        self.seal = seal
        self.transaction = transaction
        self.occasion = occasion
    }

    private typealias Line = ComparisonLineStore.Line
    private typealias Effects = [(line: ID<ComparisonLine>, effect: ComparisonEffect)]

    private var store: ComparisonLineStore { ComparisonLineStore(transaction, seal) }

    /// Lines per piece.
    static let piece = 500

    /// Members that go, then changes, then new people.
    private static let order: [ComparisonPart] = [.missing, .changed, .new]

    /// How far it is: the lines that a piece has done, and behind which line the next one begins.
    struct Step {
        let lines: Int
        /// Nil at the end.
        let next: ComparisonPlace?
    }

    /// Where the first piece begins.
    static let start = ComparisonPlace(.missing, 0)

    /// Carries out what changes nothing.
    func keep() throws -> Int {
        let kept = try store.keepAll(of: comparison.id)
        try ComparisonStore(transaction).countExecuted(kept, of: comparison.id)
        return kept
    }

    /// Carries out the next piece.
    func step(after place: ComparisonPlace) throws -> Step {
        for part in Self.order.drop(while: { $0 != place.part }) {
            let lines = try store.toDo(
                part, of: comparison.id, after: part == place.part ? place.position : 0, limit: Self.piece)
            guard let last = lines.last else { continue }
            let effects: Effects =
                switch part {
                case .missing: try remove(lines) + transfer(lines)
                case .changed: try change(lines)
                case .new: try write(lines)
                case .failed: []
                }
            try store.finish(effects)
            try ComparisonStore(transaction).countExecuted(effects.count, of: comparison.id)
            return Step(lines: effects.count, next: ComparisonPlace(part, last.said.position))
        }
        return Step(lines: 0, next: nil)
    }

    /// Ends an execution, however far it came and whoever ends it: whoever has come, changed or gone makes a handed-in list out of date and
    /// counts among those without a card, or no longer; the columns are not put otherwise any more.
    func settle() throws {
        let tallies = try store.tallies(of: comparison.id)
        guard tallies.contains(where: { $0.effect != nil }) else { return }
        if comparison.counts.failed == 0 { try ComparisonSourceStore(transaction, seal).delete(comparison.id) }
        var units = Set(try store.units(doneOf: comparison.id))
        // Where new people go, also when nothing may be entered there any more.
        let unit = try UnionStore(transaction).existingUnit(of: comparison.union, enterprise: comparison.enterprise)
        if let unit, tallies.contains(where: { $0.effect == .imported }) { units.insert(unit.id) }
        try EnrolmentReach(units: units.sorted(), transaction).refresh(transaction, occasion)
    }

    // MARK: Who is not in the file

    private func remove(_ lines: [Line]) throws -> Effects {
        let standing = try RollStore(transaction, seal).standing(of: lines.compactMap(\.said.member))
        var people: [ID<Person>] = []
        var ending: [RemovalReason: [(id: ID<Member>, version: Int)]] = [:]
        let effects = lines.compactMap { line -> (line: ID<ComparisonLine>, effect: ComparisonEffect)? in
            guard let reason = line.decision?.removal, let member = line.said.member else { return nil }
            guard let now = standing[member] else { return (line.id, .alreadyDone) }
            guard now.version == line.said.memberVersion else { return (line.id, .changedMeanwhile) }
            ending[reason, default: []].append((member, now.version))
            people.append(now.person)
            return (line.id, .removed)
        }
        for reason in RemovalReason.allCases {
            guard let members = ending[reason] else { continue }
            try Members.end(members, reason, at: comparison.unionPath, occasion, transaction)
        }
        try TransferWriter(transaction, seal, occasion).lapse(of: people)
        return effects
    }

    /// Offers to the district's 临时工会; where it has gone since that was decided, everybody stays and is named.
    private func transfer(_ lines: [Line]) throws -> Effects {
        let leaving = lines.filter { $0.decision == .transfer }
        guard !leaving.isEmpty else { return [] }
        // It may have gone since the decision; the other lines are carried out all the same.
        guard let union = try TransferTargetStore(transaction).holding(for: comparison.unionPath) else {
            return leaving.map { ($0.id, .failed) }
        }
        let members = leaving.compactMap(\.said.member)
        let standing = try RollStore(transaction, seal).standing(of: members)
        let unchanged = leaving.filter { line in
            line.said.member.flatMap { standing[$0] }.map { $0.version == line.said.memberVersion } ?? false
        }
        let made = try TransferWriter(transaction, seal, occasion).offer(
            try TransferCandidateStore(transaction).candidates(unchanged.compactMap(\.said.member)), to: union,
            motive: ComparisonWorkbook.transferMotive)
        return leaving.compactMap { line in
            guard let member = line.said.member else { return nil }
            if made[member] != nil { return (line.id, .offered) }
            let isChanged = standing[member].map { $0.version != line.said.memberVersion } ?? false
            return (line.id, isChanged ? .changedMeanwhile : .alreadyDone)
        }
    }

    // MARK: Who is in the file

    /// Who comes to another unit leaves one whose people are counted anew here: afterwards nobody knows which it was.
    private func change(_ lines: [Line]) throws -> Effects {
        let moving = try lines.filter { try Self.changes($0.said.changes).contains { $0.field == .unit } }
        let standing = try RollStore(transaction, seal).standing(of: moving.compactMap(\.said.member))
        let left = try EnrolmentReach(of: standing.values.map(\.person), transaction)
        let effects = try write(lines)
        try left.refresh(transaction, occasion)
        return effects
    }

    /// Imports or updates by the import's own rules, as the roll is now.
    private func write(_ lines: [Line]) throws -> Effects {
        guard let union = try UnionStore(transaction).find(comparison.union) else { throw Refusal.notFound }
        let plan = try ImportPlan(comparison, occasion, transaction)
        let target = try plan.target.withUnit(transaction)
        guard let unit = target.unit else { throw Refusal.notFound }
        let rows = try lines.map { line in
            plan.rules.judge(try StagedText.read(line.said.cells ?? "", number: line.said.position).row)
        }
        let resolved = try RosterResolver(
            transaction: transaction, seal: seal, target: target, extent: comparison.extent, names: .ofRow
        ).resolve(rows)
        let now = Dictionary(
            try ComparedRows(transaction, seal).drafts(resolved, plan.defaults).map { ($0.position, $0) },
            uniquingKeysWith: { first, _ in first })
        var written: [Resolution] = []
        let effects = try zip(lines, resolved).map { line, resolution in
            let effect = try effect(of: line, resolution, now[line.said.position])
            if effect == ComparisonEffect(resolution.outcome), resolution.outcome.isWritten {
                written.append(resolution)
            }
            if effect == .failed {
                let cells = try StagedText.write(resolution.judged.row, resolution.judged.problems)
                try store.replace(cells, of: line.id)
            }
            return (line: line.id, effect: effect)
        }
        try RosterWriter(
            transaction: transaction, seal: seal, union: union, unit: unit, target: target, occasion: occasion
        ).write(written)
        return effects
    }

    /// What carrying out comes to: exactly what was shown and decided, or nothing.
    private func effect(
        of line: Line, _ resolution: Resolution, _ now: ComparisonLineStore.Draft?
    ) throws -> ComparisonEffect {
        let effect = ComparisonEffect(resolution.outcome)
        switch effect {
        case .failed, .alreadyDone, .removed, .offered, .kept, .changedMeanwhile: return effect
        case .imported, .asked: return line.decision == .import ? effect : .changedMeanwhile
        case .updated:
            let isShown = try line.decision == .update && Self.changes(now?.changes) == Self.changes(line.said.changes)
            return isShown ? .updated : .changedMeanwhile
        }
    }

    private static func changes(_ text: String?) throws -> [FieldChange] {
        guard let text else { return [] }
        return try JSONDecoder().decode([FieldChange].self, from: Data(text.utf8))
    }
}

extension ImportClass {
    /// The class that a comparison was made with.
    init(_ comparison: MemberComparison) throws {
        switch comparison.category {
        case .enterprise:
            guard let enterprise = comparison.enterprise else { throw Refusal.notFound }
            self = .enterprise(enterprise)
        case .outsideEnterprise: self = .outsideEnterprise
        case .flexible: self = .flexible(kind: comparison.flexibleKind ?? "")
        }
    }
}
