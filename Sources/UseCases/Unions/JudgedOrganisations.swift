import DatabaseKit
import Domain
import Store
import Wording

/// The rows of a list, each against the records as they stand.
struct JudgedOrganisations: Sendable {
    let rows: [OrganisationRow]
    let verdicts: [OrganisationVerdict]
    let counts: OrganisationCounts

    init(
        _ rows: [OrganisationRow], _ subject: OrganisationSubject, _ actor: Actor, _ transaction: any Transaction,
        _ seal: any FieldSealing
    ) throws {
        let scope = UnionScope(actor.path)
        let lookup = OrganisationLookupStore(transaction, seal)
        let credits = Set(rows.map(OrganisationJudge.credit)).filter { !$0.isEmpty }.sorted()
        let index = try lookup.index(
            of: scope, numbers: OrganisationJudge.numbers(in: rows), names: OrganisationJudge.names(in: rows),
            try lookup.employers(ofCodes: subject == .enterprises ? credits : []).union([actor.union]))
        guard let home = index.union(actor.union) else { throw Refusal.notFound }
        var judge = OrganisationJudge(
            subject, index,
            OrganisationFileWords(
                kinds: UnionKind.words, OrganisationWords(try Vocabulary(DictionaryStore(transaction)))),
            home: home, names: Set(rows.map { $0.text(.name) }))
        let targets = rows.compactMap { row in (try? judge.target(of: row)) ?? nil }
        judge.known.holders = try lookup.holders(credits, seenFrom: scope)
        switch subject {
        case .unions:
            let known = Set(targets.compactMap(\.known)).sorted { $0.path < $1.path }
            judge.known.particulars = try lookup.particulars(of: known)
            judge.known.openRequests = try lookup.openRequests(of: known.map(\.id))
            judge.known.openFoundings = try lookup.openFoundings(in: scope)
            let numbers = Set(rows.map(OrganisationJudge.number)).filter { index.union(code: $0) == nil }
            judge.known.takenNumbers = try lookup.taken(numbers.filter { !$0.isEmpty }.sorted())
        case .enterprises:
            judge.known.enterprises = try lookup.enterprises(credits, in: scope)
            let unions = Set(targets.compactMap(\.superior).map(\.id) + [home.id])
            judge.known.employers = try lookup.employers(unions.sorted())
        }
        var counts = OrganisationCounts()
        verdicts = rows.map { row in
            let verdict = judge.judge(row)
            counts.note(verdict)
            return verdict
        }
        self.rows = rows
        self.counts = counts
    }

    /// What failed rows need, the most frequent first.
    var repairs: [(repair: OrganisationRepair, rows: Int)] {
        var amounts: [OrganisationRepair: Int] = [:]
        for verdict in verdicts where verdict.outcome == .failed {
            for repair in Set(verdict.remarks.compactMap(\.fault.repair)) { amounts[repair, default: 0] += 1 }
        }
        return OrganisationRepair.allCases.compactMap { repair in
            amounts[repair].map { (repair: repair, rows: $0) }
        }.sorted { $0.rows > $1.rows }
    }

    /// The rows that fail, with what to do about each.
    func failed(_ subject: OrganisationSubject) -> [FailedOrganisation] {
        zip(rows, verdicts).filter { $0.1.outcome == .failed }.map { row, verdict in
            var cells: [OrganisationColumn: String] = [:]
            for column in subject.columns where !row[column].text.isEmpty {
                cells[column] = MemberTemplate.text(row[column])
            }
            let advice = verdict.remarks.map { "\($0.column.wording(of: subject))：\($0.wording(of: subject))" }
            return FailedOrganisation(number: row.number, cells: cells, advice: advice.joined(separator: "；"))
        }
    }
}

extension OrganisationJudge.Target {
    fileprivate var known: Union? {
        switch self {
        case .known(let union): union
        case .under: nil
        }
    }

    fileprivate var superior: Union? {
        switch self {
        case .known: nil
        case .under(let union): union
        }
    }
}

extension UnionRequestWriter {
    /// Asks for what a row of a list says of a union, or enters what it says of an enterprise.
    func perform(_ deed: OrganisationVerdict.Deed) throws {
        switch deed {
        case .found(let particulars, let kind, let superior):
            _ = try ask(
                UnionRequestStore.Draft(
                    .founding, union: nil, superior: superior.id, unionKind: kind, unionName: particulars.name,
                    after: particulars, note: OrganisationWorkbook.requestNote), at: superior)
        case .amend(let union, let before, let after):
            _ = try ask(
                UnionRequestStore.Draft(
                    .amendment, union: union.id, unionKind: union.kind, unionName: union.name, before: before,
                    after: after, note: OrganisationWorkbook.requestNote), at: union)
        case .addEnterprise(let particulars, let union):
            try add(particulars, to: union)
        case .amendEnterprise(let enterprise, let union, let before, let after):
            try amend(enterprise.id, of: union, from: before, to: after)
        }
    }

    /// Enters an enterprise whose particulars were judged.
    @discardableResult
    func add(_ particulars: OrganisationParticulars, to union: Union) throws -> ID<Enterprise> {
        let made = try UnionStore(transaction).insertEnterprise(
            name: particulars.name, code: particulars.creditCode, union: union.id)
        try OrganisationStore(transaction, seal).save(particulars, of: made.id)
        try tell(
            .enterpriseAdded, union, at: union.path,
            UnionChange.changes(from: OrganisationParticulars(), to: particulars))
        return made.id
    }

    func amend(
        _ enterprise: ID<Enterprise>, of union: Union, from before: OrganisationParticulars,
        to after: OrganisationParticulars
    ) throws {
        try OrganisationStore(transaction, seal).save(after, of: enterprise)
        try tell(.enterpriseAmended, union, at: union.path, UnionChange.changes(from: before, to: after))
    }
}
