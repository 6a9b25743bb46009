public import Domain

extension ClaimConflict.Status {
    /// As the centre reads it.
    public var wording: String {
        switch self {
        case .open: "待裁定"
        case .holder: "裁定由先提交的单位参保"
        case .claimant: "裁定由后提出的单位参保"
        case .holderYielded: "先提交的单位让出"
        case .claimantYielded: "后提出的单位放弃"
        case .settled: "已自行解决"
        }
    }

    /// As one of the two units reads it.
    public func wording(for party: ClaimConflict.Party) -> String {
        switch self {
        case .open: "等待裁定"
        case .holder, .claimant: winner == party ? "裁定由本单位参保" : "裁定由其他单位参保"
        case .holderYielded, .claimantYielded: winner == party ? "对方让出，由本单位参保" : "本单位已让出"
        case .settled: "已自行解决"
        }
    }
}

extension ClaimConflict.Party {
    /// How the centre's page names the side.
    public var wording: String {
        switch self {
        case .holder: "先提交的单位"
        case .claimant: "后提出的单位"
        }
    }

    /// What the unit itself is told about its side.
    public var ownWording: String {
        switch self {
        case .holder: "已在本单位名单内，另一单位也要求参保"
        case .claimant: "是本单位会员，已在另一单位名单内"
        }
    }
}
