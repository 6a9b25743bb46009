import DatabaseKit
public import Domain
import Store
import Wording

/// 导出当前筛选 of 卡片信息管理.
extension Cards {
    /// How many the file would hold, and whose list it is.
    public func exported(
        _ search: Search, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> (place: String, count: BoundedCount) {
        let desk = try await desk(enterprise, occasion)
        let count = try await platform.database.read { [platform] transaction in
            try CardListStore(transaction, platform.seal).count(search.filter, in: desk.scope)
        }
        return (desk.unit?.name ?? occasion.actor.unionName, count)
    }

    /// Writes the holders of the list with their cards, streamed from the store into the workbook, and records who took
    /// how many.
    ///
    /// - Throws: `ExportRefusal` when there is nobody, or too many for one file; `ConsentNeeded` when a second person has
    ///   to consent; `Refusal.notConfirmed` for whole numbers on an occasion on which the actor has not proved anew who he
    ///   is.
    public func export(
        _ search: Search, _ detail: ExportDetail, enterprise: ID<Enterprise>?, _ occasion: Occasion
    ) async throws -> Members.ExportFile {
        try await export(search, enterprise: enterprise, PeopleExport(detail: detail, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func export(
        _ search: Search, enterprise: ID<Enterprise>?, _ export: PeopleExport,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> Members.ExportFile {
        let occasion = export.occasion
        try export.require(on: occasion.actor.path)
        let desk = try await desk(enterprise, occasion)
        let written = try await platform.database.read { [platform] transaction in
            try export.write(sheet: CardWorkbook.sheet, CardWorkbook.titles, transaction) { row in
                try CardListStore(transaction, platform.seal).forEach(
                    search.filter, in: desk.scope, limit: PeopleExport.limit + 1
                ) { try row(Self.cells($0, export.detail)) }
            }
        }
        try await platform.database.write { transaction in
            try export.record(
                written.rows, of: .cardList, (occasion.actor.union, occasion.actor.path), transaction)
            try besides(transaction)
        }
        return Members.ExportFile(name: CardWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func cells(_ holder: CardHolder, _ detail: ExportDetail) -> [String] {
        let (document, phone, card) =
            switch detail {
            case .masked: (holder.document.masked, holder.phone?.masked, holder.card?.number.masked)
            case .whole: (holder.document.number, holder.phone?.rawValue, holder.card?.number.rawValue)
            }
        return [
            holder.name, holder.number, holder.document.type.wording, document, holder.document.expiry?.wording ?? "",
            phone ?? "", holder.unionName, holder.workplace, card ?? "", holder.stateWording,
            holder.card?.issuedOn.description ?? "", holder.batchNumber ?? "",
        ]
    }
}
