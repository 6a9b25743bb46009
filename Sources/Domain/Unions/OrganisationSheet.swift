/// A list of unions or enterprises from a file: uploaded, looked at, then applied or given up (组织、企业批量导入).
public struct OrganisationSheet: Hashable, Sendable {
    public let id: ID<OrganisationSheet>
    /// Whose account has uploaded it; its rows stay within this union's subtree.
    public let union: ID<Union>
    public let path: UnionPath
    public let subject: OrganisationSubject
    public let fileName: String
    public let status: Status
    /// As long as it is staged what it would do, afterwards what it did.
    public let counts: OrganisationCounts
    public let at: Instant
    public let account: String

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case staged, applied, discarded
    }

    public init(
        id: ID<OrganisationSheet>, union: ID<Union>, path: UnionPath, subject: OrganisationSubject, fileName: String,
        status: Status, counts: OrganisationCounts, at: Instant, account: String
    ) {
        (self.id, self.union, self.path, self.subject) = (id, union, path, subject)
        (self.fileName, self.status, self.counts) = (fileName, status, counts)
        (self.at, self.account) = (at, account)
    }

    /// Bytes of a file that is taken.
    public static let byteLimit = 10_000_000
    /// Rows of a file that is taken: the largest city's enterprises.
    public static let rowLimit = 100_000
    /// Rows that one confirmation writes, so that nobody waits for the database meanwhile.
    public static let changeLimit = 5_000
    /// Days after which a file that nobody has confirmed is thrown away.
    public static let daysStaged: Int64 = 7
    /// Days for which rows that were not taken can be fetched.
    public static let daysFailed: Int64 = 30
}

/// What a file lists.
public enum OrganisationSubject: String, Hashable, Sendable, CaseIterable, Codable {
    case unions, enterprises

    /// What who uploads it must be allowed to do.
    public var action: Action {
        switch self {
        case .unions: .askUnionRequests
        case .enterprises: .editEnterprises
        }
    }

    /// The columns of its template, in their order.
    public var columns: [OrganisationColumn] {
        switch self {
        case .unions: OrganisationColumn.allCases
        case .enterprises: OrganisationColumn.allCases.filter { $0 != .code && $0 != .kind }
        }
    }
}

/// What the rows of a file do: the first four add up to them.
public struct OrganisationCounts: Hashable, Sendable, Codable {
    public var added: Int
    public var changed: Int
    public var unchanged: Int
    public var failed: Int
    /// Rows of the others that say something to be looked at.
    public var warned: Int

    public init(added: Int = 0, changed: Int = 0, unchanged: Int = 0, failed: Int = 0, warned: Int = 0) {
        (self.added, self.changed, self.unchanged) = (added, changed, unchanged)
        (self.failed, self.warned) = (failed, warned)
    }

    public var rows: Int { added + changed + unchanged + failed }
    /// Rows that are written.
    public var written: Int { added + changed }

    public mutating func note(_ verdict: OrganisationVerdict) {
        switch verdict.outcome {
        case .added: added += 1
        case .changed: changed += 1
        case .unchanged: unchanged += 1
        case .failed: failed += 1
        }
        if verdict.outcome != .failed, !verdict.remarks.isEmpty { warned += 1 }
    }
}

/// Which rows of a list are looked at.
public enum OrganisationPart: String, Hashable, Sendable, CaseIterable {
    case failed, added, changed, warned, unchanged

    public func contains(_ verdict: OrganisationVerdict) -> Bool {
        switch self {
        case .failed: verdict.outcome == .failed
        case .added: verdict.outcome == .added
        case .changed: verdict.outcome == .changed
        case .warned: verdict.outcome != .failed && !verdict.remarks.isEmpty
        case .unchanged: verdict.outcome == .unchanged
        }
    }
}

extension OrganisationCounts {
    public subscript(part: OrganisationPart) -> Int {
        switch part {
        case .failed: failed
        case .added: added
        case .changed: changed
        case .warned: warned
        case .unchanged: unchanged
        }
    }
}

/// A column of the templates of 组织 and 企业.
public enum OrganisationColumn: String, Hashable, Sendable, CaseIterable, Codable {
    case name, kind, code, superiorCode, superiorName, creditCode, creditReason, economicType, industry, address,
        contactName, contactPhone

    /// The particular that the column fills; nil for what says which union it is and where it stands.
    public var field: OrganisationField? {
        switch self {
        case .name: .name
        case .kind, .code, .superiorCode, .superiorName: nil
        case .creditCode: .creditCode
        case .creditReason: .creditReason
        case .economicType: .economicType
        case .industry: .industry
        case .address: .address
        case .contactName: .contactName
        case .contactPhone: .contactPhone
        }
    }

    /// Whether a new union or enterprise must have it.
    public func isRequired(of subject: OrganisationSubject) -> Bool {
        switch (self, subject) {
        case (.name, _), (.kind, .unions), (.creditCode, .enterprises): true
        case (.superiorCode, _), (.superiorName, _), (.kind, _), (.code, _), (.creditCode, _), (.creditReason, _),
            (.economicType, _), (.industry, _), (.address, _), (.contactName, _), (.contactPhone, _):
            false
        }
    }

    /// Whose problem of a particular this is.
    public init(_ field: OrganisationField) {
        switch field {
        case .name: self = .name
        case .code: self = .code
        case .creditCode: self = .creditCode
        case .creditReason: self = .creditReason
        case .economicType: self = .economicType
        case .industry: self = .industry
        case .address: self = .address
        case .contactName: self = .contactName
        case .contactPhone: self = .contactPhone
        }
    }
}

/// One row of a file.
public struct OrganisationRow: Hashable, Sendable {
    /// As the spreadsheet numbers it, from 1.
    public let number: Int
    private var cells: [OrganisationColumn: MemberRow.Cell]

    public init(number: Int, _ cells: [OrganisationColumn: MemberRow.Cell] = [:]) {
        (self.number, self.cells) = (number, cells)
    }

    public subscript(column: OrganisationColumn) -> MemberRow.Cell {
        get { cells[column] ?? .empty }
        set { cells[column] = newValue }
    }

    /// Without space around it.
    public func text(_ column: OrganisationColumn) -> String { self[column].text.trimmed }

    public var isBlank: Bool { cells.values.allSatisfy { $0.text.isBlank } }

    /// Whether a numeric cell has lost digits of a number that has more than it keeps.
    func isDestroyed(_ column: OrganisationColumn) -> Bool {
        let cell = self[column]
        return cell.form == .numeric && NumberDamage.recognise(cell.text, in: .numeric) == .digitsLost
    }

    /// What the row says of the union or enterprise; what it leaves blank, and a telephone number that it brings back
    /// masked as it was taken out, stays as it is.
    func filled(into known: OrganisationParticulars) -> OrganisationParticulars {
        var particulars = known
        for column in OrganisationColumn.allCases {
            guard let field = column.field else { continue }
            let text = text(column)
            let isKept = text.isEmpty || field == .contactPhone && text == known.maskedContactPhone
            if !isKept { particulars[field] = text }
        }
        return particulars.normalised
    }
}

/// How a staged file is read: its columns, and the cells that were typed anew since.
public struct OrganisationReading: Hashable, Sendable, Codable {
    public var layout: OrganisationLayout
    /// By row.
    public var edits: [Int: [OrganisationColumn: String]]

    /// Characters that are kept of what is typed into a cell.
    public static let cellLimit = 500

    public init(_ layout: OrganisationLayout, edits: [Int: [OrganisationColumn: String]] = [:]) {
        (self.layout, self.edits) = (layout, edits)
    }
}

/// A row that was not taken, kept to be mended.
public struct FailedOrganisation: Hashable, Sendable, Codable {
    public let number: Int
    public let cells: [OrganisationColumn: String]
    /// What is wrong with it, and what to do.
    public let advice: String

    public init(number: Int, cells: [OrganisationColumn: String], advice: String) {
        (self.number, self.cells, self.advice) = (number, cells, advice)
    }
}
