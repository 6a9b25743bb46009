import DatabaseKit
public import Domain
import Foundation
import Store
import Wording

extension MemberComparisons {
    /// The past comparisons of the actor's unions, the latest first.
    public struct List: Sendable {
        public let comparisons: [MemberComparison]
        public let total: Int
        public let page: ListPage
    }

    public func list(
        _ filter: ComparisonFilter, page: ListPage, _ occasion: Occasion
    ) async throws -> List {
        try await platform.database.read { transaction in
            let scope = try occasion.actor.authority.scope(for: .compareMembers)
            let store = ComparisonStore(transaction)
            let total = try store.count(filter, in: scope)
            let page = page.within(total)
            return List(
                comparisons: try store.list(filter, in: scope, page: page), total: total, page: page)
        }
    }

    /// A comparison with one of its groups.
    public struct Sheet: Sendable {
        public let comparison: MemberComparison
        public let enterpriseName: String?
        public let flexibleKind: String?
        /// The 临时工会 that missing members can be transferred to.
        public let holding: String?
        public let tallies: [ComparisonTally]
        /// What a decision for all of the group leaves out.
        public let reserve: ComparisonReserve
        /// Of rows that are kept out: what mends them, and how many rows.
        public let groups: [MemberImports.Preview.Group]
        /// How the file's columns are read, as long as the file is at hand.
        public let layout: ColumnLayout?
        /// How far the reading of the file is, or the carrying out; nil when nothing is under way.
        public let progress: MemberImports.Preview.Progress?
        /// The request to a second person for which what was decided waits.
        public let held: ID<MassRemoval>?
        public let lines: [Line]
        /// The position to go on behind; nil at the end.
        public let next: Int?
    }

    /// One line; numbers are masked here, so that whole ones never reach a page.
    public struct Line: Sendable {
        public let id: ID<ComparisonLine>
        public let part: ComparisonPart
        /// The row of the file; nil for who is not in it.
        public let row: Int?
        public let member: ID<Member>?
        public let name: String
        public let documentType: String
        public let document: String
        public let phone: String
        public let workplace: String
        public let outcome: ImportOutcome?
        public let changes: [FieldChange]
        public let findings: [MemberImports.Preview.Finding]
        /// What mends a row that is kept out.
        public let repair: MemberProblem.Repair?
        public let namesakeRow: Int?
        public let decision: ComparisonDecision?
        public let effect: ComparisonEffect?
    }

    /// Lines per page of a group.
    static let pageLines = 100

    /// - Parameters:
    ///   - decision: only the lines of which this is decided and not done; nil for all.
    ///   - repair: of the rows that are kept out only those that this would mend; nil for all.
    public func sheet(
        _ id: ID<MemberComparison>, _ part: ComparisonPart, _ decision: ComparisonDecision? = nil,
        mendedBy repair: MemberProblem.Repair? = nil, after: Int, _ occasion: Occasion
    ) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            let limit = Self.pageLines + 1
            let kept: [ComparisonLineStore.Line] =
                if found.status != .compared {
                    []
                } else if let repair, part == .failed {
                    try store.lines(mendedBy: repair, of: id, after: after, limit: limit)
                } else {
                    try store.lines(part, decision, of: id, after: after, limit: limit)
                }
            let shown = Array(kept.prefix(Self.pageLines))
            return Sheet(
                comparison: found,
                enterpriseName: try found.enterprise.flatMap { try UnionStore(transaction).enterprise($0)?.name },
                flexibleKind: try Vocabulary(DictionaryStore(transaction)).name(
                    of: found.flexibleKind, in: .flexibleKind),
                holding: try TransferTargetStore(transaction).holding(for: found.unionPath)?.name,
                tallies: try store.tallies(of: id), reserve: try store.reserve(part, of: id),
                groups: part == .failed ? try groups(of: id, store) : [],
                layout: try ComparisonSourceStore(transaction, platform.seal).layout(of: id),
                progress: try progress(of: found, transaction),
                held: try MassRemovalStore(transaction).open(of: id), lines: try lines(shown, transaction),
                next: kept.count > shown.count ? shown.last?.said.position : nil)
        }
    }

    func progress(
        of found: MemberComparison, _ transaction: any Transaction
    ) throws -> MemberImports.Preview.Progress? {
        guard found.state == .comparing || found.state == .executing,
            let job = try RosterJobStore(transaction).find(.comparison(found.id))
        else { return nil }
        return MemberImports.Preview.Progress(task: job.task, done: min(job.done, job.total), total: job.total)
    }

    private func groups(
        of id: ID<MemberComparison>, _ store: ComparisonLineStore
    ) throws -> [MemberImports.Preview.Group] {
        let rows = try store.repairs(of: id)
        return MemberProblem.Repair.allCases.compactMap { repair in
            rows[repair].map { MemberImports.Preview.Group(repair: repair, rows: $0) }
        }
    }

    func lines(_ kept: [ComparisonLineStore.Line], _ transaction: any Transaction) throws -> [Line] {
        let members = try MemberListStore(transaction, platform.seal).listed(
            kept.filter { $0.said.cells == nil }.compactMap(\.said.member))
        return try kept.map { line in
            if let cells = line.said.cells { return try Line(line, cells) }
            guard let member = line.said.member.flatMap({ members[$0] }) else { throw Refusal.notFound }
            return try Line(line, member)
        }
    }
}

extension MemberComparisons.Line {
    /// A member who is not in the file, or whose row is no longer kept.
    fileprivate init(_ line: ComparisonLineStore.Line, _ listed: MemberListStore.Listed) throws {
        let person = listed.member.person
        self.init(
            id: line.id, part: line.said.part, row: line.said.part == .missing ? nil : line.said.position,
            member: listed.member.id, name: person.name,
            documentType: person.document.type.wording, document: person.document.masked,
            phone: person.phone?.masked ?? "", workplace: listed.member.workplace, outcome: nil,
            changes: try Self.changes(line),
            findings: [], repair: nil, namesakeRow: line.said.namesakeRow, decision: line.decision, effect: line.effect)
    }

    /// A row of the file.
    fileprivate init(_ line: ComparisonLineStore.Line, _ cells: String) throws {
        let (row, problems) = try StagedText.read(cells, number: line.said.position)
        self.init(
            id: line.id, part: line.said.part, row: row.number, member: line.said.member, name: row[.name].text,
            documentType: row[.documentType].text, document: row.masked(.documentNumber), phone: row.masked(.phone),
            workplace: row[.workplace].text, outcome: line.said.outcome, changes: try Self.changes(line),
            findings: problems.map { MemberImports.Preview.Finding(problem: $0, found: row.masked($0.column)) },
            repair: line.said.repair, namesakeRow: nil, decision: line.decision, effect: line.effect)
    }

    private static func changes(_ line: ComparisonLineStore.Line) throws -> [FieldChange] {
        try line.said.changes.map { try JSONDecoder().decode([FieldChange].self, from: Data($0.utf8)) } ?? []
    }
}
