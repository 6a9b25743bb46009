import Domain
import Markup
import Pages
import UseCases
import Wording

/// 会籍审核管理.
struct MemberTransferRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/transfers", .requires(.decideTransfers)) { exchange in
            let part = TransferPart(rawValue: exchange.query[MemberTransfersPage.Field.part]) ?? .waiting
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            var filter = TransferFilter(exchange.query)
            // Only there the status is asked for; elsewhere the part says it.
            if part != .requested { filter.status = nil }
            let list = try await MemberTransfers(exchange.platform).list(
                part, filter, page: page, try exchange.occasion())
            return .page(
                MemberTransfersPage(
                    exchange.frame(.organisation), part, list.lines.map { MemberTransfersPage.Row($0) },
                    waiting: list.waiting, parts: TransferPart.offered(to: try exchange.actor()), filter: filter,
                    choice: Self.choice(exchange, part, filter, try exchange.actor()),
                    PageWindow(number: list.page.number, size: list.page.size, total: list.total)
                ).html)
        }
        table.get("/members/transfers/:id", .requires(.decideTransfers)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/members/transfers/:id/acceptance", .requires(.decideTransfers)) { exchange in
            let place = TransferPlace(exchange.form[MemberTransferPage.Field.place])
            do {
                return try await Self.perform(.accept, exchange, place: place, "已同意会籍转移，会员已转入。")
            } catch Refusal.placementMissing {
                var errors = FieldErrors()
                errors.add(MemberTransferPage.Field.place, "请选择转入后的单位")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
        }
        table.post("/members/transfers/:id/return", .requires(.decideTransfers)) { exchange in
            guard let reason = exchange.form.text(MemberTransferPage.Field.reason), reason.count <= 200 else {
                var errors = FieldErrors()
                errors.add(MemberTransferPage.Field.reason, "请填写退回原因，最多 200 个字")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            return try await Self.perform(.return, exchange, "已退回会籍转移申请，会籍不变。", reason: reason)
        }
        table.post("/members/transfers/:id/withdrawal", .requires(.decideTransfers)) { exchange in
            try await Self.perform(.withdraw, exchange, "已撤回会籍转移申请，会籍不变。")
        }
    }

    /// A superior sees what the unions below have asked for, and withdraws nothing of it.
    private static func choice(
        _ exchange: Exchange, _ part: TransferPart, _ filter: TransferFilter, _ actor: Actor
    ) -> MemberTransfersPage.Selected {
        let asked: MemberTransfersPage.Selected =
            exchange.query[TransferDecisionPage.Field.everybody].isEmpty ? .boxes : .everything
        switch part {
        case .waiting: return asked
        case .requested:
            guard actor.kind.isBase else { return .nothing }
            return filter.status == .open ? asked : .boxes
        case .below, .decided: return .nothing
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let record = try await MemberTransfers(exchange.platform).find(
            try exchange.id("id"), try exchange.occasion())
        return MemberTransferPage(
            exchange.frame(.organisation),
            MemberTransferPage.Model(
                MemberTransfersPage.Row(record.line), record.commands, record.consequences,
                openLists: record.openLists, enterprises: record.enterprises,
                history: record.history.map {
                    MemberPage.Happening(
                        at: $0.at, account: $0.account ?? "", words: MembershipRequest.wording(of: $0.action))
                }), form: form
        ).html
    }

    private static func perform(
        _ command: MembershipTransfer.Command, _ exchange: Exchange, place: TransferPlace? = nil, _ done: String,
        reason: String? = nil
    ) async throws -> Answer {
        let receipt = try await MemberTransfers(exchange.platform).perform(
            command, on: try exchange.id("id"), reason: reason, place: place,
            seen: exchange.form.integer(MemberTransferPage.Field.version), try exchange.occasion())
        try await exchange.flash(done)
        return .seeOther(Path.memberTransfer(receipt.id).url)
    }
}

extension TransferPart {
    /// A base union has no union below it that decides by itself.
    static func offered(to actor: Actor) -> [TransferPart] {
        allCases.filter { $0 != .below || !actor.kind.isBase }
    }
}

extension MemberTransfersPage.Row {
    init(_ line: MemberTransfers.Line) {
        self.init(
            id: line.transfer.id, name: line.name, documentType: line.documentType, document: line.document,
            from: line.fromName, to: line.toName, unit: line.unitName, category: line.category, motive: line.motive,
            initiator: line.transfer.initiator, superiorFrom: line.transfer.superiorFrom, status: line.transfer.status,
            requestedAt: line.requestedAt, decidedAt: line.decidedAt,
            reason: line.reason)
    }
}
