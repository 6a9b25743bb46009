import Domain

/// The units of a rehearsal, one for each thing that can happen to a list.
struct RehearsalCast: Sendable {
    /// The manual's example: 128 = 95 + 32 未办卡 + 1 待确认, plan A; returned and handed in again.
    let returned: UnitCast
    /// Suspects, exclusions, 全部确认, people outside the workbench; plan B.
    let varied: UnitCast
    /// Plan A+; loses somebody between submission and lock.
    let losing: UnitCast
    /// Wins that person, who stays covered elsewhere.
    let gaining: UnitCast
    /// 1,064 people in plan A+.
    let large: UnitCast
    /// 2,014 people in plan B+, in a bureau of its own.
    let largest: UnitCast
    /// Returned on the last evening and never handed in again.
    let leftOut: UnitCast

    var all: [UnitCast] { [returned, varied, losing, gaining, large, largest, leftOut] }

    /// All money examples of domain 5.3.
    static let full = RehearsalCast(large: 1_064, largest: 2_014)

    /// The same year with fewer people, for tests.
    static let small = RehearsalCast(large: 12, largest: 20)

    private init(large: Int, largest: Int) {
        returned = UnitCast("shili", first: 0, [.insured: 93, .unverified: 3, .withoutCard: 32])
        varied = UnitCast(
            "yanshi", first: 1_000, outside: 5,
            [.insured: 34, .unverified: 6, .withoutCard: 12, .suspected: 4, .retired: 3, .deceased: 1])
        losing = UnitCast("haifeng", first: 2_000, [.insured: 42, .withoutCard: 5])
        gaining = UnitCast("haifeng", enterprise: 1, first: 3_000, [.insured: 21, .withoutCard: 2])
        self.large = UnitCast(
            "xinshi", first: 4_000,
            [.insured: large, .unverified: 6, .withoutCard: 28, .retired: 5, .deceased: 1])
        self.largest = UnitCast("fanben", first: 7_000, [.insured: largest, .withoutCard: 11])
        leftOut = UnitCast("yangli", first: 6_000, [.insured: 41, .unverified: 2, .withoutCard: 2])
    }
}
