import Domain
import Testing

@Suite struct DuplicateRuleTests {
    private func traits(
        _ name: String = "会员甲", _ sex: Sex = .male, birth: String? = "1985-06-01", phone: [UInt8]? = [1]
    ) -> PersonTraits {
        PersonTraits(name: name, sex: sex, birth: birth.flatMap { CalendarDay($0) }, phone: phone)
    }

    @Test func `Same name, sex and telephone number, and no birth against it`() {
        #expect(traits().isAlike(traits()))
        #expect(traits().isAlike(traits(birth: nil)))
        #expect(traits(birth: nil).isAlike(traits(birth: nil)))
        #expect(!traits().isAlike(traits("会员乙")))
        #expect(!traits().isAlike(traits(birth: "1985-06-02")))
        #expect(!traits().isAlike(traits("会员甲", .female)))
        #expect(!traits().isAlike(traits(phone: [2])))
        #expect(!traits(phone: nil).isAlike(traits(phone: nil)))
    }

    @Test func `The lowest union over both decides`() throws {
        let district = try #require(UnionPath.root.child(2))
        let one = try #require(district.child(1))
        let other = try #require(district.child(2))
        let elsewhere = try #require(UnionPath.root.child(3)?.child(1))
        #expect(one.common(with: other) == district)
        #expect(one.common(with: one) == one)
        #expect(district.common(with: one) == district)
        #expect(one.common(with: elsewhere) == .root)
    }
}
