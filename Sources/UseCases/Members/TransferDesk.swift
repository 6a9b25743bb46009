import DatabaseKit
import Domain
import Store

/// Who decides a transfer, and until when it is this union's alone.
struct TransferDesk {
    /// The union whose todo it is.
    let union: ID<Union>
    let superiorFrom: CalendarDay

    init(
        _ union: ID<Union>, kind: UnionKind, standing: Union.Standing, superior: ID<Union>?,
        askedOn today: CalendarDay, days: Int
    ) {
        let hasClerk = TransferPeriod.hasClerk(kind, standing)
        self.union = hasClerk ? union : superior ?? union
        superiorFrom = TransferPeriod.superiorFrom(kind, standing, askedOn: today, days: days)
    }

    init(_ member: MemberStore.Open, askedOn today: CalendarDay, days: Int) {
        self.init(
            member.union, kind: member.kind, standing: member.standing, superior: member.superior, askedOn: today,
            days: days)
    }

    /// The city's number of days.
    static func days(_ transaction: any Transaction) throws -> Int {
        let text = try SettingStore(transaction).get(.transferDays)
        return text.flatMap { Int($0) } ?? TransferPeriod.usualDays
    }
}
