import Documents
import Domain
import Store
import UseCases

extension Season {
    /// A list as it was handed in.
    struct HandedIn {
        let receipt: SubmissionReceipt
        let amounts: Amounts
    }

    /// 梳理会员, 选择保障类型, 核对, 提交 — and the button a second time, as an impatient hand does it.
    func handIn(_ unit: UnitCast, plan: String, on day: CalendarDay) async throws -> HandedIn {
        let clerk = try await occasion(unit.union, day, minute: 60)
        let enterprise = try await chosen(unit)
        let enrolments = Enrolments(platform)
        try await enrolments.reviewRoster(clerk, enterprise: enterprise)
        try await enrolments.choosePlan(clerk, enterprise: enterprise, plan: plan)
        let overview = try await enrolments.overview(clerk, enterprise: enterprise)
        let request = SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp)
        let sent = Occasion(
            actor: clerk.actor, today: day, now: clerk.now, origin: clerk.origin,
            ticket: "\(unit.union)-\(unit.enterprise)-\(day)")
        let receipt = try await enrolments.submit(sent, enterprise: enterprise, request)
        guard try await enrolments.submit(sent, enterprise: enterprise, request) == receipt else {
            throw RehearsalFailure("a form sent twice had two effects")
        }
        return HandedIn(receipt: receipt, amounts: overview.amounts ?? .zero)
    }

    // MARK: Review

    /// Approves all that waits for an account; gives what was approved.
    func approveAll(_ reviewer: Occasion) async throws -> [ReviewEntry] {
        let lists = try await waiting(for: reviewer)
        guard try await Reviews(platform).approve(reviewer, lists.map(\.reviewed)).skipped.isEmpty else {
            throw RehearsalFailure("lists were not approved")
        }
        return lists
    }

    func sendBack(_ unit: UnitCast, _ reason: ReturnReason, note: String, _ reviewer: Occasion) async throws {
        let place = try await place(unit)
        let lists = try await waiting(for: reviewer).filter {
            $0.unionName == place.union.name && $0.unit == place.enterprise?.name
        }
        let result = try await Reviews(platform).sendBack(
            reviewer, lists.map(\.reviewed), try ReturnDecision(reason: reason, note: note))
        guard result.done.count == 1 else { throw RehearsalFailure("\(place.union.name) was not returned") }
    }

    private func waiting(for reviewer: Occasion) async throws -> [ReviewEntry] {
        try await Reviews(platform).desk(
            reviewer, ReviewFilter(), size: 100, approved: ListRange(offset: 0, limit: 100)
        ).pending.entries
    }
}

// MARK: 即时参保

extension Season {
    /// The first people of an entry, handed in by the unit's clerk.
    func handInInstant(
        _ unit: UnitCast, _ entry: InstantEntry = .newCard, people: Int, plan: String, on day: CalendarDay
    ) async throws -> InstantReceipt {
        let clerk = try await occasion(unit.union, day, minute: 120)
        let enterprise = try await chosen(unit)
        let instants = Instants(platform)
        let page = try await instants.page(clerk, enterprise: enterprise, entry, ListRange(offset: 0, limit: people))
        return try await instants.submit(
            clerk, enterprise: enterprise, entry,
            InstantRequest(choice: .members(page.people.entries.map(\.member)), plan: plan))
    }

    /// Confirms all that waits for a district, as one batch.
    @discardableResult
    func confirmInstant(by account: String, phone: String, on day: CalendarDay) async throws -> Submissions.Receipt {
        let officer = try await occasion(account, day, minute: 150)
        let reviews = InstantReviews(platform)
        let lists = try await reviews.queue(officer, ListRange(offset: 0, limit: 100)).waiting.entries.map(\.reviewed)
        let preview = try await reviews.preview(officer, lists)
        let contact = try SubmissionContact(
            name: officer.actor.displayName, phone: phone, email: "\(account)@example.org")
        return try await reviews.confirm(
            officer.confirmed, lists, contact: contact, expecting: ExpectedTotals(preview.totals),
            premium: preview.totals.amounts.premium)
    }

    /// Uploads the voucher of a batch and accepts it, so that its people are covered.
    func settle(_ batch: ID<DistrictSubmission>, by account: String, on day: CalendarDay) async throws {
        let officer = try await occasion(account, day, minute: 160)
        let picture = try CaptchaImage(text: "2023", seed: 1).png()
        try await Vouchers(platform).upload(officer, batch, [Vouchers.Upload(name: "转账凭证.png", bytes: picture)])
        let centre = try await occasion("centre", day, minute: 170)
        let record = try await Batches(platform).sheet(centre, batch).record
        _ = try await Vouchers(platform).decide(centre.confirmed, batch, .accept, stamp: record.stamp)
    }

    /// The centre enters a payment to somebody who is covered.
    func payBenefit(of person: InventedPerson?, on day: CalendarDay) async throws {
        guard let person else { return }
        var typed = BenefitEntry.Typed()
        typed.name = person.name
        typed.number = MemberRow.Cell(person.document.number)
        typed.year = String(day.year)
        typed.kind = "住院"
        typed.amount = "1200.00"
        typed.paidOn = day.description
        typed.reference = "GF2023000001"
        _ = try await Benefits(platform).enter(try await occasion("centre", day, minute: 10), typed)
    }
}
