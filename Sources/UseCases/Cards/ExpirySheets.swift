import DatabaseKit
public import Domain
import Store
import Wording

/// 修改证件到期日 of many members by a sheet: uploaded, looked at, then applied or thrown away.
public struct ExpirySheets: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Days after which a sheet that nobody has applied is thrown away.
    static let retention: Int64 = 7

    // MARK: Looking

    /// The unit for which sheets are uploaded, and those of it, the newest first.
    public func list(
        enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> (unit: EnrollingUnit, sheets: [ExpirySheet]) {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        return try await platform.database.read { [platform] transaction in
            (unit, try ExpirySheetStore(transaction, platform.seal).list(of: unit.id, limit: 20))
        }
    }

    /// A workbook of the unit's people without a card, to be filled in and uploaded.
    public func template(
        enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> (unit: EnrollingUnit, bytes: [UInt8]) {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        let lines = try await platform.database.read { [platform] transaction in
            try CardCandidateStore(transaction, platform.seal).withoutCard(in: unit).map {
                ExpirySheetFile.Line(member: $0.number, name: $0.name, expiry: $0.applicant.expiry)
            }
        }
        return (unit, try ExpirySheetFile.template(lines, at: occasion.moment))
    }

    /// One row with what it does; the member is nil where the number is nobody's.
    public struct Line: Sendable {
        public let row: Int
        public let member: Known?
        public let verdict: ExpiryVerdict

        public struct Known: Sendable {
            public let number: String
            public let name: String
            /// Until when his document holds good now.
            public let expiry: IdentityDocument.Expiry?
        }
    }

    public struct Preview: Sendable {
        public let sheet: ExpirySheet
        /// The rows that are not taken can be fetched as a file.
        public let hasRefused: Bool
        /// As the records stand now; what is refused comes first.
        public let counts: ExpiryCounts
        public let lines: [Line]
        public let page: ListPage
    }

    /// A sheet with a page of its rows; one that was applied or thrown away has no rows any more.
    public func preview(_ id: ID<ExpirySheet>, page: ListPage, _ occasion: Occasion) async throws -> Preview {
        let (sheet, unit, file) = try await platform.database.read { [platform] transaction in
            let (sheet, unit) = try Self.find(id, transaction, platform, occasion)
            let store = ExpirySheetStore(transaction, platform.seal)
            return (sheet, unit, (staged: try store.file(of: id), refused: try store.refused(of: id)))
        }
        guard let file = file.staged else {
            return Preview(
                sheet: sheet, hasRefused: file.refused != nil, counts: sheet.counts, lines: [], page: page.within(0))
        }
        let rows = try ExpirySheetFile.read(file)
        return try await platform.database.read { [platform] transaction in
            let judged = try Judged(rows, unit, ExpirySheetStore(transaction, platform.seal), occasion.today)
            let page = page.within(judged.lines.count)
            return Preview(
                sheet: sheet, hasRefused: judged.counts.refused > 0, counts: judged.counts,
                lines: judged.refusedFirst.dropFirst(page.offset).prefix(page.size).map(\.line), page: page)
        }
    }

    /// The rows that are not taken, each with why, to be mended and uploaded again: of a staged sheet as the records
    /// stand now, of an applied one as it was applied, for as long as it is kept.
    ///
    /// - Throws: `Refusal.notFound` when there are none, or no longer.
    public func refusedRows(_ id: ID<ExpirySheet>, _ occasion: Occasion) async throws -> (name: String, bytes: [UInt8])
    {
        let (unit, staged, kept) = try await platform.database.read { [platform] transaction in
            let unit = try Self.find(id, transaction, platform, occasion).unit
            let store = ExpirySheetStore(transaction, platform.seal)
            return (unit, try store.file(of: id), try store.refused(of: id))
        }
        var bytes = kept
        if let staged {
            let rows = try ExpirySheetFile.read(staged)
            let refused = try await platform.database.read { [platform] transaction in
                try Judged(rows, unit, ExpirySheetStore(transaction, platform.seal), occasion.today).refused
            }
            bytes = refused.isEmpty ? nil : try ExpirySheetFile.refused(refused, at: occasion.now)
        }
        guard let bytes else { throw Refusal.notFound }
        try await platform.database.write { transaction in
            try EventStore(transaction).record("returned", on: .expirySheet, id.rawValue, at: unit.path, occasion)
        }
        return (ExpiryColumns.refusedFileName(on: occasion.today), bytes)
    }

    // MARK: Acting

    /// Reads a sheet, counts what it would do, and keeps it sealed; nobody's document changes.
    ///
    /// - Throws: `MemberFileRefusal`, `ExpiryFileFault` for a file that is not taken.
    public func stage(
        _ file: [UInt8], name: String, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> ID<ExpirySheet> {
        let unit = try await CardUnit(platform: platform).resolve(occasion, enterprise: enterprise)
        let rows = try ExpirySheetFile.read(file)
        return try await platform.once("stage-expiry-sheet", occasion) { [platform] transaction in
            let store = ExpirySheetStore(transaction, platform.seal)
            try store.purge(before: occasion.now.adding(days: -Self.retention))
            let counts = try Judged(rows, unit, store, occasion.today).counts
            let id = try store.stage(
                file, name: String(name.suffix(200)), counts: counts, for: unit, by: occasion.actor.account,
                at: occasion.now)
            try Self.record("stage", id, unit.path, counts, transaction, occasion)
            return id
        }
    }

    /// Writes down what the sheet says of those who are not refused; a sheet that was applied answers with what it did.
    ///
    /// - Parameter expected: how many changes were shown.
    /// - Throws: `Refusal.countChanged` when they are no longer as many; `.changedMeanwhile` for one thrown away.
    public func apply(
        _ id: ID<ExpirySheet>, expected: Int, _ occasion: Occasion
    ) async throws -> ExpiryCounts {
        let (sheet, file) = try await platform.database.read { [platform] transaction in
            let sheet = try Self.find(id, transaction, platform, occasion).sheet
            return (sheet, try ExpirySheetStore(transaction, platform.seal).file(of: id))
        }
        guard let file else { return try Self.ended(sheet) }
        let rows = try ExpirySheetFile.read(file)
        return try await platform.once("apply-expiry-sheet", occasion) { [platform] transaction in
            let (sheet, unit) = try Self.find(id, transaction, platform, occasion)
            guard sheet.status == .staged else { return try Self.ended(sheet) }
            let store = ExpirySheetStore(transaction, platform.seal)
            let judged = try Judged(rows, unit, store, occasion.today)
            guard judged.counts.changes == expected else {
                throw Refusal.countChanged(expected: expected, actual: judged.counts.changes)
            }
            let changes = judged.changes
            try store.setExpiries(changes)
            try EventStore(transaction).recordAll(
                MemberEvent.expirySet.rawValue, on: .member,
                changes.map { EventStore.Change(id: $0.subject.member.rawValue, path: $0.subject.path) },
                detail: "sheet=\(id)", occasion)
            let refused =
                judged.counts.refused > 0 ? try ExpirySheetFile.refused(judged.refused, at: occasion.now) : nil
            try store.finish(id, as: .applied, counts: judged.counts, keeping: refused, at: occasion.now)
            try Self.record("apply", id, unit.path, judged.counts, transaction, occasion)
            return judged.counts
        }
    }

    public func discard(_ id: ID<ExpirySheet>, _ occasion: Occasion) async throws {
        try await platform.database.write { [platform] transaction in
            let (sheet, unit) = try Self.find(id, transaction, platform, occasion)
            switch sheet.status {
            case .discarded: return
            case .applied: throw Refusal.changedMeanwhile
            case .staged: break
            }
            try ExpirySheetStore(transaction, platform.seal).finish(
                id, as: .discarded, counts: sheet.counts, at: occasion.now)
            try Self.record("discard", id, unit.path, sheet.counts, transaction, occasion)
        }
    }

    private static func ended(_ sheet: ExpirySheet) throws -> ExpiryCounts {
        guard sheet.status == .applied else { throw Refusal.changedMeanwhile }
        return sheet.counts
    }

    private static func find(
        _ id: ID<ExpirySheet>, _ transaction: any Transaction, _ platform: Platform, _ occasion: Occasion
    ) throws -> (sheet: ExpirySheet, unit: EnrollingUnit) {
        guard let sheet = try ExpirySheetStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.orderCards, on: sheet.path)
        guard let unit = try UnionStore(transaction).unit(sheet.unit) else { throw Refusal.notFound }
        return (sheet, unit)
    }

    private static func record(
        _ action: String, _ id: ID<ExpirySheet>, _ path: UnionPath, _ counts: ExpiryCounts,
        _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        try EventStore(transaction).record(
            action, on: .expirySheet, id.rawValue, at: path,
            detail: "changes=\(counts.changes), unchanged=\(counts.unchanged), refused=\(counts.refused)", occasion)
    }
}

extension ExpirySheets {
    /// The rows of a sheet, each against the records as they stand.
    struct Judged {
        struct Entry {
            let line: Line
            let typed: ExpiryRow.Typed
            let subject: ExpirySheetStore.Subject?
        }

        let lines: [Entry]
        let counts: ExpiryCounts

        init(
            _ rows: [ExpiryRow], _ unit: EnrollingUnit, _ store: ExpirySheetStore, _ today: CalendarDay
        ) throws {
            let subjects = try store.subjects(of: unit)
            let byNumber = Dictionary(
                subjects.enumerated().map { ($0.element.number, $0.offset) }, uniquingKeysWith: { first, _ in first })
            let byIndex = Dictionary(
                subjects.enumerated().map { ($0.element.index, $0.offset) }, uniquingKeysWith: { first, _ in first })
            var seen: Set<Int> = []
            var lines: [Entry] = []
            for row in rows {
                let place: Int?
                var fault = ExpiryFault.notMember
                switch row.who {
                case .member(let number): place = byNumber[number]
                case .document(let number):
                    place = DocumentIndex.candidates(for: number, store.seal).lazy.compactMap { byIndex[$0] }.first
                case .missing: (place, fault) = (nil, .numberMissing)
                case .destroyed: (place, fault) = (nil, .numberDestroyed)
                }
                guard let place else {
                    lines.append(
                        Entry(
                            line: Line(row: row.number, member: nil, verdict: .refused(fault)), typed: row.typed,
                            subject: nil))
                    continue
                }
                let subject = subjects[place]
                let verdict: ExpiryVerdict =
                    seen.insert(place).inserted
                    ? .judge(row.day, of: try store.document(of: subject), on: today) : .refused(.repeated)
                lines.append(
                    Entry(
                        line: Line(
                            row: row.number,
                            member: Line.Known(
                                number: subject.number, name: subject.name, expiry: subject.expiry),
                            verdict: verdict), typed: row.typed, subject: subject))
            }
            self.lines = lines
            counts = lines.reduce(into: ExpiryCounts()) { counts, entry in
                switch entry.line.verdict {
                case .change: counts.changes += 1
                case .unchanged: counts.unchanged += 1
                case .refused: counts.refused += 1
                }
            }
        }

        /// What is refused first, then what changes, then the rest.
        var refusedFirst: [Entry] {
            func rank(_ entry: Entry) -> Int {
                switch entry.line.verdict {
                case .refused: 0
                case .change: 1
                case .unchanged: 2
                }
            }
            return (0...2).flatMap { wanted in lines.filter { rank($0) == wanted } }
        }

        /// What is not taken, as it was typed, in the order of the sheet.
        var refused: [(typed: ExpiryRow.Typed, fault: ExpiryFault)] {
            lines.compactMap { entry in
                guard case .refused(let fault) = entry.line.verdict else { return nil }
                return (entry.typed, fault)
            }
        }

        var changes: [(subject: ExpirySheetStore.Subject, expiry: IdentityDocument.Expiry)] {
            lines.compactMap { entry in
                guard case .change(_, let expiry) = entry.line.verdict, let subject = entry.subject else { return nil }
                return (subject, expiry)
            }
        }
    }
}
