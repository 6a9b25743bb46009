import Demo
import Domain
import Testing

@testable import Web

// Batches, vouchers, benefits and what the centre sets and writes.
extension Act {
    static let money: [Act] = benefitPayments + yearsAndShares + districtSeason + bankLedger + listCorrections

    // MARK: Benefits

    private static let payments = """
        姓名,证件类型,证件号码,保障年度,给付种类,给付金额,给付日期,给付编号
        会员甲,护照,\(TestMember.document),2023,住院,1200.00,2023-06-01,GF1

        """

    private static let paymentsFile = (field: "file", name: "给付.csv", bytes: Array(payments.utf8))

    private static let benefitPayments: [Act] = [
        Act("POST /benefits/:id/cancellation", as: "centre", writes: "benefit cancelled") { stage in
            FilledForm(["id": try await benefit(stage)], ["reason": "重复登记"])
        },
        Act("POST /benefits/:id/correction", as: "centre", writes: "benefit corrected") { stage in
            FilledForm(
                ["id": try await benefit(stage)],
                ["year": "2023", "kind": "住院", "amount": "1300.00", "paid-on": "2023-06-02", "reason": "金额录错"])
        },
        Act("POST /benefits/imports", as: "centre", writes: "benefit-import staged") { stage in
            try await stage.site.plantMember()
            return FilledForm(file: paymentsFile)
        },
        Act("POST /benefits/imports/:id/application", as: "centre", writes: "benefit-import applied") { stage in
            try await stage.site.plantMember()
            return FilledForm(["id": try await stage.made(by: "centre", at: "/benefits/imports", file: paymentsFile)])
        },
        Act("POST /benefits/new", as: "centre", writes: "benefit entered") { stage in
            try await stage.site.plantMember()
            return FilledForm(
                [:],
                [
                    "name": TestMember.name, "document-type": "passport", "document-number": TestMember.document,
                    "year": "2023", "kind": "住院", "amount": "1200.00", "paid-on": "2023-06-01", "reference": "GF1",
                ])
        },
    ]

    private static func benefit(_ stage: Stage) async throws -> String {
        String(
            try await stage.plant(of: "shili") { planter in
                let unit = try planter.ownUnit()
                return try planter.benefit(try planter.member(unit), unit)
            })
    }

    // MARK: What the centre and the districts set

    private static let sharesDay = "2023-10-26"

    private static let yearsAndShares: [Act] = [
        Act("POST /credits", as: "centre", writes: "credit enter") { _ in
            FilledForm([:], ["district": "319901000001", "year": "2018", "amount": "1200.00", "reason": "人数核减退回"])
        },
        Act("POST /plan-years/:year", as: "centre", writes: "plan-year save") { stage in
            _ = try await stage.made(by: "centre", at: "/plan-years", ["year": "2025"])
            return try yearForm()
        },
        Act("POST /plan-years/:year/extensions", as: "centre", writes: "plan-year extend") { _ in
            FilledForm(
                ["year": "2024"],
                [
                    "activity": "enrolment", "scope": "union", "code": "319901000101", "through": "2023-12-28",
                    "reason": "系统维护",
                ])
        },
        Act("POST /plan-years/:year/publication", as: "centre", writes: "plan-year publish") { stage in
            FilledForm(
                ["year": try await stage.made(by: "centre", at: "/plan-years", ["year": "2025"])],
                ["stamp": "1", "confirmed": "yes"])
        },
        Act("POST /shares/:plan", as: "donghai", on: sharesDay, writes: "plan-year set-shares") { _ in
            FilledForm(["plan": "1"], ["shown": "1300", "district": "10.00", "base": "3.00"])
        },
        Act("POST /shares/:plan/units", as: "donghai", on: sharesDay, writes: "plan-year set-shares") { _ in
            FilledForm(
                ["plan": "1"], ["shown": "1300", "code": "319901000101", "district": "10.00", "base": "3.00"])
        },
    ]

    /// The draft of 2025 with one plan, every field of it filled.
    private static func yearForm() throws -> FilledForm {
        let year = try #require(World.planYear(2025))
        var entry = YearEntry(YearProposal(year: year, plans: Array(World.plans(2025).prefix(1))))
        (entry.texts[.halfPremium(0)], entry.texts[.halfCityShare(0)]) = ("16.00", "8.00")
        var form = FilledForm(["year": "2025"], ["stamp": "1", YearField.categories(0).name: "enterprise"])
        form.fields += (YearField.ofYear + YearField.ofPlan(0)).map { (name: $0.name, value: entry.texts[$0] ?? "") }
        return form
    }
}
