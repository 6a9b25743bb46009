/// 批量导出申请: people whom one account wants to take out in a file, to which a second authorised one consents
/// (security checklist, item 53).
///
/// It speaks of the conditions and of how many people they found. The file is made when it is fetched, by whoever has
/// asked, as long as the consent holds.
public struct ExportRequest: Hashable, Sendable {
    public let id: ID<ExportRequest>
    public let askedBy: ID<Account>
    /// The union of whoever asks.
    public let path: UnionPath
    public let list: List
    public let numbers: AlertRule.Numbers
    public let purpose: ExportPurpose
    public let people: Int
    /// By the real clock: until then it waits, or may be fetched.
    public let expiresAt: Instant
    public private(set) var status: Status

    /// Which list the people are taken from.
    public enum List: String, Hashable, Sendable, CaseIterable, Codable {
        case members, cards
        /// 给付信息: near to health.
        case benefits
        /// 参保信息, of one unit or of an area.
        case coverage
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        /// 待同意
        case waiting
        /// 已同意
        case consented
        /// 不同意
        case refused
        /// 已撤回
        case withdrawn
        /// 已到期
        case lapsed

        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.waiting, .consent): .consented
            case (.waiting, .refuse): .refused
            case (.waiting, .withdraw), (.consented, .withdraw): .withdrawn
            case (.consented, .fetch): .consented
            case (.waiting, .lapse), (.consented, .lapse): .lapsed
            case (.waiting, .fetch), (.consented, .consent), (.consented, .refuse),
                (.refused, .consent), (.refused, .refuse), (.refused, .withdraw), (.refused, .fetch),
                (.refused, .lapse),
                (.withdrawn, .consent), (.withdrawn, .refuse), (.withdrawn, .withdraw), (.withdrawn, .fetch),
                (.withdrawn, .lapse),
                (.lapsed, .consent), (.lapsed, .refuse), (.lapsed, .withdraw), (.lapsed, .fetch), (.lapsed, .lapse):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case consent, refuse, withdraw
        /// 下载
        case fetch
        /// Its time is over.
        case lapse
    }

    public init(
        id: ID<ExportRequest>, askedBy: ID<Account>, path: UnionPath, list: List, numbers: AlertRule.Numbers,
        purpose: ExportPurpose, people: Int, expiresAt: Instant, status: Status
    ) {
        (self.id, self.askedBy, self.path, self.list) = (id, askedBy, path, list)
        (self.numbers, self.purpose, self.people) = (numbers, purpose, people)
        (self.expiresAt, self.status) = (expiresAt, status)
    }

    /// Days for which it waits.
    public static let waitingDays: Int64 = 7
    /// Days for which the file may be fetched once somebody has consented.
    public static let fetchingDays: Int64 = 3
    /// Characters of what the second person says.
    public static let reasonLimit = 200
    /// So many of one account may wait at a time.
    public static let waitingLimit = 10

    /// As it is at this moment, whether or not it was tidied up since its time was over.
    public func standing(at now: Instant) -> ExportRequest {
        guard now >= expiresAt, let lapsed = status.after(.lapse) else { return self }
        var request = self
        request.status = lapsed
        return request
    }

    /// How many people the file may hold: the list may have grown a little since it was consented to.
    public var peopleAllowed: Int { people + people / 20 }

    public var detail: ExportDetail {
        switch numbers {
        case .masked: .masked
        case .whole: .whole(purpose)
        }
    }

    /// Why the actor may not do this; nil when he may: nobody consents to his own, and only he fetches it.
    public func refusal(of command: Command, by actor: Actor) -> Refusal? {
        switch command {
        case .consent, .refuse:
            if let refusal = actor.authority.refusal(of: .consentExports, on: path) { return refusal }
            if actor.account == askedBy { return .exportConsent(.own) }
        case .lapse:
            // Time alone does it.
            return .notAllowed(.viewExports, .role)
        case .withdraw, .fetch:
            if let refusal = actor.authority.refusal(of: .viewExports, on: path) { return refusal }
            guard actor.account == askedBy else { return .exportConsent(.notOwn) }
        }
        return status.after(command) == nil ? .changedMeanwhile : nil
    }

    public mutating func perform(_ command: Command, by actor: Actor) throws(Refusal) {
        if let refusal = refusal(of: command, by: actor) { throw refusal }
        guard let next = status.after(command) else { throw .changedMeanwhile }
        status = next
    }
}

/// Which requests are looked at.
public enum ExportRequestPart: String, Hashable, Sendable, CaseIterable {
    case open, closed
}

/// What stands between somebody and a consent.
public enum ExportConsentObstacle: Hashable, Sendable {
    /// Nobody consents to what he has asked himself.
    case own
    /// Only whoever has asked takes the request back or fetches the file.
    case notOwn
    /// No other account at the asker's union or above it could consent.
    case nobodyElse
    /// The account has as many requests waiting as it may.
    case tooManyWaiting
    /// The list has grown so much since that it is not what was consented to.
    case moreThanConsented(people: Int, now: Int)
}

/// So many people leave in a file only when a second one has consented: the export makes no file.
public struct ConsentNeeded: Error, Hashable, Sendable {
    public let people: Int

    public init(people: Int) {
        self.people = people
    }
}
