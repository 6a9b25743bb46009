import Domain
import Markup
import Pages
import Testing

@Suite("The page behind the code of a proof of coverage")
struct CoverageProofPageTests {
    private func standing(_ status: CoverageStatus, on today: String) throws -> CoverageProofStanding {
        CoverageProofStanding(
            number: "BZ20230000001", year: 2023, plan: "A",
            period: try #require(DayWindow(from: Sample.day("2023-01-01"), through: Sample.day("2023-12-31"))),
            issuedOn: Sample.day("2023-03-01"), status: status, today: Sample.day(today))
    }

    @Test("it says whether the proof holds, in every case")
    func verdicts() throws {
        Golden.expect(
            CoverageProofPage(Sample.guest, try standing(.inForce, on: "2023-11-20")).html, "coverage-proof")
        let words = [
            (try standing(.inForce, on: "2022-12-31"), "保障尚未开始"), (try standing(.inForce, on: "2024-01-01"), "保障已期满"),
            (try standing(.lapsed, on: "2023-11-20"), "已失效"), (try standing(.provisional, on: "2023-11-20"), "已失效"),
        ]
        for (standing, word) in words {
            #expect(CoverageProofPage(Sample.guest, standing).html.text.contains(word))
        }
        #expect(CoverageProofPage(Sample.guest, nil).html.text.contains("没有找到这份证明"))
    }
}
