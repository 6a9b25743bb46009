import DatabaseKit
import Domain
import Store
package import UseCases

/// A federation of the real city's size: sixty thousand unions, ninety-one thousand enterprises, one district with five
/// thousand unions directly under it, and the numbers of members that a roll would leave behind.
package struct LargeFederation: Sendable {
    package static let unions = 60_000
    package static let enterprises = 91_000
    /// Directly under the first district.
    package static let level = 5_000
    private static let districts = 16
    private static let subdistricts = 19
    /// Of the class 关联企业 in each union.
    private static let members = 14
    package static let largeDistrict = "示例一区总工会"

    let platform: UseCases.Platform

    package init(_ platform: UseCases.Platform) {
        self.platform = platform
    }

    package func generate() async throws {
        guard let day = CalendarDay(World.demoDay) else { throw Refusal.notFound }
        let root = try await platform.database.write { transaction in
            let unions = UnionStore(transaction)
            let root = try unions.insert(
                name: "示例市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            try Federation.writeYear(2024, transaction)
            try Federation.writeSettings(mode: "rehearsal", businessDate: day.description, transaction)
            var plan = Plan()
            for district in 0..<Self.districts {
                let name = district == 0 ? Self.largeDistrict : "示例\(district + 1)区总工会"
                let made = try unions.insert(
                    name: name, code: plan.code(), kind: .districtFederation, under: root.id)
                if district == 0 {
                    for _ in 0..<Self.level { try base(under: made, &plan, transaction) }
                    continue
                }
                for street in 0..<Self.subdistricts {
                    let under = try unions.insert(
                        name: "示例\(district + 1)区\(street + 1)街道总工会", code: plan.code(),
                        kind: .subdistrictFederation, under: made.id)
                    for _ in 0..<plan.share(district, street) { try base(under: under, &plan, transaction) }
                }
            }
            return root
        }
        try await Accounts(platform).create(
            [
                Accounts.NewAccount(
                    name: CityGenerator.accounts.centre, displayName: "centre", union: root.id, roles: [.centre],
                    password: World.password)
            ], now: day.start)
    }

    /// What is still to be made, so that both totals come out.
    private struct Plan {
        var serial = 1
        var base = 0
        var enterprises = 0
        /// All unions without the city, its districts and subdistricts.
        let total =
            LargeFederation.unions - 1 - LargeFederation.districts - (LargeFederation.districts - 1)
            * LargeFederation.subdistricts

        mutating func code() -> String {
            serial += 1
            return "3199" + String(String(100_000_000 + serial).dropFirst())
        }

        /// How many base unions the subdistrict gets, of what the first district leaves.
        func share(_ district: Int, _ street: Int) -> Int {
            let parts = (LargeFederation.districts - 1) * LargeFederation.subdistricts
            let position = (district - 1) * LargeFederation.subdistricts + street
            let rest = total - LargeFederation.level
            return rest * (position + 1) / parts - rest * position / parts
        }

        /// Enterprises of the union that comes next: one of a committee, the rest among the joint unions, none of a branch.
        mutating func next() -> (number: Int, kind: UnionKind, enterprises: Int) {
            defer { base += 1 }
            let kind: UnionKind =
                base % 20 == 13 || base == total - 1 ? .jointUnion : base % 20 == 7 ? .branch : .unionCommittee
            let covered =
                switch kind {
                case .jointUnion: LargeFederation.enterprises * (base + 1) / total - enterprises
                case .unionCommittee: 1
                default: 0
                }
            enterprises += covered
            return (base, kind, covered)
        }
    }

    private func base(under parent: Union, _ plan: inout Plan, _ transaction: any Transaction) throws {
        let (number, kind, enterprises) = plan.next()
        let unions = UnionStore(transaction)
        let union = try unions.insert(
            name: "虚构\(number + 1)号公司工会委员会", code: plan.code(), kind: kind, under: parent.id)
        var first: Enterprise?
        for serial in 0..<enterprises {
            let code = CreditCode.make(
                department: "91", area: "319901",
                organisation: String(String(100_000_000 + plan.enterprises - enterprises + serial).dropFirst()))
            let enterprise = try unions.insertEnterprise(
                name: "虚构\(number + 1)号\(serial + 1)公司", code: code?.rawValue ?? "", union: union.id)
            first = first ?? enterprise
        }
        // As the acts on members would leave it.
        let unit = try unions.unit(of: union, enterprise: first)
        try transaction.execute(
            "INSERT INTO unit_tally (unit_id, path, members) VALUES (\(unit.id), \(union.path), \(Self.members))")
        for (category, members) in [(MemberCategory.enterprise, Self.members), (.outsideEnterprise, number % 4)]
        where members > 0 {
            try transaction.execute(
                """
                INSERT INTO member_tally (path, category, flexible_kind, members, electronic_cards)
                VALUES (\(union.path), \(category), '', \(members), \(members / 3))
                """)
        }
    }
}
