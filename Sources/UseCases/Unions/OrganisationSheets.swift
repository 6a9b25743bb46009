import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 批量导入 of 组织 and 企业: a file is staged, looked at, mended in place, confirmed (domain, section 3).
///
/// Unions are asked for and changed as by 新建组织 and 修改信息, so their superiors decide; enterprises are entered at once,
/// as by 添加企业信息. All rows of a confirmation are written in one transaction.
public struct OrganisationSheets: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Looking

    /// The files of the actor's union, and what it may upload.
    public struct List: Sendable {
        public let union: Union
        public let sheets: [OrganisationSheet]
        public let subjects: [OrganisationSubject]
    }

    public func list(_ occasion: Occasion) async throws -> List {
        let authority = occasion.actor.authority
        _ = try authority.scope(for: .askUnionRequests)
        return try await platform.database.read { [platform] transaction in
            guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
            return List(
                union: union,
                sheets: try OrganisationSheetStore(transaction, platform.seal).list(of: union.id, limit: 50),
                subjects: OrganisationSubject.allCases.filter { authority.includes($0.action) })
        }
    }

    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    public func template(_ subject: OrganisationSubject, _ occasion: Occasion) async throws -> File {
        _ = try occasion.actor.authority.scope(for: subject.action)
        let words = try await platform.database.read {
            OrganisationWords(try Vocabulary(DictionaryStore($0)))
        }
        return File(
            name: subject.templateFileName,
            bytes: try OrganisationTable(subject: subject, words: words).bytes(at: occasion.moment))
    }

    public struct Preview: Sendable {
        public let sheet: OrganisationSheet
        /// How the columns are read; nil once it was applied or given up.
        public let layout: OrganisationLayout?
        public let counts: OrganisationCounts
        public let part: OrganisationPart
        public let repair: OrganisationRepair?
        /// What failed rows need, with how many need it.
        public let repairs: [(repair: OrganisationRepair, rows: Int)]
        public let verdicts: [OrganisationVerdict]
        public let page: ListPage
        public let total: Int
        /// Rows of an applied list that can still be fetched to be mended.
        public let failed: Int
    }

    /// A list with a page of its rows, judged as things stand now.
    ///
    /// - Parameters:
    ///   - part: which rows; nil for the first that there are.
    ///   - repair: of failed rows those that need this alone.
    public func preview(
        _ id: ID<OrganisationSheet>, _ part: OrganisationPart?, _ repair: OrganisationRepair?, page: ListPage,
        _ occasion: Occasion
    ) async throws -> Preview {
        let (sheet, source, failed) = try await platform.database.read { [platform] transaction in
            let store = OrganisationSheetStore(transaction, platform.seal)
            let sheet = try Self.find(id, store, occasion)
            return (sheet, try store.source(of: id), try store.failed(of: id).count)
        }
        guard let source else {
            return Preview(
                sheet: sheet, layout: nil, counts: sheet.counts, part: part ?? .failed, repair: nil, repairs: [],
                verdicts: [], page: page.within(0), total: 0, failed: failed)
        }
        let judged = try await judged(source, sheet, occasion)
        let shown = part ?? OrganisationPart.allCases.first { judged.counts[$0] > 0 } ?? .failed
        let verdicts = judged.verdicts.filter { verdict in
            guard shown.contains(verdict) else { return false }
            guard let repair, shown == .failed else { return true }
            return verdict.remarks.contains { $0.fault.repair == repair }
        }
        let page = page.within(verdicts.count)
        return Preview(
            sheet: sheet, layout: source.reading.layout, counts: judged.counts, part: shown, repair: repair,
            repairs: judged.repairs,
            verdicts: Array(verdicts.dropFirst(page.offset).prefix(page.size)), page: page, total: verdicts.count,
            failed: judged.counts.failed)
    }

    // MARK: Acting

    /// Reads a file, counts what it would do, and keeps it sealed; nothing else changes.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    public func stage(
        _ file: [UInt8], name: String, _ subject: OrganisationSubject, _ occasion: Occasion
    ) async throws -> ID<OrganisationSheet> {
        _ = try occasion.actor.authority.scope(for: subject.action)
        let reading = OrganisationReading(
            try await remembered(try OrganisationFile.open(file, subject).layout, subject, occasion))
        let rows = try Self.rows(file, reading, subject)
        return try await platform.once("stage-organisation-sheet", occasion) { [platform] transaction in
            let store = OrganisationSheetStore(transaction, platform.seal)
            try store.purge(
                stagedBefore: occasion.now.adding(days: -OrganisationSheet.daysStaged),
                failedBefore: occasion.now.adding(days: -OrganisationSheet.daysFailed))
            let counts = try JudgedOrganisations(rows, subject, occasion.actor, transaction, platform.seal).counts
            let id = try store.stage(
                file, reading, name: String(name.suffix(200)), subject, counts: counts, for: occasion.actor.union,
                by: occasion.actor.account, at: occasion.now)
            try Self.record("stage", id, counts, transaction, occasion)
            return id
        }
    }

    /// Writes what the rows say that do not fail; a list that was applied answers with what it did.
    ///
    /// - Parameter expected: how many rows were shown to be written.
    /// - Throws: `OrganisationSheetRefusal`; `Refusal.changedMeanwhile` for one that was given up.
    public func apply(
        _ id: ID<OrganisationSheet>, expected: Int, _ occasion: Occasion
    ) async throws -> OrganisationCounts {
        let (sheet, source) = try await source(of: id, occasion)
        guard let source else { return try Self.ended(sheet) }
        guard source.reading.layout.lacking(for: sheet.subject).isEmpty else {
            throw OrganisationSheetRefusal.columnsMissing
        }
        let rows = try Self.rows(source.file, source.reading, sheet.subject)
        return try await platform.once("apply-organisation-sheet", occasion) { [platform] transaction in
            let store = OrganisationSheetStore(transaction, platform.seal)
            let sheet = try Self.find(id, store, occasion)
            guard sheet.status == .staged else { return try Self.ended(sheet) }
            let judged = try JudgedOrganisations(rows, sheet.subject, occasion.actor, transaction, platform.seal)
            let counts = judged.counts
            guard counts.written == expected else {
                throw OrganisationSheetRefusal.changed(shown: expected, now: counts.written)
            }
            guard counts.written <= OrganisationSheet.changeLimit else {
                throw OrganisationSheetRefusal.tooMany(limit: OrganisationSheet.changeLimit)
            }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            for case let deed? in judged.verdicts.map(\.deed) { try writer.perform(deed) }
            try store.finish(id, as: .applied, counts: counts, failed: judged.failed(sheet.subject), at: occasion.now)
            try Self.record("apply", id, counts, transaction, occasion)
            return counts
        }
    }

    public func discard(_ id: ID<OrganisationSheet>, _ occasion: Occasion) async throws {
        try await platform.database.write { [platform] transaction in
            let store = OrganisationSheetStore(transaction, platform.seal)
            let sheet = try Self.find(id, store, occasion)
            switch sheet.status {
            case .discarded: return
            case .applied: throw Refusal.changedMeanwhile
            case .staged: break
            }
            try store.finish(id, as: .discarded, counts: sheet.counts, at: occasion.now)
            try Self.record("discard", id, sheet.counts, transaction, occasion)
        }
    }

    /// The rows that fail, or have failed, as a workbook of the template's columns with what is wrong.
    ///
    /// - Throws: `Refusal.notFound` when there are none any more.
    public func failures(_ id: ID<OrganisationSheet>, _ occasion: Occasion) async throws -> File {
        let (sheet, source) = try await source(of: id, occasion)
        let failed: [FailedOrganisation] =
            if let source {
                try await judged(source, sheet, occasion).failed(sheet.subject)
            } else {
                try await platform.database.read { [platform] in
                    try OrganisationSheetStore($0, platform.seal).failed(of: id)
                }
            }
        guard !failed.isEmpty else { throw Refusal.notFound }
        let words = try await platform.database.write { transaction in
            try Self.record("returned", id, OrganisationCounts(failed: failed.count), transaction, occasion)
            return OrganisationWords(try Vocabulary(DictionaryStore(transaction)))
        }
        let table = OrganisationTable(subject: sheet.subject, words: words)
        return File(
            name: OrganisationWorkbook.failedFileName(of: sheet.fileName),
            bytes: try table.bytes(at: occasion.moment, problems: .column) { sheet in
                for row in failed { try sheet.row(table.cells(row)) }
            })
    }

    // MARK: Parts

    typealias Source = (file: [UInt8], reading: OrganisationReading)

    static func ended(_ sheet: OrganisationSheet) throws -> OrganisationCounts {
        guard sheet.status == .applied else { throw Refusal.changedMeanwhile }
        return sheet.counts
    }

    /// Only the union that has uploaded a list sees it: its rows are judged within that union's subtree.
    static func find(
        _ id: ID<OrganisationSheet>, _ store: OrganisationSheetStore, _ occasion: Occasion
    ) throws -> OrganisationSheet {
        guard let sheet = try store.find(id), sheet.union == occasion.actor.union else { throw Refusal.notFound }
        try occasion.actor.authority.require(sheet.subject.action, on: sheet.path)
        return sheet
    }

    func source(
        of id: ID<OrganisationSheet>, _ occasion: Occasion
    ) async throws -> (OrganisationSheet, Source?) {
        try await platform.database.read { [platform] transaction in
            let store = OrganisationSheetStore(transaction, platform.seal)
            return (try Self.find(id, store, occasion), try store.source(of: id))
        }
    }

    func judged(
        _ source: Source, _ sheet: OrganisationSheet, _ occasion: Occasion
    ) async throws -> JudgedOrganisations {
        let rows = try Self.rows(source.file, source.reading, sheet.subject)
        return try await platform.database.read { [platform] transaction in
            try JudgedOrganisations(rows, sheet.subject, occasion.actor, transaction, platform.seal)
        }
    }

    /// No rows of a file whose columns nobody has told yet.
    static func rows(
        _ file: [UInt8], _ reading: OrganisationReading, _ subject: OrganisationSubject
    ) throws -> [OrganisationRow] {
        guard reading.layout.lacking(for: subject).isEmpty else { return [] }
        return try OrganisationFile.read(file, reading, subject)
    }

    static func record(
        _ action: String, _ id: ID<OrganisationSheet>, _ counts: OrganisationCounts,
        _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try EventStore(transaction).record(
            action, on: .organisationSheet, id.rawValue, at: occasion.actor.path,
            detail: "new=\(counts.added), changes=\(counts.changed), unchanged=\(counts.unchanged), "
                + "refused=\(counts.failed)", occasion)
    }
}
