/// Two units that want the same person on their lists of one plan year (domain 5.4: one person, one policy).
///
/// The unit whose current list names him holds him; the other one claims him. The centre decides, or one of the two
/// gives him up. Neither side learns who the other is.
public struct ClaimConflict: Hashable, Sendable {
    public let id: ID<ClaimConflict>
    public let year: Int
    public let person: Subject
    /// The unit whose list names him.
    public let holder: Side
    /// The unit that wants him.
    public let claimant: Side
    public let status: Status
    /// Why it was decided so; nil unless the centre decided.
    public let reason: String?
    public let raisedAt: Instant
    public let closedAt: Instant?
    /// Who decided or gave up; empty when nobody had to.
    public let closedBy: String
    public let version: Int

    public init(
        id: ID<ClaimConflict>, year: Int, person: Subject, holder: Side, claimant: Side, status: Status,
        reason: String?, raisedAt: Instant, closedAt: Instant?, closedBy: String, version: Int
    ) {
        self.id = id
        self.year = year
        self.person = person
        self.holder = holder
        self.claimant = claimant
        self.status = status
        self.reason = reason
        self.raisedAt = raisedAt
        self.closedAt = closedAt
        self.closedBy = closedBy
        self.version = version
    }

    /// The one whom both want.
    public struct Subject: Hashable, Sendable {
        public let id: ID<Person>
        public let name: String
        /// Opened; whoever shows it masks it.
        public let document: IdentityDocument
        public let socialInsurance: SocialInsuranceStatus

        public init(
            id: ID<Person>, name: String, document: IdentityDocument, socialInsurance: SocialInsuranceStatus
        ) {
            self.id = id
            self.name = name
            self.document = document
            self.socialInsurance = socialInsurance
        }
    }

    /// One of the two, as the centre sees it.
    public struct Side: Hashable, Sendable {
        public let enrolment: ID<UnitEnrolment>
        public let unit: ID<EnrollingUnit>
        public let member: ID<Member>
        public let memberNumber: String
        public let workplace: String
        public let joinedOn: CalendarDay
        /// nil while the membership is open.
        public let leftOn: CalendarDay?
        public let unitName: String
        public let unionName: String
        public let path: UnionPath
        /// Of the list: its number, state, version and heads, and when it was handed in.
        public let number: String
        public let status: UnitEnrolment.Status
        public let listVersion: Int
        public let heads: Int
        public let submittedAt: Instant?

        public init(
            enrolment: ID<UnitEnrolment>, unit: ID<EnrollingUnit>, member: ID<Member>, memberNumber: String,
            workplace: String, joinedOn: CalendarDay, leftOn: CalendarDay?, unitName: String, unionName: String,
            path: UnionPath, number: String, status: UnitEnrolment.Status, listVersion: Int, heads: Int,
            submittedAt: Instant?
        ) {
            self.enrolment = enrolment
            self.unit = unit
            self.member = member
            self.memberNumber = memberNumber
            self.workplace = workplace
            self.joinedOn = joinedOn
            self.leftOn = leftOn
            self.unitName = unitName
            self.unionName = unionName
            self.path = path
            self.number = number
            self.status = status
            self.listVersion = listVersion
            self.heads = heads
            self.submittedAt = submittedAt
        }

        /// Whether the list can still lose or gain somebody.
        public var isOpen: Bool {
            switch status {
            case .submitted, .endorsed, .approved, .returned, .draft, .notStarted: true
            case .locked, .inForce, .lapsed, .declined, .leftOut: false
            }
        }
    }

    public enum Party: String, Hashable, Sendable, CaseIterable, Codable {
        case holder, claimant

        public var other: Party {
            switch self {
            case .holder: .claimant
            case .claimant: .holder
            }
        }
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case open
        /// The centre decided for the unit that held him.
        case holder
        /// The centre decided for the unit that claimed him.
        case claimant
        case holderYielded = "holder-yielded"
        case claimantYielded = "claimant-yielded"
        /// One of the two lists no longer asks for him, so there is nothing left to decide.
        case settled

        /// Who has him, where somebody said so.
        public var winner: Party? {
            switch self {
            case .holder, .claimantYielded: .holder
            case .claimant, .holderYielded: .claimant
            case .open, .settled: nil
            }
        }
    }

    /// Longest reason, in characters.
    public static let reasonLimit = 200

    public func side(_ party: Party) -> Side {
        switch party {
        case .holder: holder
        case .claimant: claimant
        }
    }

    /// Whom the centre is proposed to decide for: the unit that he still belongs to, else the one that was first.
    ///
    /// Who pays the social insurance goes before that, but the registers do not name the employer; the centre asks.
    public var proposal: Party { holder.leftOn != nil && claimant.leftOn == nil ? .claimant : .holder }

    /// Why he cannot be given to this side, or nil.
    ///
    /// A list that has been locked keeps its people; what is wrong with it is corrected afterwards.
    public func refusal(of winner: Party) -> Refusal? {
        guard status == .open else { return .changedMeanwhile }
        switch winner {
        case .holder: return nil
        case .claimant: return holder.isOpen && claimant.isOpen ? nil : .conflictLocked
        }
    }
}
