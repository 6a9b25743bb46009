public import Domain

extension FormerMembership {
    /// `已离会 2023-11-20（退休）`.
    public var wording: String { "已离会 \(on)（\(reason.wording)）" }

    /// What the page shows, and what is done if he comes back.
    public var explanation: String {
        let shown = "本页保留离会前的会籍、参保记录和办理记录供查询，不能再修改；离会后变更的手机号等信息不再显示。"
        switch reason {
        case .transferred, .deceased: return shown
        case .retired, .convicted, .duplicate, .mistaken, .other: return shown + "重新入会的，请用“新增会员”或“导入会员”办理。"
        }
    }
}
