import Crypto
import Domain
import Foundation
import Logging
import ServiceLifecycle
import UseCases

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends the one-time codes that sign-ins have asked for.
struct CodeWork: Service {
    let platform: Platform
    let channel: any CodeChannel
    let logger: Logger

    func run() async throws {
        let deliveries = CodeDeliveries(platform)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let outcome = try await deliveries.work(by: channel, now: SystemClock.now())
                    if outcome.failed > 0 {
                        logger.warning("one-time codes not sent", metadata: ["failed": "\(outcome.failed)"])
                    }
                } catch {
                    logger.warning("one-time codes wait", metadata: ["error": "\(type(of: error))"])
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }
}

/// The way to telephones of a demonstration: nobody is called, the code stands in the log without saying whose it is.
struct LogChannel: CodeChannel {
    let logger: Logger

    func send(_ message: CodeMessage) async throws {
        logger.notice(
            "demonstration: one-time code", metadata: ["code": "\(message.code)", "message": "\(message.id)"])
    }
}

/// Hands messages to a gateway of the city: a POST of JSON, signed with a secret that both know.
///
/// The body is `{"id","phone","code","minutes"}`; `X-Gonghui-Signature` is `sha256=` and the HMAC-SHA-256 of the body in
/// hexadecimal digits. Anything but a status 200–299 within ten seconds is tried again with the same id.
struct WebhookChannel: CodeChannel {
    let url: URL
    let secret: SymmetricKey

    struct Refused: Error {}

    private struct Body: Encodable {
        let id: String
        let phone: String
        let code: String
        let minutes: Int64
    }

    func send(_ message: CodeMessage) async throws {
        let request = try request(for: message)
        let (_, response) = try await URLSession.shared.data(for: request)
        guard let answer = response as? HTTPURLResponse, (200..<300).contains(answer.statusCode) else {
            throw Refused()
        }
    }

    func request(for message: CodeMessage) throws -> URLRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(
            Body(
                id: message.id.description, phone: message.phone, code: message.code, minutes: message.minutes))
        let proof = HMAC<SHA256>.authenticationCode(for: body, using: secret)
        var request = URLRequest(url: url, timeoutInterval: 10)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(
            "sha256=" + proof.map { String(format: "%02x", $0) }.joined(), forHTTPHeaderField: "X-Gonghui-Signature")
        return request
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
        guard let secretFile, let secret = FileManager.default.contents(atPath: secretFile),
            secret.count >= 32
        else {
            throw CommandFailure("请用 --code-webhook-secret 指定签名密钥文件，内容至少 32 字节，与短信网关约定一致。")
        }
        let text = String(decoding: secret, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return WebhookChannel(url: url, secret: SymmetricKey(data: Data(text.utf8)))
    }
}
