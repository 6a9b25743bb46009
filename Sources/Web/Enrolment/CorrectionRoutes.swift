import Domain
import Markup
import Pages
import UseCases
import Wording

/// 更正申请.
struct CorrectionRoutes: RouteGroup {
    private typealias Field = CorrectionsPage.Field
    private typealias Entry = CorrectionFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/corrections", .requires(.viewCorrections)) { exchange in
            try await Self.queue(exchange, FormState())
        }
        registerAsking(in: &table)
        // Shown after the queue's form; loaded again it begins anew.
        table.get("/corrections/check", .requires(.decideCorrections)) { _ in .seeOther(Path.correction(.list).url) }
        table.post("/corrections/check", .requires(.decideCorrections)) { exchange in
            guard !Self.chosen(exchange).isEmpty else {
                return try await Self.queue(exchange, exchange.state(.general("请先勾选要审核的申请。")))
            }
            return try await Self.check(exchange, FormState())
        }
        table.get("/corrections/decisions", .requires(.decideCorrections)) { _ in
            .seeOther(Path.correction(.list).url((Field.part, CorrectionPart.closed.rawValue)))
        }
        table.post("/corrections/decisions", .requires(.decideCorrections)) { exchange in
            try await Self.decide(exchange)
        }
        table.get("/corrections/:id", .requires(.viewCorrections)) { exchange in
            try await Self.page(exchange, FormState())
        }
        table.post("/corrections/:id/acceptance", .requires(.decideCorrections)) { exchange in
            let isCentre = try exchange.actor().kind == .cityFederation
            do {
                return try await Self.perform(
                    isCentre ? .accept : .endorse, exchange, isCentre ? "已同意，更正已生效。" : "审核通过，已转职保中心。")
            } catch let problem as CorrectionProblem {
                return try await Self.page(exchange, exchange.state(.general(problem.wording + "。可以退回申请。")))
            }
        }
        table.post("/corrections/:id/return", .requires(.decideCorrections)) { exchange in
            guard let reason = Self.reason(exchange) else {
                return try await Self.page(exchange, exchange.state(Self.reasonRefused(exchange)))
            }
            return try await Self.perform(.return, exchange, "已退回申请，参保信息不变。", reason: reason)
        }
        table.post("/corrections/:id/withdrawal", .requires(.askCorrections)) { exchange in
            try await Self.perform(.withdraw, exchange, "已撤回申请，参保信息不变。")
        }
    }

    private func registerAsking(in table: inout RouteTable) {
        table.get("/corrections/search", .requires(.askCorrections)) { _ in .seeOther(Path.correction(.list).url) }
        table.post("/corrections/search", .requires(.askCorrections), .search) { exchange in
            guard let who = exchange.form.text(Field.who) else {
                return try await Self.queue(exchange, exchange.state(.one(Field.who, "请填写会员编号或证件号码")))
            }
            do {
                let found = try await Corrections(exchange.platform).seek(who, try exchange.occasion())
                return .seeOther(Path.correction(.coverage(found)).url)
            } catch Refusal.correction(let obstacle) {
                return try await Self.queue(exchange, exchange.state(.one(Field.who, obstacle.wording)))
            }
        }
        table.get("/corrections/coverages/:coverage", .requires(.askCorrections)) { exchange in
            do {
                return try await Self.form(exchange, nil)
            } catch Refusal.correction(let obstacle) {
                // A request that is in the way stands in the list below.
                return try await Self.queue(exchange, exchange.state(.general(obstacle.wording)))
            }
        }
        table.post("/corrections/coverages/:coverage", .requires(.askCorrections), .search) { exchange in
            try await Self.ask(exchange)
        }
    }

    // MARK: Asking

    private static func form(_ exchange: Exchange, _ state: FormState?) async throws -> Answer {
        let corrections = Corrections(exchange.platform)
        let (coverage, occasion) = (try exchange.id("coverage", Coverage.self), try exchange.occasion())
        let sheet =
            state == nil
            ? try await corrections.sheet(coverage, occasion) : try await corrections.subject(coverage, occasion)
        let subject = CorrectionFormPage.Subject(
            coverage: sheet.coverage, identity: sheet.identity, memberNumber: sheet.memberNumber,
            unitName: sheet.unitName, year: sheet.year, plan: sheet.plan, enrolment: sheet.enrolment,
            status: sheet.status)
        let page = CorrectionFormPage(
            exchange.frame(.workbench), subject, form: state ?? CorrectionFormPage.blank(subject))
        return .page(page.html, status: state == nil ? 200 : 422)
    }

    private static func ask(_ exchange: Exchange) async throws -> Answer {
        let corrections = Corrections(exchange.platform)
        let (coverage, occasion) = (try exchange.id("coverage", Coverage.self), try exchange.occasion())
        let wish: Corrections.Wish
        switch EnrolmentCorrection.Kind(rawValue: exchange.form[Entry.kind]) {
        case nil: return try await form(exchange, exchange.state(.one(Entry.kind, "请选择申请事项")))
        case .removal?: wish = .removal
        case .identity?:
            // A number that was left empty is right as it is.
            let known = try await corrections.subject(coverage, occasion).identity
            let number = exchange.form.text(Entry.document)
            let type = DocumentType(rawValue: exchange.form[Entry.documentType]) ?? known.type
            wish = .identity(
                name: exchange.form[Entry.name], type: number == nil ? known.type : type,
                number: number ?? known.number)
        }
        do {
            let receipt = try await corrections.ask(
                wish, about: coverage, note: exchange.form[Entry.note], occasion)
            try await exchange.flash("更正申请 \(receipt.number) 已提交，等待区局（产业）工会审核。")
            return .seeOther(Path.correction(.one(receipt.id)).url)
        } catch let problem as CorrectionProblem {
            return try await form(exchange, exchange.state(.one(field(of: problem), problem.wording)))
        } catch Refusal.correction(let obstacle) {
            return try await form(exchange, exchange.state(.general(obstacle.wording)))
        }
    }

    private static func field(of problem: CorrectionProblem) -> String {
        switch problem {
        case .name, .unchanged: Entry.name
        case .document, .documentOfAnother: Entry.document
        case .noteMissing, .numberInText: Entry.note
        }
    }

    // MARK: One

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let record = try await Corrections(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        let model = CorrectionPage.Model(
            CorrectionRow(record.line), commands: record.commands, obstacle: record.obstacle?.wording,
            history: record.history.map {
                MemberPage.Happening(
                    at: $0.at, account: $0.account, words: EnrolmentCorrection.wording(of: $0.action))
            })
        let page = CorrectionPage(exchange.frame(.workbench), model, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func perform(
        _ command: EnrolmentCorrection.Command, _ exchange: Exchange, _ done: String, reason: String? = nil
    ) async throws -> Answer {
        let receipt = try await Corrections(exchange.platform).perform(
            command, on: try exchange.id("id"), reason: reason, try exchange.occasion())
        try await exchange.flash(done)
        return .seeOther(Path.correction(.one(receipt.id)).url)
    }

    private static func reasonRefused(_ exchange: Exchange) -> FieldErrors {
        EnrolmentCorrection.holdsNumber(exchange.form[Field.reason])
            ? .one(Field.reason, CorrectionProblem.numberInText.wording)
            : .one(Field.reason, "请填写退回原因，最多 \(EnrolmentCorrection.reasonLimit) 个字")
    }

    private static func reason(_ exchange: Exchange) -> String? {
        exchange.form.text(Field.reason).flatMap {
            $0.count <= EnrolmentCorrection.reasonLimit && !EnrolmentCorrection.holdsNumber($0) ? $0 : nil
        }
    }

    // MARK: Several

    private static func queue(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let authority = try exchange.actor().authority
        let decides = authority.includes(.decideCorrections)
        let parts = decides ? CorrectionPart.allCases : [.underWay, .closed]
        let asked = CorrectionPart(rawValue: exchange.query[Field.part])
        let part = asked.flatMap { parts.contains($0) ? $0 : nil } ?? parts.first ?? .underWay
        let range = exchange.pageAsked
        let list = try await Corrections(exchange.platform).list(
            part, page: ListPage(number: range.number, size: range.size), try exchange.occasion())
        let page = CorrectionsPage(
            exchange.frame(.workbench), authority.includes(.askCorrections) ? .asks : .decides, part, of: parts,
            list.lines.map { CorrectionRow($0) }, waiting: list.waiting,
            PageWindow(number: list.page.number, size: list.page.size, total: list.total), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func chosen(_ exchange: Exchange) -> [ID<EnrolmentCorrection>] {
        exchange.form.all(Field.correction).compactMap { ID($0) }
    }

    private static func decision(_ exchange: Exchange) throws -> (Corrections.Decision, CorrectionVerdict) {
        let isCentre = try exchange.actor().kind == .cityFederation
        switch Corrections.Decision(rawValue: exchange.form[Field.decision]) {
        case .accept?: return (.accept, isCentre ? .accept : .endorse)
        case .return?: return (.return, .return)
        case nil: throw Refusal.nothingSelected
        }
    }

    private static func check(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let (_, verdict) = try decision(exchange)
        let lines = try await Corrections(exchange.platform).chosen(chosen(exchange), try exchange.occasion())
        let page = CorrectionCheckPage(
            exchange.frame(.workbench), verdict, lines.map { CorrectionRow($0) }, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        let (decision, verdict) = try decision(exchange)
        let reason = reason(exchange)
        if decision == .return, reason == nil {
            return try await check(exchange, exchange.state(reasonRefused(exchange)))
        }
        let outcomes = try await Corrections(exchange.platform).decide(
            decision, chosen(exchange), reason: reason, try exchange.occasion())
        let page = CorrectionResultPage(
            exchange.frame(.workbench), verdict,
            outcomes.map { CorrectionResultPage.Row(CorrectionRow($0.line), problem: problem($0.result)) })
        return .page(page.html)
    }

    private static func problem(_ result: Corrections.Outcome.Result) -> String? {
        switch result {
        case .done: nil
        case .decided: "申请已撤回、已由他人办理，或不由本级审核，没有改变。"
        case .ownWork: "不能审核自己提出或审核过的申请，请由其他账号办理。"
        case .obstructed: "现在不能同意，请打开申请查看原因。"
        }
    }
}

extension CorrectionRow {
    init(_ line: Corrections.Line) {
        self.init(
            id: line.id, number: line.number, kind: line.kind, status: line.status, before: line.before,
            after: line.after, memberNumber: line.memberNumber, unitName: line.unitName, year: line.year,
            plan: line.plan, enrolment: line.enrolment, batch: line.batch, refund: Money(fen: line.refund),
            note: line.note, reason: line.reason, requestedAt: line.requestedAt, decidedAt: line.decidedAt)
    }
}
