import Domain
import Markup
import Pages
import UseCases
import Wording

/// 个人信息请求.
///
/// Registered before the routes of members, whose `/members/:id` would take the word for a key.
struct RightsRoutes: RouteGroup {
    private typealias Field = RightsPage.Field

    func register(in table: inout RouteTable) {
        table.get("/members/rights", .requires(.keepRights)) { exchange in
            try await Self.list(exchange, FormState())
        }
        table.get("/members/rights/search", .requires(.keepRights)) { _ in .seeOther(Path.rights(.list).url) }
        table.post("/members/rights/search", .requires(.keepRights), .search) { exchange in
            guard let who = exchange.form.text(Field.who) else {
                return try await Self.list(exchange, exchange.state(.one(Field.who, "请填写会员编号或证件号码")))
            }
            guard let found = try await RightsDesk(exchange.platform).seek(who, try exchange.occasion()) else {
                let words = "本工会及下级没有此人，请核对号码；不在管理范围内的请由职保中心办理"
                return try await Self.list(exchange, exchange.state(.one(Field.who, words)))
            }
            return .seeOther(Path.rights(.member(found)).url)
        }
        table.get("/members/rights/members/:member", .requires(.keepRights)) { exchange in
            try await Self.form(exchange, nil)
        }
        table.post("/members/rights/members/:member", .requires(.keepRights)) { exchange in
            try await Self.record(exchange)
        }
        table.get("/members/rights/:request", .requires(.keepRights)) { exchange in
            try await Self.page(exchange, FormState())
        }
        for act in ["answer", "copy"] {
            table.get("/members/rights/:request/\(act)", .requires(.keepRights)) { exchange in
                let id = try exchange.id("request", RightsRequest.self)
                _ = try await RightsDesk(exchange.platform).find(id, try exchange.occasion())
                return .seeOther(Path.rights(.one(id)).url)
            }
        }
        table.post("/members/rights/:request/answer", .requires(.keepRights)) { exchange in
            try await Self.answer(exchange)
        }
        table.post("/members/rights/:request/copy", .requires(.keepRights), .file) { exchange in
            let id = try exchange.id("request", RightsRequest.self)
            _ = try await RightsDesk(exchange.platform).find(id, try exchange.occasion())
            var errors = FieldErrors()
            guard let occasion = try await exchange.confirmedOccasion(for: .keepRights, &errors) else {
                return try await Self.page(exchange, exchange.stateWithoutProof(errors))
            }
            let copy = try await RightsDesk(exchange.platform).copy(id, occasion)
            return .download(Answer.File(name: copy.name, mediaType: MediaType.xlsx, bytes: copy.bytes))
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let part = RightsPart(rawValue: exchange.query[Field.part]) ?? .open
        let range = exchange.pageAsked
        let list = try await RightsDesk(exchange.platform).list(
            part, page: ListPage(number: range.number, size: range.size), try exchange.occasion())
        let page = RightsPage(
            exchange.frame(.organisation), part, list.lines.map { RightsRow($0) },
            PageWindow(number: list.page.number, size: list.page.size, total: list.total), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func form(_ exchange: Exchange, _ state: FormState?) async throws -> Answer {
        let subject = try await RightsDesk(exchange.platform).subject(
            try exchange.id("member"), try exchange.occasion())
        let page = RightsFormPage(
            exchange.frame(.organisation),
            RightsFormPage.Subject(
                member: subject.member, name: subject.name, number: subject.number, unionName: subject.unionName,
                due: subject.due),
            form: state ?? FormState([Field.received: [exchange.day.today.description]]))
        return .page(page.html, status: state == nil ? 200 : 422)
    }

    /// What was written, and what is wrong with it.
    static func text(
        _ exchange: Exchange, _ errors: inout FieldErrors, of field: String = RightsPage.Field.text
    ) -> String {
        let text = exchange.form[field].trimmed
        if text.isEmpty || text.count > RightsRequest.textLimit {
            errors.add(field, "请填写内容，最多 \(RightsRequest.textLimit) 个字")
        } else if EnrolmentCorrection.holdsNumber(text) {
            errors.add(field, "内容中似有证件号码或卡号，请删去")
        }
        return text
    }

    private static func record(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        let kind = RightsRequest.Kind(rawValue: exchange.form[Field.kind])
        if kind == nil { errors.add(Field.kind, "请选择请求事项") }
        let received = CalendarDay(exchange.form[Field.received].trimmed)
        if received.map({ $0 > exchange.day.today }) ?? true {
            errors.add(Field.received, "请选择收到日期，不能晚于今天")
        }
        let text = Self.text(exchange, &errors)
        guard errors.isEmpty, let kind, let received else { return try await form(exchange, exchange.state(errors)) }
        let receipt = try await RightsDesk(exchange.platform).record(
            kind, of: try exchange.id("member"), text, receivedOn: received, try exchange.occasion())
        try await exchange.flash("请求 \(receipt.number) 已登记，请在 \(receipt.due.withWeekday) 前答复。")
        return .seeOther(Path.rights(.one(receipt.id)).url)
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let record = try await RightsDesk(exchange.platform).find(try exchange.id("request"), try exchange.occasion())
        let page = RightsRequestPage(
            exchange.frame(.organisation), RightsRow(record.line),
            history: record.history.map {
                MemberPage.Happening(
                    at: $0.at, account: $0.account.isEmpty ? AuditWording.member : $0.account,
                    words: RightsRequest.wording(of: $0.action))
            }, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func answer(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        let command = RightsRequest.Command(rawValue: exchange.form[Field.command])
        if command == nil { errors.add(Field.command, "请选择结果") }
        let text = Self.text(exchange, &errors)
        guard errors.isEmpty, let command else { return try await page(exchange, exchange.state(errors)) }
        let receipt = try await RightsDesk(exchange.platform).answer(
            command, try exchange.id("request"), text, try exchange.occasion())
        try await exchange.flash("请求 \(receipt.number) 已答复。请将结果告知本人。")
        return .seeOther(Path.rights(.one(receipt.id)).url)
    }
}

extension RightsRow {
    init(_ line: RightsDesk.Line) {
        self.init(
            line.request, memberName: line.memberName, memberNumber: line.memberNumber, unionName: line.unionName,
            text: line.text, answer: line.answer, recordedAt: line.recordedAt, answeredAt: line.answeredAt)
    }
}
