import DatabaseKit
import Domain
import Spreadsheet
import Store
import Wording

/// What every workbook of people has in common: how many fit into it, who may have whole numbers, what stands over it and
/// under each page, and that it is kept who took how many.
struct PeopleExport {
    let detail: ExportDetail
    let occasion: Occasion
    let leave: Leave

    init(detail: ExportDetail, occasion: Occasion, leave: Leave = .alone) {
        (self.detail, self.occasion, self.leave) = (detail, occasion, leave)
    }

    /// By whose decision people leave in a file.
    enum Leave {
        /// By the account's own, as long as they are few.
        case alone
        /// A second person has consented to so many.
        case consented(ExportRequest, by: String)
    }

    /// So many people go into one file.
    static let limit = 100_000
    /// Days that the file may be kept.
    private static let keptDays = 7

    /// - Throws: `Refusal.notAllowed`; `.notConfirmed` for whole numbers on an occasion on which the actor has not proved
    ///   anew who he is.
    func require(on path: UnionPath) throws {
        try occasion.actor.authority.require(.exportMembers, on: path)
        switch detail {
        case .masked: break
        case .whole: try occasion.requireConfirmation()
        }
    }

    /// One sheet of texts with a line over it, filled by `fill`.
    ///
    /// Of people who may not leave without a second person's consent no sheet is written; they are only counted.
    ///
    /// - Parameters:
    ///   - titles: of its columns, the name first.
    ///   - fill: hands every row to the closure that it is given.
    /// - Throws: `ExportRefusal` when there is nobody, or too many for one file; `ConsentNeeded`;
    ///   `Refusal.exportConsent(.moreThanConsented)`.
    func write(
        sheet name: String, _ titles: [String], _ transaction: any Transaction,
        _ fill: (_ row: ([String]) throws -> Void) throws -> Void
    ) throws -> (rows: Int, bytes: [UInt8]) {
        var rows = 0
        let allowed = try peopleAllowed(transaction)
        let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
            let sheet = try writer.addSheet(plan(name, titles))
            try sheet.note(mark, lines: 2)
            try sheet.header()
            try fill { cells in
                rows += 1
                guard rows <= Self.limit else { throw ExportRefusal.tooMany(limit: Self.limit) }
                if rows <= allowed { try sheet.row(cells.map { $0.isEmpty ? .empty : .text($0) }) }
            }
            guard rows <= allowed else { throw tooMany(rows) }
        }
        guard rows > 0 else { throw ExportRefusal.nobody }
        return (rows, bytes)
    }

    /// - Throws: `ConsentNeeded`, or `Refusal.exportConsent(.moreThanConsented)`, for more rows than may leave.
    func require(rows: Int, _ transaction: any Transaction) throws {
        guard rows <= (try peopleAllowed(transaction)) else { throw tooMany(rows) }
    }

    private func peopleAllowed(_ transaction: any Transaction) throws -> Int {
        switch leave {
        case .alone: try AlertWatch(transaction).peopleWithoutConsent(numbers, occasion)
        case .consented(let request, _): request.peopleAllowed
        }
    }

    private func tooMany(_ rows: Int) -> any Error {
        switch leave {
        case .alone: ConsentNeeded(people: rows)
        case .consented(let request, _):
            Refusal.exportConsent(.moreThanConsented(people: request.people, now: rows))
        }
    }

    /// Records who took how many, and tells those who watch when they were many.
    ///
    /// - Throws: `ConsentNeeded` when other files have left meanwhile; `StaleVersion` when a consent holds no more.
    func record(
        _ rows: Int, of subject: EventSubject, _ union: (id: ID<Union>, path: UnionPath), _ transaction: any Transaction
    ) throws {
        try record(rows, of: subject, union.id.rawValue, at: union.path, transaction)
    }

    /// The same, of people who stand in something of a union's.
    func record(
        _ rows: Int, of subject: EventSubject, _ key: Int64, at path: UnionPath, _ transaction: any Transaction
    ) throws {
        var facts = "rows=\(rows) numbers=\(name)"
        switch leave {
        case .alone: try AlertWatch(transaction).exportAlone(people: rows, numbers, occasion)
        case .consented(let request, _): facts += " consent=\(request.id)"
        }
        try EventStore(transaction).record(
            "exported", on: subject, key, at: path, detail: facts, occasion)
        try AlertWatch(transaction).export(people: rows, numbers, occasion)
    }

    private func plan(_ name: String, _ titles: [String]) -> SheetPlan {
        var plan = SheetPlan(
            name: name, columns: titles.map { SheetColumn($0, width: 18, kind: .text) }, freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        return plan
    }

    /// Over a sheet whose people leave because a second person has consented.
    func noteConsent(on sheet: SheetWriter) throws {
        if consent != nil { try sheet.note(mark, lines: 2) }
    }

    private var mark: String {
        MemberExportWorkbook.mark(
            account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description,
            purpose: purpose, keepUntil: occasion.today.adding(days: Self.keptDays), consent: consent)
    }

    /// Who has consented, and what for.
    var consent: (by: String, purpose: ExportPurpose)? {
        switch leave {
        case .alone: nil
        case .consented(let request, let name): (name, request.purpose)
        }
    }

    private var purpose: ExportPurpose? {
        switch detail {
        case .masked: nil
        case .whole(let purpose): purpose
        }
    }

    private var numbers: AlertRule.Numbers {
        switch detail {
        case .masked: .masked
        case .whole: .whole
        }
    }

    private var name: String {
        switch detail {
        case .masked: "masked"
        case .whole(let purpose): "whole purpose=\(purpose.rawValue)"
        }
    }
}
