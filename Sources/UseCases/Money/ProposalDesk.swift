import DatabaseKit
import Domain
import Foundation
import Store
import Vault

/// Judges and ends proposals in the caller's transaction, with their todos and events.
struct ProposalDesk {
    let transaction: any Transaction
    let seal: FieldSeal
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: FieldSeal, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    var store: SubmissionProposalStore { SubmissionProposalStore(transaction, seal) }

    /// What the lists of a district would be locked as now.
    func listsNow(of district: UnionPath, year: Int) throws -> [ProposedList] {
        try store.listsNow(in: UnionScope(district), year: year)
    }

    /// What two people can read to each other: equal only when every list, version and person is.
    static func fingerprint(of lists: [ProposedList]) -> String {
        let text = lists.map {
            "\($0.enrolment)|\($0.version)|\($0.plan)|\($0.heads)|\($0.premium.fen)|\($0.fingerprint)"
        }.joined(separator: "\n")
        return ContentHash.sha256(Array(text.utf8)).prefix(8).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    /// Why a waiting proposal cannot be confirmed any more; empty and nil as long as it can.
    func staleness(
        of record: SubmissionProposalStore.Record
    ) throws -> (changes: [ProposalChange], refusal: Refusal?) {
        let changes = ProposalChange.between(
            try store.lists(of: record.proposal.id),
            and: try listsNow(of: record.proposal.path, year: record.proposal.year))
        guard let year = try PlanYearStore(transaction).find(record.proposal.year, at: record.proposal.path) else {
            return (changes, .noPlanYear)
        }
        do throws(Refusal) {
            try year.require(.districtSubmission, on: occasion.today)
            return (changes, nil)
        } catch {
            return (changes, error)
        }
    }

    /// Ends it: state, todo and event.
    func close(
        _ record: SubmissionProposalStore.Record, as status: SubmissionProposal.Status, event: String,
        reason: String? = nil, submission: ID<DistrictSubmission>? = nil
    ) throws {
        let proposal = record.proposal
        try store.close(
            proposal.id, as: status, reason: reason, submission: submission,
            by: status == .overtaken ? nil : occasion.author, at: occasion.moment)
        try TodoStore(transaction).close(
            [.confirmProposal], subject: proposal.id.rawValue, at: occasion.moment)
        try EventStore(transaction).record(
            event, on: .submissionProposal, proposal.id.rawValue, at: proposal.path,
            from: proposal.status.rawValue, to: status.rawValue,
            detail: "units=\(record.units);heads=\(record.heads)", occasion)
    }

    /// Lets a proposal fall away that speaks of other lists than there are, or of a window that is over.
    ///
    /// - Returns: whether it has fallen.
    @discardableResult
    func overtakeIfStale(_ record: SubmissionProposalStore.Record) throws -> Bool {
        let (changes, refusal) = try staleness(of: record)
        guard !changes.isEmpty || refusal != nil else { return false }
        try close(record, as: .overtaken, event: SubmissionProposal.Command.overtake.rawValue)
        return true
    }

    /// Lets the proposals fall whose window is over.
    func closeOverdue() throws {
        for record in try store.waiting() {
            guard let year = try PlanYearStore(transaction).find(record.proposal.year, at: record.proposal.path),
                let window = year.windows[.districtSubmission], occasion.today > window.through
            else { continue }
            try close(record, as: .overtaken, event: SubmissionProposal.Command.overtake.rawValue)
        }
    }

    static func text(of contact: SubmissionContact) throws -> String {
        String(decoding: try JSONEncoder().encode(contact), as: UTF8.self)
    }

    func contact(of id: ID<SubmissionProposal>) throws -> SubmissionContact? {
        try store.contact(of: id).map { try JSONDecoder().decode(SubmissionContact.self, from: Data($0.utf8)) }
    }
}
