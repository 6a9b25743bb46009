/// One row of an import file: what stands in each column that the template knows.
public struct MemberRow: Hashable, Sendable {
    /// As the spreadsheet numbers it, from 1.
    public let number: Int
    /// Whether the clerk agrees that the row renames a member; nil as long as nobody has said.
    public var nameChoice: NameChoice?
    private var cells: [Cell]

    /// The text of a cell, and whether the file keeps it as a number, which has 15 digits at most.
    public struct Cell: Hashable, Sendable {
        public let text: String
        public let form: NumberDamage.Cell

        public init(_ text: String, _ form: NumberDamage.Cell = .text) {
            self.text = text
            self.form = form
        }

        public static let empty = Cell("")

        /// A formula of which the file keeps no result; said in a text, so that it is seen wherever the cell is.
        public static let unsavedFormula = Cell("#CALC?")
    }

    public init(number: Int) {
        self.number = number
        cells = Array(repeating: .empty, count: MemberColumn.allCases.count)
    }

    public subscript(column: MemberColumn) -> Cell {
        get { cells[column.rawValue] }
        set { cells[column.rawValue] = newValue }
    }

    /// True when no name is there, and nothing that could become a number or a phone, so that the row names nobody and is
    /// not counted.
    ///
    /// Lists go on below the last person: with numbered or prefilled lines, with sums, with who has drawn them up.
    public var namesNobody: Bool {
        self[.name].text.isBlank && Self.isTooShort(self[.documentNumber]) && Self.isTooShort(self[.phone])
    }

    /// Whether a cell holds fewer letters and digits, of half or full width, than the shortest number of any document.
    private static func isTooShort(_ cell: Cell) -> Bool {
        var found = 0
        for scalar in NormalisedNumber(cell.text, without: .hyphens).text.unicodeScalars
        where scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) {
            found += 1
        }
        return found < shortestNumber
    }

    private static let shortestNumber = 5

    /// The text of a cell fit to be shown beside a problem: numbers, names and addresses cut down.
    public func masked(_ column: MemberColumn) -> String {
        let text = self[column].text.trimmed
        if text == Cell.unsavedFormula.text { return text }
        switch column {
        case .documentNumber:
            // A spreadsheet has thrown the rest away; what is left is to be recognised and names nobody.
            if text.count <= 12, text.uppercased().contains("E+") { return text }
            if text.count >= 12 { return text.masked(first: 4, last: 4) }
            return text.count >= 8 ? text.masked(first: 2, last: 2) : text.masked(first: 1, last: 1)
        case .phone: return text.count > 7 ? text.masked(first: 3, last: 4) : text.masked(first: 1, last: 1)
        case .name: return text.masked(first: 1, last: 0)
        case .address: return Self.maskedAddress(text)
        case .documentType, .sex, .unionName, .unionCode, .workplace, .label, .household, .documentExpiry, .post:
            return text
        }
    }

    /// The beginning of an address, at most its half.
    public static func maskedAddress(_ address: String) -> String {
        address.masked(first: min(6, address.count / 2), last: 0)
    }
}

extension String {
    /// Without white space of any kind around it.
    var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
        guard first.mayBeSpace || last.mayBeSpace else { return self }
        guard let start = firstIndex(where: { !$0.isWhitespace }),
            let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }

    var isBlank: Bool {
        guard let first = unicodeScalars.first else { return true }
        return first.mayBeSpace && allSatisfy(\.isWhitespace)
    }
}

extension Unicode.Scalar {
    /// A Han character of the basic block, in which nearly all names and addresses are written.
    var isPlainHan: Bool { ("\u{4E00}"..."\u{9FFF}").contains(self) }

    /// False for what cannot be white space; told without the tables of Unicode for the usual characters.
    fileprivate var mayBeSpace: Bool {
        if ("!"..."~").contains(self) || isPlainHan { return false }
        return properties.isWhitespace
    }
}
