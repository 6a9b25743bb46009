import Domain
import Markup
import Pages
import UseCases
import Wording

/// 导出当前筛选.
struct MemberExportRoutes: RouteGroup {
    private typealias Field = ExportForm.Field

    func register(in table: inout RouteTable) {
        table.get("/members/export", .requires(.exportMembers)) { exchange in
            var fresh = FormState()
            fresh[Field.numbers] = Field.masked
            return .page(try await Self.page(exchange, exchange.query, fresh))
        }
        table.post("/members/export", .requires(.exportMembers), .search) { exchange in
            try await Self.export(exchange)
        }
    }

    /// The list that a form asks for, and its conditions in words.
    private static func listed(
        _ exchange: Exchange, _ asked: Form
    ) async throws -> (query: MemberListQuery, list: Members.List, conditions: [String]) {
        let (query, filter, numbers) = try await MemberRoutes.asked(exchange, asked)
        let list = try await Members(exchange.platform).list(
            filter, under: query.under, page: ListPage(), try exchange.occasion())
        let conditions = MembersPage.conditions(
            query, FormState(query, filter), words: list.words.entries, numbers: numbers)
        return (query, list, conditions)
    }

    private static func page(_ exchange: Exchange, _ asked: Form, _ form: FormState) async throws -> HTML {
        let (query, list, conditions) = try await listed(exchange, asked)
        return MemberExportPage(
            exchange.frame(.organisation), list.count, conditions: conditions, query: query,
            stepUp: try await exchange.stepUp(), form: form
        ).html
    }

    private static func export(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        do {
            if let (detail, occasion) = try await exchange.exportAsked(&errors) {
                let (query, filter, _) = try await MemberRoutes.asked(exchange, exchange.form)
                do {
                    let file = try await Members(exchange.platform).export(
                        filter, under: query.under, detail, occasion)
                    return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
                } catch let needed as ConsentNeeded {
                    let (_, list, conditions) = try await listed(exchange, exchange.form)
                    let place = list.tree.lineage.last?.union.name ?? occasion.actor.unionName
                    let answer = try await exchange.askForConsent(
                        .members(filter, under: query.under), detail, people: needed.people,
                        conditions: ["范围：\(place)及下级"] + conditions, occasion, &errors)
                    if let answer { return answer }
                }
            }
        } catch let refusal as ExportRefusal {
            errors.add(refusal.wording)
        }
        return .page(try await page(exchange, exchange.form, exchange.stateWithoutProof(errors)), status: 422)
    }
}

extension Exchange {
    /// How much of the numbers an export was asked for, and by whom; nil with what is wrong.
    ///
    /// Whole numbers go only for a purpose, and to who has proved anew who he is.
    func exportAsked(_ errors: inout FieldErrors) async throws -> (ExportDetail, Occasion)? {
        guard form[ExportForm.Field.numbers] == ExportForm.Field.whole else { return (.masked, try occasion()) }
        guard let purpose = ExportPurpose(rawValue: form[ExportForm.Field.purpose]) else {
            errors.add(ExportForm.Field.purpose, "导出完整号码请选择用途")
            return nil
        }
        guard let occasion = try await confirmedOccasion(for: .exportMembers, &errors) else { return nil }
        return (.whole(purpose), occasion)
    }
}
