import Domain
import Markup
import Pages
import UseCases
import Wording

/// 参保信息管理 and the steps of 集中参保办理 that hold no submission.
struct EnrolmentRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/enrolments", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench { .page(try await Self.list(exchange)) }
        }
        table.get("/enrolments/current", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let overview = try await Self.overview(exchange)
                return .page(
                    EnrolmentTasksPage(exchange.frame(.workbench), overview, returned: Self.returned(overview)).html)
            }
        }
        table.get("/enrolments/current/people", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench { .page(try await Self.people(exchange)) }
        }
        table.get("/enrolments/current/roster", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                .page(RosterReviewPage(exchange.frame(.workbench), try await Self.overview(exchange)).html)
            }
        }
        table.post("/enrolments/current/roster", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                try await Enrolments(exchange.platform).reviewRoster(occasion, enterprise: exchange.enterprise)
                try await exchange.flash("名册已核对。")
                return .seeOther(Path.enrolment(.tasks).url)
            }
        }
        table.get("/enrolments/current/last-year", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let found = try await Enrolments(exchange.platform).lastYear(
                    try exchange.occasion(), enterprise: exchange.enterprise)
                guard let list = found else { return .seeOther(Path.enrolment(.roster).url) }
                return .page(LastYearPage(exchange.frame(.workbench), list).html)
            }
        }
        table.post("/enrolments/current/last-year", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let excluded = try await Enrolments(exchange.platform).startFromLastYear(
                    occasion, enterprise: exchange.enterprise,
                    LastYearList.Exclusions(rawValue: exchange.form["exclusions"]) ?? .leave)
                try await exchange.flash(excluded > 0 ? "已沿用上年，继续排除 \(excluded.grouped) 人。" : "已沿用上年。")
                return .seeOther(Path.enrolment(.tasks).url)
            }
        }
        table.get("/enrolments/current/plan", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let overview = try await Self.overview(exchange)
                let form = FormState(["plan": [overview.record?.plan ?? ""]])
                return .page(PlanChoicePage(exchange.frame(.workbench), overview, form).html)
            }
        }
        table.post("/enrolments/current/plan", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.choosePlan(exchange, occasion) }
        }
        table.get("/enrolments/submissions/:version", .requires(.viewEnrolment)) { exchange in
            let result = try await Enrolments(exchange.platform).result(
                try exchange.occasion(), version: try exchange.id("version"))
            return .page(SubmissionResultPage(exchange.frame(.workbench), result).html)
        }
        table.get("/enrolments/submissions/:version/comparison", .requires(.viewEnrolment)) { exchange in
            let comparison = try await Enrolments(exchange.platform).compare(
                try exchange.occasion(), version: try exchange.id("version"),
                from: exchange.query.integer(VersionsPage.Field.from),
                through: exchange.query.integer(VersionsPage.Field.through))
            return .page(VersionsPage(exchange.frame(.workbench), comparison).html)
        }
        table.get("/enrolments/submissions/:version/people", .requires(.viewEnrolment)) { exchange in
            let submitted = try await Enrolments(exchange.platform).people(
                try exchange.occasion(), version: try exchange.id("version"), bucket: .enrolling, exchange.range)
            return .page(
                SubmittedPeoplePage(
                    exchange.frame(.workbench), unitName: submitted.unit.name, submitted.version,
                    year: submitted.year, submitted.people, size: exchange.pageSize
                ).html)
        }
    }

    static func overview(_ exchange: Exchange) async throws -> EnrolmentOverview {
        try await Enrolments(exchange.platform).overview(try exchange.occasion(), enterprise: exchange.enterprise)
    }

    /// Why the list came back, in words.
    private static func returned(_ overview: EnrolmentOverview) -> String? {
        guard overview.status == .returned, let record = overview.record else { return nil }
        let reason = record.returnReason.flatMap { ReturnReason(rawValue: $0)?.wording }
        let parts = [reason, record.returnNote].compactMap(\.self)
        return parts.isEmpty ? nil : "原因：" + parts.joined(separator: "。")
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        let occasion = try exchange.occasion()
        let entries = try await Enrolments(exchange.platform).list(occasion, enterprise: exchange.enterprise)
        let query = exchange.query
        let filter = EnrolmentListPage.Filter(
            number: query.text("number") ?? "", from: query.text("from").flatMap { CalendarDay($0) },
            through: query.text("through").flatMap { CalendarDay($0) },
            status: UnitEnrolment.Status(rawValue: query["status"]),
            kind: UnitEnrolment.Kind(rawValue: query["kind"]))
        return EnrolmentListPage(
            exchange.frame(.workbench), unitName: exchange.visit?.enterprise?.name ?? occasion.actor.unionName,
            entries, filter, instantYear: try await Instants(exchange.platform).year(occasion)?.year
        ).html
    }

    private static func people(_ exchange: Exchange) async throws -> HTML {
        let bucket = Bucket(rawValue: exchange.query["bucket"])
        let (overview, people) = try await Enrolments(exchange.platform).people(
            try exchange.occasion(), enterprise: exchange.enterprise, bucket.map { .bucket($0) } ?? .everybody,
            exchange.range)
        return EnrolmentPeoplePage(
            exchange.frame(.workbench), overview, bucket: bucket, people, size: exchange.pageSize
        ).html
    }

    private static func choosePlan(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        do {
            guard let plan = exchange.form.text("plan") else { throw Refusal.planNotChosen }
            try await Enrolments(exchange.platform).choosePlan(occasion, enterprise: exchange.enterprise, plan: plan)
            try await exchange.flash("已选择 \(plan) 类。")
            return .seeOther(Path.enrolment(.tasks).url)
        } catch let refusal as Refusal where refusal.concernsPlan {
            var errors = FieldErrors()
            errors.add("plan", refusal.wording)
            let page = PlanChoicePage(
                exchange.frame(.workbench), try await overview(exchange), exchange.state(errors))
            return .page(page.html, status: 422)
        }
    }
}

extension Refusal {
    /// Whether choosing a plan anew is what repairs it.
    fileprivate var concernsPlan: Bool {
        if case .planNotChosen = self { return true }
        if case .planNotOffered = self { return true }
        return false
    }
}
