import Domain
import Markup
import Pages
import Testing

@Suite("The pages of one person, one policy")
struct ConflictPagesTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    private static let document = IdentityDocument(
        type: .residentIdentityCard, number: "31990119900101041X", expiry: nil)

    private func side(
        _ place: Int64, _ unit: String, _ status: UnitEnrolment.Status = .submitted, heads: Int = 95
    ) -> ClaimConflict.Side {
        ClaimConflict.Side(
            enrolment: ID(place), unit: ID(40 + place), member: ID(place), memberNumber: "H100\(place)",
            workplace: unit, joinedOn: Sample.day("2023-11-02"), leftOn: nil, unitName: unit,
            unionName: "\(unit)工会委员会", path: .root, number: "JB202431990100001\(place)", status: status,
            listVersion: heads == 0 ? 0 : 1, heads: heads,
            submittedAt: heads == 0 ? nil : Sample.moment("2023-11-13", hour: 9))
    }

    private func conflict(
        _ status: ClaimConflict.Status = .open, name: String = "会员甲", holder: UnitEnrolment.Status = .submitted,
        heads: Int = 95
    ) -> ClaimConflict {
        ClaimConflict(
            id: ID(5), year: 2024,
            person: ClaimConflict.Subject(
                id: ID(9), name: name, document: Self.document, socialInsurance: .insured),
            holder: side(1, "示例科技有限公司", holder, heads: heads), claimant: side(2, "虚构贸易有限公司", .draft, heads: 0),
            status: status, reason: status == .claimant ? "社会保险由该单位缴纳" : nil,
            raisedAt: Sample.moment("2023-11-20", hour: 9),
            closedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9),
            closedBy: status == .open ? "" : "赵审例", version: 1)
    }

    private func own(
        _ party: ClaimConflict.Party, _ status: ClaimConflict.Status = .open, name: String = "会员甲",
        refusal: Refusal? = nil
    ) -> UnitConflict {
        UnitConflict(
            id: ID(5), name: name, document: Self.document, memberNumber: "H1001", party: party, status: status,
            reason: status == .claimant ? "社会保险由该单位缴纳" : nil, raisedAt: Sample.moment("2023-11-20", hour: 9),
            closedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), version: 1, refusal: refusal)
    }

    @Test("The centre's list, one with hostile text, and none")
    func list() {
        let page = ClaimConflictsPage(
            frame, [conflict(name: Sample.hostile), conflict()], status: .open,
            PageWindow(number: 1, size: 20, total: 2))
        Golden.expect(page.html, "conflicts")
        #expect(!page.html.text.contains("<script>alert"))
        let none = ClaimConflictsPage(frame, [], status: .settled, PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(none.html, "conflicts-empty")
    }

    @Test("One conflict: open, refused, locked, decided")
    func one() {
        var errors = FieldErrors()
        errors.add("winner", "请选择由哪个单位参保")
        Golden.expect(ClaimConflictPage(frame, conflict(), form: FormState(errors: errors)).html, "conflict-open")
        let locked = ClaimConflictPage(frame, conflict(holder: .locked), form: FormState()).html.text
        #expect(locked.contains("其中一方的名单已提交职保中心"))
        #expect(!locked.contains("value=\"claimant\""))
        #expect(ClaimConflictPage(frame, conflict(heads: 1), form: FormState()).html.text.contains("将退回该单位"))
        Golden.expect(ClaimConflictPage(frame, conflict(.claimant), form: FormState()).html, "conflict-decided")
    }

    @Test("A unit sees its own side and nothing of the other")
    func ownSide() {
        let page = UnitConflictsPage(
            frame, sample.overview(.submitted, current: sample.version()),
            [own(.holder, name: Sample.hostile), own(.claimant, .claimant)], unasked: 2
        ).html
        Golden.expect(page, "unit-conflicts")
        #expect(!page.text.contains("<script>alert"))
        #expect(!page.text.contains("虚构贸易"))
        Golden.expect(UnitConflictsPage(frame, sample.overview(), [], unasked: 0).html, "unit-conflicts-empty")
    }

    @Test("It gives him up on a page that says what follows")
    func giving() throws {
        let submitted = sample.overview(.submitted, current: sample.version())
        Golden.expect(UnitConflictPage(frame, submitted, own(.holder)).html, "unit-conflict-holder")
        let refused = UnitConflictPage(frame, submitted, own(.claimant, refusal: .conflictLocked)).html.text
        #expect(refused.contains("现在不能放弃"))
        Golden.expect(UnitConflictPage(frame, submitted, own(.holder, .claimant)).html, "unit-conflict-lost")
    }

    @Test("The task list says how many")
    func tasks() {
        let text = EnrolmentTasksPage(frame, sample.overview(conflicts: 2)).html.text
        #expect(text.contains("2 名会员同时被其他单位要求参保"))
        #expect(text.contains("/enrolments/conflicts"))
        #expect(!EnrolmentTasksPage(frame, sample.overview()).html.text.contains("/enrolments/conflicts"))
    }
}
