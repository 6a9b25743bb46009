public import Domain

/// The addresses under 参保信息管理.
///
/// 集中参保办理 is about the unit that the account acts for, so its steps carry no key; a submitted list does.
public enum EnrolmentPath: Hashable, Sendable {
    /// 集中参保办理: the six steps.
    case tasks
    case roster
    case lastYear
    case acknowledgement
    case people
    case retirement
    case retirementMarks
    case retirementWithdrawals
    case plan
    case check
    case submission
    case withdrawal
    case declining
    case exclusions
    case restorations
    /// 集中参保待确认名单.
    case confirmations
    case confirmation(ID<Member>)
    case confirmAll
    case lookUp
    /// 一人一保: people whom another unit wants too.
    case conflicts
    case conflict(ID<ClaimConflict>)
    case conflictYielding(ID<ClaimConflict>)
    case result(ID<EnrolmentVersion>)
    case submittedPeople(ID<EnrolmentVersion>)
    /// 各版名单.
    case versions(ID<EnrolmentVersion>)
    /// The people of one entry of 即时参保, to be handed in.
    case instant(InstantEntry)
    case instantList(ID<UnitEnrolment>)
    case instantAgain(ID<UnitEnrolment>)
    case instantWithdrawal(ID<UnitEnrolment>)
    /// 逾期失效的名单转为即时参保.
    case lapsed(ID<UnitEnrolment>)

    var segments: [String] {
        switch self {
        case .tasks: ["current"]
        case .roster: ["current", "roster"]
        case .lastYear: ["current", "last-year"]
        case .acknowledgement: ["current", "acknowledgement"]
        case .people: ["current", "people"]
        case .retirement: ["current", "retirement"]
        case .retirementMarks: ["current", "retirement", "marks"]
        case .retirementWithdrawals: ["current", "retirement", "withdrawals"]
        case .plan: ["current", "plan"]
        case .check: ["current", "check"]
        case .submission: ["current", "submission"]
        case .withdrawal: ["current", "withdrawal"]
        case .declining: ["current", "declining"]
        case .exclusions: ["current", "exclusions"]
        case .restorations: ["current", "restorations"]
        case .confirmations: ["confirmations"]
        case .confirmation(let member): ["confirmations", member.description]
        case .confirmAll: ["confirmations", "all"]
        case .lookUp: ["look-up"]
        case .conflicts: ["conflicts"]
        case .conflict(let id): ["conflicts", id.description]
        case .conflictYielding(let id): ["conflicts", id.description, "yielding"]
        case .result(let version): ["submissions", version.description]
        case .submittedPeople(let version): ["submissions", version.description, "people"]
        case .instant(let entry): ["instant", entry.rawValue]
        case .instantList(let list): ["instant", "lists", list.description]
        case .instantAgain(let list): ["instant", "lists", list.description, "again"]
        case .instantWithdrawal(let list): ["instant", "lists", list.description, "withdrawal"]
        case .lapsed(let list): ["lapsed", list.description]
        case .versions(let version): ["submissions", version.description, "comparison"]
        }
    }
}
