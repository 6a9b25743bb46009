public import Domain

/// The addresses of what the centre keeps for everybody.
public enum CentrePath: Hashable, Sendable {
    case planYears
    case planYear(Int)
    case planYearPublication(Int)
    case planYearExtensions(Int)
    /// 节假日管理
    case workingYears
    case workingDays(Int)
    /// 到期处理
    case deadlines
    /// 一人一保裁定
    case conflicts
    case conflict(ID<ClaimConflict>)
    case conflictDecision(ID<ClaimConflict>)
    /// 登记名单导入: 社保, 退休, 死亡.
    case registers
    case register(ID<RegisterList>)
    case registerApplication(ID<RegisterList>)
    case registerDiscard(ID<RegisterList>)
    case registerUndoing(ID<RegisterList>)

    var segments: [String] {
        switch self {
        case .planYears: ["plan-years"]
        case .planYear(let year): ["plan-years", String(year)]
        case .planYearPublication(let year): ["plan-years", String(year), "publication"]
        case .planYearExtensions(let year): ["plan-years", String(year), "extensions"]
        case .workingYears: ["working-days"]
        case .workingDays(let year): ["working-days", String(year)]
        case .deadlines: ["deadlines"]
        case .conflicts: ["conflicts"]
        case .conflict(let id): ["conflicts", id.description]
        case .conflictDecision(let id): ["conflicts", id.description, "decision"]
        case .registers: ["registers"]
        case .register(let id): ["registers", id.description]
        case .registerApplication(let id): ["registers", id.description, "application"]
        case .registerDiscard(let id): ["registers", id.description, "discard"]
        case .registerUndoing(let id): ["registers", id.description, "undoing"]
        }
    }
}
