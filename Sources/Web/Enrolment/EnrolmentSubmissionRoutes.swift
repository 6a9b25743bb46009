import Domain
import Markup
import Pages
import UseCases
import Wording

/// 核对并提交, 撤回, 登记不参保.
struct EnrolmentSubmissionRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.post("/enrolments/current/acknowledgement", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                try await Enrolments(exchange.platform).acknowledgeLeftOut(occasion, enterprise: exchange.enterprise)
                try await exchange.flash("已记录。")
                return .seeOther(Path.enrolment(.tasks).url)
            }
        }
        table.get("/enrolments/current/check", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench { .page(try await Self.check(exchange, FormState())) }
        }
        // Where a refused form's address stands in the browser's bar.
        table.get("/enrolments/current/submission", .requires(.viewEnrolment)) { _ in
            .seeOther(Path.enrolment(.check).url)
        }
        table.post("/enrolments/current/submission", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.submit(exchange, occasion) }
        }
        table.get("/enrolments/current/withdrawal", .requires(.enrol)) { exchange in
            try await exchange.workbench {
                .page(
                    WithdrawalPage(exchange.frame(.workbench), try await EnrolmentRoutes.overview(exchange)).html)
            }
        }
        table.post("/enrolments/current/withdrawal", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                try await Enrolments(exchange.platform).withdraw(occasion, enterprise: exchange.enterprise)
                try await exchange.flash("已撤回，名单不再参加审核。截止前可以再次提交。")
                return .seeOther(Path.enrolment(.tasks).url)
            }
        }
        table.get("/enrolments/current/declining", .requires(.enrol)) { exchange in
            try await exchange.workbench { .page(try await Self.declining(exchange, FormState())) }
        }
        table.post("/enrolments/current/declining", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                do {
                    try await Enrolments(exchange.platform).decline(
                        occasion, enterprise: exchange.enterprise, reason: exchange.form["reason"])
                } catch Refusal.reasonMissing {
                    var errors = FieldErrors()
                    errors.add("reason", "请填写不参保的原因")
                    return .page(try await Self.declining(exchange, exchange.state(errors)), status: 422)
                }
                try await exchange.flash("已登记本年度不参保。")
                return .seeOther(Path.enrolment(.tasks).url)
            }
        }
    }

    private static func check(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let check = try await Enrolments(exchange.platform).check(
            try exchange.occasion(), enterprise: exchange.enterprise, exchange.range)
        return EnrolmentCheckPage(exchange.frame(.workbench), check, size: exchange.pageSize, form).html
    }

    private static func declining(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        DecliningPage(exchange.frame(.workbench), try await EnrolmentRoutes.overview(exchange), form).html
    }

    private static func submit(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        guard exchange.form["checked"] == "yes" else {
            var errors = FieldErrors()
            errors.add("checked", "请核对名单和保障类型，并勾选确认")
            return .page(try await check(exchange, exchange.state(errors)), status: 422)
        }
        do {
            let receipt = try await Enrolments(exchange.platform).submit(
                occasion, enterprise: exchange.enterprise,
                SubmissionRequest(
                    expectedHeads: exchange.form.integer("heads") ?? -1, stamp: exchange.form.integer("stamp") ?? -1))
            try await exchange.flash("名单已提交，告知书已生成。")
            return .seeOther(Path.enrolment(.result(receipt.version)).url)
        } catch let refusal as Refusal where refusal.isAboutTheList {
            return .page(try await check(exchange, FormState(errors: .general(refusal.wording))), status: 422)
        }
    }
}

extension Refusal {
    /// Whether the check page itself shows what is wrong; the rest is said on a page of its own.
    fileprivate var isAboutTheList: Bool {
        switch self {
        case .planNotChosen, .unresolvedSuspects, .countChanged, .nobodyToEnrol, .planNotOffered: true
        default: false
        }
    }
}
