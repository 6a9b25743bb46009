public import Domain

extension CreditCode.Problem {
    public var wording: String {
        switch self {
        case .empty: "没有填写统一社会信用代码"
        case .wrongLength(let count): "统一社会信用代码应为 18 位，现在是 \(count) 位"
        case .forbiddenCharacter(let character): "统一社会信用代码中不能有“\(character)”"
        case .wrongCheckCharacter(let expected): "统一社会信用代码末位校验不符，应为 \(expected)"
        case .wrongOrganisationCheck(let expected): "其中的组织机构代码校验不符，第 17 位应为 \(expected)"
        }
    }
}
