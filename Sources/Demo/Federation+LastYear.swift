import DatabaseKit
import Domain
import Store
import UseCases

extension Federation {
    /// The season of a year ago in one district: three units were insured, so that this year has something to be seen
    /// against.
    ///
    /// - Parameter year: the plan year of that season, which is over and not in the database yet.
    func rememberLastYear(_ season: Season, _ year: Int) async throws {
        guard let calendar = World.planYear(year) else { return }
        try await platform.database.write { transaction in
            try PlanYearStore(transaction).insert(calendar, plans: World.plans(year))
        }
        func day(_ month: Int, _ day: Int) throws -> CalendarDay {
            guard let day = CalendarDay(year: year - 1, month: month, day: day) else {
                throw RehearsalFailure("there is no such day in \(year - 1)")
            }
            return day
        }
        let units = World.lastYearsCast
        _ = try await season.loadRegisters(units.map(\.cast), on: try day(9, 11), asOf: calendar.registerAsOf)
        for (cast, _, _) in units {
            _ = try await season.importRoster(cast, on: try day(9, 12))
            _ = try await season.orderCards(cast, on: try day(10, 17))
        }
        for (cast, plan, submitted) in units {
            _ = try await season.handIn(cast, plan: plan, on: try day(11, submitted))
        }
        _ = try await season.approveAll(try await season.occasion("donghai", try day(12, 5)))
        let batch = try await season.submitToCentre(by: "donghai", phone: "19900009001", on: try day(12, 27))
        try await season.settle(batch.submission, by: "donghai", on: try day(12, 29))
    }
}

extension World {
    /// Who was insured a year ago, by which plan, and the day of November on which the list was handed in.
    static var lastYearsCast: [(cast: UnitCast, plan: String, submitted: Int)] {
        let units = demoCast.filter { $0.union == "haifeng" || $0.union == "xinshi" }
        return units.map { cast in
            switch (cast.union, cast.enterprise) {
            case ("xinshi", _): (cast, "A+", 16)
            case (_, 0): (cast, "A", 10)
            case (_, _): (cast, "A", 22)
            }
        }
    }
}

extension Season {
    /// The district hands in all that is approved.
    func submitToCentre(by account: String, phone: String, on day: CalendarDay) async throws -> Submissions.Receipt {
        let officer = try await occasion(account, day)
        let submissions = Submissions(platform)
        let contact = try SubmissionContact(
            name: officer.actor.displayName, phone: phone, email: "\(account)@example.org")
        return try await submissions.submit(
            officer.confirmed, contact: contact, expecting: try await submissions.rehearsal(officer).expected)
    }
}
