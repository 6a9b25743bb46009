import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 统计报表: unions, members, enterprises and cards of each union directly under one, now and in a span of days.
public struct Statistics: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct Line: Hashable, Sendable {
        public let union: Union
        public let now: UnionFigures
        public let days: JoiningFigures
    }

    public struct Report: Sendable {
        /// From the actor's own union down to the one above the node.
        public let above: [Union]
        /// Everything of the node; what it has by itself and its subordinates add up to it.
        public let total: Line
        /// What the node has by itself; nil when that is nothing.
        public let own: Line?
        public let lines: [Line]
        public let count: Int
        public let page: ListPage
    }

    /// - Parameters:
    ///   - node: nil for the actor's own union.
    ///   - days: in which people joined and cards were issued or activated; the other figures are of now.
    /// - Throws: `Refusal.notFound` for a node outside the actor's subtree.
    public func report(
        _ node: ID<Union>?, _ days: DayWindow, page: ListPage, _ occasion: Occasion
    ) async throws -> Report {
        let scope = try occasion.actor.authority.scope(for: .viewStatistics)
        return try await platform.database.read { transaction in
            let union = try Self.node(node, in: scope, occasion, transaction)
            let store = StatisticsStore(transaction)
            let found = try MemberDayStore(transaction).subordinates(of: union, days)
            let count = try store.count(under: union.id)
            let page = page.within(count)
            return Report(
                above: try UnionStore(transaction).lineage(of: union.path).dropLast().filter {
                    scope.path.contains($0.path)
                },
                total: try Self.total(union, found, store), own: try Self.own(union, found, store),
                lines: try Self.lines(try store.page(under: union.id, page), found, store), count: count, page: page)
        }
    }

    private static func node(
        _ node: ID<Union>?, in scope: UnionScope, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Union {
        guard let union = try UnionStore(transaction).find(node ?? occasion.actor.union),
            scope.path.contains(union.path)
        else { throw Refusal.notFound }
        return union
    }

    private static func total(
        _ union: Union, _ found: [UnionPath: JoiningFigures], _ store: StatisticsStore
    ) throws -> Line {
        Line(
            union: union, now: try store.total(of: union), days: found.values.reduce(JoiningFigures()) { $0 + $1 })
    }

    private static func own(
        _ union: Union, _ found: [UnionPath: JoiningFigures], _ store: StatisticsStore
    ) throws -> Line? {
        let own = Line(union: union, now: try store.own(union), days: found[union.path] ?? JoiningFigures())
        return own.now == UnionFigures() && own.days == JoiningFigures() ? nil : own
    }

    private static func lines(
        _ unions: [Union], _ found: [UnionPath: JoiningFigures], _ store: StatisticsStore
    ) throws -> [Line] {
        let now = try store.now(ofEach: unions)
        return unions.map {
            Line(union: $0, now: now[$0.id] ?? UnionFigures(), days: found[$0.path] ?? JoiningFigures())
        }
    }

    // MARK: 导出

    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// Lines that are in memory at once, a size of `ListPage`.
    private static let portion = 100

    /// Writes the whole level, a portion at a time, with the sum under it, and records who took how many lines; numbers
    /// without people, so whoever may look at them may take them.
    public func export(_ node: ID<Union>?, _ days: DayWindow, _ occasion: Occasion) async throws -> File {
        let scope = try occasion.actor.authority.scope(for: .viewStatistics)
        let written = try await platform.database.read { transaction in
            let union = try Self.node(node, in: scope, occasion, transaction)
            let store = StatisticsStore(transaction)
            let found = try MemberDayStore(transaction).subordinates(of: union, days)
            let count = try store.count(under: union.id)
            let mark = StatisticsWorkbook.mark(
                account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let sheet = try writer.addSheet(Self.plan(mark))
                try sheet.note(StatisticsWorkbook.title(union.name, days))
                try sheet.note(mark)
                try sheet.header()
                if let own = try Self.own(union, found, store) {
                    try sheet.row(Self.cells(own, name: StatisticsWorkbook.own(union.name)))
                }
                for number in 0..<(count + Self.portion - 1) / Self.portion {
                    let unions = try store.page(under: union.id, ListPage(number: number + 1, size: Self.portion))
                    for line in try Self.lines(unions, found, store) {
                        try sheet.row(Self.cells(line, name: line.union.name))
                    }
                }
                try sheet.row(
                    Self.cells(try Self.total(union, found, store), name: StatisticsWorkbook.total), tone: .total)
            }
            return (union: union, rows: count, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                "exported", on: .statistics, written.union.id.rawValue, at: written.union.path,
                detail: "rows=\(written.rows) days=\(days.from)/\(days.through)", occasion)
        }
        return File(name: StatisticsWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func plan(_ mark: String) -> SheetPlan {
        var plan = SheetPlan(
            name: StatisticsWorkbook.sheet,
            columns: [
                SheetColumn(StatisticsWorkbook.union, width: 32), SheetColumn(StatisticsWorkbook.code, width: 16),
            ] + StatisticsColumn.allCases.map { SheetColumn($0.wording, width: 16, kind: .integer) },
            freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        return plan
    }

    private static func cells(_ line: Line, name: String) -> [OutputCell] {
        [.text(name), .text(line.union.code)]
            + StatisticsColumn.allCases.map { .integer(Int64($0.value(line.now, line.days))) }
    }
}
