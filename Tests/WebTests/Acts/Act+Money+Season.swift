import Documents
import Domain
import Testing

@testable import Web

// What is handed in, paid and put right.
extension Act {
    /// Within the days in which districts hand in.
    private static let submissionDay = "2023-12-27"

    /// What the last page before the lock sends.
    private static let shown: KeyValuePairs = [
        "name": "王示例", "phone": "19900000001", "email": "a@example.com", "units": "1", "heads": "1", "typed-heads": "1",
    ]

    // MARK: Batches and vouchers

    static let districtSeason: [Act] = [
        Act("POST /batches/:id/vouchers", as: "donghai", on: submissionDay, writes: "submission upload-voucher") {
            stage in
            let batch = try await stage.plant(of: "donghai") { try $0.unpaidBatch() }
            let receipt = try CaptchaImage(text: "A1B2", seed: 7).png()
            return FilledForm(["id": String(batch)], file: (field: "files", name: "回单.png", bytes: receipt))
        },
        Act("POST /submissions", as: "donghai", on: submissionDay, writes: "submission submit") { stage in
            _ = try await stage.plant(of: "shili") { try $0.approvedList() }
            return FilledForm([:], shown)
        },
        Act(
            "POST /submissions/check", by: .account("donghai"), on: submissionDay,
            .nothing(because: "shows what would be handed in")
        ) { stage in
            _ = try await stage.plant(of: "shili") { try $0.approvedList() }
            return FilledForm([:], ["name": "王示例", "phone": "19900000001", "email": "a@example.com"])
        },
        Act("POST /submissions/proposals", as: "bureau", on: submissionDay, writes: "submission-proposal propose") {
            stage in
            _ = try await stage.plant(of: "fanben") { try $0.approvedList() }
            return FilledForm([:], shown)
        },
        Act(
            "POST /submissions/proposals/:proposal/confirmation", as: "fuhe", on: submissionDay,
            writes: "submission-proposal second"
        ) { stage in
            FilledForm(["proposal": try await proposal(stage)])
        },
        Act(
            "POST /submissions/proposals/:proposal/refusal", as: "fuhe", on: submissionDay,
            writes: "submission-proposal refuse"
        ) { stage in
            FilledForm(["proposal": try await proposal(stage)], ["reason": "少一家单位"])
        },
        Act(
            "POST /submissions/proposals/:proposal/withdrawal", as: "bureau", on: submissionDay,
            writes: "submission-proposal withdraw"
        ) { stage in
            FilledForm(["proposal": try await proposal(stage)])
        },
        Act("POST /submissions/rule", as: "bureau", writes: "union set-submission-control") { _ in
            FilledForm([:], ["control": "two-people", "reason": "内控要求", "stamp": "0"])
        },
        Act("POST /vouchers/:id", as: "centre", on: submissionDay, writes: "submission ask-for-more") { stage in
            let batch = String(try await stage.plant(of: "donghai") { try $0.paidBatch() })
            let page = "/vouchers/\(batch)"
            let stamp = try await stage.hidden("stamp", to: page, on: page, of: "centre")
            return FilledForm(["id": batch], ["verdict": "ask-for-more", "reason": "请补充回单", "stamp": stamp])
        },
    ]

    /// What one officer of the bureau has proposed to the other.
    private static func proposal(_ stage: Stage) async throws -> String {
        _ = try await stage.plant(of: "fanben") { try $0.approvedList() }
        return try await stage.made(by: "bureau", at: "/submissions/proposals", shown)
    }

    // MARK: The ledger

    /// A line that names a list's notice and pays what is open of it.
    private static let statement = """
        日期,金额,对方户名,摘要
        2023-11-17,3.00,示例科技有限公司,JB20241 参保费

        """

    private static let statementFile = (field: "file", name: "明细.csv", bytes: Array(statement.utf8))

    static let bankLedger: [Act] = [
        Act("POST /ledger/lines/:line/undoing", as: "donghai", writes: "bank-statement undone") { stage in
            let found = try await stage.plant(of: "donghai") { try $0.bankStatement($0.union) }
            _ = try await stage.made(
                by: "donghai", at: "/ledger/statements/\(found.id)/bookings", ["line-\(found.line)": "aside"])
            return FilledForm(["line": String(found.line)], ["reason": "看错"])
        },
        Act("POST /ledger/reminders", as: "donghai", writes: "enrolment payment-reminded") { stage in
            let list = try await stage.plant(of: "shili") { try $0.approvedList() }
            return FilledForm([:], ["list": String(list), "everybody": ""])
        },
        Act("POST /ledger/reminders/:list", as: "donghai", writes: "enrolment payment-call-recorded") { stage in
            let list = try await stage.plant(of: "shili") { try $0.approvedList() }
            return FilledForm(["list": String(list)], ["name": "王示例", "phone": "19900000001", "note": "下周一划款"])
        },
        Act("POST /ledger/statements", as: "donghai", writes: "bank-statement uploaded") { _ in
            FilledForm(file: statementFile)
        },
        Act("POST /ledger/statements/:statement/sure", as: "donghai", writes: "bank-statement booked") { stage in
            _ = try await stage.plant(of: "shili") { try $0.approvedList() }
            let read = try await stage.made(by: "donghai", at: "/ledger/statements", file: statementFile)
            return FilledForm(["statement": read], ["expected": "1"])
        },
    ]

    // MARK: Corrections

    static let listCorrections: [Act] = [
        Act("POST /corrections/:id/return", as: "donghai", writes: "correction return") { stage in
            let correction = try await stage.plant(of: "shili") { try $0.correction(try $0.lockedCoverage()) }
            return FilledForm(["id": String(correction)], ["reason": "请附情况说明"])
        },
        Act("POST /corrections/coverages/:coverage", as: "shili", writes: "correction request") { stage in
            let coverage = try await stage.plant(of: "shili") { try $0.lockedCoverage() }
            return FilledForm(
                ["coverage": String(coverage)],
                [
                    "kind": "identity", "name": "会员改", "document-type": "passport", "document": "E00000002",
                    "note": "姓名录错",
                ])
        },
        Act(
            "POST /corrections/search", by: .account("shili"),
            .nothing(because: "finds whom a correction is to be about")
        ) { stage in
            _ = try await stage.plant(of: "shili") { try $0.lockedCoverage() }
            return FilledForm([:], ["who": "M1"])
        },
    ]
}
