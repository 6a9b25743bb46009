import Domain
import Markup

/// How far what was decided of a comparison is carried out, and the way to stop it.
struct ComparisonProgress: Component {
    let frame: PageFrame
    let comparison: MemberComparison
    let progress: ImportProgressPage.Progress?
    /// The page that it stands on.
    let page: Path

    init(
        _ frame: PageFrame, _ comparison: MemberComparison, _ progress: ImportProgressPage.Progress?, on page: Path
    ) {
        (self.frame, self.comparison, self.progress, self.page) = (frame, comparison, progress, page)
    }

    var html: HTML {
        HTML {
            RosterProgressCard(
                title: "正在执行", page: page.url, rows: progress.map { ($0.done, $0.total) }, unit: "人",
                words: "可以离开此页或关闭浏览器，处理会继续，每人只处理一次。停止后，已经处理的不会撤销，其余的人仍按原来选定的等待执行。",
                list: ("会员比对", .comparison(.list)))
            PostForm(to: .comparison(.stop(comparison.id)), frame.tokens) { SubmitButton("停止执行", .plain) }
        }
    }
}
