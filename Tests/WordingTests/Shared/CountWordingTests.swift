import Testing
import Wording

@Suite("Counts in sentences")
struct CountWordingTests {
    @Test("Thousands are set apart")
    func rule() {
        #expect(ExportRequestWording.rule.contains("超过 499 人"))
        #expect(ExportRequestWording.rule.contains("超过 4,999 人"))
    }
}
