import DatabaseKit
public import Domain
import Store
import Vault

extension MemberImports {
    /// Carries out a repair for every row that it mends: the clerk has agreed to it.
    public func repair(
        _ repair: MemberProblem.Repair, of id: ID<MemberImport>, waiting patience: Patience = .whole,
        _ occasion: Occasion
    ) async throws {
        guard repair.isOffered else { throw Refusal.notFound }
        try await change(.repair(repair), of: id, patience, occasion)
    }

    /// Leaves out every row that stands under a repair.
    public func leaveOut(
        all repair: MemberProblem.Repair, of id: ID<MemberImport>, waiting patience: Patience = .whole,
        _ occasion: Occasion
    ) async throws {
        try await change(.leaveOut(repair), of: id, patience, occasion)
    }

    /// Undoes the last act: its rows are again what they were before, and judged again with those they meet.
    ///
    /// - Parameter act: the number of the act that the clerk was shown as the last.
    /// - Returns: how many rows are what they were; nil when it takes longer than `patience` and is left to the worker.
    /// - Throws: `Refusal.changedMeanwhile` when another act has followed it or the import no longer waits for its
    ///   confirmation.
    @discardableResult
    public func undo(
        _ act: Int, of id: ID<MemberImport>, waiting patience: Patience = .whole, _ occasion: Occasion
    ) async throws -> Int? {
        try await change(.undo, last: act, of: id, patience, occasion)
    }

    private struct Asked: Codable, Sendable {
        let nonce: String
        let rows: Int
        /// Rows that the act to be undone has changed.
        let changed: Int
    }

    @discardableResult
    func change(
        _ task: ImportTask, last act: Int? = nil, of id: ID<MemberImport>, _ patience: Patience, _ occasion: Occasion
    ) async throws -> Int? {
        let nonce = Token.random().text
        let begun = try await platform.once("change-import-rows", occasion) { [platform] transaction in
            let staged = try find(id, occasion, transaction)
            guard staged.status == .staged else { throw Refusal.changedMeanwhile }
            let acts = ImportActStore(transaction, platform.seal)
            let last = try acts.last(of: id)
            if let kind = task.act {
                _ = try acts.begin(kind, of: id)
            } else {
                guard let act, last?.number == act else { throw Refusal.changedMeanwhile }
            }
            try MemberImportStore(transaction, platform.seal).set(.reading, of: id, from: .staged)
            try RosterJobStore(transaction).insert(
                task, of: .memberImport(id), total: staged.counts.rows, asked: occasion, patience)
            return Asked(nonce: nonce, rows: staged.counts.rows, changed: last?.rows ?? 0)
        }
        guard begun.rows <= patience.rows else { return nil }
        if begun.nonce == nonce { try await revise(id, task, occasion) { occasion.now } }
        return begun.changed
    }

    /// Changes the rows that a task is for, and judges again those that meet them.
    ///
    /// Done again from the beginning it changes nothing more.
    func revise(_ id: ID<MemberImport>, _ task: ImportTask, _ occasion: Occasion, _ clock: RealClock) async throws {
        let (plan, act) = try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .reading, let act = try ImportActStore(transaction, platform.seal).last(of: id)
            else { throw Refusal.changedMeanwhile }
            return (try ImportPlan(found, occasion, transaction), act.number)
        }
        var repeats = FileRepeats()
        try await forEachChunk(of: id, task, act) { rows, former in
            for row in rows {
                let revised = try Revised(row, former[row.number], task, plan)
                if case .judged(let judged, _) = revised { repeats.note(judged) }
            }
        }
        let (known, done) = (repeats, Counter())
        try await forEachChunk(of: id, task, act) { rows, former in
            let changes = try rows.compactMap { try Change($0, former[$0.number], task, plan, known) }
            let (reached, lease) = (done.add(rows.count), RosterJobs.lease(from: clock()))
            try await platform.database.write { [platform] transaction in
                guard try RosterJobStore(transaction).advance(.memberImport(id), to: reached, until: lease) else {
                    throw Refusal.changedMeanwhile
                }
                if task.act != nil {
                    try ImportActStore(transaction, platform.seal).keep(
                        changes.filter(\.isOfTask).map(\.staged), before: act, of: id)
                }
                try Self.write(changes, of: id, plan, transaction, platform.seal)
            }
        }
        try await platform.database.write { [platform] transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            try imports.settle(id, from: .reading, to: .staged)
            try RosterJobStore(transaction).delete(.memberImport(id))
            let acts = ImportActStore(transaction, platform.seal)
            if task.act == nil { try acts.delete(act, of: id) } else { try acts.finish(act, of: id) }
            try EventStore(transaction).record(
                ImportEvent.revised.rawValue, on: .memberImport, id.rawValue, at: plan.target.union.path,
                detail: [task.word, task.repair?.rawValue ?? ""].joined(separator: " "), occasion)
        }
    }

    /// Ends a change that cannot be carried to its end: rows that it has reached stay changed and can be taken back, the
    /// others are what they were, and the import waits for its confirmation again.
    static func leave(
        _ task: ImportTask, _ found: MemberImport, _ occasion: Occasion, _ transaction: any Transaction,
        _ seal: any FieldSealing
    ) throws {
        try MemberImportStore(transaction, seal).settle(found.id, from: .reading, to: .staged)
        let acts = ImportActStore(transaction, seal)
        if task.act != nil, let act = try acts.last(of: found.id) { try acts.finish(act.number, of: found.id) }
        try EventStore(transaction).recordVisitor(
            ImportEvent.stopped.rawValue, on: .memberImport, found.id.rawValue, at: found.unionPath,
            detail: [task.word, task.repair?.rawValue ?? ""].joined(separator: " "), from: RosterJobs.origin,
            occasion.now)
    }

    /// Calls with the rows some at a time and, for a task that takes an act back, with what they were before it.
    private func forEachChunk(
        of id: ID<MemberImport>, _ task: ImportTask, _ act: Int,
        _ body: ([MemberImportStore.StagedRow], [Int: ImportActStore.FormerRow]) async throws -> Void
    ) async throws {
        var last = 0
        while true {
            let after = last
            let (rows, former) = try await platform.database.read {
                [platform] transaction -> ([MemberImportStore.StagedRow], [Int: ImportActStore.FormerRow]) in
                let rows = try MemberImportStore(transaction, platform.seal).rows(
                    .all, of: id, after: after, limit: Self.chunk)
                guard task == .undo, let first = rows.first, let end = rows.last else { return (rows, [:]) }
                return (
                    rows,
                    try ImportActStore(transaction, platform.seal).former(
                        first.number...end.number, before: act, of: id)
                )
            }
            guard let end = rows.last else { return }
            last = end.number
            try await body(rows, former)
        }
    }

    private static func write(
        _ changes: [Change], of id: ID<MemberImport>, _ plan: ImportPlan, _ transaction: any Transaction,
        _ seal: FieldSeal
    ) throws {
        guard !changes.isEmpty else { return }
        var rows: [MemberImportStore.StagedRow] = []
        var judged: [JudgedRow] = []
        for change in changes {
            switch change.revised {
            case .leftOut(let row): rows.append(try .init(leftOut: row))
            case .judged(let row, _): judged.append(row)
            case .untouched: break
            }
        }
        let target = try plan.target.withUnit(transaction)
        let resolved = try RosterResolver(transaction: transaction, seal: seal, target: target).resolve(judged)
        rows += try resolved.map { try .init($0, plan.defaults) }
        try MemberImportStore(transaction, seal).replace(rows, of: id)
    }

    private final class Counter {
        private var count = 0

        func add(_ more: Int) -> Int {
            count += more
            return count
        }
    }
}

/// What a task makes of a staged row.
private enum Revised {
    /// Was left out before.
    case untouched
    case leftOut(MemberRow)
    /// Judged by itself; whether the task has changed it.
    case judged(JudgedRow, isChanged: Bool)

    /// - Parameter former: what the row was before the act that is undone; nil for a row that it has not changed.
    init(
        _ staged: MemberImportStore.StagedRow, _ former: ImportActStore.FormerRow?, _ task: ImportTask,
        _ plan: ImportPlan
    ) throws {
        if let former {
            var row = try StagedText.read(former.text, number: staged.number).row
            row.nameChoice = former.nameChoice
            self = former.isLeftOut ? .leftOut(row) : .judged(plan.rules.judge(row), isChanged: true)
            return
        }
        if staged.isLeftOut {
            self = .untouched
            return
        }
        let (row, problems) = try StagedText.read(staged)
        let isFailed = staged.outcome == .failed
        switch task {
        case .leaveOut(let repair) where isFailed && staged.group == repair: self = .leftOut(row)
        case .repair(let repair) where isFailed && problems.contains { $0.repair == repair }:
            let mended = plan.defaults.repaired(row, problems, by: repair)
            self = .judged(plan.rules.judge(mended ?? row), isChanged: mended != nil)
        case .chooseName(let choice) where staged.group == .chooseName && row.nameChoice == nil:
            var chosen = row
            chosen.nameChoice = choice
            self = .judged(plan.rules.judge(chosen), isChanged: true)
        case .read, .apply, .leaveOut, .repair, .chooseName, .undo:
            self = .judged(plan.rules.judge(row), isChanged: false)
        }
    }
}

/// A row that is no longer what is stored.
private struct Change {
    let staged: MemberImportStore.StagedRow
    let revised: Revised

    /// Whether the task itself has changed it, not only a row that it meets.
    var isOfTask: Bool {
        switch revised {
        case .untouched: false
        case .leftOut: true
        case .judged(_, let isChanged): isChanged
        }
    }

    /// Nil for a row that stays as it is.
    init?(
        _ staged: MemberImportStore.StagedRow, _ former: ImportActStore.FormerRow?, _ task: ImportTask,
        _ plan: ImportPlan, _ repeats: FileRepeats
    ) throws {
        let revised = try Revised(staged, former, task, plan)
        self.staged = staged
        switch revised {
        case .untouched: return nil
        case .leftOut: self.revised = revised
        case .judged(let judged, let isChanged):
            let met = repeats.problems(of: judged)
            guard try isChanged || met != StagedText.read(staged).problems.filter(\.isOfFile) else { return nil }
            self.revised = .judged(judged.with(met), isChanged: isChanged)
        }
    }
}
