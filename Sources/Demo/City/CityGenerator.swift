import DatabaseKit
import Domain
import Store
public import UseCases

/// Writes an invented city into an empty database, which it marks as a rehearsal's.
///
/// Members stand there as after their import: with documents, sealed fields, blind indexes and the standing of the
/// register; nine of ten have a card. The history has one entry for each.
public struct CityGenerator: Sendable {
    let platform: Platform
    let city: InventedCity

    public init(_ platform: Platform, _ city: InventedCity) {
        self.platform = platform
        self.city = city
    }

    /// The account of the largest union's clerk, and of the two who stand above him.
    public static let accounts = (clerk: "clerk", reviewer: "reviewer", officer: "officer", centre: "centre")

    /// Members per transaction.
    private static let chunk = 10_000

    /// - Throws: `Refusal.notDemo` for a database that is not empty.
    public func generate(businessDate: String, year: Int) async throws {
        guard let day = CalendarDay(businessDate) else { throw Refusal.notFound }
        let places = try await found(day, year: year)
        try await members(places, on: day)
    }

    /// A base union with what its members need.
    struct Place: Sendable {
        let union: Union
        let enterprise: ID<Enterprise>
        let unit: EnrollingUnit
        let first: Int
        let size: Int
    }

    // MARK: Unions

    private func found(_ day: CalendarDay, year: Int) async throws -> [Place] {
        let (places, accounts) = try await platform.database.write { [city] transaction in
            let unions = UnionStore(transaction)
            guard try unions.root() == nil else { throw Refusal.notDemo }
            let root = try unions.insert(
                name: "示例市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            try Federation.writeYear(year, transaction)
            try Federation.writeSettings(mode: "rehearsal", businessDate: day.description, transaction)
            var places: [Place] = []
            var lineages: [[Union]] = []
            for district in 0..<city.districts {
                let made = try unions.insert(
                    name: "\(Self.ordinal(district))区总工会", code: Self.code(district, 1),
                    kind: .districtFederation, under: root.id)
                for (position, range) in city.subdistricts(of: district).enumerated() {
                    let subdistrict = try unions.insert(
                        name: "\(Self.ordinal(district))区\(position + 1)街道总工会",
                        code: Self.code(district, position + 2), kind: .subdistrictFederation, under: made.id)
                    for union in range {
                        places.append(
                            try Self.base(union, in: district, under: subdistrict, city, places.last, unions))
                        lineages.append([root, made, subdistrict])
                    }
                }
            }
            let largest = places.indices.max { places[$0].size < places[$1].size }
            return (places, largest.map { Self.accounts(of: places[$0].union, under: lineages[$0]) } ?? [])
        }
        try await Accounts(platform).create(accounts, now: day.start)
        return places
    }

    private static func base(
        _ number: Int, in district: Int, under parent: Union, _ city: InventedCity, _ before: Place?,
        _ unions: UnionStore
    ) throws -> Place {
        let name = "虚构\(number + 1)号公司"
        let code = CreditCode.make(
            department: "91", area: "319901", organisation: String(String(100_000_000 + number).dropFirst()))
        let union = try unions.insert(
            name: "\(name)工会委员会", code: Self.code(district, 100_001 + number), kind: .unionCommittee,
            under: parent.id)
        let enterprise = try unions.insertEnterprise(name: name, code: code?.rawValue ?? "", union: union.id)
        return Place(
            union: union, enterprise: enterprise.id, unit: try unions.unit(of: union, enterprise: enterprise),
            first: before.map { $0.first + $0.size } ?? 0, size: city.sizes[number])
    }

    private static func accounts(of union: Union, under lineage: [Union]) -> [Accounts.NewAccount] {
        let plans: [(String, Union?, Set<Role>)] = [
            (accounts.clerk, union, [.clerk]), (accounts.reviewer, lineage.last, [.reviewer]),
            (accounts.officer, lineage.dropFirst().first, [.districtOfficer, .reviewer]),
            (accounts.centre, lineage.first, [.centre]),
        ]
        return plans.compactMap { name, union, roles in
            union.map {
                Accounts.NewAccount(
                    name: name, displayName: name, union: $0.id, roles: roles, password: World.password)
            }
        }
    }

    private static func code(_ district: Int, _ serial: Int) -> String {
        "3199" + String(String(101 + district).dropFirst()) + String(String(1_000_000 + serial).dropFirst())
    }

    private static func ordinal(_ number: Int) -> String {
        let names = Array("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")
        return names.indices.contains(number) ? String(names[number]) : String(number + 1)
    }

    // MARK: Members

    private func members(_ places: [Place], on day: CalendarDay) async throws {
        var rest = places[...]
        var offset = 0
        while let place = rest.first {
            // A transaction has parts of one union or of several.
            var pieces: [(Place, Range<Int>)] = []
            var count = 0
            var current = place
            while count < Self.chunk {
                let range =
                    current.first
                    + offset..<min(current.first + current.size, current.first + offset + Self.chunk - count)
                pieces.append((current, range))
                count += range.count
                offset += range.count
                guard offset == current.size else { break }
                rest.removeFirst()
                offset = 0
                guard let next = rest.first else { break }
                current = next
            }
            try await platform.database.write { [pieces, city] transaction in
                for (place, range) in pieces {
                    try write(range.compactMap(city.resident), of: place, on: day, transaction)
                }
            }
        }
    }

    private func write(
        _ residents: [InventedResident], of place: Place, on day: CalendarDay, _ transaction: any Transaction
    ) throws {
        guard !residents.isEmpty else { return }
        let seal = platform.seal
        let numbers = try MemberStore(transaction, seal).takeNumbers(residents.count)
        let people = try PersonStore(transaction, seal).insert(
            residents.map { resident in
                PersonStore.Newcomer(
                    resident.entry, PersonStore.Indexes(resident.entry, seal),
                    standing: RegisterStore.Standing(status: resident.standing, asOf: day))
            })
        var joinings: [MemberStore.Joining] = []
        var cards: [ID<Person>: BankCardNumber] = [:]
        for ((resident, number), person) in zip(zip(residents, numbers), people) {
            joinings.append(
                MemberStore.Joining(
                    number: number, person: person, union: place.union.id,
                    particulars: MemberStore.Particulars(
                        unit: place.unit.id, enterprise: place.enterprise, category: .enterprise,
                        workplace: place.unit.name, address: resident.entry.address)))
            if resident.hasCard { cards[person] = SimulatedBank.card(for: number) }
        }
        let joined = try MemberStore(transaction, seal).insert(joinings, source: .batchImport, joinedOn: day)
        _ = try ServiceCardStore(transaction, seal).issue(cards, on: day)
        let actor = Actor(
            account: ID(0), name: "command", displayName: "command", union: place.union.id,
            unionName: place.union.name, kind: place.union.kind, path: place.union.path, roles: [.clerk])
        try EventStore(transaction).recordAll(
            MemberEvent.imported.rawValue, on: .member,
            joined.map { EventStore.Change(id: $0.rawValue, path: place.union.path) },
            Occasion(actor: actor, today: day, now: day.start, origin: "command"))
    }
}
