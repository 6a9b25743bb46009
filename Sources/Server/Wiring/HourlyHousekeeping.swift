import Logging
import ServiceLifecycle
import UseCases

/// Clears away, every hour while the server runs, what no longer means anything, indexes what an older version had not,
/// and writes the day's digest of the audit log.
struct HourlyHousekeeping: Service {
    let platform: Platform
    let digests: DigestFolder
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let cleared = try await Housekeeping(platform).clear(at: SystemClock.now())
                    if !cleared.counts.isEmpty {
                        logger.info("cleared what has had its time", metadata: ["cleared": "\(cleared.detail)"])
                    }
                    try await MemberImports(platform).clear(at: SystemClock.now())
                    try await Cards(platform).indexTails()
                    try await Cards(platform).judgeNumbers()
                    try await Cards(platform).measureAddresses()
                    try await MemberComparisons(platform).clear(at: SystemClock.now())
                    // The whole log is read once a day, when the day's digest is not written yet.
                    if try await digests.write(platform, at: SystemClock.now()) {
                        try await Alerts(platform).checkChains(at: SystemClock.now())
                    }
                } catch {
                    logger.warning("housekeeping put off for an hour", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(3_600))
            }
        }
    }
}
