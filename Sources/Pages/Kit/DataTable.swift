public import Markup

/// A table of rows; the caption is read aloud, the head repeats in print.
public struct DataTable<Row>: Component {
    let caption: String
    let rows: [Row]
    let columns: [Column<Row>]
    let pick: Pick<Row>?
    let isWrong: (Row) -> Bool
    let isOut: (Row) -> Bool
    let foot: HTML
    let blank: Blank?

    /// - Parameters:
    ///   - caption: what the rows are, for a screen reader.
    ///   - isWrong: marks rows that need attention.
    ///   - isOut: greys rows that do not count; a cell of theirs says why.
    ///   - blank: stands instead of the table when there are no rows.
    ///   - foot: rows of the table's foot, such as the totals.
    public init(
        _ caption: String, _ rows: [Row], pick: Pick<Row>? = nil, isWrong: @escaping (Row) -> Bool = { _ in false },
        isOut: @escaping (Row) -> Bool = { _ in false }, blank: Blank? = nil, columns: [Column<Row>],
        @HTMLBuilder foot: () -> HTML = { HTML() }
    ) {
        (self.caption, self.rows, self.columns, self.pick) = (caption, rows, columns, pick)
        (self.isWrong, self.isOut, self.blank, self.foot) = (isWrong, isOut, blank, foot())
    }

    public var html: HTML {
        if rows.isEmpty, let blank {
            blank
        } else {
            div(.class("table-scroll"), .role("group"), .ariaLabel(caption), .tabIndex(0)) {
                table(.class("table table-compact")) {
                    Markup.caption(.class("visually-hidden")) { caption }
                    thead { tr { heads } }
                    tbody {
                        for row in rows { line(row) }
                        if rows.isEmpty { tr { td(.colspan(width), .class("muted")) { "没有记录" } } }
                    }
                    if !foot.isEmpty { tfoot { foot } }
                }
            }
        }
    }

    private var width: Int { columns.count + (pick == nil ? 0 : 1) }

    @HTMLBuilder private var heads: HTML {
        if let pick {
            if pick.amount == .many, !rows.isEmpty {
                th(.scope(.col), .class("pick")) {
                    // Without a script this box could do nothing, so the script uncovers it.
                    span(.class("check"), .data("with-script", ""), .hidden(if: true)) {
                        input(
                            .class("form-check-input"), .type(.checkbox), .data("select-all", pick.name),
                            .ariaLabel("选择本页全部"))
                    }
                    span(.class("visually-hidden")) { "选择" }
                }
            } else {
                th(.scope(.col), .class("pick")) { span(.class("visually-hidden")) { "选择" } }
            }
        }
        for column in columns { th(.scope(.col), .class(column.kind.name)) { column.title } }
    }

    private func line(_ row: Row) -> HTML {
        let isChosen = pick?.isChosen(row) ?? false
        return tr(.class(isWrong(row) ? "is-wrong" : isChosen ? "is-selected" : isOut(row) ? "is-out" : nil)) {
            if let pick {
                td(.class("pick")) {
                    span(.class("check")) {
                        input(
                            .class("form-check-input"), .type(pick.amount == .many ? .checkbox : .radio),
                            .name(pick.name), .value(pick.value(row)), .ariaLabel("选择" + pick.label(row)),
                            .checked(if: isChosen), .disabled(if: !pick.isOpen(row)))
                    }
                }
            }
            for column in columns {
                switch column.kind {
                case .head: th(.scope(.row)) { column.cell(row) }
                case .text, .line, .number, .money, .state, .actions:
                    td(.class(column.kind.name)) { column.cell(row) }
                }
            }
        }
    }
}
