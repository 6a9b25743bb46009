import Domain
import Logging
import ServiceLifecycle
import UseCases
import Web

/// Lets the calendar act by itself: once an hour what is over is closed.
///
/// What a stop of the server leaves over is due an hour later.
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
            let done = try await Deadlines(platform).carryOutByCalendar(
                today: SystemClock.today(), now: SystemClock.now())
            guard let done, done.leftOut + done.lapsed > 0 else { return }
            logger.notice(
                "deadlines", metadata: ["left-out": "\(done.leftOut)", "lapsed": "\(done.lapsed)"])
        } catch {
            logger.error("deadlines failed", metadata: ["error": "\(String(reflecting: error))"])
        }
    }
}
