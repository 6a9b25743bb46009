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

    private struct Asked: Codable, Sendable {
        let nonce: String
        let rows: Int
    }

    private func change(
        _ task: ImportTask, of id: ID<MemberImport>, _ patience: Patience, _ occasion: Occasion
    ) async throws {
        let nonce = Token.random().text
        let begun = try await platform.once("change-import-rows", occasion) { [platform] transaction in
            let staged = try find(id, occasion, transaction)
            guard staged.status == .staged else { throw Refusal.changedMeanwhile }
            try MemberImportStore(transaction, platform.seal).set(.reading, of: id, from: .staged)
            try ImportJobStore(transaction).insert(
                task, of: id, total: staged.counts.rows, asked: occasion, patience)
            return Asked(nonce: nonce, rows: staged.counts.rows)
        }
        guard begun.nonce == nonce, begun.rows <= patience.rows else { return }
        try await revise(id, task, occasion) { occasion.now }
    }

    /// Changes the rows that a task is for, and judges again those that meet them.
    ///
    /// Done again from the beginning it changes nothing more.
    func revise(_ id: ID<MemberImport>, _ task: ImportTask, _ occasion: Occasion, _ clock: RealClock) async throws {
        let plan = try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .reading else { throw Refusal.changedMeanwhile }
            return try ImportPlan(found, occasion, transaction)
        }
        var repeats = FileRepeats()
        try await forEachChunk(of: id) { rows in
            for row in rows {
                if case .judged(let judged, _) = try Revised(row, task, plan) { repeats.note(judged) }
            }
        }
        let (known, done) = (repeats, Counter())
        try await forEachChunk(of: id) { rows in
            let changes = try rows.compactMap { try Change($0, task, plan, known) }
            let (reached, lease) = (done.add(rows.count), Self.lease(from: clock()))
            try await platform.database.write { [platform] transaction in
                guard try ImportJobStore(transaction).advance(id, to: reached, until: lease) else {
                    throw Refusal.changedMeanwhile
                }
                try Self.write(changes, of: id, plan, transaction, platform.seal)
            }
        }
        try await platform.database.write { [platform] transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            try imports.settle(id, from: .reading, to: .staged)
            try ImportJobStore(transaction).delete(id)
            try EventStore(transaction).record(
                ImportEvent.revised.rawValue, on: .memberImport, id.rawValue, at: plan.target.union.path,
                detail: [task.word, task.repair?.rawValue ?? ""].joined(separator: " "), occasion)
        }
    }

    private func forEachChunk(
        of id: ID<MemberImport>, _ body: ([MemberImportStore.StagedRow]) async throws -> Void
    ) async throws {
        var last = 0
        while true {
            let after = last
            let rows = try await platform.database.read { [platform] transaction in
                try MemberImportStore(transaction, platform.seal).rows(.all, of: id, after: after, limit: Self.chunk)
            }
            guard let end = rows.last else { return }
            last = end.number
            try await body(rows)
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

    init(_ staged: MemberImportStore.StagedRow, _ task: ImportTask, _ plan: ImportPlan) throws {
        if staged.isLeftOut {
            self = .untouched
            return
        }
        let (row, problems) = try StagedText.read(staged)
        let isFailed = staged.outcome == .failed
        switch task {
        case .leaveOut(let repair) where isFailed && staged.group == repair: self = .leftOut(row)
        case .repair(let repair) where isFailed && problems.contains { $0.repair == repair }:
            let mended = plan.defaults.repaired(row, by: repair)
            self = .judged(plan.rules.judge(mended ?? row), isChanged: mended != nil)
        case .read, .apply, .leaveOut, .repair: self = .judged(plan.rules.judge(row), isChanged: false)
        }
    }
}

/// A row that is no longer what is stored.
private struct Change {
    let revised: Revised

    /// Nil for a row that stays as it is.
    init?(
        _ staged: MemberImportStore.StagedRow, _ task: ImportTask, _ plan: ImportPlan, _ repeats: FileRepeats
    ) throws {
        let revised = try Revised(staged, task, plan)
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
