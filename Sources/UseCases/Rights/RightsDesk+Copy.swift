import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

extension RightsDesk {
    public struct Copy: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// Everything that the unions of the account keep of the person, as a workbook for him.
    ///
    /// With whole numbers, so it is asked who the account is; that it was made stands in the request's history and in his.
    ///
    /// - Throws: `Refusal.notConfirmed`; `.changedMeanwhile` for a request that was refused.
    public func copy(_ id: ID<RightsRequest>, _ occasion: Occasion) async throws -> Copy {
        try occasion.requireConfirmation()
        let (number, tables) = try await platform.database.write { [platform] transaction in
            let found = try found(id, occasion, transaction)
            guard found.request.status != .refused else { throw Refusal.changedMeanwhile }
            let scope = try occasion.actor.authority.scope(for: .keepRights)
            try AlertWatch(transaction).disclosure(occasion)
            let events = EventStore(transaction)
            try events.record(
                "rights-copied", on: .rightsRequest, id.rawValue, at: found.request.path,
                detail: "number=\(found.request.number)", occasion)
            guard let known = try MemberListStore(transaction, platform.seal).find(found.request.member, .ended) else {
                throw Refusal.notFound
            }
            try events.record(
                MemberEvent.disclosed.rawValue, on: .member, found.request.member.rawValue,
                at: known.listed.unionPath, detail: found.request.number, occasion)
            return (found.request.number, try Self.tables(of: found.person, scope, transaction, platform.seal))
        }
        let mark = RightsWorkbook.mark(
            account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description,
            number: number)
        let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
            for table in tables {
                var plan = SheetPlan(
                    name: table.sheet.wording,
                    columns: table.sheet.titles.map { SheetColumn($0, width: 22, kind: .text) })
                plan.page = PagePlan(
                    orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
                let sheet = try writer.addSheet(plan)
                try sheet.note(mark, lines: 2)
                try sheet.header()
                for row in table.rows { try sheet.row(row.map { $0.isEmpty ? .empty : .text($0) }) }
            }
        }
        return Copy(name: RightsWorkbook.fileName(number), bytes: bytes)
    }

    struct Table {
        let sheet: RightsWorkbook.Sheet
        let rows: [[String]]
    }

    private static func tables(
        of person: ID<Person>, _ scope: UnionScope, _ transaction: any Transaction, _ seal: any FieldSealing
    ) throws -> [Table] {
        let file = PersonFileStore(transaction, seal)
        guard let known = try file.particulars(of: person) else { throw Refusal.notFound }
        let memberships = try file.memberships(of: person, in: scope)
        return [
            Table(
                sheet: .particulars,
                rows: [
                    [
                        known.name, known.sex.wording, known.birth?.description ?? "", known.phone ?? "",
                        known.insurance.wording, known.insuranceAsOf?.description ?? "",
                    ]
                ]),
            Table(
                sheet: .documents,
                rows: try file.documents(of: person).map {
                    [
                        $0.type.wording, $0.number, $0.expiry?.rawValue ?? "",
                        RightsWorkbook.standing(isCurrent: $0.isCurrent),
                    ]
                }),
            Table(
                sheet: .memberships,
                rows: memberships.map {
                    [
                        $0.number, $0.union, $0.unit, $0.workplace, $0.address ?? "", $0.joinedOn.description,
                        $0.leftOn?.description ?? "",
                    ]
                }),
            Table(
                sheet: .cards,
                rows: try OwnRecordStore(transaction, seal).cards(of: person).map {
                    [$0.number.rawValue, $0.issuedOn.description]
                }),
            Table(
                sheet: .coverages,
                rows: try CoverageStore(transaction, seal).list(of: person, in: scope).map {
                    [
                        String($0.year), $0.unitName, $0.plan, $0.period.from.description,
                        $0.period.through.description, $0.status.wording, $0.enrolment,
                    ]
                }),
            Table(
                sheet: .benefits,
                rows: try file.payments(to: person, in: scope).map {
                    [String($0.year), $0.kind, $0.amount.yuanText, $0.paidOn.description, $0.reference]
                }),
            Table(
                sheet: .happenings,
                rows: try file.happenings(to: memberships.map(\.member)).map {
                    [$0.at.description, MemberEvent(rawValue: $0.action)?.wording ?? RightsWorkbook.otherAct, $0.by]
                }),
        ]
    }
}
