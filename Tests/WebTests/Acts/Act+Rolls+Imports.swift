import DatabaseKit
import Domain
import Store
import Testing
import UseCases

// A list of members from the file to the roll.
extension Act {
    static let rollImports: [Act] = [
        Act("POST /members/import", as: "shili", writes: "member-import staged") { stage in
            let enterprise = try #require(try await RollDesk(stage).enterprises(of: "319901000101").first)
            return FilledForm(
                [:], ["category": "enterprise", "enterprise": enterprise, "flexible-kind": ""],
                file: RollDesk.file([RollDesk.header, RollDesk.person(1)]))
        },
        Act(
            "POST /members/imports/:id/cancellation", as: "shili", writes: "member-import stopped"
        ) { stage in
            let desk = RollDesk(stage)
            let run = try await desk.imported([RollDesk.header, RollDesk.person(1)])
            let id = try #require(ID<MemberImport>(run))
            let seal = stage.site.platform.seal
            try await stage.plant { try MemberImportStore($0, seal).set(.applying, of: id, from: .staged) }
            try await desk.leaveToWorker(.memberImport(id))
            return FilledForm(["id": run])
        },
        Act("POST /members/imports/:id/columns", as: "shili", writes: "member-import staged") { stage in
            let run = try await RollDesk(stage).imported([RollDesk.strangeHeader, RollDesk.person(1)])
            return RollDesk.columns(of: run)
        },
        Act("POST /members/imports/:id/confirmation", as: "shili", writes: "member-import applied") { stage in
            let run = try await RollDesk(stage).imported([
                RollDesk.header, RollDesk.person(1), RollDesk.person(3, phone: "1997777"),
            ])
            return FilledForm(
                ["id": run], ["rows": "with-problem", "cell-3-3": "1997777", "was-3-3": "1997777"])
        },
        Act("POST /members/imports/:id/names", as: "shili", writes: "member-import revised") { stage in
            let desk = RollDesk(stage)
            try await desk.enter([RollDesk.person(1)])
            let run = try await desk.imported([RollDesk.header, RollDesk.person(1, name: "演示乙")])
            return FilledForm(["id": run], ["rows": "with-problem", "name": "2:take"])
        },
        Act(
            "POST /members/imports/:id/people", by: .account("shili"),
            .nothing(because: "keeps which people the list is to show")
        ) { stage in
            let desk = RollDesk(stage)
            let run = try await desk.imported([RollDesk.header, RollDesk.person(1)])
            try await desk.send("/members/imports/\(run)/confirmation")
            return FilledForm(["id": run])
        },
        Act("POST /members/imports/:id/repair", as: "shili", writes: "member-import revised") { stage in
            let run = try await RollDesk(stage).imported([
                RollDesk.header, "演示甲,\(RollDesk.formerNumber(1)),19977770001",
                RollDesk.person(3, phone: "1997777"),
            ])
            return FilledForm(
                ["id": run],
                [
                    "rows": "with-problem", "repair": "take-number-from-card", "cell-3-3": "1997777",
                    "was-3-3": "1997777",
                ])
        },
        Act("POST /members/imports/:id/restoration", as: "shili", writes: "member-import revised") { stage in
            let desk = RollDesk(stage)
            let run = try await desk.imported([RollDesk.header, RollDesk.person(1), RollDesk.person(3)])
            try await desk.send("/members/imports/\(run)/omission", ["number": "3"])
            return FilledForm(["id": run], ["number": "3", "rows": "left-out", "group": "", "after": "0"])
        },
        Act("POST /members/imports/:id/rows", as: "shili", writes: "member-import revised") { stage in
            let run = try await RollDesk(stage).imported([RollDesk.header, RollDesk.person(1, phone: "1997777")])
            return FilledForm(
                ["id": run],
                [
                    "rows": "with-problem", "group": "correct-phone", "after": "0", "cell-2-3": "19977770001",
                    "was-2-3": "1997777",
                ])
        },
        Act("POST /members/imports/:id/undo", as: "shili", writes: "member-import revised") { stage in
            let desk = RollDesk(stage)
            let run = try await desk.imported([RollDesk.header, RollDesk.person(1), RollDesk.person(3)])
            try await desk.send("/members/imports/\(run)/omission", ["number": "3"])
            return FilledForm(["id": run], ["act": "1", "rows": "all", "group": "", "after": "0"])
        },
    ]
}

extension RollDesk {
    /// The form of a list's columns, of a file with a name, a document's number and a telephone.
    static func columns(of list: String) -> FilledForm {
        var form = FilledForm(["id": list], ["sheet": "0"])
        let places: [MemberColumn: String] = [.name: "0", .documentNumber: "1", .phone: "2"]
        form.fields += MemberColumn.allCases.map { (name: "column-\($0.rawValue)", value: places[$0] ?? "") }
        return form
    }
}
