import Domain
import Testing

@Suite("技术支持")
struct SupportDeskTests {
    @Test("contacts are read as they were written, with bars of either width")
    func text() {
        let desk = SupportDesk(
            hotline: "12351", hours: "全天",
            contacts: [
                .init(name: "甲", telephone: "000-1234", hours: "周一"),
                .init(name: "乙", telephone: "1", hours: "2"),
            ])
        #expect(desk.contactText == "甲 | 000-1234 | 周一\n乙 | 1 | 2")
        #expect(SupportDesk.contacts(in: desk.contactText) == desk.contacts)
        #expect(SupportDesk.contacts(in: " 甲｜000-1234 ｜周一 \r\n\n乙|1|2") == desk.contacts)
        #expect(desk.problems.isEmpty)
    }

    @Test("a line that lacks a part, and what is empty, is named")
    func problems() {
        let desk = SupportDesk(
            hotline: " ", hours: "", contacts: SupportDesk.contacts(in: "甲 | 1 | 2\n只有名称"))
        #expect(
            desk.problems == [.hotline(limit: 60), .hours(limit: 60), .contact(line: 2, limit: 60)])
        let many = SupportDesk(
            hotline: "1", hours: "2",
            contacts: Array(repeating: .init(name: "甲", telephone: "1", hours: "2"), count: 21))
        #expect(many.problems == [.tooManyContacts(limit: 20)])
    }
}
