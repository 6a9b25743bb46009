import Domain
import Testing

@Suite("A plan year as the centre types it")
struct YearEntryTests {
    private static let calendar = WorkingDayCalendar()

    private func entry() throws -> YearEntry {
        let year = try #require(PlanYear.standard(2024))
        let plans = [TestYear.plan(), TestYear.plan("A+", premium: 6_000, city: 2_000, district: 4_000)]
        return YearEntry(YearProposal(year: year, plans: plans))
    }

    private func problems(_ change: (inout YearEntry) -> Void) throws -> [YearProblem] {
        var entry = try entry()
        change(&entry)
        do throws(YearRefusal) {
            _ = try entry.read(workingDays: Self.calendar)
            return []
        } catch {
            return error.problems
        }
    }

    private func day(_ text: String) -> CalendarDay { TestYear.day(text) }

    @Test("The calendar of the manual is right as it stands, and reading gives back what was written")
    func standard() throws {
        let proposal = try entry().read(workingDays: Self.calendar)
        #expect(YearEntry(proposal) == (try entry()))
        #expect(proposal.year == PlanYear.standard(2024))
        #expect(proposal.year.districtPaymentDue == day("2024-01-20"))
        #expect(proposal.plans.map(\.type) == ["A", "A+"])
    }

    @Test("The parts must add up to the premium, to the fen")
    func sums() throws {
        let wrong = try problems { $0.texts[.baseShare(0)] = "0.01" }
        #expect(
            wrong == [
                YearProblem(
                    .premium(0), .sharesDoNotAddUp(premium: Money(fen: 2_600), shares: Money(fen: 2_601)))
            ])
        #expect(
            try problems {
                $0.texts[.premium(0)] = "0"
                $0.texts[.cityShare(0)] = "0"
                $0.texts[.districtShare(0)] = "0"
            } == [YearProblem(.premium(0), .premiumZero)])
        #expect(try problems { $0.texts[.cityShare(1)] = "-1" } == [YearProblem(.cityShare(1), .notAnAmount)])
        #expect(try problems { $0.texts[.cityShare(1)] = "1.001" } == [YearProblem(.cityShare(1), .notAnAmount)])
    }

    @Test(
        "Days must follow each other as the steps do",
        arguments: [
            (YearField.windowFrom(.enrolment), "2023-10-31", YearField.windowFrom(.enrolment)),
            (.windowThrough(.enrolment), "2023-12-26", .windowFrom(.districtSubmission)),
            (.windowThrough(.districtSubmission), "2024-01-01", .coverageFrom),
            (.windowThrough(.voucher), "2023-12-30", .windowThrough(.voucher)),
            (.windowThrough(.confirmation), "2023-12-26", .windowThrough(.confirmation)),
            (.registerAsOf, "2023-11-02", .registerAsOf),
            (.retiredBefore, "2024-01-02", .retiredBefore),
            (.basePaymentDue, "2024-02-01", .basePaymentDue),
            (.coverageThrough, "2025-01-01", .coverageThrough),
        ])
    func order(changed: YearField, text: String, blamed: YearField) throws {
        let found = try problems { $0.texts[changed] = text }
        #expect(found.contains { $0.field == blamed }, "\(found)")
    }

    @Test("A window that ends before it begins is named once, with its first day")
    func inverted() throws {
        let found = try problems { $0.texts[.windowThrough(.voucher)] = "2023-12-01" }
        #expect(
            found == [YearProblem(.windowThrough(.voucher), .earlierThan(.windowFrom(.voucher), day("2023-12-26")))])
    }

    @Test("Every empty or odd field is named; nothing is guessed")
    func fields() throws {
        #expect(try problems { $0.texts[.registerAsOf] = " " } == [YearProblem(.registerAsOf, .missing)])
        #expect(try problems { $0.texts[.registerAsOf] = "2023-02-30" } == [YearProblem(.registerAsOf, .notADay)])
        #expect(try problems { $0.texts[.returnDays] = "31" } == [YearProblem(.returnDays, .notANumber(0...30))])
        #expect(try problems { $0.texts[.addressRule] = "none" } == [YearProblem(.addressRule, .notOneOfThese)])
        #expect(try problems { $0.texts[.planType(1)] = "A" } == [YearProblem(.planType(1), .planTwice("A"))])
        #expect(try problems { $0.categories[0] = [] } == [YearProblem(.categories(0), .missing)])
        #expect(
            try problems { $0.texts[.planName(0)] = String(repeating: "保", count: 41) }
                == [YearProblem(.planName(0), .tooLong(limit: 40))])
        let none = try problems { entry in
            for row in 0..<2 { for field in YearField.ofPlan(row) { entry.texts[field] = "" } }
        }
        #expect(none == [YearProblem(.planType(0), .noPlan)])
        let empty = YearEntry(year: 2024)
        #expect(throws: YearRefusal.self) { try empty.read(workingDays: Self.calendar) }
    }

    @Test("The next year has the same days a year later, and its deadlines on days off are named")
    func copied() throws {
        let proposal = try entry().read(workingDays: Self.calendar)
        let next = proposal.copied(to: 2025)
        #expect(next.year == PlanYear.standard(2025))
        #expect(next.plans.allSatisfy { $0.year == 2025 })
        #expect(try YearEntry(next).read(workingDays: Self.calendar) == next)
        #expect(proposal.deadlinesOnDaysOff == [.windowThrough(.districtSubmission), .windowThrough(.voucher)])
    }
}
