public import Domain

extension AddressRule {
    public var wording: String {
        switch self {
        case .moreThanSixChineseCharacters: "请填写超过 6 个汉字的完整地址。"
        case .atLeastSixCharacters: "请填写不少于 6 个字的完整地址。"
        }
    }
}
