import Demo
import Domain
import UseCases

extension BenchCommand.Measure {
    /// A unit's list handed in, everybody with a card, confirmed and asked; then once more, as version 2 (domain 5.4).
    ///
    /// Beforehand, and not measured: cards for everybody, 全部确认, and the answers about those who may have retired.
    func submit(_ place: BenchPlace) async throws {
        try await giveCards(place)
        try await answerEverything(place)
        let enrolments = Enrolments(place.platform)
        try await enrolments.choosePlan(place.occasion, enterprise: place.enterprise.id, plan: "A+")
        for work in ["submit", "submit-again"] {
            let overview = try await enrolments.overview(place.occasion, enterprise: place.enterprise.id)
            guard overview.heads == rows else { throw CommandFailure("应有 \(rows) 人可参保，实际 \(overview.heads) 人。") }
            let request = SubmissionRequest(expectedHeads: rows, stamp: overview.stamp)
            let before = place.database.longestWrite
            var receipt: SubmissionReceipt?
            var measured = try await Measurement.of(work, rows: rows) {
                receipt = try await enrolments.submit(
                    place.occasion, enterprise: place.enterprise.id, request)
            }
            // The preparation writes too; its longest lock is not this work's.
            if place.database.longestWrite > before {
                measured.longestWriteSeconds = place.database.longestWrite.seconds
            }
            try measured.print()
            guard receipt?.heads == rows else { throw CommandFailure("提交的名单应有 \(rows) 人。") }
        }
    }

    private func giveCards(_ place: BenchPlace) async throws {
        let batches = CardBatches(place.platform)
        let exchanges = CardExchanges(place.platform)
        let made = try await batches.make(
            .everybody(.ready, expected: rows), enterprise: place.enterprise.id, place.occasion)
        _ = try await batches.submit(made.batch, version: 1, place.occasion)
        _ = try await exchanges.handOver(made.batch, place.centre.confirmed)
        let order = try await exchanges.orderFile(made.batch, place.centre.confirmed).bytes
        let answer = try SimulatedBank().respond(to: order, at: place.occasion.now)
        let applied = try await exchanges.apply(answer.bytes, to: made.batch, place.centre)
        guard applied.issued == rows else { throw CommandFailure("应制成 \(rows) 张卡，实际 \(applied.issued) 张。") }
    }

    private func answerEverything(_ place: BenchPlace) async throws {
        let confirmations = Confirmations(place.platform)
        let open = try await confirmations.page(
            place.occasion, enterprise: place.enterprise.id, tab: .open, Confirmations.Search(),
            ListRange(offset: 0, limit: 1)
        ).open
        if open > 0 {
            _ = try await confirmations.confirmAll(
                place.occasion, enterprise: place.enterprise.id, Confirmations.Search(), expected: open)
        }
        let enrolments = Enrolments(place.platform)
        while true {
            let suspects = try await enrolments.people(
                place.occasion, enterprise: place.enterprise.id, .bucket(.suspectedRetired),
                ListRange(offset: 0, limit: 1_000)
            ).people.entries
            guard !suspects.isEmpty else { return }
            try await enrolments.answerRetirement(
                place.occasion, enterprise: place.enterprise.id,
                Dictionary(suspects.map { ($0.member, .working) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}
