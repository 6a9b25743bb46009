import Documents
import Domain
import UseCases

extension Rehearsal {
    // MARK: After the season: 即时参保

    /// The unit that was left out covers its people after all: handed in, confirmed, paid, in force.
    mutating func instant() async throws {
        let handingIn = try await move(to: "2024-01-22")
        let unit = cast.leftOut
        let clerk = try await season.occasion(unit.union, handingIn)
        let receipt = try await season.handInInstant(unit, .uncovered, people: 10, plan: "A", on: handingIn)
        chronicle.note(clerk, try await name(unit), "提交即时参保", "\(receipt.number)，\(receipt.heads) 人")
        try await keep(receipt.notice, clerk)

        let confirming = try await move(to: "2024-01-23")
        let officer = try await season.occasion("xiling", confirming)
        let batch = try await season.confirmInstant(by: "xiling", phone: "19900009003", on: confirming)
        chronicle.note(officer, batch.number, "确认即时参保", "\(batch.units) 家单位，\(batch.heads) 人")

        let paying = try await season.occasion("xiling", try await move(to: "2024-01-24"))
        let picture = try CaptchaImage(text: "2024", seed: UInt64(batch.heads)).png()
        try await Vouchers(platform).upload(
            paying, batch.submission, [Vouchers.Upload(name: "转账凭证.png", bytes: picture)])
        chronicle.note(paying, batch.number, "上传缴费凭证", "转账凭证.png")

        let centre = try await season.occasion("centre", try await move(to: "2024-01-25"))
        let record = try await Batches(platform).sheet(centre, batch.submission).record
        _ = try await Vouchers(platform).decide(centre.confirmed, batch.submission, .accept, stamp: record.stamp)
        chronicle.note(centre, batch.number, "接受凭证", "\(batch.heads) 人自 2024-01-24 起保障生效")
    }
}
