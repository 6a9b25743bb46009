import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct WorkingDaysTests {
    @Test(
        "days off move the last safe day to order cards, and saving again replaces the year",
        arguments: Engine.available)
    func deadline(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let days = WorkingDays(world.platform)
        let centre = world.occasion(world.centre)
        let before = try await days.sheet(2023, centre)
        #expect(before.exceptions.isEmpty)
        #expect(before.cardDeadline?.day == CalendarDay("2023-12-11"))

        // Two working days less between the last safe day and the end of the enrolment.
        let saved = try await days.save(
            2023, text: "假日：12月14日至15日放假\n元旦：2022年12月31日放假", stamp: before.stamp, centre)
        #expect([saved.holidays, saved.workingWeekends] == [2, 0])
        let after = try await days.sheet(2023, centre)
        #expect(after.cardDeadline?.day == CalendarDay("2023-12-07"))
        #expect(try await days.sheet(2022, centre).exceptions.map(\.name) == ["元旦"])
        let list = try await CardBatches(world.platform).list(
            CardBatchFilter(), offset: 0, limit: 20, enterprise: nil, world.occasion())
        #expect(list.deadline?.day == CalendarDay("2023-12-07"))

        _ = try await days.save(2023, text: "12月16日上班", stamp: after.stamp, centre)
        let last = try await days.sheet(2023, centre)
        #expect(last.exceptions.map(\.kind) == [.workingWeekend])
        #expect(last.cardDeadline?.day == CalendarDay("2023-12-12"))
        #expect(try await days.years(centre).map(\.year) == [2023, 2022])
        #expect(last.history.count == 2)
    }

    @Test("a mistake, an old page and another role change nothing", arguments: Engine.available)
    func refused(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let days = WorkingDays(world.platform)
        let centre = world.occasion(world.centre)
        await #expect(throws: CalendarRefused.self) {
            _ = try await days.save(2023, text: "12月14日放假\n12月15日上班", stamp: 0, centre)
        }
        await #expect(throws: StaleVersion.self) {
            _ = try await days.save(2023, text: "12月14日放假", stamp: 7, centre)
        }
        for actor in [world.clerk, world.officer, world.reviewer] {
            await #expect(throws: Refusal.notFound) {
                _ = try await days.save(2023, text: "12月14日放假", stamp: 0, world.occasion(actor))
            }
        }
        await #expect(throws: Refusal.notFound) { _ = try await days.sheet(1999, centre) }
        #expect(try await days.sheet(2023, centre).exceptions.isEmpty)
    }
}
