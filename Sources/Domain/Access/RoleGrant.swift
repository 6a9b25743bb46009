/// A role that an account was given, and the days on which it holds (domain, section 2).
///
/// The days are the real clock's, as those of sessions and hand-overs are: a rehearsal's calendar gives nobody a role
/// and takes none away.
public struct RoleGrant: Hashable, Sendable {
    public let role: Role
    /// The first day; nil for from the beginning.
    public let from: CalendarDay?
    /// The last day, itself included; nil for until it is taken back.
    public let until: CalendarDay?

    /// Where a day stands to those of the grant.
    public enum Standing: Hashable, Sendable, CaseIterable {
        case ahead, inForce, over
    }

    public init(_ role: Role, from: CalendarDay? = nil, until: CalendarDay? = nil) {
        (self.role, self.from, self.until) = (role, from, until)
    }

    public func standing(on day: CalendarDay) -> Standing {
        if let until, until < day { return .over }
        if let from, day < from { return .ahead }
        return .inForce
    }

    /// Whether there is a day on which both hold.
    public func meets(_ other: RoleGrant) -> Bool {
        let begin = max(from ?? .earliest, other.from ?? .earliest)
        let end = min(until ?? .latest, other.until ?? .latest)
        return begin <= end
    }

    /// What a wish amounts to: without a first day a role that is held goes on since it began, any other begins today.
    public func taking(over held: RoleGrant?, on today: CalendarDay) -> RoleGrant {
        guard from == nil else { return self }
        switch held?.standing(on: today) {
        case .inForce?: return RoleGrant(role, from: held?.from, until: until)
        case .ahead?, .over?, nil: return RoleGrant(role, from: today, until: until)
        }
    }

    /// The same role on the days of either and those between them, for who takes a duty over and has it already.
    public func joined(with other: RoleGrant) -> RoleGrant {
        var first: CalendarDay?
        if let from, let begun = other.from { first = min(from, begun) }
        var last: CalendarDay?
        if let until, let ended = other.until { last = max(until, ended) }
        return RoleGrant(role, from: first, until: last)
    }
}

extension Sequence<RoleGrant> {
    /// The roles that hold on a day.
    public func roles(on day: CalendarDay) -> Set<Role> {
        Set(filter { $0.standing(on: day) == .inForce }.map(\.role))
    }

    /// What holds on a day or will.
    public func lasting(on day: CalendarDay) -> [RoleGrant] {
        filter { $0.standing(on: day) != .over }
    }

    /// These and those of a duty that is handed over; a role that both have is one.
    public func joined(with duty: some Sequence<RoleGrant>) -> [RoleGrant] {
        var all: [Role: RoleGrant] = [:]
        for grant in Array(self) + Array(duty) {
            all[grant.role] = all[grant.role].map { $0.joined(with: grant) } ?? grant
        }
        return Role.allCases.compactMap { all[$0] }
    }
}
