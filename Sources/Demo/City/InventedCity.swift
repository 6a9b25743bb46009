public import Domain

/// The plan of a city of any size: how many members each base union has, and who they are.
///
/// Equal numbers and an equal seed give the same city. Nobody in it is real: identity numbers of the unassigned area
/// 3199xx with right check characters, phones 199….
public struct InventedCity: Sendable {
    public let members: Int
    public let seed: UInt64
    /// Members of each base union, all together `members`.
    public let sizes: [Int]
    let districts: Int

    /// Most members of one union, as in the real federation.
    static let largest = 50_000
    private static let mostDistricts = 16
    private static let unionsPerSubdistrict = 200

    public init(members: Int, unions: Int, seed: UInt64) {
        self.members = max(0, members)
        self.seed = seed
        let unions = max(1, unions)
        sizes = Self.sizes(members: self.members, unions: unions, seed: seed)
        districts = min(Self.mostDistricts, unions)
    }

    /// The base unions of a district, as positions in `sizes`.
    func unions(of district: Int) -> Range<Int> {
        sizes.count * district / districts..<sizes.count * (district + 1) / districts
    }

    /// The base unions of a district by subdistrict, some two hundred each.
    func subdistricts(of district: Int) -> [Range<Int>] {
        let unions = unions(of: district)
        let count = max(1, (unions.count + Self.unionsPerSubdistrict - 1) / Self.unionsPerSubdistrict)
        return (0..<count).map {
            unions.lowerBound + unions.count * $0 / count..<unions.lowerBound + unions.count * ($0 + 1) / count
        }
    }

    /// Many small unions and a few very large ones: a Pareto distribution whose mean is `members / unions`.
    private static func sizes(members: Int, unions: Int, seed: UInt64) -> [Int] {
        var random = SplitMix(seed)
        var weights = (0..<unions).map { _ in power(1 - random.fraction()) }
        // What the largest may not have goes to the others; after a few rounds nobody has too much.
        for _ in 0..<8 {
            let most = weights.reduce(0, +) * Double(largest) / Double(max(members, 1))
            guard weights.contains(where: { $0 > most }) else { break }
            for index in weights.indices where weights[index] > most { weights[index] = most }
        }
        let total = weights.reduce(0, +)
        var sum = 0.0
        var given = 0
        return weights.map { weight in
            sum += weight
            let upTo = min(members, Int((Double(members) * sum / total).rounded()))
            defer { given = max(given, upTo) }
            return max(0, upTo - given)
        }
    }

    /// `1 / rest` to the power of 7/8, by which the mean is some four times the median.
    ///
    /// Written with roots (1/2 + 1/4 + 1/8), which come out the same on every machine.
    private static func power(_ rest: Double) -> Double {
        let inverse = 1 / max(rest, 1e-9)
        let root = inverse.squareRoot()
        let fourth = root.squareRoot()
        return root * fourth * fourth.squareRoot()
    }
}

/// One member of the invented city.
public struct InventedResident: Sendable {
    public let entry: MemberEntry
    let standing: SocialInsuranceStatus
    let hasCard: Bool
}

extension InventedCity {
    private static let areas = 90
    private static let firstBirth = CalendarDay(year: 1966, month: 1, day: 1) ?? .earliest
    private static let birthDays = 13_879
    private static let expiry = IdentityDocument.Expiry.date(CalendarDay(year: 2038, month: 7, day: 1) ?? .latest)

    /// The member of this number, 0 up to 100 million; two members differ in document and phone.
    public func resident(_ number: Int) -> InventedResident? {
        let lot = SplitMix.mixed(seed &+ UInt64(number))
        let sex: Sex = lot & 1 == 0 ? .female : .male
        // The three parts of the number are a mixed-radix form of `number`, so no two are equal; the day is scattered.
        let area = 10 + number % Self.areas
        let day = number / Self.areas % Self.birthDays
        let serial = number / Self.areas / Self.birthDays
        let birth = Self.firstBirth.adding(days: (day &* 5_003 + Int(seed % 13_879)) % Self.birthDays)
        let document = ResidentIdentityNumber.make(
            area: "3199\(area)", birth: birth, serial: serial % 500 * 2 + (sex == .male ? 1 : 0))
        let phone = PhoneNumber(rawValue: "199" + String(String(100_000_000 + number % 100_000_000).dropFirst()))
        guard let document, let phone else { return nil }
        let share = lot >> 8 % 1_000
        let standing: SocialInsuranceStatus =
            switch lot >> 8 % 1_000 {
            case 0..<930: .insured
            case 930..<980: .unverified
            case 980..<995: .retired
            default: .deceased
            }
        return InventedResident(
            entry: MemberEntry(
                name: InventedPerson.name(number % 100_000), sex: sex,
                document: IdentityDocument(
                    type: .residentIdentityCard, number: document.text,
                    expiry: birth.year < 1978 ? .longTerm : Self.expiry),
                phone: phone, address: "示例市东海区虚构路\(lot >> 40 % 2_000 + 1)号"),
            standing: standing, hasCard: share % 10 != 9)
    }
}
