import DatabaseKit
import Domain
import Store
import Testing

// Unions, their enterprises, and enterprises that are without a union yet.
extension Act {
    static let rollUnions: [Act] = [
        Act("POST /enterprises/:id", as: "shili", writes: "union enterprise-amended") { stage in
            let enterprise = try #require(try await RollDesk(stage).enterprises(of: "319901000101").first)
            return try organisation(["id": enterprise], "示例科技集团有限公司", department: "91")
        },
        Act("POST /enterprises/:id/removal", as: "haifeng", writes: "union enterprise-removed") { stage in
            let enterprise = try #require(try await RollDesk(stage).enterprises(of: "319901000103").last)
            return FilledForm(["id": enterprise], ["note": "登记有误"])
        },
        Act("POST /organisation-sheets", as: "binhai", writes: "organisation-sheet stage") { _ in
            FilledForm([:], ["subject": "unions"], file: RollDesk.file(newUnion))
        },
        Act(
            "POST /organisation-sheets/:sheet/application", as: "binhai", writes: "organisation-sheet apply"
        ) { stage in
            let answer = try await stage.person.browser(for: stage.route).postFile(
                "/organisation-sheets", [(name: "subject", value: "unions")], file: RollDesk.file(newUnion))
            let sheet = try #require(answer.location?.split(separator: "/").last.map(String.init))
            return FilledForm(["sheet": sheet], ["expected": "1"])
        },
        Act("POST /registration", by: .nobody, .event("registration ask")) { stage in
            var form = try organisation([:], "示例新设有限公司", department: "91")
            form.fields.append((name: "district", value: try await RollDesk(stage).union("319901000001")))
            form.fields.append((name: "privacy", value: "yes"))
            form.file = (field: "proof", name: "执照.png", bytes: DownloadRoutesTests.picture)
            return form
        },
        Act("POST /registrations/:id/acceptance", as: "donghai", writes: "registration accept") { stage in
            let registration = try await registered(stage)
            return FilledForm(
                ["id": registration],
                [
                    "superior": try await RollDesk(stage).union("319901000003"), "union-name": "示例公司工会委员会",
                    "account-name": "xinshe",
                ])
        },
        Act("POST /registrations/:id/return", as: "donghai", writes: "registration return") { stage in
            FilledForm(["id": try await registered(stage)], ["reason": "执照不清楚，请重新拍照"])
        },
        Act("POST /union-requests/:id/return", as: "binhai", writes: "union-request return") { stage in
            let request = try await stage.plant(of: "shili") { planter in
                let superior = try planter.union.parent.flatMap { try UnionStore(planter.transaction).find($0) }
                return String(try planter.unionRequest(to: try #require(superior)))
            }
            return FilledForm(["id": request], ["reason": "名称与车间不符"])
        },
        Act("POST /unions/:id/amendment", as: "shili", writes: "union-request request") { stage in
            let id = try await RollDesk(stage).union("319901000101")
            var form = try organisation(["id": id], "示例科技集团工会委员会", department: "81")
            form.fields += [(name: "code", value: "319901000101"), (name: "note", value: "单位更名")]
            return form
        },
        Act("POST /unions/:id/dissolution", as: "shili", writes: "union-request request") { stage in
            FilledForm(["id": try await RollDesk(stage).union("319901000101")], ["note": "单位已注销"])
        },
        Act("POST /unions/:id/enterprises", as: "haifeng", writes: "union enterprise-added") { stage in
            let id = try await RollDesk(stage).union("319901000103")
            return try organisation(["id": id], "海风冷链有限公司", department: "91")
        },
        Act("POST /unions/:id/founding", as: "shili", writes: "union-request request") { stage in
            let id = try await RollDesk(stage).union("319901000101")
            var form = try organisation(["id": id], "一车间分工会", department: "81")
            form.fields += [
                (name: "kind", value: "branch"), (name: "code", value: "319901000901"), (name: "note", value: "车间扩建"),
            ]
            return form
        },
        Act(
            "POST /workbench/unit", by: .account("haifeng"),
            .nothing(because: "keeps for which enterprise the session acts")
        ) { stage in
            let enterprise = try #require(try await RollDesk(stage).enterprises(of: "319901000103").first)
            return FilledForm([:], ["unit": enterprise])
        },
    ]

    private static let newUnion = ["组织名称,上级,类型", "示例新工会,滨海街道总工会,工会委员会"]

    /// The particulars that unions and enterprises have in common, with an invented code that fits.
    private static func organisation(
        _ values: [String: String], _ name: String, department: String
    ) throws -> FilledForm {
        let code = try #require(CreditCode.make(department: department, area: "319901", organisation: "MADT0001"))
        return FilledForm(
            values,
            [
                "name": name, "creditCode": code.rawValue, "creditReason": "证照上就是这个代码", "economicType": "私营企业",
                "industry": "制造业", "address": "示例路 1 号", "contactName": "王示例", "contactPhone": "19900000009",
            ])
    }

    /// What an enterprise has asked the district of the first union for.
    private static func registered(_ stage: Stage) async throws -> String {
        try await stage.plant(of: "shili") { planter in
            let district = try UnionStore(planter.transaction).district(of: planter.union.path)
            return String(try planter.registration(try #require(district)))
        }
    }
}
