import Domain
import Foundation
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

/// The way to telephones of a demonstration: nobody is called, the code stands in the log without saying whose it is.
struct LogChannel: CodeChannel {
    let logger: Logger

    func send(_ message: CodeMessage) async throws(CodeChannelFailure) {
        logger.notice(
            "demonstration: one-time code", metadata: ["code": "\(message.code)", "message": "\(message.id)"])
    }
}

/// Which way to telephones this instance has.
struct CodeChannelChoice {
    /// The gateway's address, and the file that holds the secret.
    let webhook: String?
    let secretFile: String?
    let isInvented: Bool

    /// - Returns: nil when there is none, so that members cannot sign in.
    func channel(_ logger: Logger) throws -> (any CodeChannel)? {
        guard let webhook else { return isInvented ? LogChannel(logger: logger) : nil }
        guard !isInvented else {
            throw CommandFailure("演示或演练数据库的手机号都是虚构的，不能发送短信，请去掉 --code-webhook。")
        }
        guard let url = URL(string: webhook), let host = url.host,
            url.scheme == "https" || (url.scheme == "http" && ["127.0.0.1", "::1", "localhost"].contains(host))
        else {
            throw CommandFailure("--code-webhook 须为 https 地址；http 只能用于本机（127.0.0.1）。")
        }
        guard let secretFile else {
            throw CommandFailure("请用 --code-webhook-secret 指定签名密钥文件，内容至少 32 字节，与短信网关约定一致。")
        }
        guard let contents = FileManager.default.contents(atPath: secretFile) else {
            throw CommandFailure("读不到签名密钥文件 \(secretFile)，请检查 --code-webhook-secret 的路径和读取权限。")
        }
        guard let secret = WebhookChannel.secret(of: contents) else {
            throw CommandFailure("签名密钥文件 \(secretFile) 的内容不足 32 字节（末尾换行不算），请换用更长的密钥，与短信网关约定一致。")
        }
        return WebhookChannel(url: url, secret: secret)
    }
}
