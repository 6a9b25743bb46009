public import Domain

extension GuidePart {
    /// Whose guide it is, or 常见问题.
    public var wording: String { role?.wording ?? "常见问题" }
}

extension GuideRefusal {
    public var wording: String {
        switch self {
        case .tooLong(let limit): "内容最多 \(limit) 个字，请删减后再保存"
        case .nothingSaid: "只有标题没有内容，请写明步骤；要恢复平台自带的内容，请全部删去后保存"
        }
    }
}
