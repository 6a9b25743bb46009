import Domain
import Foundation
public import Logging
public import UseCases

/// Which way to telephones an instance has.
public struct CodeChannelChoice: Sendable {
    /// Whose telephones they are.
    public enum People: Sendable {
        case real
        /// A demonstration or a rehearsal.
        case invented
    }

    private let webhook: String?
    private let secretFile: String?
    private let people: People

    /// - Parameters:
    ///   - webhook: the gateway's address.
    ///   - secretFile: the file that holds the secret.
    public init(webhook: String?, secretFile: String?, _ people: People) {
        (self.webhook, self.secretFile, self.people) = (webhook, secretFile, people)
    }

    /// - Returns: nil when there is none, so that members cannot sign in.
    public func channel(_ logger: Logger) throws(CodeChannelRefusal) -> (any CodeChannel)? {
        guard let webhook else {
            switch people {
            case .real: return nil
            case .invented: return LogChannel(logger: logger)
            }
        }
        guard people == .real else { throw .inventedPeople }
        guard let url = URL(string: webhook), Self.isSafe(url) else { throw .addressUnsafe }
        guard let secretFile else { throw .secretMissing }
        guard let contents = FileManager.default.contents(atPath: secretFile) else {
            throw .secretUnreadable(file: secretFile)
        }
        guard let secret = WebhookChannel.secret(of: contents) else { throw .secretTooShort(file: secretFile) }
        return WebhookChannel(url: url, secret: secret)
    }

    /// A telephone number travels in the open to this machine alone.
    private static func isSafe(_ url: URL) -> Bool {
        guard let host = url.host, !host.isEmpty else { return false }
        return switch url.scheme?.lowercased() {
        case "https": true
        case "http": ["127.0.0.1", "::1", "localhost"].contains(host)
        default: false
        }
    }
}

/// Why the way to telephones that was asked for is not taken.
public enum CodeChannelRefusal: Error, Hashable, Sendable {
    case inventedPeople
    case addressUnsafe
    case secretMissing
    case secretUnreadable(file: String)
    case secretTooShort(file: String)

    /// For whoever starts the server.
    public var wording: String {
        switch self {
        case .inventedPeople: "演示或演练数据库的手机号都是虚构的，不能发送短信，请去掉 --code-webhook。"
        case .addressUnsafe: "--code-webhook 须为 https 地址；http 只能用于本机（127.0.0.1）。"
        case .secretMissing: "请用 --code-webhook-secret 指定签名密钥文件，内容至少 32 字节，与短信网关约定一致。"
        case .secretUnreadable(let file): "读不到签名密钥文件 \(file)，请检查 --code-webhook-secret 的路径和读取权限。"
        case .secretTooShort(let file):
            "签名密钥文件 \(file) 的内容不足 32 字节（末尾换行不算），请换用更长的密钥，与短信网关约定一致。"
        }
    }
}

/// The way to telephones of a demonstration: nobody is called, the code stands in the log without saying whose it is.
public struct LogChannel: CodeChannel {
    private let logger: Logger

    public init(logger: Logger) { self.logger = logger }

    public func send(_ message: CodeMessage) async throws(CodeChannelFailure) {
        logger.notice(
            "demonstration: one-time code", metadata: ["code": "\(message.code)", "message": "\(message.id)"])
    }
}
