import Logging
import ServiceLifecycle
import UseCases

/// Carries out what clerks do not wait for: long lists are read, compared, repaired and written one after
/// the other.
///
/// What a killed server leaves is taken up again: on SQLite at the start, on PostgreSQL by any instance when the lease is
/// over.
struct RosterWork: Service {
    let platform: Platform
    let logger: Logger

    func run() async throws {
        let jobs = RosterJobs(platform)
        await cancelWhenGracefulShutdown {
            do {
                try await jobs.takeOver()
            } catch {
                logger.warning("lists wait for their leases", metadata: ["error": "\(type(of: error))"])
            }
            while !Task.isCancelled {
                do {
                    if try await jobs.work({ SystemClock.now() }) { continue }
                } catch {
                    logger.error("list given up", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
