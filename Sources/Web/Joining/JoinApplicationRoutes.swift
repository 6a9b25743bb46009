import Domain
import Markup
import Pages
import UseCases
import Wording

/// 扫码入会审核.
struct JoinApplicationRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/applications", .requires(.decideApplications)) { exchange in
            let part = JoinApplicationPart(rawValue: exchange.query[JoinApplicationsPage.Field.part]) ?? .open
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            let list = try await JoinApplications(exchange.platform).list(part, page: page, try exchange.occasion())
            return .page(
                JoinApplicationsPage(
                    exchange.frame(.organisation), part, list.lines.map { JoinApplicationsPage.Row($0) },
                    waiting: list.waiting,
                    PageWindow(number: list.page.number, size: list.page.size, total: list.total)
                ).html)
        }
        table.get("/members/applications/:id", .requires(.decideApplications)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/members/applications/:id/acceptance", .requires(.decideApplications)) { exchange in
            try await Self.accept(exchange)
        }
        table.post("/members/applications/:id/return", .requires(.decideApplications)) { exchange in
            typealias Field = JoinApplicationPage.Field
            guard let reason = exchange.form.text(Field.reason), reason.count <= 200 else {
                var errors = FieldErrors()
                errors.add(Field.reason, "请填写退回原因，最多 200 个字")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            try await JoinApplications(exchange.platform).giveBack(
                try exchange.id("id"), reason: reason, try exchange.occasion())
            try await exchange.flash("已退回入会申请。")
            return .seeOther(Path.join(.applications).url)
        }
    }

    private static func accept(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        do {
            let receipt = try await JoinApplications(exchange.platform).accept(
                try exchange.id("id"), try exchange.occasion())
            try await exchange.flash(
                receipt.outcome == .askedFor ? "已同意。他（她）是其他工会的会员，已向原工会申请会籍转移。" : "已同意入会，会员已加入名册。")
            return .seeOther(receipt.member.map { Path.member($0).url } ?? Path.join(.applications).url)
        } catch let refusal as DraftRefusal {
            switch refusal {
            case .problems(let problems):
                for problem in problems where problem.severity == .error {
                    errors.add("\(problem.column.wording)：\(problem.wording)。请退回，请本人改正后重新扫码申请")
                }
            case .alreadyMember: errors.add("该证件的持有人已是本工会会员，不需要入会。请退回申请")
            case .transferOpen: errors.add("已经向原工会申请转入该证件的持有人，请等待原工会审核，或退回申请")
            case .transferNeedsConsent: errors.add("该证件的持有人是其他工会的会员，本人没有同意转入。请联系本人后退回，重新扫码申请")
            case .noteTooLong, .flexibleKindMissing, .renewalNotConfirmed, .documentOfAnother, .birthDiffers:
                throw refusal
            }
        } catch ImportTargetProblem.flexibleKindMissing {
            errors.add("申请的灵活就业类别已经停用。请退回，请本人重新扫码申请")
        }
        return .page(try await page(exchange, exchange.state(errors)), status: 422)
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let line = try await JoinApplications(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        return JoinApplicationPage(exchange.frame(.organisation), JoinApplicationsPage.Row(line), form: form).html
    }
}

extension JoinApplicationsPage.Row {
    init(_ line: JoinApplications.Line) {
        let asked: [MemberColumn] = [.documentType, .documentNumber, .sex, .phone, .workplace]
        self.init(
            id: line.id, status: line.status, name: line.name, category: line.category, place: line.place,
            submittedAt: line.submittedAt, decidedAt: line.decidedAt, reason: line.reason, member: line.member,
            answers: line.row.map { row in asked.map { ($0.wording, row.masked($0)) } } ?? [], consent: line.consent)
    }
}
