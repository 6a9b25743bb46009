import Domain
import Markup
import Pages
import UseCases
import Wording

/// 转移 and 批量转移 from 会员信息.
struct TransferRequestRoutes: RouteGroup {
    private typealias Field = TransferRequestPage.Field

    func register(in table: inout RouteTable) {
        table.post("/members/transfers/selection", .requires(.transferMembers)) { exchange in
            let token = try await Self.keep(exchange)
            return .seeOther(Path.memberTransferNew.url((name: Field.kept, value: token)))
        }
        table.get("/members/transfers/new", .requires(.transferMembers)) { exchange in
            guard let selection = MemberTransfers.Selection(exchange.query) else { return .seeOther(Path.members.url) }
            return .page(try await Self.page(exchange, selection, exchange.query, .none))
        }
        table.post("/members/transfers", .requires(.transferMembers)) { exchange in
            guard let selection = MemberTransfers.Selection(exchange.form) else { throw Refusal.nothingSelected }
            // Looking for a union keeps what is typed; nothing is asked for yet.
            if exchange.form.text(Field.search) != nil {
                return .page(try await Self.page(exchange, selection, exchange.form, .none))
            }
            var errors = FieldErrors()
            let target = ID<Union>(exchange.form[Field.union])
            if target == nil { errors.add(Field.union, "请选择转入的工会") }
            let motive = exchange.form.text(Field.motive)
            if motive.map({ $0.count > 200 }) ?? true { errors.add(Field.motive, "请填写转移原因，最多 200 个字") }
            guard let target, let motive, errors.isEmpty else {
                return .page(try await Self.page(exchange, selection, exchange.form, errors), status: 422)
            }
            let receipt = try await MemberTransfers(exchange.platform).ask(
                selection, to: target, motive: motive, try exchange.occasion())
            return .seeOther(Path.memberTransferRun(receipt.run).url)
        }
        table.get("/members/transfers/runs/:id", .requires(.decideTransfers)) { exchange in
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            let record = try await MemberTransfers(exchange.platform).run(
                try exchange.id("id"), page: page, try exchange.occasion())
            return .page(
                TransferRunPage(
                    exchange.frame(.organisation), record.run,
                    record.lines.map {
                        TransferRunPage.Row(
                            transfer: $0.transfer, problem: $0.problem, name: $0.name, document: $0.document)
                    },
                    PageWindow(number: record.page.number, size: record.page.size, total: record.run.people)
                ).html)
        }
    }

    private static func keep(_ exchange: Exchange) async throws -> String {
        let transfers = MemberTransfers(exchange.platform)
        let occasion = try exchange.occasion()
        guard exchange.form[Field.everybody].isEmpty else {
            let (query, filter, _) = try await MemberRoutes.asked(exchange, exchange.form)
            return try await transfers.keep(
                allOf: filter, under: query.under, expected: exchange.form.integer(Field.expected) ?? 0, occasion)
        }
        return try await transfers.keep(exchange.form.all(Field.member).compactMap { ID($0) }, occasion)
    }

    private static func page(
        _ exchange: Exchange, _ selection: MemberTransfers.Selection, _ typed: Form, _ errors: FieldErrors
    ) async throws -> HTML {
        let draft = try await MemberTransfers(exchange.platform).draft(
            selection, district: ID(typed[Field.district]), name: typed.text(Field.name), try exchange.occasion())
        var form = FormState(errors: errors)
        form[Field.district] = draft.district?.description ?? ""
        form[Field.name] = typed[Field.name]
        form[Field.motive] = typed[Field.motive]
        form[Field.union] = typed[Field.union]
        return TransferRequestPage(
            exchange.frame(.organisation),
            TransferRequestPage.Model(
                selection: selection.asPage, people: draft.people,
                first: draft.faces.map {
                    TransferRequestPage.Person(
                        name: $0.name, document: $0.document, workplace: $0.workplace, consequences: $0.consequences)
                },
                consequences: draft.consequences,
                districts: draft.districts.map { MembersPage.Place($0.id, $0.name) },
                targets: draft.targets.map {
                    TransferRequestPage.Target(id: $0.id, name: $0.name, kind: $0.kind, standing: $0.standing)
                }, reach: draft.isCut ? .cut : .whole), form: form
        ).html
    }
}

extension MemberTransfers.Selection {
    /// Reads an address or a form; nil when nobody is meant.
    init?(_ form: Form) {
        if let token = form.text(TransferRequestPage.Field.kept) {
            self = .kept(token)
        } else if let member = ID<Member>(form[TransferRequestPage.Field.member]) {
            self = .member(member)
        } else {
            return nil
        }
    }

    var asPage: TransferRequestPage.Selection {
        switch self {
        case .member(let id): .member(id)
        case .kept(let token): .kept(token)
        }
    }
}
