public import Domain
public import Markup

/// How a column is set.
public enum ColumnKind: Sendable {
    /// Names the row: `<th scope="row">`.
    case head
    /// Text that may break.
    case text
    /// Text on one line.
    case line
    case number
    case money
    case state
    case actions

    var name: String? {
        switch self {
        case .head, .text, .state: nil
        case .line: "nowrap"
        case .number: "num"
        case .money: "money"
        case .actions: "acts"
        }
    }
}

/// A column of a table: its head and the cell of a row.
public struct Column<Row> {
    public let title: String
    public let kind: ColumnKind
    let cell: (Row) -> HTML

    public init(_ title: String, _ kind: ColumnKind = .text, @HTMLBuilder cell: @escaping (Row) -> HTML) {
        (self.title, self.kind, self.cell) = (title, kind, cell)
    }

    /// The column that names its row.
    public static func head(_ title: String, @HTMLBuilder _ cell: @escaping (Row) -> HTML) -> Column {
        Column(title, .head, cell: cell)
    }

    /// Text on one line; 无 if there is none.
    public static func text(_ title: String, absent: String = "无", _ text: @escaping (Row) -> String?) -> Column {
        Column(title, .line) { textOr(text($0), absent) }
    }

    public static func number(_ title: String, _ number: @escaping (Row) -> Int) -> Column {
        Column(title, .number) { number($0).grouped }
    }

    /// An amount; 元 stands in the title or over the table.
    public static func money(_ title: String, _ amount: @escaping (Row) -> Money) -> Column {
        Column(title, .money) { amount($0).yuanText }
    }

    public static func day(_ title: String, absent: String = "无", _ day: @escaping (Row) -> CalendarDay?) -> Column {
        Column(title, .line) { day($0)?.htmlWithWeekday ?? textOr(nil, absent) }
    }

    public static func moment(_ title: String, absent: String = "无", _ moment: @escaping (Row) -> Instant?) -> Column {
        Column(title, .line) { moment($0)?.htmlToTheMinute ?? textOr(nil, absent) }
    }

    public static func state(_ title: String, _ state: @escaping (Row) -> StateBadge) -> Column {
        Column(title, .state) { state($0) }
    }

    /// Links and small buttons.
    public static func actions(_ title: String = "操作", @HTMLBuilder _ links: @escaping (Row) -> HTML) -> Column {
        Column(title, .actions, cell: links)
    }
}

/// The boxes at the beginning of the rows.
public struct Pick<Row> {
    /// Any number of rows, or exactly one.
    public enum Amount: Sendable {
        case many, one
    }

    let name: String
    let amount: Amount
    let value: (Row) -> String
    let label: (Row) -> String
    let isChosen: (Row) -> Bool
    let isOpen: (Row) -> Bool

    /// - Parameters:
    ///   - name: of the form field; the table stands inside the form.
    ///   - label: whom the box chooses, for a screen reader: 会员甲.
    ///   - isOpen: false for a row that cannot be chosen.
    public init(
        _ name: String, _ amount: Amount = .many, value: @escaping (Row) -> String, label: @escaping (Row) -> String,
        isChosen: @escaping (Row) -> Bool = { _ in false }, isOpen: @escaping (Row) -> Bool = { _ in true }
    ) {
        (self.name, self.amount, self.value, self.label) = (name, amount, value, label)
        (self.isChosen, self.isOpen) = (isChosen, isOpen)
    }
}
