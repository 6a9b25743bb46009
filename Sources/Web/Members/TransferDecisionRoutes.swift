import Domain
import Markup
import Pages
import UseCases
import Wording

/// Several transfers decided, or withdrawn by who has asked, at once.
struct TransferDecisionRoutes: RouteGroup {
    private typealias Field = TransferDecisionPage.Field

    func register(in table: inout RouteTable) {
        // Shown after the queue's form; loaded again it begins anew.
        table.get("/members/transfers/decisions", .requires(.decideTransfers)) { _ in
            .seeOther(Path.memberTransfers.url)
        }
        table.post("/members/transfers/decisions/check", .requires(.decideTransfers)) { exchange in
            .page(try await Self.page(exchange, try Self.decision(exchange), FormState()))
        }
        table.get("/members/transfers/decisions/check", .requires(.decideTransfers)) { _ in
            .seeOther(Path.memberTransfers.url)
        }
        table.post("/members/transfers/decisions", .requires(.decideTransfers)) { exchange in
            let decision = try Self.decision(exchange)
            let reason = exchange.form.text(Field.reason)
            if decision == .return, reason.map({ $0.count > 200 }) ?? true {
                var errors = FieldErrors()
                errors.add(Field.reason, "请填写退回原因，最多 200 个字")
                return .page(try await Self.page(exchange, decision, exchange.state(errors)), status: 422)
            }
            let receipt = try await MemberTransfers(exchange.platform).decide(
                decision, Self.choice(exchange), reason: reason, try exchange.occasion())
            return .seeOther(Path.memberTransferRun(receipt.run).url)
        }
    }

    private static func decision(_ exchange: Exchange) throws -> MemberTransfers.Decision {
        guard let decision = MemberTransfers.Decision(rawValue: exchange.form[Field.decision]) else {
            throw Refusal.nothingSelected
        }
        return decision
    }

    private static func choice(_ exchange: Exchange) -> MemberTransfers.Choice {
        if exchange.form[Field.everybody].isEmpty {
            return .ticked(exchange.form.all(Field.transfer).compactMap { ID($0) })
        }
        return .all(TransferFilter(exchange.form), expected: exchange.form.integer(Field.expected) ?? 0)
    }

    private static func page(
        _ exchange: Exchange, _ decision: MemberTransfers.Decision, _ form: FormState
    ) async throws -> HTML {
        let choice = choice(exchange)
        let draft = try await MemberTransfers(exchange.platform).decisionDraft(
            choice, for: decision, try exchange.occasion())
        return TransferDecisionPage(
            exchange.frame(.organisation),
            TransferDecisionPage.Model(
                decision.asPage, people: draft.people, first: draft.first.map { MemberTransfersPage.Row($0) },
                consequences: draft.consequences,
                each: Dictionary(
                    draft.first.compactMap { line in draft.each[line.transfer.member].map { (line.transfer.id, $0) } },
                    uniquingKeysWith: { first, _ in first }),
                openLists: draft.openLists, fields: fields(of: choice)), form: form
        ).html
    }

    private static func fields(of choice: MemberTransfers.Choice) -> [(name: String, value: String)] {
        switch choice {
        case .ticked(let ids): ids.map { (name: Field.transfer, value: $0.description) }
        case .all(let filter, let expected):
            [(name: Field.everybody, value: "yes"), (name: Field.expected, value: String(expected))]
                + MemberTransfersPage.fields(of: filter)
        }
    }
}

extension TransferFilter {
    /// Reads the address or a form; what is no known value is left out.
    init(_ form: Form) {
        self.init()
        initiator = MembershipTransfer.Initiator(rawValue: form[MemberTransfersPage.Field.initiator])
        union = form.text(MemberTransfersPage.Field.union)
        status = MembershipTransfer.Status(rawValue: form[MemberTransfersPage.Field.status])
    }
}

extension MemberTransfers.Decision {
    fileprivate var asPage: TransferDecisionPage.Decision {
        switch self {
        case .accept: .accept
        case .return: .return
        case .withdraw: .withdraw
        }
    }
}
