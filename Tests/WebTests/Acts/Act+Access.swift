import Demo
import Domain
import UseCases

@testable import Web

// Accounts, their hand-overs and what watches over them; the logins and the members' own pages stand beside this file.
extension Act {
    static let access: [Act] = accounts + handovers + security + logins + ownPages

    private static let accounts: [Act] = [
        Act("POST /accounts", as: "system", writes: "account create-account") { _ in
            FilledForm([:], ["name": "new-clerk", "display-name": "经办乙", "union": "319901000101"])
        },
        Act("POST /accounts/:account/reset", as: "system", writes: "account issue-reset-code") { stage in
            let (account, version) = try await stage.managed("shili")
            return FilledForm(["account": account], ["version": version])
        },
        Act("POST /accounts/:account/roles", as: "security", writes: "account change-roles") { stage in
            let (account, version) = try await stage.managed("donghai")
            return FilledForm(
                ["account": account],
                [
                    "version": version, "role": "reviewer", "role": "district-officer", "from-reviewer": "2023-11-21",
                    "until-reviewer": "2024-12-31", "from-district-officer": "", "until-district-officer": "2025-06-30",
                ])
        },
        Act("POST /accounts/:account/status", as: "system", writes: "account disable-account") { stage in
            let (account, version) = try await stage.managed("shili")
            return FilledForm(["account": account], ["version": version, "status": "disabled"])
        },
    ]

    private static let handovers: [Act] = [
        Act("POST /accounts/:account/handover", as: "system", writes: "account duty-handover-asked") { stage in
            let successor = try await stage.successor()
            return FilledForm(
                ["account": try await stage.managed("shili").account],
                ["successor": successor.description, "day": World.demoDay, "fate": "disable", "remark": "名单在等区局答复"])
        },
        Act("POST /handovers/:handover/roles", as: "security", writes: "account duty-handed-over") { stage in
            FilledForm(["handover": try await stage.waitingHandover()])
        },
        Act("POST /handovers/:handover/withdrawal", as: "system", writes: "account duty-handover-withdrawn") { stage in
            FilledForm(["handover": try await stage.waitingHandover()])
        },
    ]

    private static let security: [Act] = [
        Act("POST /alerts/:alert/settlement", as: "audit", writes: "alert alert-settled") { stage in
            let alert = try await stage.plant(of: "shili") { try $0.alert("shili") }
            return FilledForm(["alert": String(alert)], ["remark": "本人忘记密码，已电话核实"])
        },
        Act("POST /demo/business-date", as: "shili", writes: "setting setting-changed") { _ in
            FilledForm([:], ["date": "2023-12-01"])
        },
        Act("POST /password-policy", as: "security", writes: "setting set-password-policy") { _ in
            FilledForm([:], ["mode": "verification-standard", "shown": "graded-protection"])
        },
    ]
}

extension Stage {
    /// The key of an account, and the version that its page shows.
    fileprivate func managed(_ account: String) async throws -> (account: String, version: String) {
        let id = try await RouteGuardTests.actor(account, site).account
        let found = try await Accounts(site.platform).find(id, try await provedOccasion(of: "system")).account
        return (id.description, String(found.version))
    }

    /// An account without roles, in the union of `shili`.
    fileprivate func successor() async throws -> ID<Account> {
        try await Accounts(site.platform).open(
            name: "new-clerk", displayName: "经办乙", unionCode: "319901000101", try await provedOccasion(of: "system"))
    }

    /// One that has been asked for; its roles have not moved yet.
    fileprivate func waitingHandover() async throws -> String {
        let request = Handovers.Request(
            successor: try await successor(), day: CalendarDay(World.demoDay), fate: .keep, remark: "名单在等区局答复")
        let giver = try await RouteGuardTests.actor("shili", site).account
        return try await Handovers(site.platform).ask(request, from: giver, try await provedOccasion(of: "system"))
            .description
    }

    /// What this account does beforehand, having proved who it is.
    func provedOccasion(of account: String) async throws -> Occasion {
        let actor = try await RouteGuardTests.actor(account, site)
        return Occasion(actor: actor, today: site.clock.now.day, now: site.clock.now, origin: "test").confirmed
    }
}
