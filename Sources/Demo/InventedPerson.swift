public import Domain

/// Somebody who does not exist: number of the unassigned area 3199xx, phone 199…, a name of stems and branches.
///
/// Equal serials give equal people, so that a file can be written again.
public struct InventedPerson: Hashable, Sendable {
    public let serial: Int
    public let name: String
    public let document: IdentityDocument
    public let sex: Sex
    public let phone: String
    /// Of the workplace: 工作单位详细地址.
    public let address: String

    /// - Parameters:
    ///   - serial: 0 and up; two people differ by it.
    ///   - birth: the usual birth years make nobody retire before 2028.
    ///   - expiry: of the document; the usual one fits the birth.
    ///   - address: the usual one is long enough for a card.
    public init(
        _ serial: Int, sex: Sex? = nil, birth: CalendarDay? = nil, expiry: IdentityDocument.Expiry? = nil,
        address: String = "示例市东海区虚构路一百号"
    ) {
        let serial = max(0, serial)
        let chosen = sex ?? (serial.isMultiple(of: 2) ? .female : .male)
        let born =
            birth
            ?? CalendarDay(year: 1980 + serial % 17, month: 1 + serial % 12, day: 1 + serial % 28) ?? .earliest
        self.serial = serial
        self.sex = chosen
        self.address = address
        name = Self.name(serial)
        phone = "199" + Self.digits(serial, 8)
        let area = "3199" + Self.digits(10 + serial / 500 % 90, 2)
        let number = ResidentIdentityNumber.make(
            area: area, birth: born, serial: serial % 500 * 2 + (chosen == .male ? 1 : 0))
        document = IdentityDocument(
            type: .residentIdentityCard, number: number?.text ?? "",
            expiry: expiry ?? Self.expiry(of: born))
    }

    /// A card issued in 2018 or, to those who were 46 then, for life.
    private static func expiry(of birth: CalendarDay) -> IdentityDocument.Expiry {
        guard let issued = CalendarDay(year: 2018, month: 7, day: 1) else { return .longTerm }
        let term = DocumentValidity.issued(atAge: birth.years(until: issued))
        return term.years.map { .date(issued.adding(years: $0)) } ?? .longTerm
    }

    // MARK: Names

    private static let stems = Array("甲乙丙丁戊己庚辛壬癸")
    private static let branches = Array("子丑寅卯辰巳午未申酉戌亥")
    private static let mansions = Array("角亢氐房心尾箕斗牛女虚危室壁奎娄胃昴毕觜参井鬼柳星张翼轸")

    /// 会员甲 … 会员癸, then two characters, then three: 3,490 names before one comes again.
    static func name(_ serial: Int) -> String {
        if serial < stems.count { return "会员\(stems[serial])" }
        let rest = serial - stems.count
        let pair = "会员\(stems[rest % stems.count])\(branches[rest / stems.count % branches.count])"
        let round = rest / (stems.count * branches.count)
        return round == 0 ? pair : "\(pair)\(mansions[(round - 1) % mansions.count])"
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
