/// 组织码: the code that a union hangs out; who scans it asks to become a member (domain, section 2).
public struct JoinCode: Hashable, Sendable {
    public let id: ID<JoinCode>
    public let union: ID<Union>
    public let unionPath: UnionPath
    /// What stands in the address; known to everybody who sees the poster.
    public let text: String
    /// The last day on which it takes applications.
    public let validThrough: CalendarDay
    public let standing: Standing

    public enum Standing: String, Hashable, Sendable, CaseIterable {
        case issued
        /// Taken back by the union; it never comes back.
        case withdrawn
    }

    /// What a list says of it.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case valid, expired, withdrawn
    }

    public init(
        id: ID<JoinCode>, union: ID<Union>, unionPath: UnionPath, text: String, validThrough: CalendarDay,
        standing: Standing
    ) {
        self.id = id
        self.union = union
        self.unionPath = unionPath
        self.text = text
        self.validThrough = validThrough
        self.standing = standing
    }

    public func state(on today: CalendarDay) -> State {
        switch standing {
        case .withdrawn: .withdrawn
        case .issued: today > validThrough ? .expired : .valid
        }
    }

    /// Days that a new code holds unless the union says otherwise, and at most.
    public static let usualDays = 365
    public static let mostDays = 3 * 365
}
