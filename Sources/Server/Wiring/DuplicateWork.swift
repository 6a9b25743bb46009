import Domain
import Logging
import ServiceLifecycle
import UseCases
import Web

/// Looks through the city for people who are met twice, once a day; the first look of a day is in its first hour.
///
/// Only with real people. In a demo or rehearsal the day is moved by hand, and 查找重复 is pressed by hand as well.
struct DuplicateWork: Service {
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
            guard day.mode == .live,
                let new = try await Duplicates(platform).searchDaily(on: day.today, at: SystemClock.now())
            else { return }
            logger.info("duplicates searched", metadata: ["new": "\(new)"])
        } catch {
            logger.error("duplicates not searched", metadata: ["error": "\(String(reflecting: error))"])
        }
    }
}
