import Domain
import Markup
import Pages
import UseCases

/// What members ask their unions for: the member's form, and the clerk's queue.
struct MemberRequestRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        for kind in OwnRequest.Kind.allCases {
            table.get("/self-service/requests/\(kind.rawValue)", .oneself) { exchange in
                let requests = OwnRequests(exchange.platform)
                guard try await requests.own(try exchange.ownOccasion()).mayAsk.contains(kind)
                else { return .seeOther(Path.own(.home).url) }
                let ended = try await requests.documentEnded(try exchange.ownOccasion())
                return .page(try await Self.form(kind, FormState(), exchange, documentEnded: ended))
            }
            table.post("/self-service/requests/\(kind.rawValue)", .oneself) { exchange in
                try await Self.ask(kind, exchange)
            }
            table.post("/self-service/requests/\(kind.rawValue)/withdrawal", .oneself) { exchange in
                try await OwnRequests(exchange.platform).withdraw(kind, try exchange.ownOccasion())
                try await exchange.flash("申请已撤回。")
                return .seeOther(Path.own(.home).url)
            }
        }
        table.get("/members/requests", .requires(.editMembers)) { exchange in
            let part = OwnRequestPart(rawValue: exchange.query[MemberRequestsPage.part]) ?? .open
            let page = ListPage(
                number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
                size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
            let list = try await OwnRequests(exchange.platform).list(part, page: page, try exchange.occasion())
            return .page(
                MemberRequestsPage(
                    exchange.frame(.organisation), part, list.lines.map { RequestRow($0) },
                    PageWindow(number: list.page.number, size: list.page.size, total: list.total)
                ).html)
        }
        table.get("/members/requests/:id", .requires(.editMembers)) { exchange in
            .page(try await Self.page(exchange, MemberRequestPage.blank))
        }
        table.post("/members/requests/:id/answer", .requires(.editMembers)) { exchange in
            try await Self.answer(exchange)
        }
    }

    private static func ask(_ kind: OwnRequest.Kind, _ exchange: Exchange) async throws -> Answer {
        let text = exchange.form.text(OwnRequestPage.field)
        guard let text, text.count <= OwnRequest.textLimit else {
            return try await refused(kind, OwnRequestPage.missing, exchange)
        }
        switch try await OwnRequests(exchange.platform).ask(kind, text, try exchange.ownOccasion()) {
        case .asked: try await exchange.flash("申请已提交给所在工会，答复后会显示在这里。")
        case .waiting: try await exchange.flash("您的申请正在等待工会答复，答复后可以再次提交。")
        case .addressTooShort(let rule): return try await refused(kind, OwnRequestPage.tooShort(rule), exchange)
        case .documentEnded(let day):
            return .page(try await form(kind, FormState(), exchange, documentEnded: day), status: 422)
        }
        return .seeOther(Path.own(.home).url)
    }

    private static func refused(
        _ kind: OwnRequest.Kind, _ errors: FieldErrors, _ exchange: Exchange
    ) async throws -> Answer {
        .page(try await form(kind, exchange.state(errors), exchange), status: 422)
    }

    private static func form(
        _ kind: OwnRequest.Kind, _ form: FormState, _ exchange: Exchange, documentEnded: CalendarDay? = nil
    ) async throws -> HTML {
        let rule = try await OwnRequests(exchange.platform).addressRule(try exchange.ownOccasion())
        return OwnRequestPage(
            exchange.frame(.selfService), kind, rule, form: form, documentEnded: documentEnded
        ).html
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let requests = OwnRequests(exchange.platform)
        let id = try exchange.id("id", OwnRequest.self)
        let line = try await requests.find(id, try exchange.occasion())
        let check = try await requests.cardCheck(id, try exchange.occasion())
        return MemberRequestPage(exchange.frame(.organisation), RequestRow(line), check, form: form).html
    }

    private static func answer(_ exchange: Exchange) async throws -> Answer {
        typealias Field = MemberRequestPage.Field
        let id = try exchange.id("id", OwnRequest.self)
        var errors = FieldErrors()
        let verdict = OwnRequest.Command(rawValue: exchange.form[Field.verdict]).flatMap {
            $0 == .withdraw ? nil : $0
        }
        let text = exchange.form.text(Field.answer)
        if verdict == nil { errors.add(Field.verdict, "请选择处理结果") }
        if text == nil || (text ?? "").count > OwnRequest.textLimit {
            errors.add(Field.answer, "请填写答复，最多 \(OwnRequest.textLimit) 个字")
        }
        guard let verdict, let text, errors.isEmpty else {
            return .page(try await page(exchange, exchange.state(errors)), status: 422)
        }
        let address = RequestedAddress(rawValue: exchange.form[Field.address]) ?? .left
        let receipt = try await OwnRequests(exchange.platform).answer(
            verdict, id, text, address, version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
        let isGrantedCard = receipt.kind == .card && verdict == .grant
        try await exchange.flash(isGrantedCard ? "已答复会员本人，并将其列入待办会员列表。" : "已答复会员本人。")
        return .seeOther(Path.memberRequest(receipt.id).url)
    }
}

extension RequestRow {
    init(_ line: OwnRequests.Line) {
        self.init(
            id: line.request.id, member: line.request.member, kind: line.request.kind, status: line.request.status,
            memberName: line.memberName, memberNumber: line.memberNumber, unionName: line.unionName, text: line.text,
            answer: line.answer, askedAt: line.askedAt, answeredAt: line.answeredAt, version: line.request.version,
            line.isMember ? .member : .left, line.isFollowedByCard ? .card : line.hasLapsed ? .lapsed : .none)
    }
}
