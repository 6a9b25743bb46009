import Domain
import Testing

@Suite("Announcements")
struct AnnouncementTests {
    private static let first = CalendarDay("2023-11-20") ?? .earliest

    private func draft(_ audience: AnnouncementDraft.Audience = .accounts, through: CalendarDay? = nil)
        -> AnnouncementDraft
    {
        AnnouncementDraft(
            title: "通知", text: "正文", audience: audience, from: Self.first, through: through)
    }

    private func announcement(
        _ draft: AnnouncementDraft, _ standing: Announcement.Standing = .issued, confirmations: Int = 0
    ) -> Announcement {
        Announcement(id: ID(1), draft, standing: standing, confirmations: confirmations, version: 1)
    }

    @Test("it is shown from its first through its last day, and not once it is withdrawn")
    func days() {
        let last = Self.first.adding(days: 2)
        let one = announcement(draft(through: last))
        let account = AnnouncementReader.account(ID(7))
        #expect(one.phase(on: Self.first.adding(days: -1)) == .planned)
        #expect(!one.isShown(to: account, on: Self.first.adding(days: -1)))
        #expect(one.isShown(to: account, on: Self.first))
        #expect(one.isShown(to: account, on: last))
        #expect(!one.isShown(to: account, on: last.adding(days: 1)))
        #expect(one.phase(on: last.adding(days: 1)) == .ended)
        #expect(announcement(draft()).isShown(to: account, on: Self.first.adding(days: 5_000)))
        let withdrawn = announcement(draft(), .withdrawn)
        #expect(withdrawn.phase(on: Self.first) == .withdrawn)
        #expect(!withdrawn.isShown(to: account, on: Self.first))
    }

    @Test("what is meant for accounts is not shown to a visitor")
    func audience() {
        #expect(!announcement(draft(.accounts)).isShown(to: .visitor, on: Self.first))
        #expect(announcement(draft(.everybody)).isShown(to: .visitor, on: Self.first))
    }

    @Test("what somebody has confirmed keeps its words; its days and place may change")
    func confirmed() throws {
        var one = announcement(draft(), confirmations: 3)
        var other = draft()
        other.text = "别的正文"
        #expect(throws: AnnouncementRefusal.confirmed(accounts: 3)) { try one.amend(to: other) }
        var quieter = draft()
        quieter.reading = .toBeConfirmed
        #expect(throws: AnnouncementRefusal.confirmed(accounts: 3)) { try one.amend(to: quieter) }
        var later = draft()
        later.place = .pinned
        later.through = Self.first.adding(days: 9)
        try one.amend(to: later)
        #expect(one.draft == later)
        var unconfirmed = announcement(draft())
        try unconfirmed.amend(to: other)
        #expect(unconfirmed.draft.text == "别的正文")
    }

    @Test("a withdrawn one neither changes nor is withdrawn again")
    func withdrawn() throws {
        var one = announcement(draft())
        try one.withdraw()
        #expect(one.standing == .withdrawn)
        #expect(throws: AnnouncementRefusal.withdrawn) { try one.withdraw() }
        #expect(throws: AnnouncementRefusal.withdrawn) { try one.amend(to: draft(.everybody)) }
    }

    @Test("every mistake of the form is named at once")
    func problems() {
        let wrong = AnnouncementDraft(
            title: " ", text: "\n", audience: .everybody, from: Self.first, through: Self.first.adding(days: -1))
        #expect(wrong.problems == [.titleMissing, .textMissing, .endsBeforeItBegins])
        let long = AnnouncementDraft(
            title: String(repeating: "长", count: 61), text: String(repeating: "长", count: 5_001), audience: .everybody,
            from: Self.first, through: Self.first)
        #expect(long.problems == [.titleTooLong(limit: 60), .textTooLong(limit: 5_000)])
        #expect(draft().problems.isEmpty)
    }

    @Test("the text is paragraphs of words and https links, whatever else is typed")
    func text() {
        #expect(
            AnnouncementText.paragraphs(of: "第一段\n\n 请看https://example.invalid/a?b=1。谢谢\r\n(https://example.invalid).")
                == [
                    [.words("第一段")],
                    [.words(" 请看"), .link("https://example.invalid/a?b=1"), .words("。谢谢")],
                    [.words("("), .link("https://example.invalid"), .words(").")],
                ])
        for words in ["javascript:alert(1)", "http://example.invalid", "https://", "<a href=\"x\">"] {
            #expect(AnnouncementText.paragraphs(of: words) == [[.words(words)]])
        }
        #expect(
            AnnouncementText.paragraphs(of: "https://example.invalid/\"onclick=\"x")
                == [[.link("https://example.invalid/"), .words("\"onclick=\"x")]])
        #expect(AnnouncementText.paragraphs(of: " \n\t").isEmpty)
    }

    @Test("a key is read as it was written, and nothing else is one")
    func keys() throws {
        let key = AnnouncementKey(from: Self.first, id: ID(17))
        #expect(key.text == "20231120-17")
        #expect(AnnouncementKey(key.text) == key)
        for text in ["", "20231120", "20231120-", "20231320-17", "20231120-17-1", "20231120-x"] {
            #expect(AnnouncementKey(text) == nil)
        }
    }
}
