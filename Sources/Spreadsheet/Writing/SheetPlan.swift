/// What a sheet is to look like, said before its first row.
public struct SheetPlan: Hashable, Sendable {
    /// At most 31 characters, none of `[ ] : * ? / \`.
    public var name: String
    public var columns: [SheetColumn]
    public var visibility: Sheet.Visibility
    /// Whether the rows up to the header stay in view.
    public var freezing: Freezing
    public var filter: Filter
    public var page: PagePlan

    public enum Freezing: Hashable, Sendable {
        case none
        /// The header, and that many columns on the left.
        case header(columns: Int)
    }

    public enum Filter: Hashable, Sendable {
        case none
        /// Filter buttons in the header.
        case header
    }

    public init(
        name: String, columns: [SheetColumn], visibility: Sheet.Visibility = .visible,
        freezing: Freezing = .header(columns: 0), filter: Filter = .none, page: PagePlan = PagePlan()
    ) {
        self.name = name
        self.columns = columns
        self.visibility = visibility
        self.freezing = freezing
        self.filter = filter
        self.page = page
    }
}

/// One column of a written sheet.
public struct SheetColumn: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// The whole column has the text format, so that what is typed there stays as typed.
        case text
        case integer
        /// A number with 0 to 6 decimals.
        case number(decimals: Int)
        /// Yuan with thousands separators and two decimals.
        case money
        /// A day, shown as yyyy-mm-dd.
        case date
    }

    public enum Necessity: Hashable, Sendable {
        case optional
        /// The header is set off, because the column must be filled in.
        case required
    }

    public var title: String
    /// Width in characters of the default font.
    public var width: Double
    public var kind: Kind
    public var necessity: Necessity
    public var choices: Choices?

    public init(
        _ title: String, width: Double = 12, kind: Kind = .text, necessity: Necessity = .optional,
        choices: Choices? = nil
    ) {
        self.title = title
        self.width = width
        self.kind = kind
        self.necessity = necessity
        self.choices = choices
    }
}

/// The drop-down list of a column, for every row below the header.
public struct Choices: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
        /// Texts without a comma, together at most 255 characters with the commas between them.
        case list([String])
        /// Cells of one column of another sheet; column from 0, rows numbered as the spreadsheet shows them.
        case cells(sheet: String, column: Int, rows: ClosedRange<Int>)
    }

    /// A title of at most 32 characters, and a text of at most 255.
    public struct Message: Hashable, Sendable {
        public var title: String
        public var text: String

        public init(title: String, text: String) {
            self.title = title
            self.text = text
        }
    }

    /// What happens when something else is typed.
    public enum Strictness: Hashable, Sendable {
        case refuse
        case warn
    }

    public var source: Source
    /// Shown when the cell is chosen.
    public var prompt: Message?
    /// Shown when something else is typed.
    public var complaint: Message?
    public var strictness: Strictness

    public init(
        _ source: Source, prompt: Message? = nil, complaint: Message? = nil, strictness: Strictness = .refuse
    ) {
        self.source = source
        self.prompt = prompt
        self.complaint = complaint
        self.strictness = strictness
    }
}

/// How a sheet is printed: on A4, as wide as the page, the header on every page.
public struct PagePlan: Hashable, Sendable {
    public enum Orientation: Hashable, Sendable {
        case portrait
        case landscape
    }

    /// A piece of the line above or below the page.
    public enum Piece: Hashable, Sendable {
        case text(String)
        case pageNumber
        case pageCount
    }

    public struct Line: Hashable, Sendable {
        public var left: [Piece]
        public var centre: [Piece]
        public var right: [Piece]

        public init(left: [Piece] = [], centre: [Piece] = [], right: [Piece] = []) {
            self.left = left
            self.centre = centre
            self.right = right
        }
    }

    public var orientation: Orientation
    public var header: Line
    public var footer: Line

    public init(orientation: Orientation = .portrait, header: Line = Line(), footer: Line = Line()) {
        self.orientation = orientation
        self.header = header
        self.footer = footer
    }
}
