/// A notice as plain values; `pdf()` sets it as a formal letter on A4 paper.
///
/// The same letter gives the same bytes, in every process with the same fonts and libraries: nothing is read from
/// the clock or the environment. Texts are plain; control characters and direction marks are not printed.
public struct Letter: Hashable, Sendable {
    public var title: String
    /// Left of the line under the title, such as the number; also at the head of the following pages.
    public var reference: String
    /// Right of the line under the title, such as the version.
    public var version: String
    public var addressee: String
    public var body: [Block]
    /// Set at the right, above the date: who signs.
    public var signatures: [String]
    public var date: String
    public var code: Code?
    /// Small print at the foot of the last page.
    public var footnote: String
    /// A band across the head of every page: a demonstration, a superseded version.
    public var banner: String
    /// Running head and foot of every page.
    public var header: String
    public var footer: String
    /// The text of the page number; `{page}` and `{pages}` stand for the numbers.
    public var pageNumber: String
    /// The author named in the file's properties.
    public var author: String
    /// When the letter was issued, epoch milliseconds: the creation date in the file's properties.
    public var issuedAt: Int64

    /// An empty text leaves its part out.
    public init(
        title: String, reference: String = "", version: String = "", addressee: String = "", body: [Block],
        signatures: [String] = [], date: String = "", code: Code? = nil, footnote: String = "", banner: String = "",
        header: String = "", footer: String = "", pageNumber: String = "{page}/{pages}", author: String = "",
        issuedAt: Int64
    ) {
        self.title = title
        self.reference = reference
        self.version = version
        self.addressee = addressee
        self.body = body
        self.signatures = signatures
        self.date = date
        self.code = code
        self.footnote = footnote
        self.banner = banner
        self.header = header
        self.footer = footer
        self.pageNumber = pageNumber
        self.author = author
        self.issuedAt = issuedAt
    }
}

extension Letter {
    /// A part of the letter's body.
    public enum Block: Hashable, Sendable {
        /// Justified, the first line begins two characters in.
        case paragraph(String)
        case heading(String)
        case facts([Fact])
        case table(Table)
    }

    /// A label and what it stands for, such as an account name.
    public struct Fact: Hashable, Sendable {
        public var label: String
        public var value: String

        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    public enum Alignment: Hashable, Sendable {
        case leading
        case centre
        case trailing
    }

    /// A table as wide as the text; its columns share the width by their longest cells.
    ///
    /// The head is repeated on every page. A row is never broken across pages.
    public struct Table: Hashable, Sendable {
        public struct Column: Hashable, Sendable {
            public var title: String
            public var alignment: Alignment

            public init(_ title: String, _ alignment: Alignment = .leading) {
                self.title = title
                self.alignment = alignment
            }
        }

        public var columns: [Column]
        /// One cell per column, or the letter throws `unevenRow`.
        public var rows: [[String]]
        /// The last row, in bold between two lines; empty if there is none.
        public var totals: [String]

        public init(columns: [Column], rows: [[String]], totals: [String] = []) {
            self.columns = columns
            self.rows = rows
            self.totals = totals
        }
    }

    /// A QR code beside the signature and the text under it.
    public struct Code: Hashable, Sendable {
        public var payload: String
        public var caption: String

        public init(payload: String, caption: String) {
            self.payload = payload
            self.caption = caption
        }
    }
}

/// Why a letter could not be set.
public enum LetterFailure: Error, Hashable, Sendable {
    /// More text than `Letter.textLimit` bytes, or more than `Letter.rowLimit` rows.
    case tooLong
    /// A part that must not be broken is taller than a page.
    case doesNotFit
    /// The row of a table (from 0; the totals come last) has not one cell per column.
    case unevenRow(Int)
    case code(QRCodeRefusal)
    /// The machine lacks the font family of the letters.
    case fontMissing(String)
    /// The library that draws reports this, for example that memory is short.
    case drawing(String)
}
