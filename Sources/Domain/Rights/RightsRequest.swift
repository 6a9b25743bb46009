/// 个人信息请求: what a person asks about his own data, by whichever way he came, with the day by which he is answered.
///
/// The rights are those of the Personal Information Protection Law, articles 44 to 50. What is done is done with the
/// platform's own means; here stands that it was asked, when it was due, and what the answer was.
public struct RightsRequest: Hashable, Sendable {
    public let id: ID<RightsRequest>
    /// QL + yyyymmdd + 4 digits.
    public let number: String
    public let kind: Kind
    public let member: ID<Member>
    /// The path of the union that has taken it in, and answers it.
    public let path: UnionPath
    public let receivedOn: CalendarDay
    public let due: CalendarDay
    public private(set) var status: Status

    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// 查询
        case access
        /// 复制
        case copy
        /// 更正
        case correction
        /// 删除或限制
        case restriction
        /// 撤回同意
        case withdrawal
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// 待答复
        case open
        /// 已办理
        case fulfilled
        /// 不予办理
        case refused

        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.open, .fulfil): .fulfilled
            case (.open, .refuse): .refused
            case (.fulfilled, .fulfil), (.fulfilled, .refuse), (.refused, .fulfil), (.refused, .refuse): nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case fulfil, refuse
    }

    public init(
        id: ID<RightsRequest>, number: String, kind: Kind, member: ID<Member>, path: UnionPath,
        receivedOn: CalendarDay, due: CalendarDay, status: Status
    ) {
        (self.id, self.number, self.kind, self.member, self.path) = (id, number, kind, member, path)
        (self.receivedOn, self.due, self.status) = (receivedOn, due, status)
    }

    /// The event that begins its history; the commands are the others.
    public static let recorded = "rights-recorded"
    /// Within so many working days a person is answered.
    public static let workingDays = 15
    /// Characters of what was asked, and of the answer.
    public static let textLimit = 500
    /// Days for which the texts of what was answered are kept.
    public static let retentionDays: Int64 = 3 * 365

    public static func number(on day: CalendarDay, serial: Int64) -> String {
        let text = String(serial)
        return "QL" + day.compact + String(repeating: "0", count: max(0, 4 - text.count)) + text
    }

    public func isOverdue(on today: CalendarDay) -> Bool { status == .open && due < today }

    /// - Throws: `Refusal.changedMeanwhile` for one that is answered.
    public mutating func perform(_ command: Command) throws(Refusal) {
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// Which requests are looked at.
public enum RightsPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}
