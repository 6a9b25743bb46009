/// Whom to call about a unit's enrolment.
public struct UnitContact: Hashable, Sendable, Codable {
    public let name: String
    public let phone: PhoneNumber

    public init(name: String, phone: PhoneNumber) {
        self.name = name
        self.phone = phone
    }

    /// - Throws: `Refusal.contactIncomplete` with the fields that are missing or malformed.
    public init(name: String, phone: String) throws(Refusal) {
        let trimmed = name.filter { !$0.isWhitespace }
        var fields: [ContactField] = []
        if trimmed.isEmpty || trimmed.count > 30 { fields.append(.name) }
        guard case .success(let number) = PhoneNumber.validate(phone), fields.isEmpty else {
            if case .failure = PhoneNumber.validate(phone) { fields.append(.phone) }
            throw .contactIncomplete(fields)
        }
        self.init(name: trimmed, phone: number)
    }
}

/// A unit that has not handed its list in, with what was done about it.
public struct LateUnit: Hashable, Sendable {
    public let unit: EnrollingUnit
    public let status: UnitEnrolment.Status
    public let contact: UnitContact?
    /// How often it was reminded this year.
    public let reminders: Int
    public let lastReminded: Instant?

    public init(
        unit: EnrollingUnit, status: UnitEnrolment.Status, contact: UnitContact?, reminders: Int,
        lastReminded: Instant?
    ) {
        self.unit = unit
        self.status = status
        self.contact = contact
        self.reminders = reminders
        self.lastReminded = lastReminded
    }
}

/// One reminder (催办), kept for good.
public struct Reminder: Hashable, Sendable {
    public let at: Instant
    public let kind: Kind
    public let union: String
    public let account: String
    public let note: String?

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// A todo of the unit; at most one a day.
        case notice
        /// Somebody was called.
        case call
    }

    public init(at: Instant, kind: Kind, union: String, account: String, note: String?) {
        self.at = at
        self.kind = kind
        self.union = union
        self.account = account
        self.note = note
    }

    /// Characters of a note.
    public static let noteLimit = 200
}

extension UnitEnrolment.Status {
    /// Whether the unit still has to act before its list can be reviewed.
    public var isLate: Bool {
        switch self {
        case .notStarted, .draft, .returned: true
        case .submitted, .endorsed, .approved, .locked, .inForce, .lapsed, .declined, .leftOut: false
        }
    }
}
