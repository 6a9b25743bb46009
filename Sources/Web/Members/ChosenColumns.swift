import Domain
import Pages
import Wording

/// What the clerk has chosen on the page of a list's columns.
struct ChosenColumns {
    /// The place of each column of the template in the file.
    let positions: [MemberColumn: Int]
    /// The sheet that is looked at, by its position.
    let sheet: Int?

    init(_ exchange: Exchange) {
        var positions: [MemberColumn: Int] = [:]
        for column in MemberColumn.allCases {
            positions[column] = exchange.form.integer(RosterColumnsPage.field(column))
        }
        self.positions = positions
        sheet =
            exchange.form.integer(RosterColumnsPage.sheetField)
            ?? exchange.query.integer(RosterColumnsPage.sheetField)
    }
}

extension FieldErrors {
    mutating func add(_ problem: ColumnLayoutProblem) {
        switch problem {
        case .missing(let columns):
            for column in columns { add(RosterColumnsPage.field(column), "请选择\(column.wording)在哪一列") }
        case .usedTwice(let column, _): add(RosterColumnsPage.field(column), problem.wording)
        }
    }
}
