import Domain
import UseCases

@testable import Web

// Members of the rolls one by one, transfers, batches, duplicates and rights.
extension Act {
    static let members: [Act] =
        memberDuplicates + memberExports + memberJoining + memberForms + manyMembers + memberTransfers + memberRights

    private static let memberDuplicates: [Act] = [
        Act("POST /duplicates/:id/difference", as: "shili", writes: "member not-duplicate") { stage in
            let pair = try await MemberDesk(stage).pair()
            return FilledForm(
                ["id": pair.id.description], ["version": "\(pair.version)", "reason": "两人证件不同，已电话核实"])
        },
        Act("POST /duplicates/:id/merge", as: "shili", writes: "member merged") { stage in
            let pair = try await MemberDesk(stage).pair()
            return FilledForm(
                ["id": pair.id.description],
                ["version": "\(pair.version)", "kept": pair.first.description, "document": pair.second.description])
        },
        Act(
            "POST /duplicates/search", by: .account("shili"),
            .nothing(because: "it proposes pairs, of which each is decided by an act of its own")
        ) { stage in
            try await MemberDesk(stage).twins()
            return FilledForm()
        },
    ]

    private static let memberJoining: [Act] = [
        Act("POST /join-codes", as: "shili", writes: "join-code issue") { _ in
            FilledForm([:], ["through": "2024-11-19"])
        },
        Act("POST /join/:code", by: .nobody, .event("join-application ask")) { stage in
            let desk = MemberDesk(stage)
            return FilledForm(
                ["code": try await desk.code()],
                [
                    "category": "enterprise", "enterprise": try await desk.enterprise(), "flexible-kind": "",
                    "workplace": "示例科技有限公司", "name": "会员甲", "document-type": "resident-identity-card",
                    "document": try MemberDesk.number(1), "sex": "male", "phone": "19900000011", "consent": "yes",
                    "privacy": "yes",
                ])
        },
        Act("POST /members/applications/:id/acceptance", as: "shili", writes: "join-application accept") { stage in
            FilledForm(["id": try await MemberDesk(stage).application()])
        },
        Act("POST /members/applications/:id/return", as: "shili", writes: "join-application return") { stage in
            FilledForm(["id": try await MemberDesk(stage).application()], ["reason": "不是本单位职工"])
        },
    ]

    // MARK: One by one

    private static let memberForms: [Act] = [
        Act("POST /members/:id/disclosure", as: "shili", writes: "member disclosed") { stage in
            FilledForm(["id": try await MemberDesk(stage).enter().description], ["reason": "contact"])
        },
        // With a new document, which has most fields.
        Act("POST /members/:id/edit", as: "shili", writes: "member document-renewed") { stage in
            let desk = MemberDesk(stage)
            let member = try await desk.enter()
            let version = try await Members(desk.platform).editable(member, try await desk.occasion()).version
            return FilledForm(
                ["id": member.description],
                [
                    "version": version.description, "name": "会员甲", "sex": "male", "phone": "19900000019",
                    "expiry": "2038-05-20", "document-type": "resident-identity-card",
                    "document": try MemberDesk.number(9), "renewal": "yes", "flexible-kind": "",
                    "workplace": "示例科技有限公司", "label": "dispatched", "household": "local-urban",
                    "post": "technical", "address": "示例市示例路二百零二号", "note": "已换证",
                ])
        },
        Act("POST /members/:id/removal", as: "shili", writes: "removal request") { stage in
            let desk = MemberDesk(stage)
            let member = try await desk.enter()
            return FilledForm(
                ["id": member.description],
                ["version": try await desk.version(of: member), "reason": "mistaken", "note": "误录，从未入职"])
        },
        Act(
            "POST /members/names", by: .account("shili"),
            .nothing(because: "it keeps for the account what it looks for")
        ) { stage in
            let union = try await MemberDesk(stage).occasion().actor.union
            return FilledForm(
                [:],
                [
                    "filter-name": "待激活的外包工", "under": union.description, "seek": "一车间", "label": "outsourced",
                    "union": "示例",
                    "workplace": "示例科技", "source": "single", "card": "inactive", "category": "enterprise",
                    "kind": "courier", "household": "local-urban", "post": "worker", "pending": "transfer",
                    "standing": "former", "f": "nothing-kept", "page": "2", "size": "50", "choose": "everybody",
                ])
        },
        Act("POST /members/new", as: "shili", writes: "member added") { stage in
            FilledForm(
                [:],
                [
                    "category": "enterprise", "enterprise": try await MemberDesk(stage).enterprise(),
                    "flexible-kind": "", "name": "会员甲", "sex": "male", "document-type": "resident-identity-card",
                    "document": try MemberDesk.number(1), "phone": "19900000011", "expiry": "2035-03-20",
                    "workplace": "示例科技有限公司", "label": "outsourced", "household": "other-urban", "post": "worker",
                    "address": "示例市示例路一百零一号", "note": "新入职", "consent": "yes",
                ])
        },
        Act("POST /members/removals/:id/return", as: "binhai", writes: "removal return") { stage in
            FilledForm(["id": try await MemberDesk(stage).removalRequest()], ["reason": "请办理会籍转移"])
        },
        // A granted card, whose address goes to the membership.
        Act("POST /members/requests/:id/answer", as: "shili", writes: "own-request grant") { stage in
            FilledForm(
                ["id": try await MemberDesk(stage).ownRequest()],
                ["version": "1", "verdict": "grant", "address": "taken", "answer": "同意，请等待制卡"])
        },
    ]

    // MARK: Many at once

    private static let manyMembers: [Act] = [
        Act("POST /members/batches", as: "shili", writes: "member removed") { stage in
            FilledForm(
                [:],
                [
                    "s": try await MemberDesk(stage).chosen(for: .removal), "act": "removal", "reason": "retired",
                    "note": "",
                ])
        },
        Act("POST /members/batches/:id/continuation", as: "shili", writes: "member edited") { stage in
            FilledForm(["id": try await MemberDesk(stage).batch()])
        },
        Act("POST /members/mass-removals/:request/acceptance", as: "binhai", writes: "mass-removal accept") { stage in
            FilledForm(["request": try await MemberDesk(stage).massRemoval()], ["remark": "已核实"])
        },
        Act("POST /members/mass-removals/:request/return", as: "binhai", writes: "mass-removal return") { stage in
            FilledForm(["request": try await MemberDesk(stage).massRemoval()], ["reason": "请核实退休人员"])
        },
    ]

    private static let memberTransfers: [Act] = [
        Act("POST /members/transfers", as: "shili", writes: "transfer request") { stage in
            let desk = MemberDesk(stage)
            let member = try await desk.enter()
            let draft = try await MemberTransfers(desk.platform).draft(
                .member(member), district: nil, name: "319901000102", try await desk.occasion())
            return FilledForm(
                [:],
                [
                    "member": member.description, "district": draft.district?.description ?? "", "q": "319901000102",
                    "union": draft.targets.first?.id.description ?? "", "motive": "调动工作",
                ])
        },
        // A joint union says to which of its enterprises he comes.
        Act("POST /members/transfers/:id/acceptance", as: "haifeng", writes: "transfer accept") { stage in
            let desk = MemberDesk(stage)
            let transfer = try await desk.transfer(to: "319901000103")
            return FilledForm(
                ["id": transfer.id],
                ["version": transfer.version, "place": try await desk.enterprise(of: "319901000103")])
        },
        Act("POST /members/transfers/:id/return", as: "haifeng", writes: "transfer return") { stage in
            FilledForm(["id": try await MemberDesk(stage).transfer(to: "319901000103").id], ["reason": "查无此人"])
        },
    ]
}
