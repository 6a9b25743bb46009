import Domain

/// Who belongs to one unit of the invented federation, so many of each kind.
struct UnitCast: Sendable {
    /// The union's key in `World.unions`, which is its clerk's account too.
    let union: String
    /// Which of the union's enterprises the unit is.
    let enterprise: Int
    /// The serial of the unit's first person; casts keep a distance of some thousands.
    let first: Int
    let counts: [Part: Int]
    /// Members of the class 企业外入会, who are not in the workbench.
    let outside: Int

    init(_ union: String, enterprise: Int = 0, first: Int, outside: Int = 0, _ counts: [Part: Int]) {
        self.union = union
        self.enterprise = enterprise
        self.first = first
        self.outside = outside
        self.counts = counts
    }

    /// What is known of people before the season of enrolment begins, in the order of the unit's list.
    enum Part: CaseIterable, Sendable {
        case deceased, retired
        /// Past the statutory day since the register was closed.
        case suspected
        /// With a card, but unknown to the social-insurance register.
        case unverified
        case insured
        /// Insured, without a card.
        case withoutCard
        /// The same, with a document that has expired, and with too short an address: no card can be ordered.
        case expired, badlyAddressed
    }

    var size: Int { counts.values.reduce(0, +) }

    func people(_ parts: [Part] = Part.allCases) -> [InventedPerson] {
        parts.flatMap { part -> [InventedPerson] in
            let before = Part.allCases.prefix { $0 != part }.reduce(0) { $0 + counts[$1, default: 0] }
            return (0..<counts[part, default: 0]).map { person(first + before + $0, part) }
        }
    }

    var outsiders: [InventedPerson] {
        (0..<outside).map { InventedPerson(first + size + $0) }
    }

    private func person(_ serial: Int, _ part: Part) -> InventedPerson {
        switch part {
        case .deceased, .unverified, .insured, .withoutCard:
            InventedPerson(serial)
        case .expired:
            InventedPerson(serial, expiry: CalendarDay(year: 2023, month: 6, day: 30).map { .date($0) })
        case .badlyAddressed:
            InventedPerson(serial, address: "示例路8号")
        case .retired:
            InventedPerson(serial, sex: .male, birth: CalendarDay(year: 1962, month: 5, day: 1 + serial % 28))
        case .suspected:
            InventedPerson(serial, sex: .male, birth: CalendarDay(year: 1963, month: 10, day: 1 + serial % 28))
        }
    }
}

extension World {
    /// The demonstration: among others the unit of the manual's example, 128 = 95 + 32 未办卡 + 1 待确认.
    static let demoCast: [UnitCast] = [
        UnitCast("shili", first: 0, [.insured: 95, .unverified: 1, .withoutCard: 32]),
        UnitCast(
            "yanshi", first: 1_000, outside: 5,
            [
                .insured: 134, .unverified: 6, .withoutCard: 10, .expired: 1, .badlyAddressed: 1, .suspected: 4,
                .retired: 3, .deceased: 1,
            ]),
        UnitCast("haifeng", first: 2_000, [.insured: 191, .unverified: 4, .withoutCard: 15]),
        UnitCast("haifeng", enterprise: 1, first: 3_000, [.insured: 81, .withoutCard: 5]),
        UnitCast(
            "xinshi", first: 4_000,
            [
                .insured: 1_064, .unverified: 6, .withoutCard: 26, .expired: 1, .badlyAddressed: 1, .retired: 5,
                .deceased: 1,
            ]),
        UnitCast("yangli", first: 6_000, [.insured: 41, .unverified: 2, .withoutCard: 2]),
        UnitCast("fanben", first: 7_000, [.insured: 58, .withoutCard: 2]),
    ]
}
