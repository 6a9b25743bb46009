import Domain
import Markup
import Pages
import UseCases
import Wording

/// Taking people off the list and putting them back; answers about retirement.
struct RosterActRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/enrolments/current/exclusions", .requires(.enrol)) { exchange in
            try await exchange.workbench {
                try await Self.actPage(exchange, .exclusion, exchange.members(exchange.query), FormState())
            }
        }
        table.post("/enrolments/current/exclusions", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.exclude(exchange, occasion) }
        }
        table.post("/enrolments/current/restorations", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let members = exchange.members(exchange.form)
                try await Enrolments(exchange.platform).putBack(
                    occasion, enterprise: exchange.enterprise, members: members)
                try await exchange.flash("已恢复 \(members.count) 人到名单。")
                return .seeOther(Self.people(.manuallyExcluded))
            }
        }
        table.get("/enrolments/current/retirement/marks", .requires(.enrol)) { exchange in
            try await exchange.workbench {
                try await Self.actPage(exchange, .retirement, exchange.members(exchange.query), FormState())
            }
        }
        table.post("/enrolments/current/retirement/marks", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let members = exchange.members(exchange.form)
                try await Enrolments(exchange.platform).answerRetirement(
                    occasion, enterprise: exchange.enterprise,
                    Dictionary(members.map { ($0, .retired) }, uniquingKeysWith: { first, _ in first }))
                try await exchange.flash("已标记 \(members.count) 人为已退休。")
                return .seeOther(Path.enrolment(.retirement).url)
            }
        }
        table.get("/enrolments/current/retirement", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench { .page(try await Self.retirement(exchange, FormState())) }
        }
        table.post("/enrolments/current/retirement", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.answer(exchange, occasion) }
        }
        table.post("/enrolments/current/retirement/withdrawals", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let members = exchange.members(exchange.form)
                try await Enrolments(exchange.platform).withdrawRetirementAnswer(
                    occasion, enterprise: exchange.enterprise, members: members)
                try await exchange.flash("已撤回 \(members.count) 人的标记。")
                return .seeOther(Path.enrolment(.retirement).url)
            }
        }
    }

    private static func people(_ bucket: Bucket) -> URLText {
        Path.enrolment(.people).url(("bucket", bucket.rawValue))
    }

    // MARK: Exclusion

    private static func actPage(
        _ exchange: Exchange, _ act: RosterAct, _ members: [ID<Member>], _ form: FormState
    ) async throws -> Answer {
        guard !members.isEmpty else {
            try await exchange.flash("请先选择至少一名会员。")
            return .seeOther(people(.enrolling))
        }
        let (overview, chosen) = try await Enrolments(exchange.platform).people(
            try exchange.occasion(), enterprise: exchange.enterprise, .members(members),
            ListRange(offset: 0, limit: members.count))
        guard chosen.total == members.count else { throw Refusal.notFound }
        let page = RosterActPage(exchange.frame(.workbench), overview, act, chosen.entries, form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func exclude(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        let members = exchange.members(exchange.form)
        let reason = ExclusionReason(rawValue: exchange.form["reason"])
        do {
            try await Enrolments(exchange.platform).exclude(
                occasion, enterprise: exchange.enterprise, members: members, reason: reason,
                note: exchange.form["note"])
        } catch Refusal.reasonMissing {
            var errors = FieldErrors()
            if reason == nil {
                errors.add("reason", "请选择排除原因")
            } else {
                errors.add("note", "请填写说明")
            }
            return try await actPage(exchange, .exclusion, members, exchange.state(errors))
        }
        try await exchange.flash("已从名单中排除 \(members.count) 人，锁定前可以恢复。")
        return .seeOther(people(.manuallyExcluded))
    }

    // MARK: Retirement

    private static func retirement(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let (overview, people) = try await Enrolments(exchange.platform).people(
            try exchange.occasion(), enterprise: exchange.enterprise, .retirementAge, exchange.range)
        return RetirementPage(exchange.frame(.workbench), overview, people, size: exchange.pageSize, form).html
    }

    /// Fields `answer-KEY`, one for each person; those left open are not sent.
    private static func answer(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        var answers: [ID<Member>: RetirementAnswer] = [:]
        for field in exchange.form.values where field.name.hasPrefix("answer-") {
            if let member = ID<Member>(field.name.dropFirst("answer-".count)),
                let answer = RetirementAnswer(rawValue: field.value)
            {
                answers[member] = answer
            }
        }
        guard !answers.isEmpty else {
            let form = FormState(errors: .general("请至少标记一名会员"))
            return .page(try await retirement(exchange, form), status: 422)
        }
        try await Enrolments(exchange.platform).answerRetirement(
            occasion, enterprise: exchange.enterprise, answers)
        try await exchange.flash("已标记 \(answers.count) 人。")
        return .seeOther(Path.enrolment(.retirement).url)
    }
}
