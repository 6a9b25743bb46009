import Domain
import Markup
import Pages
import Testing

@Suite("Why somebody is not on the list")
struct LookUpPageTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    private func finding(
        _ answer: RosterAnswer, name: String = "会员甲", facts: RosterPerson.Facts = RosterPerson.Facts(),
        obstacle: RosterFinding.CardObstacle? = nil
    ) -> RosterFinding {
        RosterFinding(
            member: ID(7), number: "H1007", name: name,
            document: IdentityDocument(type: .residentIdentityCard, number: "31990119900101041X", expiry: nil),
            answer: answer, facts: facts, obstacle: obstacle)
    }

    private func text(_ finding: RosterFinding) -> String {
        LookUpPage(frame, PersonSearch(name: "会员甲", token: "kept"), RosterLookUp([finding])).html.text
    }

    @Test("Two of one name have each their own answer, one of them hostile")
    func two() {
        let html = LookUpPage(
            frame, PersonSearch(name: "会员甲", token: "kept"),
            RosterLookUp([
                finding(.placed(.noCard), obstacle: .expired(Sample.day("2023-05-31"))),
                finding(.left(Sample.day("2023-10-31"), .transferred), name: Sample.hostile),
            ])
        ).html
        #expect(!html.text.contains("<script>alert"))
        Golden.expect(html, "look-up")
    }

    @Test("Every answer has the link that mends it")
    func links() {
        let links: [(RosterAnswer, String)] = [
            (.placed(.pendingConfirmation), "/enrolments/confirmations/7"),
            (.placed(.suspectedRetired), "/enrolments/current/retirement"),
            (.placed(.manuallyExcluded), "bucket=manually-excluded"),
            (.placed(.coveredElsewhere), "/enrolments/conflicts"), (.placed(.retired), "/members/7"),
            (.placed(.deceased), "/members/7"), (.placed(.enrolling), "bucket=enrolling"),
            (.placed(.noCard), "/cards/candidates"), (.otherUnit("示例甲有限公司"), "/workbench"),
            (.left(Sample.day("2023-10-31"), .retired), "/members/import"),
            (.outsideWorkbench(.flexible), "/members/7"),
        ]
        for (answer, link) in links { #expect(text(finding(answer)).contains(link), "\(answer)") }
        #expect(text(finding(.placed(.noCard), obstacle: .underWay(batch: "BK1"))).contains("办卡批次 BK1"))
        #expect(text(finding(.placed(.noCard), obstacle: .expiryMissing)).contains("/cards/candidates/7/expiry"))
    }

    @Test("An exclusion says when and why; a mark of the clerk is told from the register's")
    func facts() {
        var facts = RosterPerson.Facts()
        facts.exclusion = .declined
        facts.excludedAt = Sample.moment("2023-11-17", hour: 9)
        #expect(text(finding(.placed(.manuallyExcluded), facts: facts)).contains("2023-11-17手动排除，原因：本人不参加"))
        facts.answer = .retired
        #expect(text(finding(.placed(.retired), facts: facts)).contains("标记为已退休"))
        #expect(text(finding(.placed(.retired))).contains("不符合参保条件（退休）"))
        var dead = RosterPerson.Facts()
        dead.register = RegisterMark(.deceased, asOf: Sample.day("2023-10-31"))
        #expect(
            text(finding(.placed(.deceased), facts: dead)).contains("不符合参保条件（死亡）：死亡名单，数据截至 2023-10-31 周二。"))
    }

    @Test("Nobody found, nothing asked")
    func nobody() {
        let nobody = LookUpPage(frame, PersonSearch(name: "会员甲", token: "kept"), RosterLookUp([])).html.text
        #expect(nobody.contains("不是本单位工会会员"))
        let arriving = LookUpPage(
            frame, PersonSearch(document: "1", token: "kept"), RosterLookUp([], absence: .transferPending))
        #expect(arriving.html.text.contains("会籍转移正在审核中"))
        #expect(LookUpPage(frame, PersonSearch(), nil).html.text.contains("至少一项"))
    }
}
