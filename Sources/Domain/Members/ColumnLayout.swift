/// Which column of a clerk's own file holds which column of the template.
public struct ColumnLayout: Hashable, Sendable, Codable {
    public let sheet: String
    /// The row of the header, as the spreadsheet numbers it.
    public let headerRow: Int
    /// The texts of the header, from the left.
    public let headers: [String]
    /// What each of them is; nil for a column that is left out.
    public private(set) var columns: [MemberColumn?]
    /// The other sheets of the file that hold a list too.
    public let otherLists: [String]
    /// Where the file says what is wrong with its rows, because it came from here to be mended; never taken for
    /// anything, and not among the headers.
    public let problemColumn: Int?

    /// - Parameters:
    ///   - sheet: empty for delimited text, which has one sheet without a name.
    ///   - columns: of two that are the same column of the template the first counts.
    public init(
        sheet: String, headerRow: Int, headers: [String], columns: [MemberColumn?], otherLists: [String] = [],
        problemColumn: Int? = nil
    ) {
        self.sheet = sheet
        self.otherLists = otherLists
        self.problemColumn = problemColumn
        self.headerRow = headerRow
        self.headers = headers
        var seen: Set<MemberColumn> = []
        let distinct = columns.map { column in column.flatMap { seen.insert($0).inserted ? $0 : nil } }
        self.columns = headers.indices.map { $0 < distinct.count ? distinct[$0] : nil }
    }

    public func position(of column: MemberColumn) -> Int? { columns.firstIndex(of: column) }

    /// Columns without which nobody can be entered.
    public var lacking: [MemberColumn] {
        MemberColumn.allCases.filter { $0.isEssential && position(of: $0) == nil }
    }

    /// Required columns that are not in the file and are filled by ``RowDefaults``.
    public var derived: [MemberColumn] {
        MemberColumn.allCases.filter { $0.isRequired && !$0.isEssential && position(of: $0) == nil }
    }

    /// Whether the columns that are lacking may be among those whose header says nothing known.
    public var canBeArranged: Bool {
        columns.indices.count { columns[$0] == nil && !headers[$0].isBlank } >= lacking.count
    }

    /// Named columns of the file that nothing is taken from.
    public var unused: [Int] { columns.indices.filter { columns[$0] == nil && !headers[$0].isBlank } }

    public func with(otherLists: [String]) -> ColumnLayout { with(columns: columns, otherLists: otherLists) }

    private func with(columns: [MemberColumn?], otherLists: [String]) -> ColumnLayout {
        ColumnLayout(
            sheet: sheet, headerRow: headerRow, headers: headers, columns: columns, otherLists: otherLists,
            problemColumn: problemColumn)
    }

    /// The same without its last column.
    public var withoutLast: ColumnLayout {
        ColumnLayout(
            sheet: sheet, headerRow: headerRow, headers: headers.dropLast(), columns: columns.dropLast(),
            otherLists: otherLists, problemColumn: problemColumn)
    }

    /// Takes what looks like an essential column from the contents, where the header did not tell.
    ///
    /// Names look like much else, so a column of them is taken only when a single one is left that can be it.
    ///
    /// - Parameter contents: some texts of each column, from the left.
    public mutating func recognise(_ contents: [[String]], sexes: Set<String>, documentTypes: Set<String>) {
        let open = columns.indices.filter { columns[$0] == nil && $0 < contents.count && $0 != problemColumn }
        for position in open {
            guard
                let column = MemberColumn(contents: contents[position], sexes: sexes, documentTypes: documentTypes),
                self.position(of: column) == nil
            else { continue }
            columns[position] = column
        }
        guard position(of: .name) == nil else { return }
        let names = open.filter { columns[$0] == nil && MemberColumn.areNames(contents[$0]) }
        if let only = names.first, names.count == 1 { columns[only] = .name }
    }

    /// The same file with the columns as the clerk has put them.
    public func arranged(_ positions: [MemberColumn: Int]) throws(ColumnLayoutProblem) -> ColumnLayout {
        var arranged: [MemberColumn?] = headers.map { _ in nil }
        for column in MemberColumn.allCases {
            guard let position = positions[column], arranged.indices.contains(position), position != problemColumn
            else { continue }
            if let other = arranged[position] { throw .usedTwice(column, other) }
            arranged[position] = column
        }
        let layout = with(columns: arranged, otherLists: otherLists)
        guard layout.lacking.isEmpty else { throw .missing(layout.lacking) }
        return layout
    }

    /// The same file with the columns in which the union has read such a header before.
    public func remembering(_ columns: [MemberColumn?]) -> ColumnLayout {
        guard columns.count == headers.count else { return self }
        let layout = with(columns: columns, otherLists: otherLists)
        return layout.lacking.isEmpty ? layout : self
    }
}

/// Why columns cannot be put so.
public enum ColumnLayoutProblem: Error, Hashable, Sendable {
    case missing([MemberColumn])
    /// Two columns of the template from one column of the file.
    case usedTwice(MemberColumn, MemberColumn)
}

extension MemberColumn {
    /// Whether nobody can be entered without it; the other required columns follow from it and from the union.
    public var isEssential: Bool {
        switch self {
        case .name, .documentNumber, .phone: true
        case .documentType, .sex, .unionName, .unionCode, .workplace, .label, .household, .address, .documentExpiry,
            .post:
            false
        }
    }

    /// The column that texts look like; nil when they could be anything.
    ///
    /// Four of five must fit, because a list has mistakes.
    init?(contents: [String], sexes: Set<String>, documentTypes: Set<String>) {
        let texts = contents.map(\.trimmed).filter { !$0.isEmpty }
        guard !texts.isEmpty else { return nil }
        func mostly(_ fits: (String) -> Bool) -> Bool { texts.count { fits($0) } * 5 >= texts.count * 4 }
        if mostly(Self.isNumber) {
            self = .documentNumber
        } else if mostly(Self.isPhone) {
            self = .phone
        } else if texts.allSatisfy(sexes.contains) {
            self = .sex
        } else if texts.allSatisfy(documentTypes.contains) {
            self = .documentType
        } else {
            return nil
        }
    }

    /// Whether texts look like people: short, of Chinese characters, and hardly one like another.
    static func areNames(_ contents: [String]) -> Bool {
        let texts = contents.map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
        guard texts.count >= 3, Set(texts).count * 5 >= texts.count * 4 else { return false }
        return texts.allSatisfy { text in
            (2...4).contains(text.count) && text.unicodeScalars.allSatisfy(\.properties.isIdeographic)
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        let number = NormalisedNumber(text, without: .none).text.utf8
        return number.count == 18 && number.dropLast().allSatisfy(\.isDigit)
    }

    /// Whether a cell holds a document number, whole or destroyed, so that its row is somebody's and no header.
    package static func isDocumentNumber(_ text: String) -> Bool {
        if isNumber(text) { return true }
        let number = NormalisedNumber(text, without: .hyphens).text.utf8
        if number.count == 15 || number.count == 18, number.dropLast().allSatisfy(\.isDigit) { return true }
        return NumberDamage.recognise(text, in: .text) == .scientificNotation
    }

    package static func isPhone(_ text: String) -> Bool {
        if case .success = PhoneNumber.validate(text) { true } else { false }
    }
}

/// What a file says that lacks a required column: the union it is for, and what the number tells.
public struct RowDefaults: Hashable, Sendable {
    let unionName: String
    let unionCode: String
    let documentType: String
    let sexes: [Sex: String]
    let today: CalendarDay

    /// - Parameters:
    ///   - documentType: the word for the identity card of a citizen.
    ///   - sexes: the word for each.
    public init(
        unionName: String, unionCode: String, documentType: String, sexes: [Sex: String], today: CalendarDay
    ) {
        self.unionName = unionName
        self.unionCode = unionCode
        self.documentType = documentType
        self.sexes = sexes
        self.today = today
    }

    /// Fills the columns that the file does not have.
    public func fill(_ row: inout MemberRow, _ columns: [MemberColumn]) {
        for column in columns {
            guard let text = text(column, of: row) else { continue }
            row[column] = MemberRow.Cell(text)
        }
    }

    /// The row's number where it is a citizen's.
    func number(of row: MemberRow) -> ResidentIdentityNumber? {
        let number = NormalisedNumber(row[.documentNumber].text, without: .none).text
        return try? ResidentIdentityNumber.parse(number, today: today).get()
    }

    private func text(_ column: MemberColumn, of row: MemberRow) -> String? {
        switch column {
        case .unionName: return unionName
        case .unionCode: return unionCode
        case .documentType: return documentType
        case .sex:
            return number(of: row).flatMap { sexes[$0.sex] }
        case .name, .documentNumber, .phone, .workplace, .label, .household, .address, .documentExpiry, .post:
            return nil
        }
    }
}

extension String {
    /// The beginning of a cell, fit to tell columns apart: long runs of digits are cut down.
    public var columnSample: String {
        let text = trimmed
        // Full-width digits and digits with signs between them name a person just as well.
        let digits = text.unicodeScalars.count { $0.properties.numericType == .decimal }
        return digits >= 7 ? text.masked(first: 3, last: 2) : String(text.prefix(12))
    }
}
