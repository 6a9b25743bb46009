import DatabaseKit
public import Domain
import Store

/// Putting a staged list right: which column is which, and what a row says.
extension OrganisationSheets {
    public struct Columns: Sendable {
        public let sheet: OrganisationSheet
        public let layout: OrganisationLayout
        /// Some contents of each column of the file, cut down.
        public let samples: [[String]]
        /// The sheets of the workbook that can be read, in the order of their tabs.
        public let sheets: [String]
    }

    /// - Parameter place: of the sheet of the workbook to be looked at among those that can be read; nil for the one that
    ///   is read.
    /// - Throws: `Refusal.changedMeanwhile` for a list that no longer waits for its confirmation.
    public func columns(
        of id: ID<OrganisationSheet>, sheet place: Int? = nil, _ occasion: Occasion
    ) async throws -> Columns {
        let (sheet, source) = try await staged(id, occasion)
        let (reading, opened) = try await look(into: source, at: place, sheet.subject, occasion)
        return Columns(sheet: sheet, layout: reading.layout, samples: opened.samples, sheets: opened.sheets)
    }

    /// Reads the file with the columns as somebody has put them, and remembers them for the union.
    ///
    /// - Parameter place: as for `columns(of:sheet:_:)`; what was typed anew into another sheet is given up.
    /// - Throws: `OrganisationLayoutProblem` for columns that cannot be put so.
    public func arrange(
        _ id: ID<OrganisationSheet>, _ positions: [OrganisationColumn: Int], sheet place: Int? = nil,
        _ occasion: Occasion
    ) async throws {
        let (sheet, source) = try await staged(id, occasion)
        var reading = try await look(into: source, at: place, sheet.subject, occasion).reading
        reading.layout = try reading.layout.arranged(positions, for: sheet.subject)
        let rows = try Self.rows(source.file, reading, sheet.subject)
        try await platform.database.write { [platform, reading] transaction in
            try OrganisationSheetStore(transaction, platform.seal).remember(
                reading.layout, sheet.subject, for: occasion.actor.union)
            try keep(reading, rows, of: id, sheet.subject, occasion, transaction)
        }
    }

    /// How the sheet at a place is read, as it is now or as the union has read such a header before.
    private func look(
        into source: Source, at place: Int?, _ subject: OrganisationSubject, _ occasion: Occasion
    ) async throws -> (reading: OrganisationReading, opened: OrganisationFile.Opening) {
        let layout = source.reading.layout
        let opened = try OrganisationFile.open(source.file, subject, sheet: layout.sheet)
        guard let place, opened.sheets.indices.contains(place), opened.sheets[place] != layout.sheet else {
            return (source.reading, opened)
        }
        let other = try OrganisationFile.open(source.file, subject, sheet: opened.sheets[place])
        return (OrganisationReading(try await remembered(other.layout, subject, occasion)), other)
    }

    func remembered(
        _ layout: OrganisationLayout, _ subject: OrganisationSubject, _ occasion: Occasion
    ) async throws -> OrganisationLayout {
        try await platform.database.read { [platform] transaction in
            try OrganisationSheetStore(transaction, platform.seal).remembered(
                layout, subject, of: occasion.actor.union)
        }
    }

    /// One row to be typed anew.
    public struct Line: Sendable {
        public let sheet: OrganisationSheet
        public let row: OrganisationRow
        public let verdict: OrganisationVerdict
        public let words: OrganisationWords
    }

    /// - Throws: `Refusal.notFound` for a row that the file does not have.
    public func line(_ number: Int, of id: ID<OrganisationSheet>, _ occasion: Occasion) async throws -> Line {
        let (sheet, source) = try await staged(id, occasion)
        let judged = try await judged(source, sheet, occasion)
        guard let place = judged.rows.firstIndex(where: { $0.number == number }) else { throw Refusal.notFound }
        let words = try await platform.database.read {
            OrganisationWords(try Vocabulary(DictionaryStore($0)))
        }
        return Line(sheet: sheet, row: judged.rows[place], verdict: judged.verdicts[place], words: words)
    }

    /// Keeps what was typed for a row, and judges the list anew, since other rows may be about the same.
    ///
    /// - Returns: what the row does now; nil for one in which nothing is left.
    public func edit(
        _ number: Int, of id: ID<OrganisationSheet>, to cells: [OrganisationColumn: String], _ occasion: Occasion
    ) async throws -> OrganisationVerdict? {
        let (sheet, source) = try await staged(id, occasion)
        let rows = try Self.rows(source.file, source.reading, sheet.subject)
        guard let row = rows.first(where: { $0.number == number }) else { throw Refusal.notFound }
        var reading = source.reading
        for column in sheet.subject.columns {
            guard let text = cells[column], text != row[column].text else { continue }
            reading.edits[number, default: [:]][column] = String(text.prefix(OrganisationReading.cellLimit))
        }
        let typed = try Self.rows(source.file, reading, sheet.subject)
        let judged = try await platform.database.write { [reading] transaction in
            try keep(reading, typed, of: id, sheet.subject, occasion, transaction)
        }
        return judged.verdicts.first { $0.row == number }
    }

    // MARK: Parts

    private func staged(
        _ id: ID<OrganisationSheet>, _ occasion: Occasion
    ) async throws -> (OrganisationSheet, Source) {
        let (sheet, source) = try await source(of: id, occasion)
        guard let source else { throw Refusal.changedMeanwhile }
        return (sheet, source)
    }

    @discardableResult
    private func keep(
        _ reading: OrganisationReading, _ rows: [OrganisationRow], of id: ID<OrganisationSheet>,
        _ subject: OrganisationSubject, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> JudgedOrganisations {
        let judged = try JudgedOrganisations(rows, subject, occasion.actor, transaction, platform.seal)
        try OrganisationSheetStore(transaction, platform.seal).read(id, reading, counts: judged.counts)
        try Self.record("revised", id, judged.counts, transaction, occasion)
        return judged
    }
}
