public import Domain

extension MemberProblem.Repair {
    /// What to do about it in a form, where there are no columns and no rows.
    public var wordingInForm: String {
        switch self {
        case .fillIn, .derive: "请填写"
        case .typeNumberAgain: "请对照证件填写完整号码"
        case .replaceLetters: "请把字母改成数字：O 改为 0，I 和 L 改为 1"
        case .joinDigits: "请删去号码中的空格和横线"
        case .takeNumberFromCard: "请按本人现在的身份证填写 18 位证件号码"
        case .checkNumber: "请对照证件逐位核对证件号码和证件类型"
        case .chooseDocumentType: "请选择证件类型"
        case .keepOneRow: "请只保留一个"
        case .correctPhone: "请填写 11 位手机号"
        case .giveOwnPhone: "请填写本人的手机号"
        case .correctSex: "请选择性别，并与证件一致"
        case .checkName, .chooseName: "请对照证件核对姓名"
        case .correctUnionCode, .checkUnionName: "请核对所在工会"
        case .chooseFromList: "请重新选择"
        case .correctExpiry: "请按 2035-03-20 的格式填写，长期有效的填“长期”"
        case .shorten: "请缩短"
        case .replaceFormula: "请填写内容或清空"
        case .saveFormulas: "请直接填写内容"
        case .checkRemark: "请对照证件核对姓名，删去备注"
        case .checkWriting: "请对照证件核对改正后的写法"
        case .useNewDocument: "请填写本人现在使用的证件"
        case .checkPhone: "请与本人核对手机号"
        case .completeAddress: "请补全地址，补全之前不能办卡"
        case .checkExpiry: "请对照证件核对到期日，证件过期不能办卡"
        case .awaitTransfer: "请等待原工会审核"
        }
    }
}
