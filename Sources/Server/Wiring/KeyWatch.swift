import Domain
import Foundation
import Logging
import ServiceLifecycle
import UseCases
import Vault

/// Takes up a changed key file while the server runs, and says which keys this server has.
struct KeyWatch: Service {
    let platform: UseCases.Platform
    let path: String
    let name: String
    let logger: Logger

    static var nameOfThisProcess: String {
        "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)"
    }

    private static let pause = 5

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var quiet = 0
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(Self.pause))
                quiet += Self.pause
                let isNew = await look()
                guard isNew || quiet >= Int(SealingKeys.Limits.reportSeconds) else { continue }
                do {
                    try await report()
                    quiet = 0
                } catch {
                    logger.warning("keys not reported", metadata: ["error": "\(type(of: error))"])
                }
            }
        }
        try? await SealingKeys(platform).leave(name)
    }

    func report() async throws {
        try await SealingKeys(platform).report(as: name, at: SystemClock.now())
    }

    /// - Returns: whether the file has other keys than before, and they were taken up.
    private func look() async -> Bool {
        do {
            let found = try KeyRing.load(path)
            let held = platform.seal.keys
            guard
                found.encryptionKeys != held.encryptionKeys || found.currentKey != held.currentKey
                    || !found.hasSameIndex(as: held)
            else { return false }
            try await SealingKeys(platform).take(found)
            logger.notice("keys taken up", metadata: ["current": "\(found.currentKey)"])
            return true
        } catch {
            // Never what the file holds: the errors name keys and paths only.
            logger.error("key file not taken up", metadata: ["error": "\(error)"])
            return false
        }
    }
}
