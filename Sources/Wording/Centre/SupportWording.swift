public import Domain

extension SupportProblem {
    public var wording: String {
        switch self {
        case .hotline(let limit): "请填写服务热线，一行、不超过 \(limit) 个字"
        case .hours(let limit): "请填写工作时间，一行、不超过 \(limit) 个字"
        case .contact(let line, let limit): "第 \(line) 行请写成“名称 | 电话 | 时间”，每项不超过 \(limit) 个字"
        case .tooManyContacts(let limit): "最多 \(limit) 个联系方式，请删去一些"
        }
    }
}
