import DatabaseKit
import Domain
import Store

/// The lists of one year whose time is over, and the units that never began one (domain 5.4, 5.5).
struct WindowClosing {
    let transaction: any Transaction
    let occasion: Occasion
    let year: PlanYear
    private let extensions: [WindowExtension]

    /// nil as long as districts may still hand in; a district that was granted more days keeps its lists until then.
    init?(_ number: Int, _ occasion: Occasion, _ transaction: any Transaction) throws {
        let years = PlanYearStore(transaction)
        guard let year = try years.find(number), let window = year.windows[.districtSubmission],
            occasion.today > window.through
        else { return nil }
        self.transaction = transaction
        self.occasion = occasion
        self.year = year
        extensions = try years.extensions(of: number)
    }

    private static let open = UnitEnrolment.Status.allCases.filter { $0.after(.closeWindow) != nil }

    // MARK: What is due

    func lists() throws -> [LockStore.Unit] {
        try LockStore(transaction).units(Self.open, in: UnionScope(.root), year: year.year, kind: nil).filter(isOver)
    }

    func lists(among lists: [ID<UnitEnrolment>]) throws -> [LockStore.Unit] {
        try LockStore(transaction).units(Self.open, among: lists).filter(isOver)
    }

    /// Units that had people in time and never began a list.
    func silent() throws -> [SilentUnitStore.Silent] {
        guard isSeason else { return [] }
        return try SilentUnitStore(transaction).units(of: year, extensions).filter(isMissed)
    }

    func silent(among units: [ID<EnrollingUnit>]) throws -> [SilentUnitStore.Silent] {
        try SilentUnitStore(transaction).units(of: year, extensions, among: units).filter(isMissed)
    }

    private func isOver(_ unit: LockStore.Unit) -> Bool {
        if unit.enrolment.kind == .instant { return occasion.today > year.coverage.through }
        let window = year.extended(by: extensions, at: unit.path).windows[.districtSubmission]
        return window.map { occasion.today > $0.through } ?? true
    }

    /// Whether 集中参保 of the year goes on anywhere: afterwards nobody is told any more.
    private var isSeason: Bool {
        let last = extensions.filter { $0.activity == .voucher }.map(\.through).max()
        return occasion.today <= max(last ?? year.districtPaymentDue, year.districtPaymentDue)
    }

    private func isMissed(_ silent: SilentUnitStore.Silent) -> Bool {
        let year = year.extended(by: extensions, at: silent.unit.path)
        guard let window = year.windows[.districtSubmission] else { return false }
        return occasion.today > window.through && occasion.today <= year.districtPaymentDue
    }

    // MARK: Doing it

    /// - Returns: how many of these units never began a list and were left out.
    func leaveOut(silent units: [SilentUnitStore.Silent]) throws -> Int {
        guard !units.isEmpty else { return 0 }
        return try leaveOut(SilentUnitStore(transaction).open(units, year: year.year, at: occasion.moment))
    }

    /// Leaves out these lists and tells their units.
    ///
    /// - Returns: how many they are.
    func leaveOut(_ units: [LockStore.Unit]) throws -> Int {
        guard !units.isEmpty else { return 0 }
        let changes = try units.map { unit in
            var enrolment = unit.enrolment
            try enrolment.perform(
                .closeWindow, by: occasion.actor.account, on: occasion.today,
                in: year.extended(by: extensions, at: unit.path))
            return EventStore.Change(
                id: enrolment.id.rawValue, path: unit.path, from: unit.enrolment.status.rawValue,
                to: enrolment.status.rawValue)
        }
        let locking = LockStore(transaction)
        try locking.leaveOut(units.map(\.enrolment.id), at: occasion.moment)
        try EventStore(transaction).recordAll(
            UnitEnrolment.Command.closeWindow.rawValue, on: .enrolment, changes, occasion)
        try locking.closeTodos(
            [.reviewEnrolment, .correctEnrolment, .resubmitEnrolment, .reviewInstant, .correctInstant, .payShare],
            of: units.map(\.enrolment.id),
            at: occasion.moment)
        try ConflictDesk(transaction, occasion).follow(units.map(\.enrolment.id))
        let todos = TodoStore(transaction)
        try todos.close(
            [.submitEnrolment] + UnitWork.kinds, subjects: units.map(\.enrolment.unit.rawValue), at: occasion.moment)
        // Instant enrolment takes the unit's people as long as the year lasts.
        try todos.open(
            .leftOut,
            units.filter { $0.enrolment.kind == .centralised }.map { unit in
                TodoStore.Opening(
                    union: unit.union, subject: unit.enrolment.id.rawValue, name: unit.name, amount: 0,
                    due: year.coverage.through)
            }, at: occasion.moment)
        return units.count
    }
}
