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
        case .staged: StateBadge("待核对", .wait)
        case .applying: StateBadge("正在导入", .now)
        case .applied: StateBadge("已完成", .done)
        case .discarded:
            switch ending {
            case .givenUp, nil: StateBadge("已取消")
            case .expired: StateBadge("已过期")
            case .interrupted: StateBadge("读取中断", .bad)
            }
        }
    }

    /// What is to be done with it now, and where.
    var nextStep: (words: String, path: Path) {
        switch status {
        case .reading, .applying: ("查看进度", .memberImportRun(id))
        case .staged: ("核对并确认", .memberImportRun(id))
        case .applied:
            (counts[.failed] > 0 ? "修改未导入的 \(counts[.failed].grouped) 行" : "查看结果", .memberImportRun(id))
        case .discarded: ("重新上传", .memberImport)
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

extension ImportAct {
    /// What it has come to, with the exact numbers.
    ///
    /// - Parameter remaining: rows of the import that are still to be mended.
    func sentence(remaining: Int) -> String {
        let rows = rows.grouped
        return switch kind {
        case .edit:
            "已改好 \(mended.grouped) 行，" + (remaining > 0 ? "还有 \(remaining.grouped) 行要改。" : "没有要改的行了。") + stillWrong
        case .repair(let repair): "已修复 \(rows) 行：\(repair.heading)。" + stillWrong
        case .leaveOut(let repair?): "已跳过 \(rows) 行，不导入：\(repair.heading)。"
        case .leaveOut(nil): "已跳过 \(rows) 行，不导入。"
        case .takeBack: "已恢复 \(rows) 行。" + stillWrong
        case .chooseName(.take): "已同意 \(rows) 行改名，确认导入后按文件中的姓名登记。"
        case .chooseName(.keep): "已选择 \(rows) 行保留名册姓名，其他内容照常更新。"
        }
    }

    private var stillWrong: String {
        mended < rows ? "有 \((rows - mended).grouped) 行还有错误，保留现在的内容，请继续修改。" : ""
    }
}
