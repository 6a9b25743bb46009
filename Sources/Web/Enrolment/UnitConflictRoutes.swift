import Domain
import Markup
import Pages
import UseCases

/// 一人一保 as a unit sees it.
struct UnitConflictRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/enrolments/conflicts", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let page = try await Conflicts(exchange.platform).own(
                    try exchange.occasion(), enterprise: exchange.enterprise)
                return .page(
                    UnitConflictsPage(
                        exchange.frame(.workbench), page.overview, page.conflicts.map { UnitConflict($0) },
                        unasked: page.unasked
                    ).html)
            }
        }
        table.post("/enrolments/conflicts", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                let people = try await Conflicts(exchange.platform).ask(occasion, enterprise: exchange.enterprise)
                try await exchange.flash("已提请裁定 \(people) 人，结果会出现在待办提醒里。")
                return .seeOther(Path.enrolment(.conflicts).url)
            }
        }
        table.get("/enrolments/conflicts/:conflict", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let (overview, conflict) = try await Conflicts(exchange.platform).own(
                    try exchange.id("conflict"), try exchange.occasion(), enterprise: exchange.enterprise)
                return .page(
                    UnitConflictPage(exchange.frame(.workbench), overview, UnitConflict(conflict)).html)
            }
        }
        table.post("/enrolments/conflicts/:conflict/yielding", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                try await Conflicts(exchange.platform).yield(
                    try exchange.id("conflict"), version: exchange.form.integer("version") ?? 0, occasion,
                    enterprise: exchange.enterprise)
                try await exchange.flash("已让出，由其他单位参保。")
                return .seeOther(Path.enrolment(.conflicts).url)
            }
        }
    }
}

extension UnitConflict {
    init(_ own: Conflicts.Own) {
        self.init(
            id: own.id, name: own.name, document: own.document, memberNumber: own.memberNumber, party: own.party,
            status: own.status, reason: own.reason, raisedAt: own.raisedAt, closedAt: own.closedAt,
            version: own.version, refusal: own.refusal)
    }
}
