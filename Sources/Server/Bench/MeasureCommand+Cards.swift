import Demo
import Domain
import UseCases

extension BenchCommand.Measure {
    /// A batch for everybody of a unit, from the clerk to the bank and back; one card in thirty is not made.
    func cards(_ place: BenchPlace) async throws {
        let batches = CardBatches(place.platform)
        let exchanges = CardExchanges(place.platform)
        var made: CardBatches.Made?
        try await Measurement.of("card-batch", rows: rows) {
            let batch = try await batches.make(
                .everybody(.ready, expected: rows), enterprise: place.enterprise.id, place.occasion)
            _ = try await batches.submit(batch.batch, version: 1, place.occasion)
            made = batch
        }.print()
        guard let made, made.people == rows else { throw CommandFailure("应有 \(rows) 人的办卡批次。") }

        var order: [UInt8] = []
        try await Measurement.of("card-hand-over", rows: rows) {
            _ = try await exchanges.handOver(made.batch, place.centre.confirmed)
            order = try await exchanges.orderFile(made.batch, place.centre.confirmed).bytes
        }.print()
        let answer = try SimulatedBank(share: SimulatedBank.Share(percent: 3, seed: 1))
            .respond(to: order, at: place.occasion.now)

        var applied: CardExchanges.Applied?
        try await Measurement.of("card-apply", rows: rows) {
            applied = try await exchanges.apply(answer.bytes, to: made.batch, place.centre)
        }.print()
        guard let applied, applied.issued == answer.issued, applied.failed == answer.failed else {
            throw CommandFailure("制卡结果应为 \(answer.issued) 张成功、\(answer.failed) 张失败。")
        }
        var again: CardExchanges.Applied?
        try await Measurement.of("card-apply-again", rows: rows) {
            again = try await exchanges.apply(answer.bytes, to: made.batch, place.centre)
        }.print()
        guard again?.effect == .alreadyApplied else { throw CommandFailure("同一结果不应再次生效。") }
    }
}
