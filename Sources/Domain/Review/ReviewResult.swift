/// One list as the reviewer saw it: a decision is about a version, not about whatever came after.
public struct ReviewedVersion: Hashable, Sendable, Codable {
    public let enrolment: ID<UnitEnrolment>
    public let version: Int

    public init(enrolment: ID<UnitEnrolment>, version: Int) {
        self.enrolment = enrolment
        self.version = version
    }

    /// Reads `123-2`, as the forms carry it.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = ID<UnitEnrolment>(parts[0]), let version = Int(parts[1]), version > 0
        else { return nil }
        self.init(enrolment: id, version: version)
    }

    public var text: String { "\(enrolment)-\(version)" }
}

/// What an act on several lists did to each: 成功 n / 跳过 n with reasons.
public struct ReviewResult: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        public let enrolment: ID<UnitEnrolment>
        public let unit: String
        public let heads: Int
        public let premium: Money
        /// nil where it was done.
        public let refusal: Refusal?

        public init(
            enrolment: ID<UnitEnrolment>, unit: String, heads: Int, premium: Money, refusal: Refusal? = nil
        ) {
            self.enrolment = enrolment
            self.unit = unit
            self.heads = heads
            self.premium = premium
            self.refusal = refusal
        }
    }

    public let command: UnitEnrolment.Command
    public let items: [Item]

    public init(command: UnitEnrolment.Command, items: [Item]) {
        self.command = command
        self.items = items
    }

    public var done: [Item] { items.filter { $0.refusal == nil } }
    public var skipped: [Item] { items.filter { $0.refusal != nil } }
}
