import Domain
import UseCases

@testable import Web

// What leaves the rolls on request: files that a second person consents to, and what a person asks about his own data.
extension Act {
    static let memberExports: [Act] = [
        Act("POST /exports", as: "shili", writes: "export-request ask-export") { stage in
            let desk = MemberDesk(stage)
            let batch = try await desk.batch()
            try await desk.spendExports()
            return FilledForm(
                [:], ["file": "member-batch", "of": batch, "numbers": "masked", "purpose": "union-matter"])
        },
        Act("POST /exports/:request/consent", as: "donghai", writes: "export-request consent-export") { stage in
            FilledForm(["request": try await MemberDesk(stage).exportRequest().description], ["remark": "已核实"])
        },
        Act("POST /exports/:request/file", as: "shili", writes: "member-list exported") { stage in
            let (desk, second) = (MemberDesk(stage), MemberDesk(stage, of: "donghai"))
            let request = try await desk.exportRequest()
            try await ExportRequests(desk.platform).consent(request, "已核实", try await second.occasion())
            return FilledForm(["request": request.description])
        },
        Act("POST /exports/:request/refusal", as: "donghai", writes: "export-request refuse-export") { stage in
            FilledForm(["request": try await MemberDesk(stage).exportRequest().description], ["reason": "请缩小范围"])
        },
    ]

    static let memberRights: [Act] = [
        Act("POST /members/rights/:request/answer", as: "shili", writes: "rights-request fulfil") { stage in
            FilledForm(
                ["request": try await MemberDesk(stage).rightsRequest()],
                ["command": "fulfil", "text": "已将登记的信息告知本人"])
        },
        Act("POST /members/rights/:request/copy", as: "shili", writes: "rights-request rights-copied") { stage in
            FilledForm(["request": try await MemberDesk(stage).rightsRequest()])
        },
        Act("POST /members/rights/members/:member", as: "shili", writes: "rights-request rights-recorded") { stage in
            FilledForm(
                ["member": try await MemberDesk(stage).enter().description],
                ["kind": "access", "received": "2023-11-17", "text": "想知道登记了什么"])
        },
        Act(
            "POST /members/rights/search", by: .account("shili"),
            .nothing(because: "it leads to the form on which the request is written down")
        ) { stage in
            try await MemberDesk(stage).enter()
            return FilledForm([:], ["who": try MemberDesk.number(1)])
        },
    ]
}
