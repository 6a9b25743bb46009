/// A sheet with which a unit corrects the 证件到期日 of many members: uploaded, looked at, then applied or thrown away.
public struct ExpirySheet: Hashable, Sendable {
    public let id: ID<ExpirySheet>
    public let unit: ID<EnrollingUnit>
    public let path: UnionPath
    public let fileName: String
    public let status: Status
    /// As long as it is staged what it would do, afterwards what it did.
    public let counts: ExpiryCounts
    public let at: Instant
    public let account: String

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case staged, applied, discarded
    }

    public init(
        id: ID<ExpirySheet>, unit: ID<EnrollingUnit>, path: UnionPath, fileName: String, status: Status,
        counts: ExpiryCounts, at: Instant, account: String
    ) {
        self.id = id
        self.unit = unit
        self.path = path
        self.fileName = fileName
        self.status = status
        self.counts = counts
        self.at = at
        self.account = account
    }

    /// Bytes of a sheet that is taken.
    public static let byteLimit = 10_000_000
    /// Rows of a sheet that is taken: as many as the largest unit has members.
    public static let rowLimit = 60_000
}

/// What a sheet does: the three parts add up to its rows.
public struct ExpiryCounts: Hashable, Sendable, Codable {
    public var changes: Int
    public var unchanged: Int
    public var refused: Int

    public init(changes: Int = 0, unchanged: Int = 0, refused: Int = 0) {
        self.changes = changes
        self.unchanged = unchanged
        self.refused = refused
    }

    public var rows: Int { changes + unchanged + refused }
}

/// One row of the sheet, as it was read.
public struct ExpiryRow: Hashable, Sendable {
    /// As the spreadsheet counts, from 1.
    public let number: Int
    /// 会员编号 or 证件号码, without space; empty when neither is there.
    public let who: Who
    public let day: Day
    /// As it stands in the sheet, so that a row that is not taken comes back as it was typed.
    public let typed: Typed

    public struct Typed: Hashable, Sendable {
        public var member = ""
        public var name = ""
        public var document = ""
        public var day = ""

        public init(member: String = "", name: String = "", document: String = "", day: String = "") {
            (self.member, self.name, self.document, self.day) = (member, name, document, day)
        }
    }

    public enum Who: Hashable, Sendable {
        case member(String)
        case document(String)
        case missing
        /// A numeric cell has lost digits of the number.
        case destroyed
    }

    public enum Day: Hashable, Sendable {
        case expiry(IdentityDocument.Expiry)
        case missing
        case unreadable
    }

    public init(number: Int, who: Who, day: Day, typed: Typed = Typed()) {
        self.number = number
        self.who = who
        self.day = day
        self.typed = typed
    }
}

/// What a row does.
public enum ExpiryVerdict: Hashable, Sendable {
    case change(from: IdentityDocument.Expiry?, to: IdentityDocument.Expiry)
    case unchanged
    case refused(ExpiryFault)

    /// Judges the day of a row against the document that the member has now.
    ///
    /// An earlier day than before and one that does not fit the age are not taken from a sheet: they are mistakes far
    /// more often than corrections, and one by one they can still be entered after a look at the document.
    public static func judge(
        _ day: ExpiryRow.Day, of document: IdentityDocument, on today: CalendarDay
    ) -> ExpiryVerdict {
        switch day {
        case .missing: return .refused(.dayMissing)
        case .unreadable: return .refused(.dayUnreadable)
        case .expiry(let expiry):
            if expiry == document.expiry { return .unchanged }
            if expiry.isEarlier(than: document.expiry) { return .refused(.earlierThanBefore) }
            if let problem = document.with(expiry: expiry).expiryProblem(on: today) {
                return .refused(.odd(problem))
            }
            return .change(from: document.expiry, to: expiry)
        }
    }
}

/// Why a row is not taken; the others are.
public enum ExpiryFault: Hashable, Sendable {
    case numberMissing
    case numberDestroyed
    /// Nobody of the union has the number; where he is a member is not said.
    case notMember
    /// An earlier row is about the same member.
    case repeated
    case dayMissing
    case dayUnreadable
    case earlierThanBefore
    case odd(ExpiryProblem)
}

/// Why a file is not read as a sheet of expiry days.
public enum ExpiryFileFault: Error, Hashable, Sendable {
    /// Neither 会员编号 nor 证件号码 stands above a column.
    case noNumberColumn
    case noExpiryColumn
    case noRows
    case tooManyRows
}

extension IdentityDocument.Expiry {
    /// Whether it ends before another one does; 长期 ends last, and nothing is before what nobody has entered.
    func isEarlier(than other: IdentityDocument.Expiry?) -> Bool {
        switch (self, other) {
        case (_, nil), (.longTerm, _): false
        case (.date, .longTerm): true
        case (.date(let day), .date(let before)): day < before
        }
    }
}
