public import Domain

/// What a rehearsal did, day by day, and what it leaves behind.
public struct Chronicle: Sendable {
    /// One line of the year.
    public struct Entry: Sendable {
        public let day: CalendarDay
        /// The account's own name.
        public let actor: String
        /// The unit or batch that it was about.
        public let subject: String
        public let act: String
        public let outcome: String
    }

    /// A file that somebody would have downloaded.
    public struct Document: Sendable {
        public let name: String
        public let content: [UInt8]
    }

    public private(set) var entries: [Entry] = []
    public private(set) var documents: [Document] = []

    public init() {}

    mutating func note(_ occasion: Occasion, _ subject: String, _ act: String, _ outcome: String) {
        entries.append(
            Entry(
                day: occasion.today, actor: occasion.actor.displayName, subject: subject, act: act, outcome: outcome))
    }

    mutating func keep(_ name: String, _ content: [UInt8]) {
        documents.append(Document(name: name, content: content))
    }
}

/// `summary.json` of a rehearsal; the names are its interface.
public struct YearSummary: Codable, Sendable {
    public let planYear: Int
    public let units: [Unit]
    public let verify: Verify

    /// A unit as it stood at its newest submission.
    public struct Unit: Codable, Sendable {
        public let code: String
        public let name: String
        public let members: Int
        public let enrolling: Int
        public let noCard: Int
        public let pendingConfirmation: Int
        public let retired: Int
        public let deceased: Int
        public let coveredElsewhere: Int
        public let manuallyExcluded: Int
        public let suspectedRetired: Int
        public let outsideWorkbench: Int
        public let plan: String
        public let premiumFen: Int64
        public let cityFen: Int64
        public let districtFen: Int64
        public let baseFen: Int64
        public let version: Int
        public let status: String
    }

    public struct Verify: Codable, Sendable {
        public let violations: Int
    }
}

/// A step of the rehearsal that did not come out as the year expects.
public struct RehearsalFailure: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
