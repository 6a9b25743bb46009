import Domain
import Testing
import Wording

@Suite("What the refusals of instant enrolment say")
struct InstantRefusalTests {
    @Test("Each says what to do")
    func sentences() throws {
        let last = try #require(CalendarDay("2024-12-31"))
        #expect(
            Refusal.instantTooLate(last).wording
                == "今年的保障到 2024-12-31 周二 为止，已没有可以保障的日子。请办理下一年度的参保。")
        #expect(
            Refusal.notInstantCandidates(people: 2).wording
                == "所选人员中有 2 人现在不能办理即时参保（已参保、未办卡或已离开本单位），请刷新名单后重新选择。")
        #expect(Refusal.notLapsed.wording == "只有逾期失效的名单可以转为即时参保。")
        #expect(
            Refusal.instantListEmpty("示例科技有限公司").wording
                == "示例科技有限公司 的名单中已没有在会的人员，请退回该名单后再确认其他名单。")
        let first = try #require(CalendarDay("2024-01-01"))
        let after = try #require(CalendarDay("2025-01-01"))
        let coverage = try #require(DayWindow(from: first, through: last))
        #expect(Refusal.outsideWindow(.instant, coverage, today: after).wording.contains("即时参保的时间为"))
    }
}
