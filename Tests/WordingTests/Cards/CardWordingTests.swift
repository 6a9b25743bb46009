import Domain
import Testing
import Wording

@Suite("What the sentences about cards say")
struct CardWordingTests {
    /// 卡片信息管理 lists the class 关联企业 alone; members of the other classes have cards as well.
    @Test("No sentence sends somebody to a list that may not hold the member")
    func places() {
        for obstacle in CardObstacle.allCases {
            for rule in AddressRule.allCases { #expect(!obstacle.repair(rule).contains("卡片信息管理"), "\(obstacle)") }
        }
        #expect(CardObstacle.hasCard.repair(.atLeastSixCharacters).contains("会员信息"))
        #expect(!MergeObstacle.twoCards.wording.contains("卡片信息管理"))
    }
}
