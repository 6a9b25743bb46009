public import Domain

extension MergeObstacle {
    /// What is in the way, and what must be done first.
    public var wording: String {
        switch self {
        case .insuredTwice(let year):
            "两条记录在 \(year) 年度都有保障，一人一个年度只能有一份。请先由其中一个单位提出更正申请（移除误参保人员），职保中心同意后再合并。"
        case .wereInsuredTwice(let year):
            "两条记录在 \(year) 年度都有保障，该年度已经结束，不能再移除其中一份，所以这两条记录不能合并。请以“重复”为由申请删除其中一条会籍；两份保障的记录保留，各自可查。"
        case .listedTwice(let year):
            "两条记录都在 \(year) 年度的参保名单上。请先由其中一个单位把人从名单中排除（原因：重复）并再次提交，再合并。"
        case .disputed(let year): "其中一人在 \(year) 年度的一人一保还没有裁定，请等职保中心裁定或由一方让出，再合并。"
        case .twoCards: "两条记录各有一张正在使用的会员服务卡。请先在会员信息中查看其中一人，在“会员服务卡”中注销一张，再合并。"
        case .cardBeingMade:
            "银行正在为其中一条记录制卡，另一条已有卡或也在制卡。请等银行返回结果，注销多余的一张，再合并。"
        case .thirdMembership: "其中一人还是另一个工会的会员。请先处理那一对重复会员，再合并。"
        case .requestsOpen: "两条记录都有待答复的会员申请。请先答复其中一个，再合并。"
        }
    }
}
