import Domain
import Testing

@Suite("The days that raise the question of retirement")
struct StatutoryDaysTests {
    @Test("A man has one day, a woman two, nobody any whose birth is not known")
    func days() {
        let birth = CalendarDay("1965-01-10")
        #expect(StatutoryDays(sex: .male, birth: birth).first?.description == "2025-02-10")
        #expect(StatutoryDays(sex: .male, birth: birth).second == nil)
        let woman = StatutoryDays(sex: .female, birth: CalendarDay("1968-10-05"))
        #expect(woman.first?.description == "2018-10-05")
        #expect(woman.second?.description == "2023-10-05")
        #expect(StatutoryDays(sex: .female, birth: nil) == StatutoryDays(sex: .male, birth: nil))
    }
}
