import Domain
import Markup
import Wording

extension MemberImport {
    /// The class with what was chosen for it: 关联企业类（示例科技有限公司）.
    func categoryWords(enterprise: String?, flexibleKind: String?) -> String {
        (enterprise ?? flexibleKind).map { "\(category.wording)（\($0)）" } ?? category.wording
    }

    var badge: StateBadge {
        switch status {
        case .reading: StateBadge("正在读取", .now)
        case .staged: StateBadge("待确认", .wait)
        case .applying: StateBadge("正在写入", .now)
        case .applied: StateBadge("已导入", .done)
        case .discarded: StateBadge("未导入")
        }
    }
}

extension ImportCounts {
    /// The numbers and their sum: 文件共 130 行 = 新增 87 + 更新 12 + 转入 3 + 未变 22 + 错误 6.
    var sentence: String {
        let parts = ImportOutcome.allCases.filter { self[$0] > 0 }.map { "\($0.wording) \(self[$0].grouped)" }
        return "文件共 \(rows.grouped) 行" + (parts.isEmpty ? "" : " = " + parts.joined(separator: " + "))
    }

    var items: [Counts.Item] {
        ImportOutcome.allCases.filter { $0 != .skipped || self[$0] > 0 }.map { outcome in
            Counts.Item(self[outcome], outcome.explanation, outcome == .failed ? .bad : .note)
        } + [Counts.Item(warnings, "其中有提醒，可以导入", .warning)]
    }
}
