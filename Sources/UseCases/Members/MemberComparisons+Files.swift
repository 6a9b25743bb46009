import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

extension MemberComparisons {
    /// Files that tell of people on the platform, with their numbers masked.
    public enum PeopleFile: String, Hashable, Sendable, CaseIterable, Codable {
        /// 执行结果
        case results
        /// 处理详情: who is on the platform and not in the file.
        case missing
    }

    /// Lines read at once while a file is written.
    private static let fileLines = 500

    /// - Throws: `ConsentNeeded` for more people than one account may take out in a day by itself.
    public func file(
        _ file: PeopleFile, of id: ID<MemberComparison>, _ occasion: Occasion
    ) async throws -> (fileName: String, bytes: [UInt8]) {
        try await self.file(file, of: id, PeopleExport(detail: .masked, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func file(
        _ file: PeopleFile, of id: ID<MemberComparison>, _ export: PeopleExport,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> (fileName: String, bytes: [UInt8]) {
        let (found, rows, bytes) =
            switch file {
            case .results: try await results(id, export)
            case .missing: try await missing(id, export)
            }
        // Comparing a list of one person would otherwise take out the whole union, and nobody would know.
        try await platform.database.write { transaction in
            try export.record(rows, of: .memberComparison, id.rawValue, at: found.unionPath, transaction)
            try besides(transaction)
        }
        let name =
            switch file {
            case .results: ComparisonWorkbook.resultFileName(of: found.fileName)
            case .missing: ComparisonWorkbook.missingFileName(of: found.fileName)
            }
        return (name, bytes)
    }

    /// 下载比对结果: who is in the file and not on the platform, in the import template's own format, so that it can
    /// be imported as it is (manual 2023, part 1, 三).
    public func newPeople(
        _ id: ID<MemberComparison>, _ occasion: Occasion
    ) async throws -> (fileName: String, bytes: [UInt8]) {
        let (found, bytes) = try await platform.database.read { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            guard let union = try UnionStore(transaction).find(found.union) else { throw Refusal.notFound }
            let template = MemberTemplate(
                union: union, vocabulary: try Vocabulary(DictionaryStore(transaction)))
            let store = ComparisonLineStore(transaction, platform.seal)
            let bytes = try template.bytes(at: occasion.now) { put in
                try Self.each(.new, of: id, in: store) { lines in
                    for line in lines {
                        guard let cells = line.said.cells else { continue }
                        try put(try StagedText.read(cells, number: line.said.position).row)
                    }
                }
            }
            return (found, bytes)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                ComparisonEvent.downloaded.rawValue, on: .memberComparison, id.rawValue, at: found.unionPath,
                detail: "rows=\(found.counts.new)", occasion)
        }
        return (ComparisonWorkbook.newFileName(of: found.fileName), bytes)
    }

    /// 查看处理详情 as a workbook: who is on the platform and not in the file, numbers masked.
    private func missing(
        _ id: ID<MemberComparison>, _ export: PeopleExport
    ) async throws -> (found: MemberComparison, rows: Int, bytes: [UInt8]) {
        let occasion = export.occasion
        return try await platform.database.read { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            try export.require(rows: found.counts.missing, transaction)
            var rows = 0
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let members = MemberListStore(transaction, platform.seal)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let columns = ComparisonWorkbook.missingColumns.map { SheetColumn($0, width: 20, kind: .text) }
                let sheet = try writer.addSheet(
                    SheetPlan(
                        name: ComparisonWorkbook.missingSheet, columns: columns, freezing: .header(columns: 1)))
                try export.noteConsent(on: sheet)
                try sheet.header()
                try Self.each(.missing, of: id, in: ComparisonLineStore(transaction, platform.seal)) { lines in
                    let listed = try members.listed(lines.compactMap(\.said.member))
                    for line in lines {
                        guard let member = line.said.member.flatMap({ listed[$0] }) else { continue }
                        let texts = Self.texts(Members.Line(member, vocabulary), line)
                        try sheet.row(texts.map { $0.isEmpty ? .empty : .text($0) })
                        rows += 1
                    }
                }
            }
            return (found, rows, bytes)
        }
    }

    /// The roster as it was uploaded, with one column more that says of every faulty row what is wrong with it: whoever
    /// mends the rows compares the whole roster again.
    ///
    /// - Throws: `Refusal.notFound` when no row is wrong or the file has had its time.
    public func faults(_ id: ID<MemberComparison>, _ occasion: Occasion) async throws -> MemberImports.FailedFile {
        let (found, written) = try await platform.database.read { [platform] transaction in
            let found = try compared(id, occasion, transaction)
            guard found.counts.failed > 0, let source = try ComparisonSourceStore(transaction, platform.seal).find(id),
                let union = try UnionStore(transaction).find(found.union)
            else { throw Refusal.notFound }
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let lines = ComparisonLineStore(transaction, platform.seal)
            let plan = try ImportPlan(union: union, try ImportClass(found), occasion, transaction)
            let file = try FailedRowsFile(
                source, MemberTemplate(union: union, vocabulary: vocabulary), plan.defaults
            ) { FailedRows(lines, id) }
            return (found, try file.write(.wholeList, at: occasion.now))
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                ComparisonEvent.returned.rawValue, on: .memberComparison, id.rawValue, at: found.unionPath,
                detail: "rows=\(found.counts.failed)", occasion)
        }
        return MemberImports.FailedFile(
            fileName: ComparisonWorkbook.faultsFileName(of: found.fileName, ending: written.format.rawValue),
            format: written.format, bytes: written.bytes)
    }

    /// What became of everybody, with what is left to do; numbers masked.
    private func results(
        _ id: ID<MemberComparison>, _ export: PeopleExport
    ) async throws -> (found: MemberComparison, rows: Int, bytes: [UInt8]) {
        let occasion = export.occasion
        return try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let store = ComparisonLineStore(transaction, platform.seal)
            let people = try store.tallies(of: id).reduce(0) { $1.effect == nil ? $0 : $0 + $1.lines }
            try export.require(rows: people, transaction)
            var rows = 0
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let columns = ComparisonWorkbook.resultColumns.map { SheetColumn($0, width: 20, kind: .text) }
                let sheet = try writer.addSheet(
                    SheetPlan(
                        name: ComparisonWorkbook.resultSheet, columns: columns, freezing: .header(columns: 1)))
                try export.noteConsent(on: sheet)
                try sheet.header()
                var place: ComparisonPlace?
                while true {
                    let kept = try store.results(nil, of: id, after: place, limit: Self.fileLines)
                    guard let last = kept.last else { break }
                    for line in try lines(kept, transaction) {
                        try sheet.row(Self.texts(line).map { $0.isEmpty ? .empty : .text($0) })
                        rows += 1
                    }
                    place = ComparisonPlace(last.said.part, last.said.position)
                }
            }
            return (found, rows, bytes)
        }
    }

    private static func texts(_ line: Line) -> [String] {
        guard let decision = line.decision, let effect = line.effect else { return [] }
        let problems = effect == .failed ? line.findings.map(\.problem.wording) : []
        return [
            line.name, line.documentType, line.document, line.row.map(String.init) ?? "", line.part.wording,
            decision.wording(in: line.part), effect.wording,
            ([effect.sentence(of: decision)] + problems).joined(separator: "；"), effect.advice(of: decision) ?? "",
        ]
    }

    private static func texts(_ member: Members.Line, _ line: ComparisonLineStore.Line) -> [String] {
        [
            member.name, member.documentType.wording, member.document, member.phone, member.sex.wording,
            member.unionName, member.unionCode, member.workplace, member.label ?? "",
            line.said.namesakeRow.map(ComparisonWorkbook.namesake) ?? "", line.decision?.wording(in: .missing) ?? "",
            line.effect?.wording ?? "",
        ]
    }

    private static func each(
        _ part: ComparisonPart, of id: ID<MemberComparison>, in store: ComparisonLineStore,
        _ body: ([ComparisonLineStore.Line]) throws -> Void
    ) throws {
        var last = 0
        while true {
            let lines = try store.lines(part, of: id, after: last, limit: fileLines)
            guard let end = lines.last else { return }
            try body(lines)
            last = end.said.position
        }
    }
}
