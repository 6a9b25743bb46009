public import Domain

extension DuplicatePair.Kind {
    public var wording: String {
        switch self {
        case .twoUnions: "同一证件在两个工会"
        case .renewedDocument: "姓名和手机号相同，证件不同"
        case .sameUnion: "同一人换证？"
        }
    }

    public var explanation: String {
        switch self {
        case .twoUnions: "同一个人同时是两个工会的会员，只能保留一条会籍。"
        case .renewedDocument: "姓名、性别和手机号相同，出生日期不矛盾，可能是同一人换了证件。"
        case .sameUnion: "同一工会内姓名、出生日期和性别都相同，证件不同，可能是同一人换了证件。"
        }
    }
}

extension DuplicatePair.Status {
    public var wording: String {
        switch self {
        case .open: "待处理"
        case .merged: "已合并"
        case .different: "不是同一人"
        }
    }
}
