import Domain
import Markup
import Testing

@testable import Pages

@Suite("通知公告")
struct AnnouncementPagesTests {
    static func entry(
        _ id: Int64, _ title: String, text: String = "请各单位按时办理。", from: String,
        place: AnnouncementDraft.Place = .usual, reading: AnnouncementDraft.Reading = .usual,
        mark: AnnouncementMark?
    ) -> AnnouncementEntry {
        AnnouncementEntry(announcement(id, title, text: text, from: from, place: place, reading: reading), mark: mark)
    }

    static func announcement(
        _ id: Int64, _ title: String, text: String = "请各单位按时办理。", from: String, through: String? = nil,
        place: AnnouncementDraft.Place = .usual, reading: AnnouncementDraft.Reading = .usual,
        _ standing: Announcement.Standing = .issued, confirmations: Int = 0
    ) -> Announcement {
        Announcement(
            id: ID(id),
            AnnouncementDraft(
                title: title, text: text, audience: .everybody, place: place, reading: reading,
                from: Sample.day(from), through: through.map(Sample.day)),
            standing: standing, confirmations: confirmations, version: 1)
    }

    @Test("the list marks what is pinned, unread and to be confirmed")
    func list() {
        let entries = [
            Self.entry(3, "关于节假日安排的通知", from: "2023-11-15", place: .pinned, mark: .read),
            Self.entry(2, Sample.hostile, from: "2023-11-14", mark: .unread),
            Self.entry(1, "系统升级", from: "2023-11-01", reading: .toBeConfirmed, mark: .read),
        ]
        let listing = AnnouncementListing(
            entries, next: AnnouncementKey(from: Sample.day("2023-11-01"), id: ID(1)), unread: 1)
        Golden.expect(AnnouncementsPage(Sample.frame(), listing, keeping: .allowed).html, "announcements")
        let empty = AnnouncementsPage(
            Sample.guest, AnnouncementListing([], next: nil, unread: 0), .later)
        #expect(empty.html.text.contains("还没有公告"))
    }

    @Test("a text cannot become markup, and only https becomes a link")
    func text() {
        let text = "\(Sample.hostile)\n详见 https://example.invalid/a。\njavascript:alert(1)"
        let page = AnnouncementPage(
            Sample.frame(),
            Self.entry(1, Sample.hostile, text: text, from: "2023-11-01", reading: .toBeConfirmed, mark: .read))
        Golden.expect(page.html, "announcement")
        #expect(!page.html.text.contains("<script>alert"))
        #expect(!page.html.text.contains("href=\"javascript"))
        let read = AnnouncementPage(
            Sample.guest, Self.entry(1, "公告", from: "2023-11-01", reading: .toBeConfirmed, mark: nil))
        #expect(!read.html.text.contains("我已阅读并确认"))
    }

    @Test("the desk shows every state with what can be done in it")
    func desk() {
        let written = [
            Self.announcement(4, "下月的通知", from: "2023-12-01"),
            Self.announcement(
                3, Sample.hostile, from: "2023-11-15", place: .pinned, reading: .toBeConfirmed, confirmations: 1_024),
            Self.announcement(2, "去年的通知", from: "2022-11-15", through: "2022-12-15"),
            Self.announcement(1, "写错的通知", from: "2023-11-01", .withdrawn),
        ]
        Golden.expect(AnnouncementDeskPage(Sample.frame(), written, next: ID(1)).html, "announcement-desk")
        Golden.expect(AnnouncementDeskPage(Sample.frame(), [], next: nil).html, "announcement-desk-empty")
        Golden.expect(AnnouncementWithdrawalPage(Sample.frame(), written[1]).html, "announcement-withdrawal")
    }

    @Test("the form says what is fixed once somebody has confirmed")
    func form() {
        var errors = FieldErrors()
        errors.add(AnnouncementFormPage.Field.title, "请填写标题")
        Golden.expect(
            AnnouncementFormPage(Sample.frame(), nil, FormState(["text": [Sample.hostile]], errors: errors)).html,
            "announcement-form-refused")
        let confirmed = AnnouncementFormPage(
            Sample.frame(),
            Self.announcement(3, "通知", from: "2023-11-15", reading: .toBeConfirmed, confirmations: 2), FormState())
        #expect(confirmed.html.text.contains("已有 2 个账号确认过"))
    }

    @Test("the author sees counts and who has not confirmed")
    func readers() {
        let model = AnnouncementReadersPage.Model(
            Self.announcement(3, "通知", from: "2023-11-15", reading: .toBeConfirmed, confirmations: 1),
            AnnouncementReach(accounts: 53_478, read: 3, confirmed: 1),
            [
                AnnouncementDebtor(
                    account: ID(7), name: "shili", displayName: Sample.hostile, union: "示例科技有限公司工会委员会",
                    mark: .unread),
                AnnouncementDebtor(
                    account: ID(8), name: "yanshi", displayName: "李示例", union: "演示公司工会委员会", mark: .read),
            ], next: ID(8))
        Golden.expect(AnnouncementReadersPage(Sample.frame(), model).html, "announcement-readers")
    }

    @Test("every page asks for what must be confirmed")
    func demand() {
        let frame = PageFrame(
            site: Sample.site, platform: .organisation, account: Sample.clerk, menu: .organisation,
            today: Sample.day("2023-11-20"), demo: .none, tokens: Sample.tokens,
            demand: AnnouncementDemand(id: ID(3), title: Sample.hostile, count: 2),
            made: Sample.moment("2023-11-20"))
        let page = Layout(frame, PageHead("某页")) { p { "内容" } }.html.text
        #expect(page.contains("请阅读并确认"))
        #expect(page.contains("（共 2 条待确认）"))
        #expect(page.contains("href=\"/announcements/3\""))
        #expect(!page.contains("<script>alert"))
    }
}
