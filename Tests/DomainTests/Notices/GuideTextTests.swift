import Domain
import Testing

@Suite struct GuideTextTests {
    @Test func `Lines are headings, items of lists or paragraphs`() {
        let text = """
            ## 六步完成
            1. 梳理会员：打开【会员信息】。

            2、办卡
            说明见 https://example.com/a，谢谢
            - 甲
            · 乙
            #
            """
        #expect(
            GuideText.blocks(of: text) == [
                .heading("六步完成"),
                .numbered(
                    from: 1, [[.words("梳理会员：打开"), .page("会员信息"), .words("。")], [.words("办卡")]]),
                .paragraph([.words("说明见 "), .link("https://example.com/a"), .words("，谢谢")]),
                .bulleted([[.words("甲")], [.words("乙")]]),
            ])
    }

    @Test func `A list that was interrupted goes on with its number, and what only looks like a mark is text`() {
        #expect(
            GuideText.blocks(of: "1. 甲\n说明\n2. 乙\n1.5 倍\n-5 度\n2023 年\n【没有关上")
                == [
                    .numbered(from: 1, [[.words("甲")]]), .paragraph([.words("说明")]),
                    .numbered(from: 2, [[.words("乙")]]), .paragraph([.words("1.5 倍")]),
                    .paragraph([.words("-5 度")]), .paragraph([.words("2023 年")]), .paragraph([.words("【没有关上")]),
                ])
        #expect(
            GuideText.blocks(of: "http://a.example <b>甲</b>") == [.paragraph([.words("http://a.example <b>甲</b>")])])
    }

    @Test func `Too much is refused, and so is a guide of headings; none at all is the platform's own`() {
        #expect(throws: GuideRefusal.tooLong(limit: Guide.textLimit)) {
            try GuideText.check(String(repeating: "甲", count: Guide.textLimit + 1))
        }
        #expect(throws: GuideRefusal.nothingSaid) { try GuideText.check("## 标题\n\n#") }
        #expect(throws: Never.self) { try GuideText.check(String(repeating: "甲", count: Guide.textLimit)) }
        #expect(throws: Never.self) { try GuideText.check(" \n ") }
    }

    @Test func `Every role has its part, and one part is no role's`() {
        #expect(Set(Role.allCases.map { GuidePart($0) }).count == Role.allCases.count)
        #expect(GuidePart.allCases.filter { $0.role == nil } == [.questions])
        for role in Role.allCases { #expect(GuidePart(role).role == role) }
    }
}
