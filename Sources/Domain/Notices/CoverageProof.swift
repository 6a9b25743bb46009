/// A 参保证明: the record of which the PDF is a deterministic rendering; one for each coverage (domain 5.8).
///
/// Whoever asks again gets the same number. Whether it still holds is told by the coverage, not by the paper.
public struct CoverageProof: Hashable, Sendable {
    public let id: ID<CoverageProof>
    public let number: String
    /// What the QR code asks the verification page for; random, so that nobody guesses another's.
    public let token: String
    public let facts: CoverageProofFacts
    public let issuedAt: Instant
    public let issuedOn: CalendarDay

    public init(
        id: ID<CoverageProof>, number: String, token: String, facts: CoverageProofFacts, issuedAt: Instant,
        issuedOn: CalendarDay
    ) {
        self.id = id
        self.number = number
        self.token = token
        self.facts = facts
        self.issuedAt = issuedAt
        self.issuedOn = issuedOn
    }

    /// The path behind the QR code.
    public var verificationPath: String { "/verify/coverage/\(token)" }
}

/// What a proof says, kept sealed as it was on the day of issue.
public struct CoverageProofFacts: Hashable, Sendable, Codable {
    public let name: String
    public let documentType: String
    /// Masked: the paper goes through many hands.
    public let documentNumber: String
    public let memberNumber: String
    public let unitName: String
    public let year: Int
    public let plan: String
    public let period: DayWindow
    public let enrolment: String
    public let cityName: String
    public let signatory: String
    /// Scheme and host before the verification path; empty when the instance has no public address.
    public let publicAddress: String

    public init(_ coverage: Coverage, cityName: String, signatory: String, publicAddress: String) {
        name = coverage.name
        documentType = coverage.document.type.rawValue
        documentNumber = coverage.document.masked
        memberNumber = coverage.number
        unitName = coverage.unitName
        year = coverage.year
        plan = coverage.plan
        period = coverage.period
        enrolment = coverage.enrolment
        self.cityName = cityName
        self.signatory = signatory
        self.publicAddress = publicAddress
    }
}

/// What whoever holds a proof learns of it: whether it is ours and holds, whom it is for not at all.
public struct CoverageProofStanding: Hashable, Sendable {
    public let number: String
    public let year: Int
    public let plan: String
    public let period: DayWindow
    public let issuedOn: CalendarDay
    public let validity: Validity

    public enum Validity: Hashable, Sendable {
        case valid
        /// Its days have not begun.
        case ahead
        /// Its days are over; it was true.
        case ended
        /// The coverage has been taken back since.
        case revoked
    }

    public init(
        number: String, year: Int, plan: String, period: DayWindow, issuedOn: CalendarDay, status: CoverageStatus,
        today: CalendarDay
    ) {
        self.number = number
        self.year = year
        self.plan = plan
        self.period = period
        self.issuedOn = issuedOn
        validity =
            switch (status, period.position(of: today)) {
            case (.lapsed, _), (.provisional, _), (.voided, _): .revoked
            case (.inForce, .before): .ahead
            case (.inForce, .inside): .valid
            case (.inForce, .after): .ended
            }
    }
}

/// Why no proof is issued.
public enum CoverageProofRefusal: Error, Hashable, Sendable {
    /// The district's voucher is not accepted yet; nobody proves what is not certain.
    case provisional
    case lapsed
    case voided
}
