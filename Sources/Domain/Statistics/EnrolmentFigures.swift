/// What the lists of 集中参保 of a subtree add up to, state by state, with the units of which nothing has been heard
/// (domain 5.6 and 7, monitor).
public struct EnrolmentFigures: Hashable, Sendable {
    /// Units in one state, with what their current lists add up to.
    public struct Part: Hashable, Sendable {
        public var units: Int
        public var heads: Int
        public var amounts: Amounts

        public init(units: Int = 0, heads: Int = 0, amounts: Amounts = .zero) {
            self.units = units
            self.heads = heads
            self.amounts = amounts
        }

        public static func + (left: Part, right: Part) -> Part {
            Part(
                units: left.units + right.units, heads: left.heads + right.heads,
                amounts: left.amounts + right.amounts)
        }
    }

    /// Units that have people to enrol and no list yet, with these people, whatever bucket they are in.
    public struct Silent: Hashable, Sendable {
        public var units: Int
        public var members: Int

        public init(units: Int = 0, members: Int = 0) { (self.units, self.members) = (units, members) }

        public static func + (left: Silent, right: Silent) -> Silent {
            Silent(units: left.units + right.units, members: left.members + right.members)
        }
    }

    private var parts: [UnitEnrolment.Status: Part]
    public var silent: Silent

    public init(_ parts: [UnitEnrolment.Status: Part] = [:], silent: Silent = Silent()) {
        self.parts = parts.filter { $0.value != Part() }
        self.silent = silent
    }

    public mutating func add(_ part: Part, in status: UnitEnrolment.Status) {
        let sum = (parts[status] ?? Part()) + part
        parts[status] = sum == Part() ? nil : sum
    }

    public static func + (left: EnrolmentFigures, right: EnrolmentFigures) -> EnrolmentFigures {
        var sum = left
        sum.silent = sum.silent + right.silent
        for (status, part) in right.parts { sum.add(part, in: status) }
        return sum
    }

    public subscript(status: UnitEnrolment.Status) -> Part { parts[status] ?? Part() }

    /// The units of a state as the monitor tells them apart; the silent ones have not begun.
    public subscript(state: MonitorState) -> Int {
        state.statuses.reduce(state == .open ? silent.units : 0) { $0 + self[$1].units }
    }

    /// What stands: handed in and neither taken back nor lapsed.
    public var standing: Part {
        UnitEnrolment.Status.allCases.filter(\.claims).reduce(Part()) { $0 + self[$1] }
    }

    /// Units that are to enrol (应参保): all that have people, without those that declined.
    public var due: Int {
        MonitorState.allCases.filter { $0 != .declined }.reduce(0) { $0 + self[$1] }
    }

    /// Units that have not handed in, or were given their list back.
    public var late: Int { self[.open] + self[.returned] }

    /// Handed in of a thousand that are to enrol, rounded down so that 100.0% means all; nil where none is.
    public var permille: Int? { due > 0 ? standing.units * 1_000 / due : nil }

    public var isEmpty: Bool { parts.isEmpty && silent == Silent() }
}

/// The states of a unit that the monitor tells apart; each unit is in exactly one.
public enum MonitorState: String, Hashable, Sendable, CaseIterable {
    /// Begun or not, but not handed in.
    case open
    case returned
    /// Waits for a reviewer.
    case pending
    /// Waits for the district to hand it in.
    case approved
    /// With the centre, not paid for yet.
    case locked
    case inForce = "in-force"
    case lapsed
    case leftOut = "left-out"
    case declined

    public init(_ status: UnitEnrolment.Status) {
        self =
            switch status {
            case .notStarted, .draft: .open
            case .returned: .returned
            case .submitted, .endorsed: .pending
            case .approved: .approved
            case .locked: .locked
            case .inForce: .inForce
            case .lapsed: .lapsed
            case .leftOut: .leftOut
            case .declined: .declined
            }
    }

    public var statuses: [UnitEnrolment.Status] {
        UnitEnrolment.Status.allCases.filter { MonitorState($0) == self }
    }
}

/// How many stand on lists at the end of each day; days on which nothing changed are left out.
public struct EnrolmentCurve: Hashable, Sendable {
    public struct Point: Hashable, Sendable {
        public let day: CalendarDay
        public let heads: Int

        public init(_ day: CalendarDay, _ heads: Int) { (self.day, self.heads) = (day, heads) }
    }

    public let points: [Point]

    /// - Parameter changes: by how many people each day has changed the lists, in any order.
    public init(changes: [CalendarDay: Int]) {
        var heads = 0
        points = changes.sorted { $0.key < $1.key }.map { day, change in
            heads += change
            return Point(day, heads)
        }
    }

    /// People on lists at the end of a day.
    public func heads(on day: CalendarDay) -> Int { points.last { $0.day <= day }?.heads ?? 0 }
}
