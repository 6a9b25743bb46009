import Domain
import Markup
import Wording

/// Those for whom no card can be ordered, how many for each reason, and where it is mended.
struct LeftOutCard: Component {
    let leftOut: [CardLeftOut]
    let rule: AddressRule?
    let title: String
    let id: String
    let back: [(name: String, value: String)]
    let window: PageWindow?
    let url: (Int, Int) -> URLText

    /// - Parameters:
    ///   - back: where the pages of the 证件到期日 and of the address lead back to.
    ///   - window: the part that is shown; nil is all of them.
    ///   - url: of the part with a number and a size.
    init(
        _ leftOut: [CardLeftOut], rule: AddressRule?, title: String, id: String = "left-out",
        back: [(name: String, value: String)] = [], window: PageWindow? = nil,
        url: @escaping (Int, Int) -> URLText = { _, _ in Path.cardBatches.url }
    ) {
        (self.leftOut, self.rule, self.title, self.id, self.back) = (leftOut, rule, title, id, back)
        (self.window, self.url) = (window, url)
    }

    private var shown: [CardLeftOut] {
        guard let window else { return leftOut }
        return Array(leftOut.dropFirst((window.number - 1) * window.size).prefix(window.size))
    }

    var html: HTML {
        Card(title, id: id, note: summary) {
            DataTable(
                title, shown,
                columns: [
                    .head("姓名") { $0.name },
                    .text("会员编号") { $0.number },
                    .state("原因") { [$0.obstacle].badge },
                    Column("怎样处理") { row in textOr(rule.map(row.obstacle.repair)) },
                    .actions { row in
                        CardRepairLinks(row.name, row.member, [row.obstacle], back: back)
                    },
                ])
            if let window, leftOut.count > window.size { Pager(window) { url($0, $1) } }
        }.html
    }

    private var summary: String {
        CardObstacle.allCases.compactMap { obstacle in
            let count = leftOut.count { $0.obstacle == obstacle }
            return count > 0 ? "\(obstacle.wording) \(count.grouped) 人" : nil
        }.joined(separator: "，")
    }
}

/// Where what stands in the way of a card is mended; nothing for what nobody mends.
struct CardRepairLinks: Component {
    let name: String
    let member: ID<Member>
    let obstacles: [CardObstacle]
    let back: [(name: String, value: String)]

    init(
        _ name: String, _ member: ID<Member>, _ obstacles: [CardObstacle], back: [(name: String, value: String)] = []
    ) {
        (self.name, self.member, self.obstacles, self.back) = (name, member, obstacles, back)
    }

    var html: HTML {
        for link in links { a(.href(link.url), .ariaLabel(link.label)) { link.words } }
    }

    private var links: [(url: URLText, words: String, label: String)] {
        var words: [String] = []
        return obstacles.compactMap(link).filter { link in
            guard !words.contains(link.words) else { return false }
            words.append(link.words)
            return true
        }
    }

    private func link(_ obstacle: CardObstacle) -> (url: URLText, words: String, label: String)? {
        switch obstacle {
        case .expiryMissing, .expired:
            (Path.cardExpiry(member.description).url(query: back), "修改证件到期日", "修改\(name)的证件到期日")
        case .addressTooShort:
            (Path.memberList(.edit(member)).url(query: [WayBack.fromCards] + back), "修改地址", "修改\(name)的地址")
        case .deceased, .retired: (Path.member(member).url, "查看会员", "查看\(name)的会员信息")
        case .hasCard: (Path.memberCards(member).url, "查看卡片", "查看\(name)的会员服务卡")
        // Who has left is another union's affair; the others wait.
        case .left, .notEnterpriseMember, .inBatch: nil
        }
    }
}
