import DatabaseKit
import Domain

/// I12: the todos of unions are what really waits for them.
extension VerificationStore {
    /// What a todo of a kind is about, and in which state that waits.
    private struct Errand {
        let kind: Todo.Kind
        let table: SQL
        /// Of the row `r` of the table.
        let waits: SQL
        /// Whether everything in that state has its todo; else somebody may be missing who could do it.
        var isAlwaysTold = false
    }

    private static let errands = [
        Errand(kind: .reviewEnrolment, table: "unit_enrolment", waits: "r.status IN ('submitted', 'endorsed')"),
        Errand(kind: .reviewInstant, table: "unit_enrolment", waits: "r.status IN ('submitted', 'endorsed')"),
        Errand(
            kind: .uploadVoucher, table: "district_submission", waits: "r.status = 'awaiting-voucher'",
            isAlwaysTold: true),
        Errand(
            kind: .decideVoucher, table: "district_submission", waits: "r.status = 'voucher-under-review'",
            isAlwaysTold: true),
        Errand(
            kind: .correctVoucher, table: "district_submission",
            waits: "r.status IN ('more-material', 'voucher-rejected')", isAlwaysTold: true),
        Errand(
            kind: .confirmProposal, table: "submission_proposal", waits: "r.status = 'waiting'", isAlwaysTold: true),
        Errand(kind: .handOverCards, table: "card_batch", waits: "r.status = 'submitted'", isAlwaysTold: true),
        Errand(kind: .decideCardRevocation, table: "card_batch_revocation", waits: "r.status = 'open'"),
        Errand(kind: .decideTransfer, table: "membership_transfer", waits: "r.status = 'open'"),
        Errand(kind: .decideRemoval, table: "removal_request", waits: "r.status = 'open'"),
        Errand(kind: .decideUnionRequest, table: "union_request", waits: "r.status = 'open'"),
        Errand(kind: .reviewCorrection, table: "enrolment_correction", waits: "r.status = 'submitted'"),
        Errand(
            kind: .decideCorrection, table: "enrolment_correction", waits: "r.status = 'endorsed'", isAlwaysTold: true),
        Errand(kind: .answerMember, table: "own_request", waits: "r.status = 'open'", isAlwaysTold: true),
        Errand(kind: .answerRights, table: "rights_request", waits: "r.status = 'open'", isAlwaysTold: true),
        Errand(kind: .consentExport, table: "export_request", waits: "r.status = 'waiting'"),
        Errand(kind: .consentRemovals, table: "mass_removal", waits: "r.status = 'open'"),
        Errand(kind: .moveRoles, table: "duty_handover", waits: "r.status = 'asked'"),
        Errand(kind: .settleAlert, table: "alert", waits: "r.settled_at IS NULL"),
    ]

    /// Open todos about something that is not there, or waits no more.
    public func todosWithoutWork() throws -> [String] {
        try Self.errands.flatMap { errand in
            try records(
                """
                SELECT t.id, 'todo' AS what FROM todo t LEFT JOIN \(errand.table) r ON r.id = t.subject_id
                WHERE t.closed_at IS NULL AND t.kind = \(errand.kind) AND (r.id IS NULL OR NOT (\(errand.waits)))
                ORDER BY t.id
                """)
        }
    }

    /// What waits for somebody who has not been told.
    public func workWithoutTodo() throws -> [String] {
        try Self.errands.filter(\.isAlwaysTold).flatMap { errand in
            try records(
                """
                SELECT r.id, '\(errand.table)' AS what FROM \(errand.table) r
                WHERE \(errand.waits) AND NOT EXISTS (SELECT 1 FROM todo t
                    WHERE t.subject_id = r.id AND t.kind = \(errand.kind) AND t.closed_at IS NULL)
                ORDER BY r.id
                """)
        }
    }
}
