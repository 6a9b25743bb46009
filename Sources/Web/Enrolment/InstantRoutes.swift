import Domain
import Markup
import Pages
import UseCases
import Wording

/// 有卡无保人员 and 新办卡人员即时参保办理, a unit's instant lists, and what becomes of a lapsed one.
struct InstantRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        for entry in InstantEntry.allCases {
            table.get("/enrolments/instant/\(entry.rawValue)", .requires(.viewEnrolment)) { exchange in
                try await exchange.workbench {
                    // On a day that no year covers there is nothing to show; the list of lists says so.
                    do { return try await Self.page(exchange, entry, FormState()) } catch Refusal.noPlanYear {
                        return .seeOther(Path.enrolments.url)
                    }
                }
            }
            table.post("/enrolments/instant/\(entry.rawValue)", .requires(.enrol)) { exchange in
                try await exchange.act { occasion in try await Self.submit(exchange, occasion, entry) }
            }
        }
        table.get("/enrolments/instant/lists/:list", .requires(.viewEnrolment)) { exchange in
            let sheet = try await Instants(exchange.platform).sheet(
                try exchange.occasion(), try exchange.id("list"), exchange.range)
            return .page(InstantSheetPage(exchange.frame(.workbench), sheet, size: exchange.pageSize).html)
        }
        table.get("/enrolments/instant/lists/:list/again", .requires(.enrol)) { exchange in
            try await exchange.workbench { try await Self.again(exchange, try exchange.id("list"), FormState()) }
        }
        table.post("/enrolments/instant/lists/:list/again", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.resubmit(exchange, occasion) }
        }
        // Where a refused form's address stands in the browser's bar.
        table.get("/enrolments/instant/lists/:list/withdrawal", .requires(.enrol)) { exchange in
            let sheet = try await Instants(exchange.platform).sheet(
                try exchange.occasion(), try exchange.id("list"), exchange.range)
            return .seeOther(Path.enrolment(.instantList(sheet.record.enrolment.id)).url)
        }
        table.post("/enrolments/instant/lists/:list/withdrawal", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let list: ID<UnitEnrolment> = try exchange.id("list")
                try await Instants(exchange.platform).withdraw(
                    occasion, enterprise: exchange.enterprise, list, stamp: exchange.form.integer("stamp") ?? -1)
                try await exchange.flash("已撤回，可以修改后再次提交。")
                return .seeOther(Path.enrolment(.instantList(list)).url)
            }
        }
        table.get("/enrolments/lapsed/:list", .requires(.enrol)) { exchange in
            try await exchange.workbench { try await Self.lapsed(exchange, .none) }
        }
        table.post("/enrolments/lapsed/:list", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.convert(exchange, occasion) }
        }
    }

    // MARK: Handing in

    private static func page(
        _ exchange: Exchange, _ entry: InstantEntry, _ form: FormState
    ) async throws -> Answer {
        let page = try await Instants(exchange.platform).page(
            try exchange.occasion(), enterprise: exchange.enterprise, entry, exchange.range)
        return .page(
            InstantEntryPage(exchange.frame(.workbench), page, size: exchange.pageSize, form).html,
            status: form.errors.isEmpty ? 200 : 422)
    }

    private static func again(
        _ exchange: Exchange, _ list: ID<UnitEnrolment>, _ form: FormState
    ) async throws -> Answer {
        let page = try await Instants(exchange.platform).page(
            try exchange.occasion(), enterprise: exchange.enterprise, mending: list, exchange.range)
        return .page(
            InstantEntryPage(exchange.frame(.workbench), page, size: exchange.pageSize, form).html,
            status: form.errors.isEmpty ? 200 : 422)
    }

    private static func submit(
        _ exchange: Exchange, _ occasion: Occasion, _ entry: InstantEntry
    ) async throws -> Answer {
        do {
            let receipt = try await Instants(exchange.platform).submit(
                occasion, enterprise: exchange.enterprise, entry, request(exchange))
            return try await done(exchange, receipt)
        } catch let refusal as Refusal where refusal.isAboutThePeople {
            return try await page(exchange, entry, exchange.state(refusal.fieldErrors))
        }
    }

    private static func resubmit(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        let list: ID<UnitEnrolment> = try exchange.id("list")
        do {
            let receipt = try await Instants(exchange.platform).resubmit(
                occasion, enterprise: exchange.enterprise, list, stamp: exchange.form.integer("stamp") ?? -1,
                request(exchange))
            return try await done(exchange, receipt)
        } catch let refusal as Refusal where refusal.isAboutThePeople {
            return try await again(exchange, list, exchange.state(refusal.fieldErrors))
        }
    }

    private static func request(_ exchange: Exchange) -> InstantRequest {
        let form = exchange.form
        let choice: InstantChoice =
            form["all"] == "yes"
            ? .everybody(expected: form.integer("ready") ?? -1) : .members(exchange.members(form))
        var answers: [ID<Member>: RetirementAnswer] = [:]
        for field in form.values where field.name.hasPrefix("answer-") {
            if let member = ID<Member>(field.name.dropFirst("answer-".count)),
                let answer = RetirementAnswer(rawValue: field.value)
            {
                answers[member] = answer
            }
        }
        return InstantRequest(choice: choice, answers: answers, plan: form.text("plan"))
    }

    private static func done(_ exchange: Exchange, _ receipt: InstantReceipt) async throws -> Answer {
        try await exchange.flash("已提交即时参保 \(receipt.heads.grouped) 人，告知书已生成。")
        return .seeOther(Path.enrolment(.instantList(receipt.list)).url)
    }

    // MARK: Lapsed lists

    private static func lapsed(_ exchange: Exchange, _ errors: FieldErrors) async throws -> Answer {
        let sheet = try await Instants(exchange.platform).lapsed(
            try exchange.occasion(), enterprise: exchange.enterprise, try exchange.id("list"))
        return .page(
            LapsedPage(exchange.frame(.workbench), sheet, errors: errors).html, status: errors.isEmpty ? 200 : 422)
    }

    private static func convert(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        do {
            let receipt = try await Instants(exchange.platform).convert(
                occasion, enterprise: exchange.enterprise, try exchange.id("list"),
                expected: exchange.form.integer("heads") ?? -1)
            return try await done(exchange, receipt)
        } catch let refusal as Refusal where refusal.isAboutThePeople {
            return try await lapsed(exchange, .general(refusal.wording))
        }
    }
}

extension Refusal {
    /// Whether the form itself says what is wrong; the rest is said on a page of its own.
    fileprivate var isAboutThePeople: Bool {
        switch self {
        case .nothingSelected, .notInstantCandidates, .unresolvedSuspects, .countChanged, .planNotChosen,
            .planNotOffered, .nobodyToEnrol, .conflictDecided:
            true
        default: false
        }
    }

    fileprivate var fieldErrors: FieldErrors {
        guard case .planNotChosen = self else { return .general(wording) }
        return .one("plan", wording)
    }
}
