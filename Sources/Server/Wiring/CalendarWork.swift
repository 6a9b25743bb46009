import Domain
import Logging
import ServiceLifecycle
import UseCases
import Web

/// Lets the calendar act by itself: once an hour what is over is closed.
///
/// Only with real people. In a demo or rehearsal the day is moved by hand, back as well as forth, so there the centre
/// asks for it on its page.
struct CalendarWork: Service {
    let platform: UseCases.Platform
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await act()
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }

    private func act() async {
        do {
            let day = try await SiteSettings.day(platform)
            guard day.mode == .live else { return }
            let done = try await Deadlines(platform).carryOut(
                Deadlines.ownOccasion(today: day.today, now: SystemClock.now()))
            guard done.leftOut + done.lapsed > 0 else { return }
            logger.notice(
                "deadlines", metadata: ["left-out": "\(done.leftOut)", "lapsed": "\(done.lapsed)"])
        } catch {
            logger.error("deadlines failed", metadata: ["error": "\(String(reflecting: error))"])
        }
    }
}
