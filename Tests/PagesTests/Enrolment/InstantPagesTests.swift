import Domain
import Markup
import Pages
import Testing

@Suite("The pages of instant enrolment")
struct InstantPagesTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    private func page(
        _ people: [RosterPerson], fixed: String? = nil, list: EnrolmentRecord? = nil, refusal: Refusal? = nil
    ) -> InstantPage {
        let counts = Dictionary(grouping: people.compactMap(\.bucket), by: { $0 }).mapValues(\.count)
        return InstantPage(
            unit: sample.unit, year: sample.year, entry: .uncovered, list: list,
            offers: fixed == nil ? sample.offers : Array(sample.offers.prefix(1)), fixedPlan: fixed,
            people: sample.listing(people), counts: InstantCounts(counts), chosen: [ID(1)],
            lockedOn: Sample.day("2023-12-27"), start: Sample.day("2024-03-02"), refusal: refusal,
            today: Sample.day("2024-03-01"))
    }

    private func record(_ status: UnitEnrolment.Status, startsOn: CalendarDay? = nil) -> EnrolmentRecord {
        var record = EnrolmentRecord(
            enrolment: UnitEnrolment(
                id: ID(8), unit: sample.unit.id, year: 2024, entry: .uncovered, status: status, version: 1),
            number: "JS2024319901000016-1", plan: "A",
            updatedAt: Sample.moment("2024-03-01", hour: 10, minute: 32), stamp: 3, startsOn: startsOn)
        if status == .returned { (record.returnReason, record.returnNote) = ("wrong-roster", Sample.hostile) }
        return record
    }

    private func sheet(
        _ status: UnitEnrolment.Status, startsOn: CalendarDay? = nil, rest: LapsedRest = .some
    ) -> InstantSheet {
        InstantSheet(
            unit: sample.unit, year: sample.year, record: record(status, startsOn: startsOn),
            version: sample.version(heads: 2), notice: ID(51),
            people: sample.listing([sample.person(1, "会员甲"), sample.person(2, Sample.hostile)]),
            batch: status == .locked ? ReviewSample.record(.awaitingVoucher) : nil,
            withdrawal: status == .submitted ? nil : .enrolmentState(status, .withdraw),
            resubmission: [.draft, .returned].contains(status) ? nil : .enrolmentState(status, .submit), rest: rest,
            today: Sample.day("2024-03-01"))
    }

    @Test("Whom a unit can enrol now: nobody, some with questions, and with a fixed plan")
    func entry() {
        Golden.expect(InstantEntryPage(frame, page([]), size: 20).html, "instant-entry-empty")
        var facts = RosterPerson.Facts()
        facts.exclusion = .declined
        facts.statutoryDay = Sample.day("2023-10-05")
        let people = [
            sample.person(1, "会员甲"), sample.person(2, Sample.hostile, .pendingConfirmation),
            sample.person(3, "会员丙", .suspectedRetired, facts: facts),
            sample.person(4, "会员丁", .manuallyExcluded, facts: facts),
        ]
        Golden.expect(InstantEntryPage(frame, page(people), size: 20).html, "instant-entry-many")
        let refused = InstantEntryPage(
            frame, page(people, fixed: "A", refusal: .instantTooLate(Sample.day("2024-12-31"))), size: 20)
        #expect(refused.html.text.contains("已没有可以保障的日子"))
        #expect(refused.html.text.contains("已确定为 A 类"))
        #expect(!refused.html.text.contains("提交所选人员"))
        let again = InstantEntryPage(
            frame, page(people, list: record(.returned)), size: 20, FormState(errors: .general("请先选择至少一项。")))
        #expect(!again.html.text.contains("<script>alert"))
        Golden.expect(again.html, "instant-entry-again")
    }

    @Test("One list in each state that it can be in")
    func sheets() {
        Golden.expect(InstantSheetPage(frame, sheet(.submitted), size: 20).html, "instant-list-submitted")
        Golden.expect(InstantSheetPage(frame, sheet(.returned), size: 20).html, "instant-list-returned")
        Golden.expect(
            InstantSheetPage(frame, sheet(.locked, startsOn: Sample.day("2024-03-05")), size: 20).html,
            "instant-list-confirmed")
        let covered = InstantSheetPage(frame, sheet(.inForce, startsOn: Sample.day("2024-03-05")), size: 20).html
        #expect(covered.text.contains("参保完成"))
        Golden.expect(covered, "instant-list-in-force")
        let lapsed = InstantSheetPage(frame, sheet(.lapsed), size: 20).html
        #expect(lapsed.text.contains("转为即时参保"))
        Golden.expect(lapsed, "instant-list-lapsed")
        let over = InstantSheetPage(frame, sheet(.leftOut), size: 20).html
        #expect(over.text.contains("年度已结束"))
        Golden.expect(over, "instant-list-left-out")
    }

    @Test("A list that was withdrawn can be handed in again, one that has lapsed only as long as somebody is left")
    func whatIsLeftToDo() {
        let withdrawn = InstantSheetPage(frame, sheet(.draft), size: 20).html
        #expect(withdrawn.text.contains("修改并再次提交"))
        Golden.expect(withdrawn, "instant-list-withdrawn")
        let nobody = InstantSheetPage(frame, sheet(.lapsed, rest: .nobody), size: 20).html
        #expect(!nobody.text.contains("转为即时参保"))
        Golden.expect(nobody, "instant-list-lapsed-nobody")
    }

    @Test("A lapsed list can be converted, or says why not")
    func lapsed() {
        func page(_ ready: Int, _ refusal: Refusal?) -> LapsedPage {
            LapsedPage(
                frame,
                LapsedSheet(
                    unit: sample.unit, year: sample.year, record: sample.record(.lapsed), version: sample.version(),
                    ready: ready, rates: sample.offers[0].rates, start: Sample.day("2024-03-02"), refusal: refusal,
                    today: Sample.day("2024-03-01")))
        }
        Golden.expect(page(90, nil).html, "instant-lapsed")
        #expect(page(0, .nobodyToEnrol).html.text.contains("现在不能转办"))
    }

    @Test("The district's queue, a list, and the last page before the confirmation")
    func review() {
        func queue(_ entries: [ReviewEntry], year: PlanYear?) -> InstantReviewPage {
            InstantReviewPage(
                frame, union: "东海区总工会", year: year, Listing(entries: entries, total: entries.count, offset: 0),
                totals: ReviewSample.clear(entries), size: 20)
        }
        Golden.expect(queue([], year: nil).html, "instant-review-empty")
        let entries = [
            ReviewSample.entry(7, "示例科技有限公司", heads: 2), ReviewSample.entry(8, Sample.hostile, heads: 1),
        ]
        Golden.expect(queue(entries, year: sample.year).html, "instant-review-many")
        let sheet = InstantReviewSheetPage.Sheet(
            entry: entries[0], record: record(.submitted), year: sample.year, version: sample.version(heads: 2),
            people: sample.listing([sample.person(1, "会员甲"), sample.person(2, Sample.hostile)]), approval: nil,
            returning: nil)
        Golden.expect(InstantReviewSheetPage(frame, sheet, size: 20).html, "instant-review-list")
        let items = entries.map { entry in
            InstantConfirmPage.Item(
                entry: entry, start: Sample.day("2024-03-05"), heads: entry.heads, struck: 0,
                premium: entry.amounts.premium)
        }
        let page = InstantConfirmPage(
            frame, items, totals: ReviewSample.clear(entries), credit: .zero, voucherDue: Sample.day("2024-03-19"),
            stepUp: .password, form: FormState(["name": [Sample.hostile]]))
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "instant-review-confirm")
    }
}
