import Domain
import Store
import UseCases

extension Rehearsal {
    private var enrolments: Enrolments { Enrolments(platform) }
    private var confirmations: Confirmations { Confirmations(platform) }

    // MARK: November: confirmation and submission

    mutating func submissions() async throws {
        let first = try await move(to: "2023-11-06")
        try await submit(cast.returned, plan: "A", on: first)
        try await confirmTwo(cast.returned, on: try await move(to: "2023-11-13"))
        try await submit(cast.returned, plan: "A", on: try await move(to: "2023-11-20"))

        let second = try await move(to: "2023-11-21")
        try await confirmAll(cast.varied, on: second)
        try await answerSuspects(cast.varied, on: second)
        try await exclude(2, from: cast.varied, on: second)
        try await submit(cast.varied, plan: "B", on: second)
        try await submit(cast.losing, plan: "A+", on: second)
        try await moveOne(from: cast.losing, to: cast.gaining, on: try await move(to: "2023-11-27"))
        try await submit(cast.gaining, plan: "A", on: try await move(to: "2023-11-28"))

        let third = try await move(to: "2023-12-01")
        try await submit(cast.large, plan: "A+", on: third)
        try await submit(cast.largest, plan: "B+", on: third)
    }

    mutating func submit(_ unit: UnitCast, plan: String, on day: CalendarDay) async throws {
        let handedIn = try await season.handIn(unit, plan: plan, on: day)
        let receipt = handedIn.receipt
        let clerk = try await season.occasion(unit.union, day)
        chronicle.note(
            clerk, try await name(unit), "提交集中参保第 \(receipt.versionNumber) 版（\(plan)）",
            "\(receipt.heads) 人，\(handedIn.amounts.premium.yuanText) 元")
        try await keep(receipt.notice, clerk)
    }

    /// Downloads a unit's 告知书.
    mutating func keep(_ notice: ID<Notice>, _ clerk: Occasion) async throws {
        let file = try await Notices(platform).pdf(clerk, notice)
        chronicle.keep("告知书-\(file.notice.number)-V\(file.notice.version).pdf", file.content)
    }

    private mutating func confirmTwo(_ unit: UnitCast, on day: CalendarDay) async throws {
        let clerk = try await season.occasion(unit.union, day)
        let enterprise = try await season.chosen(unit)
        let page = try await confirmations.page(
            clerk, enterprise: enterprise, tab: .open, Confirmations.Search(), ListRange(offset: 0, limit: 2))
        for person in page.people.entries {
            try await confirmations.confirm(clerk, enterprise: enterprise, member: person.member)
        }
        chronicle.note(clerk, try await name(unit), "确认待确认人员", "确认 2 人，尚余 \(page.open - 2) 人")
    }

    private mutating func confirmAll(_ unit: UnitCast, on day: CalendarDay) async throws {
        let clerk = try await season.occasion(unit.union, day)
        let enterprise = try await season.chosen(unit)
        let page = try await confirmations.page(
            clerk, enterprise: enterprise, tab: .open, Confirmations.Search(), ListRange(offset: 0, limit: 1))
        let confirmed = try await confirmations.confirmAll(
            clerk, enterprise: enterprise, Confirmations.Search(), expected: page.open)
        chronicle.note(clerk, try await name(unit), "全部确认", "确认 \(confirmed) 人")
    }

    /// Three work on, one has retired.
    private mutating func answerSuspects(_ unit: UnitCast, on day: CalendarDay) async throws {
        let clerk = try await season.occasion(unit.union, day, minute: 10)
        let enterprise = try await season.chosen(unit)
        let suspects = try await people(of: unit, .bucket(.suspectedRetired), clerk)
        var answers: [ID<Member>: RetirementAnswer] = [:]
        for (position, person) in suspects.enumerated() {
            answers[person.member] = position == 0 ? .retired : .working
        }
        try await enrolments.answerRetirement(clerk, enterprise: enterprise, answers)
        chronicle.note(
            clerk, try await name(unit), "答复疑似退休人员", "\(max(0, answers.count - 1)) 人在职，1 人已退休")
    }

    private mutating func exclude(_ count: Int, from unit: UnitCast, on day: CalendarDay) async throws {
        let clerk = try await season.occasion(unit.union, day, minute: 20)
        let enterprise = try await season.chosen(unit)
        let members = try await people(of: unit, .bucket(.enrolling), clerk).prefix(count).map(\.member)
        try await enrolments.exclude(
            clerk, enterprise: enterprise, members: Array(members), reason: .declined, note: "")
        chronicle.note(clerk, try await name(unit), "手动排除（本人不参加）", "\(members.count) 人")
    }

    private func people(
        of unit: UnitCast, _ selection: RosterSelection, _ clerk: Occasion
    ) async throws -> [RosterPerson] {
        try await enrolments.people(
            clerk, enterprise: try await season.chosen(unit), selection, ListRange(offset: 0, limit: 100)
        ).people.entries
    }

    /// Somebody changes from one enterprise of the joint union to the other while the first list is under review.
    private mutating func moveOne(
        from unit: UnitCast, to other: UnitCast, on day: CalendarDay
    ) async throws {
        let place = try await season.place(other)
        guard let enterprise = place.enterprise, let mover = unit.people([.insured]).last else {
            throw RehearsalFailure("nobody to move")
        }
        let clerk = try await season.occasion(other.union, day)
        let file = try RosterWorkbook.members([mover], of: place.union, workplace: enterprise.name, on: day)
        let imports = MemberImports(platform)
        let id = try await imports.stage(
            MemberImports.Upload(name: "调入人员.xlsx", bytes: file), as: .enterprise(enterprise.id), clerk)
        let counts = try await imports.confirm(id, clerk).counts
        guard counts[.failed] == 0 else { throw RehearsalFailure("the mover was not taken") }
        chronicle.note(clerk, try await name(other), "从本联合工会另一家企业调入会员（xlsx）", "1 人，已在原企业名单中")
    }
}
