import DatabaseKit
public import Domain
import Foundation
import Store
import Wording

extension MemberComparisons {
    // MARK: Carrying out

    /// Members per transaction.
    private static let batch = 500

    /// Does what was decided, each line once: members that go, then changes, then new people.
    ///
    /// Some hundred lines are done in one transaction together with what became of them. Who stops the server in the
    /// middle loses nothing and repeats nothing: carrying out again goes on with the lines that are left.
    ///
    /// - Parameter expected: how many the confirmation named; nil where nobody was asked.
    /// - Returns: how many lines were done by this call.
    /// - Throws: `Refusal.countChanged` when something else is decided now.
    public func execute(
        _ id: ID<MemberComparison>, expected: Int? = nil, _ occasion: Occasion
    ) async throws -> Int {
        if let expected { try await check(expected, of: id, occasion) }
        let (found, kept) = try await platform.database.write { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            try occasion.actor.authority.require(.importMembers, on: found.unionPath)
            try occasion.actor.authority.require(.removeMembers, on: found.unionPath)
            try occasion.actor.authority.require(.transferMembers, on: found.unionPath)
            let kept = try ComparisonLineStore(transaction, platform.seal).keepAll(of: id)
            try ComparisonStore(transaction).countExecuted(kept, of: id)
            return (found, kept)
        }
        var done = kept
        var (lists, isWritten) = (Set<ID<UnitEnrolment>>(), false)
        for part in [ComparisonPart.missing, .changed, .new] {
            var last = 0
            while true {
                let after = last
                let step = try await platform.database.write { [platform] transaction in
                    // Nobody gives it up while something is done by it.
                    let found = try compared(id, occasion, transaction)
                    let store = ComparisonLineStore(transaction, platform.seal)
                    let lines = try store.toDo(part, of: id, after: after, limit: Self.batch)
                    let effects =
                        switch part {
                        case .missing:
                            try remove(lines, found, occasion, transaction)
                                + transfer(lines, found, occasion, transaction)
                        case .changed, .new: try write(lines, found, occasion, transaction)
                        case .failed: [] as [(line: ID<ComparisonLine>, effect: ComparisonEffect)]
                        }
                    try store.finish(effects)
                    try ComparisonStore(transaction).countExecuted(effects.count, of: id)
                    return (
                        last: lines.last?.said.position, done: effects.count,
                        lists: part == .changed ? try openLists(of: lines, transaction) : []
                    )
                }
                done += step.done
                lists.formUnion(step.lists)
                isWritten = isWritten || (part != .missing && step.done > 0)
                guard let position = step.last else { break }
                last = position
            }
        }
        if done > 0 {
            let lines = done
            try await platform.database.write { [platform, lists, isWritten] transaction in
                // Its columns are not put otherwise any more.
                if found.counts.failed == 0 {
                    try ComparisonSourceStore(transaction, platform.seal).delete(id)
                }
                try EventStore(transaction).record(
                    ComparisonEvent.executed.rawValue, on: .memberComparison, id.rawValue, at: found.unionPath,
                    detail: "lines=\(lines)", occasion)
                if isWritten { try refresh(found, lists, occasion, transaction) }
            }
        }
        return done
    }

    /// Handed-in lists on which those of the lines stand, in whatever unit of the union.
    private func openLists(
        of lines: [ComparisonLineStore.Line], _ transaction: any Transaction
    ) throws -> [ID<UnitEnrolment>] {
        let standing = try RollStore(transaction, platform.seal).standing(of: lines.compactMap(\.said.member))
        return try RegisterStore(transaction).openEnrolments(of: standing.values.map(\.person))
    }

    /// Who has come or changed makes a handed-in list out of date, and counts among those without a card.
    private func refresh(
        _ comparison: MemberComparison, _ lists: Set<ID<UnitEnrolment>>, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        guard let union = try UnionStore(transaction).find(comparison.union) else { throw Refusal.notFound }
        let plan = try ImportPlan(union: union, try ImportClass(comparison), occasion, transaction)
        if let unit = try plan.target.withUnit(transaction).unit {
            try EnrolmentFreshness.refresh(unit: unit.id, transaction, occasion)
        }
        try EnrolmentFreshness.refresh(lists.sorted(), transaction, occasion)
    }

    /// Once for a form: sent again it goes on where it was cut off, whatever is left.
    private func check(_ expected: Int, of id: ID<MemberComparison>, _ occasion: Occasion) async throws {
        _ = try await platform.once("execute-comparison", occasion) { [platform] transaction in
            _ = try compared(id, occasion, transaction)
            let tallies = try ComparisonLineStore(transaction, platform.seal).tallies(of: id)
            let actual = tallies.filter { $0.decision != nil && $0.effect == nil }.map(\.lines).reduce(0, +)
            guard actual == expected else { throw Refusal.countChanged(expected: expected, actual: actual) }
            return expected
        }
    }

    private func remove(
        _ lines: [ComparisonLineStore.Line], _ comparison: MemberComparison, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws -> [(line: ID<ComparisonLine>, effect: ComparisonEffect)] {
        let standing = try RollStore(transaction, platform.seal).standing(of: lines.compactMap(\.said.member))
        let lists = try RegisterStore(transaction).openEnrolments(of: standing.values.map(\.person))
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
        try TransferWriter(transaction, platform.seal, occasion).lapse(of: people)
        try EnrolmentFreshness.refresh(lists, transaction, occasion)
        return effects
    }

    /// Offers to the district's 临时工会.
    private func transfer(
        _ lines: [ComparisonLineStore.Line], _ comparison: MemberComparison, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws -> [(line: ID<ComparisonLine>, effect: ComparisonEffect)] {
        let leaving = lines.filter { $0.decision == .transfer }
        guard !leaving.isEmpty else { return [] }
        guard let union = try TransferTargetStore(transaction).holding(for: comparison.unionPath) else {
            throw Refusal.notFound
        }
        let members = leaving.compactMap(\.said.member)
        let standing = try RollStore(transaction, platform.seal).standing(of: members)
        let unchanged = leaving.filter { line in
            line.said.member.flatMap { standing[$0] }.map { $0.version == line.said.memberVersion } ?? false
        }
        let made = try TransferWriter(transaction, platform.seal, occasion).offer(
            try TransferCandidateStore(transaction).candidates(unchanged.compactMap(\.said.member)), to: union,
            motive: ComparisonWorkbook.transferMotive)
        return leaving.compactMap { line in
            guard let member = line.said.member else { return nil }
            if made[member] != nil { return (line.id, .offered) }
            let isChanged = standing[member].map { $0.version != line.said.memberVersion } ?? false
            return (line.id, isChanged ? .changedMeanwhile : .alreadyDone)
        }
    }

    /// Imports or updates by the import's own rules, as the roll is now.
    private func write(
        _ lines: [ComparisonLineStore.Line], _ comparison: MemberComparison, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws -> [(line: ID<ComparisonLine>, effect: ComparisonEffect)] {
        guard !lines.isEmpty else { return [] }
        guard let union = try UnionStore(transaction).find(comparison.union) else { throw Refusal.notFound }
        let plan = try ImportPlan(union: union, try ImportClass(comparison), occasion, transaction)
        let target = try plan.target.withUnit(transaction)
        guard let unit = target.unit else { throw Refusal.notFound }
        let rows = try lines.map { line in
            plan.rules.judge(try StagedText.read(line.said.cells ?? "", number: line.said.position).row)
        }
        let resolved = try RosterResolver(
            transaction: transaction, seal: platform.seal, target: target, extent: comparison.extent, names: .ofRow
        ).resolve(rows)
        let now = Dictionary(
            try ComparedRows(transaction, platform.seal).drafts(resolved, plan.defaults).map { ($0.position, $0) },
            uniquingKeysWith: { first, _ in first })
        var written: [Resolution] = []
        let effects = try zip(lines, resolved).map { line, resolution in
            let effect = try effect(of: line, resolution, now[line.said.position])
            if effect == ComparisonEffect(resolution.outcome), resolution.outcome.isWritten {
                written.append(resolution)
            }
            if effect == .failed {
                let cells = try StagedText.write(resolution.judged.row, resolution.judged.problems)
                try ComparisonLineStore(transaction, platform.seal).replace(cells, of: line.id)
            }
            return (line: line.id, effect: effect)
        }
        try RosterWriter(
            transaction: transaction, seal: platform.seal, union: union, unit: unit, target: target,
            occasion: occasion
        ).write(written)
        return effects
    }

    /// What carrying out comes to: exactly what was shown and decided, or nothing.
    private func effect(
        of line: ComparisonLineStore.Line, _ resolution: Resolution, _ now: ComparisonLineStore.Draft?
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
