import Logging
import ServiceLifecycle
import UseCases

/// Carries out what clerks do not wait for: long lists are read, repaired and written one after the other.
///
/// What a killed server leaves is taken up again: on SQLite at the start, on PostgreSQL by any instance when the lease is
/// over.
struct ImportWork: Service {
    let platform: Platform
    let logger: Logger

    func run() async throws {
        let imports = MemberImports(platform)
        await cancelWhenGracefulShutdown {
            do {
                try await imports.takeOver()
            } catch {
                logger.warning("imports wait for their leases", metadata: ["error": "\(type(of: error))"])
            }
            while !Task.isCancelled {
                do {
                    if try await imports.work({ SystemClock.now() }) { continue }
                } catch {
                    logger.error("import given up", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}
