import Logging
import ServiceLifecycle
import UseCases
import Web

/// Sends the one-time codes that sign-ins have asked for.
struct CodeWork: Service {
    let platform: Platform
    let channel: any CodeChannel
    let logger: Logger

    func run() async throws {
        let deliveries = CodeDeliveries(platform)
        await cancelWhenGracefulShutdown {
            // A gateway that is slow to answer some does not keep those waiting who ask a second later.
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    group.addTask { await send(deliveries) }
                    try? await Task.sleep(for: .seconds(1))
                }
                group.cancelAll()
            }
        }
    }

    private func send(_ deliveries: CodeDeliveries) async {
        do {
            let outcome = try await deliveries.work(by: channel, now: SystemClock.now())
            if !outcome.failures.isEmpty {
                let reasons = outcome.failures.map(\.description).joined(separator: ", ")
                logger.warning("one-time codes not sent", metadata: ["reasons": "\(reasons)"])
            }
        } catch {
            logger.warning("one-time codes wait", metadata: ["error": "\(type(of: error))"])
        }
    }
}

extension CodeChannelChoice {
    /// The channel that was asked for on the command line; a refusal ends the command.
    func start(_ logger: Logger) throws -> (any CodeChannel)? {
        do throws(CodeChannelRefusal) {
            return try channel(logger)
        } catch {
            throw CommandFailure(error.wording)
        }
    }
}
