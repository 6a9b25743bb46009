import Domain
import Markup

/// How a clerk's own file was read; nothing of the template, which says all by itself.
struct RosterColumnsCard: Component {
    let layout: ColumnLayout?
    /// Where it can be put otherwise; nil when it is settled.
    let change: Path?

    @HTMLBuilder var html: HTML {
        if let layout, !layout.isTemplate {
            Card(
                "文件中的列", id: "columns", note: layout.place,
                more: change.map { LinkButton("核对或修改", $0, size: .small).html } ?? HTML()
            ) {
                div(.class("card-body")) { for sentence in layout.sentences { p { sentence } } }
            }
        }
    }
}
