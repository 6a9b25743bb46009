public import Domain
public import Markup
import Wording

/// An import that is being read, changed or written; it may be left and looked at again.
public struct ImportProgressPage: Component, Sendable {
    let frame: PageFrame
    let memberImport: MemberImport
    let progress: Progress?
    let facts: [HTML]

    /// What is under way, and how far.
    public struct Progress: Sendable {
        let task: ImportTask
        let done: Int
        let total: Int

        public init(_ task: ImportTask, done: Int, total: Int) {
            (self.task, self.done, self.total) = (task, done, total)
        }
    }

    init(_ frame: PageFrame, _ memberImport: MemberImport, _ progress: Progress?, facts: [HTML]) {
        (self.frame, self.memberImport, self.progress, self.facts) = (frame, memberImport, progress, facts)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                title, above: [Crumb("会员管理"), Crumb("会员信息", .members), Crumb("查看导入结果", .memberImports)],
                facts: facts), current: .memberImport
        ) {
            Stages("导入进度", MemberImportPage.stages, current: memberImport.status == .applying ? 2 : 1)
            RosterProgressCard(
                title: title, page: Path.memberImportRun(memberImport.id).url,
                rows: progress.map { ($0.done, $0.total) }, words: words, list: ("查看导入结果", .memberImports))
            stop
        }.html
    }

    private var title: String {
        if memberImport.status == .applying { return "正在写入名册" }
        return switch progress?.task {
        case .repair?: "正在修复"
        case .leaveOut?: "正在跳过"
        case .chooseName?: "正在登记姓名的选择"
        case .undo?: "正在撤销"
        case .read?, .apply?, nil: "正在读取文件"
        }
    }

    private var words: String {
        memberImport.status == .applying
            ? "可以离开此页或关闭浏览器，写入会继续；要么全部写入，要么都不写入。完成后在“查看导入结果”中可以看到。"
            : "可以离开此页或关闭浏览器，处理会继续。确认之前不会改动会员名册。"
    }

    @HTMLBuilder private var stop: HTML {
        if memberImport.status == .applying {
            PostForm(to: .memberImportCancellation(memberImport.id), frame.tokens) {
                SubmitButton("停止写入，退回预览", .plain)
            }
        } else {
            PostForm(to: .memberImportDiscard(memberImport.id), frame.tokens) {
                SubmitButton("放弃本次导入", .plain)
            }
        }
    }
}
