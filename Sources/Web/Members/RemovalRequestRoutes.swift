import Domain
import Markup
import Pages
import UseCases
import Wording

/// 删除审核.
struct RemovalRequestRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/removals", .requires(.decideTransfers)) { exchange in
            let part = RemovalPart(rawValue: exchange.query[RemovalRequestsPage.Field.part]) ?? .open
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            let occasion = try exchange.occasion()
            let list = try await RemovalRequests(exchange.platform).list(part, page: page, occasion)
            let many: [MassRemovals.Line] =
                switch part {
                case .open: try await MassRemovals(exchange.platform).open(occasion)
                case .closed: []
                }
            return .page(
                RemovalRequestsPage(
                    exchange.frame(.organisation), part, list.lines.map { RemovalRequestsPage.Row($0) },
                    PageWindow(number: list.page.number, size: list.page.size, total: list.total),
                    many: many.map {
                        RemovalRequestsPage.Many(
                            $0.request, union: $0.unionName, asker: $0.asker, askedAt: $0.askedAt)
                    }
                ).html)
        }
        table.get("/members/removals/:id", .requires(.decideTransfers)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/members/removals/:id/acceptance", .requires(.approveRemovals)) { exchange in
            try await Self.perform(.accept, exchange, "已同意删除 1 名会员。")
        }
        table.post("/members/removals/:id/return", .requires(.approveRemovals)) { exchange in
            guard let reason = exchange.form.text(RemovalRequestPage.Field.reason), reason.count <= 200 else {
                var errors = FieldErrors()
                errors.add(RemovalRequestPage.Field.reason, "请填写退回原因，最多 200 个字")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            return try await Self.perform(.return, exchange, "已退回删除申请，会籍不变。", reason: reason)
        }
        table.post("/members/removals/:id/withdrawal", .requires(.removeMembers)) { exchange in
            try await Self.perform(.withdraw, exchange, "已撤回删除申请，会籍不变。")
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let record = try await RemovalRequests(exchange.platform).find(
            try exchange.id("id"), try exchange.occasion())
        return RemovalRequestPage(
            exchange.frame(.organisation),
            RemovalRequestPage.Model(
                RemovalRequestsPage.Row(record.line), record.commands, record.consequences,
                history: record.history.map {
                    MemberPage.Happening(
                        at: $0.at, account: $0.account, words: MembershipRequest.wording(of: $0.action))
                }), form: form
        ).html
    }

    private static func perform(
        _ command: RemovalRequest.Command, _ exchange: Exchange, _ done: String, reason: String? = nil
    ) async throws -> Answer {
        let receipt = try await RemovalRequests(exchange.platform).perform(
            command, on: try exchange.id("id"), reason: reason, try exchange.occasion())
        try await exchange.flash(done)
        return .seeOther(Path.removalRequest(receipt.id).url)
    }
}

extension RemovalRequestsPage.Row {
    init(_ line: RemovalRequests.Line) {
        self.init(
            id: line.request.id, name: line.name, document: line.document, union: line.unionName,
            ground: line.request.ground, note: line.note, status: line.request.status, requestedAt: line.requestedAt,
            decidedAt: line.decidedAt, reason: line.reason)
    }
}
