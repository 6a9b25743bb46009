import DatabaseKit
public import Domain
import Store

/// A request for a card against what is kept of the member.
extension OwnRequests {
    /// What the clerk looks at before he grants it, and what is still in the way afterwards.
    ///
    /// - Returns: nil for other requests, for one that was not granted or has been followed by a card, and for
    ///   somebody who has left.
    public func cardCheck(_ id: ID<OwnRequest>, _ occasion: Occasion) async throws -> OwnCardCheck? {
        try await platform.database.read { [platform] transaction in
            let found = try found(id, occasion, transaction)
            let request = found.request
            guard request.kind == .card, found.isMember, !found.isFollowedByCard,
                request.status == .open || request.status == .granted,
                let candidate = try CardCandidateStore(transaction, platform.seal).find([request.member]).first
            else { return nil }
            let rule =
                try PlanYearStore(transaction).current(on: occasion.today, at: found.path).map {
                    CardRule($0, on: occasion.today)
                }
                ?? CardRule(
                    address: .moreThanSixChineseCharacters, today: occasion.today, coverageFrom: occasion.today)
            return OwnCardCheck(candidate.applicant, asked: Self.address(in: found.text), rule)
        }
    }

    /// Writes the address of a request to the membership, as the form of the member does.
    func keepAddress(
        of found: OwnRequestStore.Listed, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        let id = found.request.member
        let address = Self.address(in: found.text)
        guard let member = try MemberListStore(transaction, platform.seal).find(id)?.listed.member else { return }
        let members = MemberStore(transaction, platform.seal)
        guard
            let open = try members.open(of: [member.person.id], openingAddressesOf: member.union)[member.person.id]?
                .first(where: { $0.id == id }),
            open.particulars.address != address
        else { return }
        var particulars = open.particulars
        particulars.address = address
        try members.update([MemberStore.Update(open, to: particulars)])
        let event = try EventStore(transaction).record(
            MemberEvent.edited.rawValue, on: .member, id.rawValue, at: found.path, detail: MemberField.address.rawValue,
            occasion)
        try MemberChangeStore(transaction, platform.seal).record(
            [MemberChange(.address, from: open.particulars.address, to: address)], event: event)
        try EnrolmentFreshness.refresh(unit: member.unit, transaction, occasion)
    }

    /// In one line, as it stands in the bank's file.
    private static func address(in text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
