import Domain
import Markup

/// How far the work on a list is; asks again by itself, and without a script by its link.
struct RosterProgressCard: Component {
    let title: String
    /// The page that it stands on, which shows what has come of the work as soon as it is done.
    let page: URLText
    /// Rows dealt with and rows at all; nil when the work ends this moment.
    let rows: (done: Int, total: Int)?
    var unit = "行"
    /// What may be done meanwhile.
    let words: String
    /// Where it is found again.
    let list: (words: String, path: Path)

    var html: HTML {
        div(.hxGet(page), .hxTrigger("every 2s"), .hxTarget("#main"), .hxSelect("#main"), .hxSwap("outerHTML")) {
            Card(title, id: "progress") {
                div(.class("card-body stack")) {
                    div(.role("status")) {
                        if let rows {
                            Progress(done: rows.done, of: rows.total, unit)
                        } else {
                            p { "即将完成。" }
                        }
                    }
                    p { words }
                    div(.class("row-gap")) {
                        LinkButton("刷新进度", page)
                        LinkButton(list.words, list.path)
                    }
                }
            }
        }
    }
}
