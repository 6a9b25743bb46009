/// Which column of somebody's own file is which column of the template.
public struct OrganisationLayout: Hashable, Sendable, Codable {
    /// Empty for delimited text, which has one sheet without a name.
    public let sheet: String
    public let headerRow: Int
    public let headers: [String]
    /// What each is; nil for one that nothing is taken from.
    public private(set) var columns: [OrganisationColumn?]
    /// The other sheets of the file that hold a list too.
    public let otherLists: [String]

    /// - Parameter columns: of two that are the same column of the template the first counts.
    public init(
        sheet: String, headerRow: Int, headers: [String], columns: [OrganisationColumn?], otherLists: [String] = []
    ) {
        (self.sheet, self.headerRow, self.headers, self.otherLists) = (sheet, headerRow, headers, otherLists)
        var seen: Set<OrganisationColumn> = []
        let distinct = columns.map { column in column.flatMap { seen.insert($0).inserted ? $0 : nil } }
        self.columns = headers.indices.map { $0 < distinct.count ? distinct[$0] : nil }
    }

    /// Files that were staged before other lists were told have none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            sheet: try values.decode(String.self, forKey: .sheet),
            headerRow: try values.decode(Int.self, forKey: .headerRow),
            headers: try values.decode([String].self, forKey: .headers),
            columns: try values.decode([OrganisationColumn?].self, forKey: .columns),
            otherLists: try values.decodeIfPresent([String].self, forKey: .otherLists) ?? [])
    }

    public func with(otherLists: [String]) -> OrganisationLayout {
        OrganisationLayout(
            sheet: sheet, headerRow: headerRow, headers: headers, columns: columns, otherLists: otherLists)
    }

    public func position(of column: OrganisationColumn) -> Int? { columns.firstIndex(of: column) }

    /// Columns without which no row says what it is about: a union has its number or its name, an enterprise its code.
    public func lacking(for subject: OrganisationSubject) -> [OrganisationColumn] {
        switch subject {
        case .unions: position(of: .name) == nil && position(of: .code) == nil ? [.name] : []
        case .enterprises: position(of: .creditCode) == nil ? [.creditCode] : []
        }
    }

    /// Named columns of the file that nothing is taken from.
    public var unused: [String] {
        columns.indices.filter { columns[$0] == nil && !headers[$0].isBlank }.map { headers[$0] }
    }

    /// The same file with the columns as somebody has put them.
    public func arranged(
        _ positions: [OrganisationColumn: Int], for subject: OrganisationSubject
    ) throws(OrganisationLayoutProblem) -> OrganisationLayout {
        var arranged: [OrganisationColumn?] = headers.map { _ in nil }
        for column in subject.columns {
            guard let position = positions[column], arranged.indices.contains(position) else { continue }
            if let other = arranged[position] { throw .usedTwice(column, other) }
            arranged[position] = column
        }
        var layout = self
        layout.columns = arranged
        let lacking = layout.lacking(for: subject)
        guard lacking.isEmpty else { throw .missing(lacking) }
        return layout
    }

    /// The same file with the columns in which the union has read such a header before.
    public func remembering(
        _ columns: [OrganisationColumn?], for subject: OrganisationSubject
    ) -> OrganisationLayout {
        guard columns.count == headers.count else { return self }
        var layout = self
        layout.columns = columns
        return layout.lacking(for: subject).isEmpty ? layout : self
    }
}

/// Why columns cannot be put so.
public enum OrganisationLayoutProblem: Error, Hashable, Sendable {
    case missing([OrganisationColumn])
    /// Two columns of the template from one column of the file.
    case usedTwice(OrganisationColumn, OrganisationColumn)
}
