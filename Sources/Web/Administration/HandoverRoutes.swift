import Domain
import Markup
import Pages
import UseCases
import Wording

/// 交接 of an account's duty (domain, section 2).
struct HandoverRoutes: RouteGroup {
    private typealias Field = HandoverFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/accounts/:account/handover", .requires(.manageAccounts)) { exchange in
            var fresh = FormState()
            fresh[Field.day] = CalendarDay.of(exchange.now).description
            return .page(try await Self.form(exchange, fresh))
        }
        table.post("/accounts/:account/handover", .requires(.manageAccounts)) { exchange in
            try await Self.ask(exchange)
        }
        table.get("/handovers/:handover", .requires(.viewAccounts)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/handovers/:handover/roles", .requires(.manageRoles)) { exchange in
            try await Self.move(exchange)
        }
        table.post("/handovers/:handover/withdrawal", .requires(.manageAccounts)) { exchange in
            let id: ID<DutyHandover> = try exchange.id("handover")
            try await Handovers(exchange.platform).withdraw(id, try exchange.occasion())
            try await exchange.flash("交接已撤回，角色没有变动。")
            return .seeOther(Path.access(.handover(id)).url)
        }
        table.get("/account/handovers/:handover", .signedIn) { exchange in
            let actor = try exchange.actor()
            let note = try await Handovers(exchange.platform).note(
                try exchange.id("handover"), try exchange.occasion())
            return .page(
                HandoverNotePage(
                    exchange.frame(.organisation), note.handover, open: note.open,
                    reader: note.isSuccessor ? .successor : .colleague
                ) { work in
                    let path = Self.path(of: work)
                    return Frames.isOpen(path, to: actor) ? path.url : nil
                }.html)
        }
        table.post("/account/handovers/:handover/acceptance", .signedIn) { exchange in
            try await Handovers(exchange.platform).accept(try exchange.id("handover"), try exchange.occasion())
            try await exchange.flash("已确认接手。未办事项在待办提醒和各个栏目中继续办理。")
            return .seeOther(Path.home.url)
        }
    }

    // MARK: Asking

    private static func form(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let draft = try await Handovers(exchange.platform).draft(
            try exchange.id("account"), try exchange.occasion())
        return HandoverFormPage(
            exchange.frame(.organisation),
            HandoverFormPage.Model(
                draft.account, successors: draft.successors, open: draft.open, waiting: draft.waiting),
            stepUp: try await exchange.stepUp(), form: form
        ).html
    }

    private static func ask(_ exchange: Exchange) async throws -> Answer {
        let id: ID<Account> = try exchange.id("account")
        let handovers = Handovers(exchange.platform)
        // Whose account it is comes before anything is asked.
        _ = try await handovers.draft(id, try exchange.occasion())
        let fields = exchange.form
        let request = Handovers.Request(
            successor: ID(fields[Field.successor]), day: CalendarDay(fields[Field.day].trimmed),
            fate: DutyHandover.Fate(rawValue: fields[Field.fate]), remark: fields[Field.remark].trimmed)
        var errors = FieldErrors()
        do {
            if let occasion = try await exchange.confirmedOccasion(for: .manageAccounts, &errors) {
                let handover = try await handovers.ask(request, from: id, occasion)
                try await exchange.flash("交接已发起，等待安全管理员移交角色。")
                return .seeOther(Path.access(.handover(handover)).url)
            }
        } catch let found as HandoverProblems {
            for problem in found.problems { errors.add(field(of: problem), problem.wording) }
        } catch let problem as AccountProblem {
            errors.add(Field.successor, problem.wording)
        }
        return .page(try await form(exchange, exchange.stateWithoutProof(errors)), status: 422)
    }

    private static func field(of problem: HandoverProblem) -> String {
        switch problem {
        case .successor: Field.successor
        case .dayMissing, .dayOver: Field.day
        case .fateMissing: Field.fate
        case .remarkTooLong: Field.remark
        }
    }

    // MARK: Settling

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let sheet = try await Handovers(exchange.platform).find(
            try exchange.id("handover"), try exchange.occasion())
        return HandoverPage(
            exchange.frame(.organisation),
            HandoverPage.Model(
                sheet.handover, grants: sheet.grants, open: sheet.open, moving: sheet.moving,
                withdrawing: sheet.withdrawing, stepUp: try await exchange.stepUp()), form: form
        ).html
    }

    private static func move(_ exchange: Exchange) async throws -> Answer {
        let id: ID<DutyHandover> = try exchange.id("handover")
        let handovers = Handovers(exchange.platform)
        if let refusal = try await handovers.find(id, try exchange.occasion()).moving { throw refusal }
        var errors = FieldErrors()
        do {
            if let occasion = try await exchange.confirmedOccasion(for: .manageRoles, &errors) {
                try await handovers.move(id, occasion)
                try await exchange.flash("角色已移交，接手人会看到未办事项清单。")
                return .seeOther(Path.access(.handover(id)).url)
            }
        } catch let problem as AccountProblem {
            errors.add(problem.wording)
        }
        return .page(try await page(exchange, exchange.stateWithoutProof(errors)), status: 422)
    }

    // MARK: What is open

    private static func path(of work: OpenWork) -> Path {
        switch work {
        case .todos: .todos
        case .imports: .memberImport
        case .comparisons: .comparison(.list)
        case .cardDrafts, .cardBatches: .cardBatches
        case .enrolments: .enrolments
        case .corrections: .correction(.list)
        case .transfers: .memberTransfers
        case .removals: .removalRequests
        case .applications: .join(.applications)
        case .memberRequests: .memberRequests
        case .unionRequests: .organisation(.requests)
        }
    }
}
