import Domain
import Markup
import Pages
import Testing

@Suite("The pages of last year's list")
struct LastYearPagesTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    private func list(
        _ changes: [ListedChange], cards: [RosterPerson] = [], exclusions: Int = 0, offer: PlanOffer?,
        preparing: Refusal? = nil
    ) -> LastYearList {
        LastYearList(
            overview: sample.overview(preparing: preparing), version: sample.version(), offer: offer,
            difference: RosterDifference(added: changes.count, removed: 0), changes: changes, cards: cards,
            cardCount: cards.count, exclusions: exclusions)
    }

    @Test("New and gone people, other cards, exclusions to carry")
    func differences() {
        let new = ListedChange(
            change: RosterChange(member: ID(1), before: nil, now: .enrolling), person: sample.person(1, Sample.hostile))
        let html = LastYearPage(
            frame, list([new], cards: [sample.person(2, "会员乙")], exclusions: 3, offer: sample.offers[0])
        ).html
        #expect(!html.text.contains("<script>alert"))
        Golden.expect(html, "last-year")
    }

    @Test("The same people, a plan that is offered no more, and a closed window")
    func nothingToDo() throws {
        Golden.expect(LastYearPage(frame, list([], offer: nil)).html, "last-year-no-plan")
        let window = try #require(sample.year.windows[.enrolment])
        let closed = LastYearPage(
            frame,
            list(
                [], offer: sample.offers[0],
                preparing: .outsideWindow(.enrolment, window, today: Sample.day("2023-12-27"))))
        #expect(!closed.html.text.contains("沿用上年</button>"))
    }

    @Test("The task list leads to last year's list, and tells a unit that was left out until it knows")
    func tasks() {
        let tasks = EnrolmentTasksPage(frame, sample.overview(lastYear: sample.version())).html.text
        #expect(tasks.contains("/enrolments/current/last-year"))
        #expect(tasks.contains("与上年 93 人的名单比较"))
        let unread = EnrolmentTasksPage(frame, sample.overview(.leftOut, notice: .unread)).html
        Golden.expect(unread, "enrolment-tasks-left-out")
        #expect(!EnrolmentTasksPage(frame, sample.overview(.leftOut)).html.text.contains("已知晓"))
    }
}
