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
    }

    /// - Throws: `Refusal.changedMeanwhile` for a list that no longer waits for its confirmation.
    public func columns(of id: ID<OrganisationSheet>, _ occasion: Occasion) async throws -> Columns {
        let (sheet, source) = try await staged(id, occasion)
        let opened = try OrganisationFile.open(source.file, sheet.subject)
        return Columns(sheet: sheet, layout: source.reading.layout, samples: opened.samples)
    }

    /// Reads the file with the columns as somebody has put them.
    ///
    /// - Throws: `OrganisationLayoutProblem` for columns that cannot be put so.
    public func arrange(
        _ id: ID<OrganisationSheet>, _ positions: [OrganisationColumn: Int], _ occasion: Occasion
    ) async throws {
        let (sheet, source) = try await staged(id, occasion)
        var reading = source.reading
        reading.layout = try reading.layout.arranged(positions, for: sheet.subject)
        try await read(id, source.file, reading, sheet.subject, occasion)
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
        let judged = try await read(id, source.file, reading, sheet.subject, occasion)
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
    private func read(
        _ id: ID<OrganisationSheet>, _ file: [UInt8], _ reading: OrganisationReading,
        _ subject: OrganisationSubject, _ occasion: Occasion
    ) async throws -> JudgedOrganisations {
        let rows = try Self.rows(file, reading, subject)
        return try await platform.database.write { [platform] transaction in
            let judged = try JudgedOrganisations(rows, subject, occasion.actor, transaction, platform.seal)
            try OrganisationSheetStore(transaction, platform.seal).read(id, reading, counts: judged.counts)
            try Self.record("revised", id, judged.counts, transaction, occasion)
            return judged
        }
    }
}
