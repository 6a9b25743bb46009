import Domain
import Foundation
import Testing
import Wording

/// Every workflow as a table a person can read; the files in docs/workflows are written from the code.
@Suite("The workflow tables in docs/workflows")
struct WorkflowTableTests {
    @Test("A unit's enrolment")
    func unitEnrolment() throws {
        try expectTable(
            "unit-enrolment", title: "A unit's enrolment (参保批次（基层）)",
            rows: UnitEnrolment.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: UnitEnrolment.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            UnitEnrolment.Status.allCases[row].after(UnitEnrolment.Command.allCases[column])?.rawValue
        }
    }

    @Test("A card batch")
    func cardBatch() throws {
        try expectTable(
            "card-batch", title: "A card batch (办卡批次)",
            rows: CardBatch.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: CardBatch.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            CardBatch.Status.allCases[row].after(CardBatch.Command.allCases[column])?.rawValue
        }
    }

    @Test("A card after it was issued")
    func cardLife() throws {
        try expectTable(
            "card-life", title: "A card after it was issued (会员服务卡)",
            rows: CardLife.allCases.map { Word($0.rawValue, $0.wording) },
            columns: CardLife.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            CardLife.allCases[row].after(CardLife.Command.allCases[column])?.rawValue
        }
    }

    @Test("A district's submission")
    func districtSubmission() throws {
        try expectTable(
            "district-submission", title: "A district's submission (参保批次（区局）)",
            rows: DistrictSubmission.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: DistrictSubmission.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            DistrictSubmission.Status.allCases[row].after(DistrictSubmission.Command.allCases[column])?.rawValue
        }
    }

    @Test("A request about one's own data")
    func rightsRequest() throws {
        try expectTable(
            "rights-request", title: "A request about one's own data (个人信息请求)",
            rows: RightsRequest.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: RightsRequest.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            RightsRequest.Status.allCases[row].after(RightsRequest.Command.allCases[column])?.rawValue
        }
    }

    @Test("A mass export")
    func exportRequest() throws {
        try expectTable(
            "export-request", title: "A mass export (批量导出申请)",
            rows: ExportRequest.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: ExportRequest.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            ExportRequest.Status.allCases[row].after(ExportRequest.Command.allCases[column])?.rawValue
        }
    }

    @Test("A proposal for a second person")
    func submissionProposal() throws {
        try expectTable(
            "submission-proposal", title: "What a second person confirms (提交复核)",
            rows: SubmissionProposal.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: SubmissionProposal.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            SubmissionProposal.Status.allCases[row].after(SubmissionProposal.Command.allCases[column])?.rawValue
        }
    }

    @Test("A request about a membership")
    func membershipRequest() throws {
        try expectTable(
            "membership-request", title: "A request about a membership (会籍转移、删除审核、批量删除申请、批次撤消申请)",
            rows: MembershipRequest.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: MembershipRequest.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            MembershipRequest.Status.allCases[row].after(MembershipRequest.Command.allCases[column])?.rawValue
        }
    }

    @Test("A member's own request")
    func ownRequest() throws {
        try expectTable(
            "own-request", title: "A member's own request (信息更正、个人办卡)",
            rows: OwnRequest.Status.allCases.map { Word($0.rawValue, $0.wording(of: .correction)) },
            columns: OwnRequest.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            OwnRequest.Status.allCases[row].after(OwnRequest.Command.allCases[column])?.rawValue
        }
    }

    @Test("A member's request for a card, whose granting puts him in 待办会员列表")
    func ownCardRequest() throws {
        try expectTable(
            "own-card-request", title: "A member's request for a card of his own (个人办卡)",
            rows: OwnRequest.Status.allCases.map { Word($0.rawValue, $0.wording(of: .card)) },
            columns: OwnRequest.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            OwnRequest.Status.allCases[row].after(OwnRequest.Command.allCases[column])?.rawValue
        }
    }

    @Test("A correction of a locked list")
    func correction() throws {
        try expectTable(
            "enrolment-correction", title: "A correction of a locked list (更正申请)",
            rows: EnrolmentCorrection.Status.allCases.map { Word($0.rawValue, $0.wording) },
            columns: EnrolmentCorrection.Command.allCases.map { Word($0.rawValue, $0.wording) }
        ) { row, column in
            EnrolmentCorrection.Status.allCases[row].after(EnrolmentCorrection.Command.allCases[column])?.rawValue
        }
    }

    struct Word {
        let code: String
        let chinese: String

        init(_ code: String, _ chinese: String) {
            self.code = code
            self.chinese = chinese
        }
    }

    /// Compares the table with its file; `GONGHUI_RECORD=1` writes the file instead.
    private func expectTable(
        _ name: String, title: String, rows: [Word], columns: [Word], _ cell: (Int, Int) -> String?
    ) throws {
        let used = columns.indices.filter { column in rows.indices.contains { cell($0, column) != nil } }
        var lines = [
            "# \(title)", "",
            "Written by `WorkflowTableTests` from the code; an empty field is a refusal.", "",
            "| from | " + used.map { "\(columns[$0].code) \(columns[$0].chinese)" }.joined(separator: " | ") + " |",
            "|" + String(repeating: "---|", count: used.count + 1),
        ]
        for row in rows.indices {
            let fields = used.map { cell(row, $0) ?? "" }
            lines.append("| \(rows[row].code) \(rows[row].chinese) | " + fields.joined(separator: " | ") + " |")
        }
        let table = lines.joined(separator: "\n") + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/workflows/\(name).md")
        if ProcessInfo.processInfo.environment["GONGHUI_RECORD"] == "1" {
            try Data(table.utf8).write(to: file)
        }
        let stored = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(stored == table, "docs/workflows/\(name).md is behind the code: run with GONGHUI_RECORD=1")
    }
}
