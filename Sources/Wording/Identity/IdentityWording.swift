public import Domain

extension DocumentType {
    public var wording: String {
        switch self {
        case .residentIdentityCard: "身份证"
        case .hongKongMacauPermit: "港澳居民来往内地通行证"
        case .taiwanPermit: "台湾居民来往大陆通行证"
        case .residencePermit: "港澳台居民居住证"
        case .passport: "护照"
        case .foreignerPermit: "外国人永久居留身份证"
        }
    }

    /// Other words for it that lists use.
    var synonyms: [String] {
        switch self {
        case .residentIdentityCard: ["居民身份证", "二代身份证", "第二代居民身份证"]
        case .hongKongMacauPermit: ["港澳通行证", "回乡证", "港澳居民通行证"]
        case .taiwanPermit: ["台胞证", "台湾通行证", "台湾居民通行证"]
        case .residencePermit: ["居住证", "港澳居民居住证", "台湾居民居住证"]
        case .passport: ["外国护照", "中国护照"]
        case .foreignerPermit: ["外国人居留证", "永久居留证", "外国人永久居留证"]
        }
    }

    /// Every word that means a type of document.
    public static let words: [String: DocumentType] = {
        var words: [String: DocumentType] = [:]
        for type in allCases { for word in [type.wording] + type.synonyms { words[word] = type } }
        return words
    }()
}

extension Sex {
    public var wording: String {
        switch self {
        case .male: "男"
        case .female: "女"
        }
    }

    /// Every word that means a sex; figures mean one in one list and the other in another, so they count only beside a
    /// number that says the same (`MemberRules`).
    public static let words: [String: Sex] = [
        "男": .male, "女": .female, "男性": .male, "女性": .female, "M": .male, "F": .female, "m": .male, "f": .female,
        "Male": .male, "Female": .female, "male": .male, "female": .female, "MALE": .male, "FEMALE": .female,
    ]
}

extension IdentityDocument.Expiry {
    public var wording: String {
        switch self {
        case .date(let day): day.description
        case .longTerm: "长期"
        }
    }

    public static let longTermWords: Set<String> = ["长期", "长期有效", "永久", "永久有效"]
}

extension IdentityNumberProblem {
    /// Why the number cannot be right.
    public var wording: String {
        switch self {
        case .empty: "没有填写证件号码"
        case .fifteenDigits: "15 位的旧号码已停用"
        case .wrongLength(let count): "证件号码应为 18 位，现在是 \(count) 位"
        case .notDigits: "证件号码前 17 位应为数字，末位为数字或 X"
        case .unknownProvince(let digits): "开头的 \(digits) 不是有效的地区代码"
        case .invalidBirthDate: "证件号码中的出生日期不存在"
        case .birthInFuture(let day): "证件号码中的出生日期 \(day) 晚于今天"
        case .wrongCheckDigit: "证件号码末位校验不符，通常是抄错一位"
        case .ofAnotherDocument(let type): "这是\(type.wording)的号码，与所选证件类型不符"
        case .malformed(let type): "不是有效的\(type.wording)号码"
        }
    }
}

extension NumberDamage {
    public var wording: String {
        switch self {
        case .scientificNotation: "证件号码被表格软件改成了科学计数"
        case .digitsLost: "证件号码存成了数值，15 位以后已经丢失"
        case .lettersForDigits: "证件号码中把数字写成了字母（如 0 写成 O）"
        case .separated: "证件号码中间有空格或横线"
        case .fifteenDigits: "15 位的旧号码已停用"
        case .endsInZeros: "证件号码末尾成了 000，很可能被表格软件截断"
        }
    }
}

extension SocialInsuranceStatus {
    public var wording: String {
        switch self {
        case .insured: "在保"
        case .unverified: "待确认"
        case .retired: "退休"
        case .deceased: "死亡"
        }
    }
}

extension NormalisedNumber.Change {
    /// What is done to the writing of a number.
    public var wording: String {
        switch self {
        case .spaces: "去掉空白字符"
        case .fullWidth: "全角改为半角"
        case .lowerCase: "小写字母改为大写"
        case .apostrophe: "去掉开头的引号"
        case .separators: "去掉横线或括号"
        case .countryCode: "去掉国家代码"
        }
    }
}
