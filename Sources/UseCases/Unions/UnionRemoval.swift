import DatabaseKit
import Domain
import Store
import Wording

/// Moves a union with everything under it, and what hangs on it (转移组织).
///
/// Accounts, members and lists belong to unions and see the new place at once. What waits for the old superiors goes to
/// the new ones. Between districts the amounts differ: lists that review has not finished go back to their units, who
/// hand them in again at the new district's amounts (verify, I2).
struct UnionRemoval {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
    }

    private var unions: UnionStore { UnionStore(transaction) }
    private var tree: UnionTreeStore { UnionTreeStore(transaction) }
    private var todos: TodoStore { TodoStore(transaction) }

    /// Why lists on their way could not go back to their units once the union is moved; nil when they can, or need not.
    ///
    /// After the last day on which districts hand in nobody returns a list. What was granted to a union goes along with
    /// it; what was granted to those above it stays behind.
    func obstacle(toMoving union: Union, under superior: Union) throws -> Refusal? {
        guard try unions.district(of: union.path)?.id != unions.district(of: superior.path)?.id else { return nil }
        let lists = try tree.openLists(in: UnionScope(union.path))
        guard !lists.isEmpty, let parent = try union.parent.flatMap({ try unions.find($0) }) else { return nil }
        let records = try EnrolmentStore(transaction).find(lists.map(\.enrolment))
        let calendar = ReviewCalendar(transaction)
        for list in lists {
            guard let enrolment = records[list.enrolment]?.enrolment else { continue }
            func refusal(at path: UnionPath) throws -> Refusal? {
                enrolment.refusal(
                    of: .return, by: occasion.actor.account, on: occasion.today,
                    in: try calendar.year(enrolment.year, at: path))
            }
            let (own, before) = (try refusal(at: list.path), try refusal(at: parent.path))
            let hasOwnDays = (own == nil) != (before == nil)
            if let refusal = try hasOwnDays ? own : refusal(at: superior.path) { return refusal }
        }
        return nil
    }

    /// - Returns: the event that tells it.
    func move(_ union: Union, under superior: ID<Union>) throws -> Int64 {
        guard let above = try unions.find(superior) else { throw Refusal.notFound }
        let before = try union.parent.flatMap { try unions.find($0) }
        let oldDistrict = try unions.district(of: union.path)
        let path = try tree.move(union, under: superior)
        let scope = UnionScope(path)
        let newDistrict = try unions.district(of: path)
        let lists = try tree.openLists(in: scope)
        if oldDistrict?.id == newDistrict?.id {
            try askAnew(lists)
        } else {
            try tree.forgetShares(in: scope)
            try giveBack(lists)
        }
        try handOver(in: scope)
        return try UnionRequestWriter(transaction, seal, occasion).tell(
            .transferred, union, at: path, [UnionChange(.superior, from: before?.name ?? "", to: above.name)])
    }

    /// The reviewers above the new place look at what those above the old one had to look at; instant lists are the
    /// district's, which stays.
    private func askAnew(_ lists: [UnionTreeStore.OpenList]) throws {
        let waiting = lists.filter { $0.kind == .centralised && $0.status != .approved }
        let reviewers = try ReviewStore(transaction).reviewers(of: waiting.map(\.path))
        try todos.close(.reviewEnrolment, subjects: waiting.map(\.enrolment.rawValue), at: occasion.now)
        try todos.open(
            .reviewEnrolment,
            waiting.flatMap { list in
                (reviewers[list.path] ?? []).map { union in
                    TodoStore.Opening(
                        union: union, subject: list.enrolment.rawValue, name: list.unitName, amount: list.heads,
                        due: nil)
                }
            }, at: occasion.now)
    }

    private func giveBack(_ lists: [UnionTreeStore.OpenList]) throws {
        guard !lists.isEmpty else { return }
        let decision = try ReturnDecision(reason: .other, note: UnionRequestText.listReturned)
        let records = try EnrolmentStore(transaction).find(lists.map(\.enrolment))
        let calendar = ReviewCalendar(transaction)
        var verdicts: [EnrolmentStore.Verdict: [UnionTreeStore.OpenList]] = [:]
        for list in lists {
            guard var enrolment = records[list.enrolment]?.enrolment else { throw Refusal.notFound }
            let year = try calendar.year(enrolment.year, at: list.path)
            try enrolment.perform(.return, by: occasion.actor.account, on: occasion.today, in: year)
            let verdict = EnrolmentStore.Verdict(
                from: list.status, to: enrolment.status, reopenedUntil: enrolment.reopenedUntil)
            verdicts[verdict, default: []].append(list)
        }
        for (verdict, part) in verdicts {
            try EnrolmentStore(transaction).keep(
                verdict, on: part.map(\.enrolment), returned: decision, at: occasion.moment)
            try EventStore(transaction).recordAll(
                UnitEnrolment.Command.return.rawValue, on: .enrolment,
                part.map {
                    EventStore.Change(
                        id: $0.enrolment.rawValue, path: $0.path, from: verdict.from.rawValue,
                        to: verdict.to.rawValue)
                }, detail: "transfer", occasion)
        }
        let ids = lists.map(\.enrolment)
        try RosterStore(transaction).releaseClaims(of: ids)
        // Nor is the old district owed anything any more.
        try todos.close(
            [.reviewEnrolment, .resubmitEnrolment, .reviewInstant, .payShare], subjects: ids.map(\.rawValue),
            at: occasion.now)
        for (kind, part) in Dictionary(grouping: lists, by: \.kind) {
            try todos.open(
                kind == .centralised ? .correctEnrolment : .correctInstant,
                part.map {
                    TodoStore.Opening(
                        union: $0.union, subject: $0.enrolment.rawValue, name: $0.unitName, amount: $0.heads, due: nil)
                }, at: occasion.now)
        }
        try ConflictDesk(transaction, occasion).follow(ids)
    }

    /// Requests whose reviewer was the old superior are the new one's.
    private func handOver(in scope: UnionScope) throws {
        for review in try tree.openReviews(in: scope) {
            // What has been asked about coverage is the district's alone.
            let isDistricts = review.kind == .reviewCorrection
            let superior = try unions.lineage(of: review.path).last {
                $0.path != review.path
                    && ($0.kind.isDistrictLevel || !isDistricts && $0.kind == .subdistrictFederation)
            }
            if let superior { try tree.hand(review.kind, subject: review.subject, to: superior.id) }
        }
        for (transfer, superior) in try tree.transfersDecidedAbove(in: scope) {
            try tree.hand(.decideTransfer, subject: transfer, to: superior)
        }
        for asked in try tree.openConsents(in: scope) {
            let second = try AccountStore(transaction).second(
                for: asked.kind == .consentExport ? .consentExports : .consentRemovals, at: asked.path,
                besides: asked.asker, on: occasion.now.day)
            if let second {
                try tree.hand(asked.kind, subject: asked.subject, to: second)
            } else {
                // Nobody is left who may agree: the request ends by itself.
                try todos.close([asked.kind], subjects: [asked.subject], at: occasion.now)
            }
        }
        let requests = UnionRequestStore(transaction, seal)
        for found in try requests.open(askedIn: scope) {
            guard let place = try (found.request.union ?? found.request.superior).flatMap({ try unions.find($0) })
            else { continue }
            let lineage = try unions.lineage(of: place.path)
            let above = found.request.kind == .founding ? lineage : lineage.dropLast()
            let target =
                try found.request.kind == .transfer
                ? found.request.superior.flatMap { try unions.find($0) }?.path : nil
            guard let decider = UnionRequest.decider(above: above, requester: found.request.requester, target: target)
            else { continue }
            try requests.redirect(found.request.id, to: decider.id)
            try tree.hand(.decideUnionRequest, subject: found.request.id.rawValue, to: decider.id)
        }
    }
}
