import Documents
import Domain
import Store
import UseCases

extension Rehearsal {
    // MARK: December: review

    mutating func reviews() async throws {
        let returning = try await move(to: "2023-12-04")
        try await sendBack(cast.returned, by: "binhai", .wrongRoster, note: "请核对人员名单后重新提交", on: returning)
        try await submit(cast.returned, plan: "A", on: try await move(to: "2023-12-05"))
        let passing = try await move(to: "2023-12-11")
        try await approveAll(by: "binhai", on: passing)
        try await approveAll(by: "donghai", on: passing)
        try await approveAll(by: "bureau", on: passing)
        try await submit(cast.leftOut, plan: "A", on: try await move(to: "2023-12-20"))
        try await sendBack(
            cast.leftOut, by: "shanqian", .other, note: "请补充办卡后重新提交", on: try await move(to: "2023-12-25"))
    }

    private mutating func sendBack(
        _ unit: UnitCast, by account: String, _ reason: ReturnReason, note: String, on day: CalendarDay
    ) async throws {
        let reviewer = try await season.occasion(account, day)
        try await season.sendBack(unit, reason, note: note, reviewer)
        chronicle.note(reviewer, try await name(unit), "退回", note)
    }

    private mutating func approveAll(by account: String, on day: CalendarDay) async throws {
        let reviewer = try await season.occasion(account, day, minute: 30)
        for list in try await season.approveAll(reviewer) {
            chronicle.note(reviewer, list.unit, "审核通过", "\(list.heads) 人，\(list.amounts.premium.yuanText) 元")
        }
    }

    // MARK: The last week: submission to the centre

    mutating func districts() async throws {
        let day = try await move(to: "2023-12-27")
        for (account, phone) in [("donghai", "19900009001"), ("bureau", "19900009002")] {
            let officer = try await season.occasion(account, day)
            let submissions = Submissions(platform)
            let preview = try await submissions.rehearsal(officer)
            let contact = try SubmissionContact(
                name: officer.actor.displayName, phone: phone, email: "\(account)@example.org")
            let receipt = try await submissions.submit(officer.confirmed, contact: contact, expecting: preview.expected)
            chronicle.note(
                officer, receipt.number, "提交至职保中心",
                "\(receipt.units) 家单位，\(receipt.heads) 人，应划款 \(preview.due.due.yuanText) 元"
                    + (receipt.struckUnits > 0 ? "，\(receipt.struckUnits) 家名单变动" : ""))
            let batches = Batches(platform)
            for file in [
                try await batches.notice(officer, receipt.submission),
                try await batches.statistics(officer, receipt.submission),
            ] { chronicle.keep(file.name, file.content) }
        }
        try await downloadStruckNotice(of: cast.losing, on: day)
        let centre = try await season.occasion("centre", try await move(to: "2024-01-01"))
        let leftOut = try await Deadlines(platform).closeWindow(centre, year: year)
        chronicle.note(centre, "全市", "集中参保截止", "\(leftOut) 家单位未参加集中参保")
    }

    /// The district has struck the one who moved; the clerk fetches the notice that was issued again.
    private mutating func downloadStruckNotice(of unit: UnitCast, on day: CalendarDay) async throws {
        let clerk = try await season.occasion(unit.union, day, minute: 120)
        let entries = try await Enrolments(platform).list(clerk, enterprise: try await season.chosen(unit))
        guard let entry = entries.first, let version = entry.version, let notice = entry.notice else {
            throw RehearsalFailure("\(try await name(unit)) has no notice")
        }
        chronicle.note(
            clerk, try await name(unit), "重新下载告知书", "第 \(version.number) 版（名单变动），\(version.heads) 人")
        try await keep(notice, clerk)
    }

    // MARK: January: money and coverage

    mutating func vouchers() async throws {
        let uploading = try await move(to: "2024-01-05")
        try await upload("donghai", "转账凭证（缺印章）.png", on: uploading)
        try await upload("bureau", "转账凭证.png", on: uploading)
        let deciding = try await move(to: "2024-01-09")
        try await decide("donghai", .reject(reason: "凭证上没有银行印章，请重新上传"), on: deciding)
        try await decide("bureau", .accept, on: deciding)
        try await upload("donghai", "转账凭证.png", on: try await move(to: "2024-01-11"))
        try await decide("donghai", .accept, on: try await move(to: "2024-01-12"))

        let centre = try await season.occasion("centre", try await move(to: "2024-01-21"))
        let lapsed = try await Deadlines(platform).lapseOverdue(centre)
        chronicle.note(centre, "全市", "划款截止", "逾期失效 \(lapsed) 个批次")
        for unit in cast.all {
            let clerk = try await season.occasion(unit.union, centre.today)
            let page = try await Coverages(platform).page(
                clerk, enterprise: try await season.chosen(unit), Coverages.Search(year: year, status: .inForce),
                .first, size: 1)
            chronicle.note(clerk, try await name(unit), "参保信息查询", "\(page.listing.total) 人在保")
        }
    }

    private func batch(of account: String, _ occasion: Occasion) async throws -> SubmissionRecord {
        let code = World.unions.first { $0.key == account }?.code
        let batches = try await Batches(platform).page(
            occasion, SubmissionFilter(), ListRange(offset: 0, limit: 100)
        ).batches.entries
        guard let found = batches.first(where: { $0.districtCode == code }) else {
            throw RehearsalFailure("\(account) has no batch")
        }
        return found
    }

    private mutating func upload(_ account: String, _ name: String, on day: CalendarDay) async throws {
        let officer = try await season.occasion(account, day)
        let record = try await batch(of: account, officer)
        let picture = try CaptchaImage(text: "2024", seed: UInt64(record.heads)).png()
        try await Vouchers(platform).upload(
            officer, record.submission.id, [Vouchers.Upload(name: name, bytes: picture)])
        chronicle.note(officer, record.submission.number, "上传缴费凭证", name)
    }

    private mutating func decide(_ account: String, _ decision: VoucherDecision, on day: CalendarDay) async throws {
        let centre = try await season.occasion("centre", day)
        let record = try await batch(of: account, centre)
        _ = try await Vouchers(platform).decide(centre.confirmed, record.submission.id, decision, stamp: record.stamp)
        chronicle.note(
            centre, record.submission.number, decision.reason == nil ? "接受凭证" : "退回凭证",
            decision.reason ?? "\(record.heads) 人自 2024-01-01 起保障生效")
    }
}
