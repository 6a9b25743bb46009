import DatabaseKit
import Domain
import Store

/// How far an act on memberships reaches into the enrolment: the handed-in lists on which the people stand or are
/// missing, and the units whose people without a card or a confirmation are counted (待办提醒).
///
/// Who leaves a unit is found before the act, who comes to one after it.
struct EnrolmentReach {
    private var lists: Set<ID<UnitEnrolment>> = []
    private var units: Set<ID<EnrollingUnit>> = []

    /// The units that the people belong to now.
    init(of people: [ID<Person>], _ transaction: any Transaction) throws {
        try extend(to: people, transaction)
    }

    init(units: [ID<EnrollingUnit>], _ transaction: any Transaction) throws {
        self.units = Set(units)
        lists = Set(try RegisterStore(transaction).openEnrolments(in: units))
    }

    /// Takes in the units that the people belong to now.
    mutating func extend(to people: [ID<Person>], _ transaction: any Transaction) throws {
        let register = RegisterStore(transaction)
        lists.formUnion(try register.openEnrolments(of: people))
        units.formUnion(try register.units(of: people))
    }

    /// Compares the lists with their members and counts the units' open work anew, each unit once for each year.
    func refresh(_ transaction: any Transaction, _ occasion: Occasion) throws {
        var counted: Set<ID<EnrollingUnit>> = []
        for list in lists.sorted() {
            if let unit = try EnrolmentFreshness.refresh(list, transaction, occasion) { counted.insert(unit) }
        }
        for unit in units.subtracting(counted).sorted() {
            try EnrolmentFreshness.refresh(unit: unit, transaction, occasion)
        }
    }
}
