/// Something in the log that an audit administrator should look at (告警; security checklist, item 38).
public struct Alert: Hashable, Sendable {
    public let id: ID<Alert>
    public let kind: Kind
    /// Where it belongs: the account's union, or the city's.
    public let union: String
    public let path: UnionPath
    /// The account that it is about; nil when it is about an address or about all.
    public let account: String?
    public let person: String?
    public let address: String?
    /// So many attempts, people or places, as the kind says.
    public let amount: Int
    public let firstAt: Instant
    public let lastAt: Instant
    public let settlement: Settlement?

    /// What was found out, by whom and when.
    public struct Settlement: Hashable, Sendable {
        public let at: Instant
        public let by: String
        public let remark: String

        public init(at: Instant, by: String, remark: String) {
            (self.at, self.by, self.remark) = (at, by, remark)
        }
    }

    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Many failed logins of one account.
        case failedLogins = "failed-logins"
        /// Many failed logins from one address, of whatever accounts.
        case guessing
        /// Several accounts were locked within a short time.
        case locks
        /// An account has looked at nearly as many members as it may in a day.
        case disclosuresNear = "disclosures-near"
        /// It has looked at as many as it may.
        case disclosuresSpent = "disclosures-spent"
        /// Many people were taken out in files in one day.
        case massExport = "mass-export"
        /// An administrator or the centre has logged in at night.
        case nightLogin = "night-login"
        /// The audit log is not what was written.
        case chainBroken = "chain-broken"
    }

    /// Longest remark of a settlement, in characters.
    public static let remarkLimit = 200

    /// Why this actor may not settle the alert, though he sees it: nobody looks after himself.
    public func refusal(of actor: Actor) -> Refusal? {
        account == actor.name ? .notAllowed(.watchAlerts, .ownAlert) : nil
    }

    public init(
        id: ID<Alert>, kind: Kind, union: String, path: UnionPath, account: String?, person: String?,
        address: String?, amount: Int, firstAt: Instant, lastAt: Instant, settlement: Settlement?
    ) {
        (self.id, self.kind, self.union, self.path) = (id, kind, union, path)
        (self.account, self.person, self.address, self.amount) = (account, person, address, amount)
        (self.firstAt, self.lastAt, self.settlement) = (firstAt, lastAt, settlement)
    }
}

/// Which alerts a list shows.
public enum AlertPart: String, Hashable, Sendable, CaseIterable {
    case open, settled
}

/// From when on something is worth an alert.
///
/// Times are the real clock's.
public enum AlertRule {
    /// So many within so many minutes, counted from the last full such time: of two halves of an attack at a border
    /// each counts for itself.
    public struct Threshold: Hashable, Sendable {
        public let amount: Int
        public let minutes: Int64

        /// When the time began that this moment is counted to.
        public func start(at now: Instant) -> Instant {
            let length = minutes * 60_000
            let within = now.milliseconds % length
            return now.adding(milliseconds: -(within < 0 ? within + length : within))
        }
    }

    /// Twice what locks an account.
    public static let failedLogins = Threshold(amount: 10, minutes: 60)
    /// One office behind one address mistypes less.
    public static let guessing = Threshold(amount: 20, minutes: 10)
    public static let locks = Threshold(amount: 5, minutes: 10)

    /// So many members may one account look at in full on one civil day (查看完整).
    public static let disclosuresPerDay = 100
    /// From so many on an alert says that the day's number is nearly used.
    public static let disclosuresNear = 80

    /// From this weight on, what an account takes out in files in one civil day is worth an alert: 500 people with whole
    /// numbers, or 5,000 with masked ones, in one file or in many.
    public static let massExport = 5_000
    /// So many people may still leave in one file without a second person's consent (`ExportRequest`), on a day on which
    /// files of this weight have left without it.
    public static func peopleWithoutConsent(_ numbers: Numbers, after before: Int) -> Int {
        max(0, massExport - 1 - before) / weight(of: numbers)
    }

    /// So much may one account take out in a day: 100,000 people with whole numbers, a whole district once.
    public static let exportsPerDay = 1_000_000

    /// What one person in a file counts.
    public static func weight(of numbers: Numbers) -> Int {
        switch numbers {
        case .whole: 10
        case .masked: 1
        }
    }

    public enum Numbers: String, Hashable, Sendable, CaseIterable, Codable {
        case whole, masked
    }

    /// Between ten in the evening and six in the morning nobody works here, least of all an administrator.
    public static func isNightLogin(at now: Instant, roles: Set<Role>) -> Bool {
        (now.hour >= 22 || now.hour < 6) && roles.contains { $0.isAdministrator || $0 == .centre }
    }
}
