import DatabaseKit
public import Domain
import Store

extension Duplicates {
    /// Makes one person of a pair: one membership stays and the other ends, and what hangs on either record hangs on the
    /// one that is kept: lists, coverage, payments, cards, requests, documents and past memberships (docs/adr/0012).
    ///
    /// - Parameters:
    ///   - kept: the membership that stays.
    ///   - document: the member whose document counts from now on.
    /// - Throws: `Refusal.merge` when the two contradict each other; `StaleVersion` for a pair that was decided
    ///   meanwhile.
    public func merge(
        _ id: ID<DuplicatePair>, keeping kept: ID<Member>, document: ID<Member>, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("merge-duplicates", occasion) { transaction in
            let pair = try pair(id, occasion, transaction)
            let sides = [pair.first, pair.second]
            guard sides.contains(kept), sides.contains(document), let other = sides.first(where: { $0 != kept })
            else { throw Refusal.notFound }
            let standing = try RollStore(transaction, platform.seal).standing(of: sides)
            let listed = try MemberListStore(transaction, platform.seal).listed(sides)
            guard standing.count == 2, let stays = listed[kept], let goes = listed[other],
                let documented = listed[document]
            else { throw Refusal.changedMeanwhile }
            try DuplicateStore(transaction).decide(
                pair, .merged, reason: nil, version: version, by: occasion.author, at: occasion.now)
            let (one, another) = (stays.member.person, goes.member.person)
            if let obstacle = try Self.obstacle((kept, one.id), (other, another.id), occasion, transaction) {
                throw Refusal.merge(obstacle)
            }
            let merge = Merge(stays: stays, goes: goes, documented: documented)
            try merge.perform(transaction, platform.seal, occasion)
            try Self.remind([pair.path], at: occasion.now, transaction)
            return Receipt(id: id)
        }
    }

    /// What must be settled before two memberships can be one person's; nil for two of one record already.
    static func obstacle(
        _ one: (member: ID<Member>, person: ID<Person>), _ other: (member: ID<Member>, person: ID<Person>),
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MergeObstacle? {
        guard one.person != other.person else { return nil }
        let store = PersonMergeStore(transaction)
        return try store.holdings(of: one.person, besides: one.member)
            .obstacle(
                toMergingWith: try store.holdings(of: other.person, besides: other.member), on: occasion.today)
    }
}

/// Two memberships of which one stays, as one act.
private struct Merge {
    let stays: MemberListStore.Listed
    let goes: MemberListStore.Listed
    let documented: MemberListStore.Listed

    func perform(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) throws {
        let (one, another) = (stays.member.person, goes.member.person)
        var reach = try EnrolmentReach(of: [one.id, another.id], transaction)
        let transfers = TransferWriter(transaction, seal, occasion)
        try transfers.lapse(of: goes.member.id, another.id)
        try DuplicateStore(transaction).end(goes.member.id, on: occasion.today)
        let store = PersonMergeStore(transaction)
        var told = "ended=\(goes.member.id) kept=\(stays.member.id)"
        var person = one.id
        if one.id != another.id {
            let (kept, gone) = try roles(store)
            person = kept.id
            told += " record=\(gone.id) into=\(kept.id)"
            let graver = [one, another].map(\.socialInsurance).max { $0.gravity < $1.gravity }
            try store.merge(
                gone.id, into: kept.id, currentDocumentOf: documented.member.person.id,
                status: graver ?? .unverified, before: kept.socialInsurance, on: occasion.today, sealing: seal)
        }
        try store.carryConfirmations(from: goes.member.id, to: stays.member.id)
        if stays.electronicCard == .inactive, goes.electronicCard == .active {
            try MemberStore(transaction, seal).carryElectronicCards(to: [stays.member.id])
        }
        try transfers.followRequests(of: [person])
        let events = EventStore(transaction)
        try events.record(
            MemberEvent.merged.rawValue, on: .member, stays.member.id.rawValue, at: stays.unionPath, detail: told,
            occasion)
        try events.record(
            MemberEvent.endedAsDuplicate.rawValue, on: .member, goes.member.id.rawValue, at: goes.unionPath,
            detail: told, occasion)
        try reach.extend(to: [person], transaction)
        try reach.refresh(transaction, occasion)
    }

    /// The record of the membership that stays is kept, unless lists, cards or coverage hang on the other alone.
    private func roles(_ store: PersonMergeStore) throws -> (kept: Person, gone: Person) {
        let (one, another) = (stays.member.person, goes.member.person)
        if try store.hasHistory(another.id), try !store.hasHistory(one.id) { return (another, one) }
        return (one, another)
    }
}
