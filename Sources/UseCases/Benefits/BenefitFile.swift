import DatabaseKit
import Domain
import Spreadsheet
import Store
import Wording

/// A file of payments, read row by row and judged against what is entered.
struct BenefitFile {
    private let table: NamedTable<BenefitColumn>
    private let today: CalendarDay

    /// - Throws: `BenefitFileRefusal`.
    init(_ bytes: [UInt8], today: CalendarDay) throws {
        do {
            table = try NamedTable(bytes, words: { $0.words }, required: { $0.isRequired })
        } catch let missing as NamedTable<BenefitColumn>.Missing {
            throw BenefitFileRefusal.columnsMissing(missing.columns)
        } catch let refusal as MemberFileRefusal {
            throw BenefitFileRefusal.file(refusal)
        }
        self.today = today
    }

    /// What becomes of a file.
    struct Outcome {
        var counts = BenefitCounts()
        var problems: [BenefitRowProblem] = []
        /// Kinds that were never paid before, in the order of the file.
        var newKinds: [String] = []
    }

    /// Judges all rows; hands those that are new to `take`, some hundreds at once.
    func judge(
        _ transaction: any Transaction, _ seal: any FieldSealing, take: ([BenefitStore.Draft]) throws -> Void
    ) throws -> Outcome {
        let store = BenefitStore(transaction, seal)
        var outcome = Outcome()
        var judgement = BenefitJudgement()
        var kinds = Set(try store.kinds())
        while let rows = try next() {
            let read = rows.map { row in (row.number, Result { () throws(BenefitRefusal) in try entry(row) }) }
            let entries = read.compactMap { try? $0.1.get() }
            let documents = Dictionary(
                entries.map { ($0.document, DocumentIndex($0.document, seal)) }, uniquingKeysWith: { first, _ in first }
            )
            let holders = try store.holders(of: Array(Set(documents.values)))
            let entered = try store.entered(under: Array(Set(entries.map(\.reference))))
            let places = try store.places(of: Array(Set(holders.values.map(\.person))))
            var drafts: [BenefitStore.Draft] = []
            for (number, result) in read {
                outcome.counts.rows += 1
                let entry: BenefitEntry
                switch result {
                case .failure(let refusal):
                    outcome.counts.failed += 1
                    outcome.problems += refusal.problems.map { BenefitRowProblem(row: number, problem: $0) }
                    continue
                case .success(let sound): entry = sound
                }
                let verdict = judgement.verdict(
                    of: entry, holder: documents[entry.document].flatMap { holders[$0] },
                    entered: entered[entry.reference] ?? [])
                guard let draft = Self.draft(of: entry, verdict, places, number, &outcome) else { continue }
                if kinds.insert(entry.facts.kind).inserted { outcome.newKinds.append(entry.facts.kind) }
                drafts.append(draft)
            }
            try take(drafts)
        }
        guard outcome.counts.rows > 0 else { throw BenefitFileRefusal.file(.noRows) }
        return outcome
    }

    private static func draft(
        of entry: BenefitEntry, _ verdict: BenefitJudgement.Verdict, _ places: BenefitStore.Places, _ row: Int,
        _ outcome: inout Outcome
    ) -> BenefitStore.Draft? {
        var problem: BenefitProblem = .personUnknown
        switch verdict {
        case .known:
            outcome.counts.known += 1
            return nil
        case .new(let person):
            if let place = places.place(of: person, in: entry.facts.year) {
                outcome.counts.new += 1
                outcome.counts.amount += entry.facts.amount
                if place.coverage == nil { outcome.counts.uncovered += 1 }
                return BenefitStore.Draft(
                    person: person, place: place, facts: entry.facts, reference: entry.reference)
            }
        case .wrong(let wrong): problem = wrong
        }
        if problem == .personUnknown { outcome.counts.unmatched += 1 } else { outcome.counts.failed += 1 }
        outcome.problems.append(BenefitRowProblem(row: row, problem: problem))
        return nil
    }

    private func next() throws -> [NamedTable<BenefitColumn>.Row]? {
        do {
            return try table.next()
        } catch let refusal as MemberFileRefusal {
            throw BenefitFileRefusal.file(refusal)
        }
    }

    private func entry(_ row: NamedTable<BenefitColumn>.Row) throws(BenefitRefusal) -> BenefitEntry {
        var typed = BenefitEntry.Typed()
        typed.name = row.text(.name)
        let type = row.text(.documentType).filter { !$0.isWhitespace }
        typed.documentType = type.isEmpty ? .residentIdentityCard : DocumentType.words[type]
        typed.number = MemberRow.Cell(row[.documentNumber])
        typed.year = HeadText.bare(row.text(.year))
        typed.kind = row.text(.kind)
        typed.amount = HeadText.bare(row.text(.amount))
        typed.paidOn = row.text(.paidOn)
        typed.reference = row.text(.reference)
        return try BenefitEntry(typed, today: today)
    }
}
