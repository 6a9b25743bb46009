public import Crypto
import Domain
public import Foundation
import Synchronization
public import UseCases

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Hands messages to a gateway of the city: a POST of JSON, signed with a secret that both know.
///
/// The body is `{"id","phone","code","minutes"}`; `X-Gonghui-Signature` is `sha256=` and the HMAC-SHA-256 of the body in
/// hexadecimal digits. Anything but a status 200–299 within ten seconds is tried again with the same id. A redirection is
/// not followed: the message is for this address alone.
public struct WebhookChannel: CodeChannel {
    private let url: URL
    private let secret: SymmetricKey
    private let patience: Int

    /// - Parameter patience: seconds for which an answer is waited for.
    public init(url: URL, secret: SymmetricKey, patience: Int = 10) {
        (self.url, self.secret, self.patience) = (url, secret, patience)
    }

    /// The secret that a file holds: its bytes as they are, without the one line end that an editor puts at the end.
    ///
    /// - Returns: nil when less than 32 bytes are left.
    public static func secret(of contents: Data) -> SymmetricKey? {
        var bytes = [UInt8](contents)
        if bytes.last == UInt8(ascii: "\n") {
            bytes.removeLast()
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        }
        return bytes.count >= 32 ? SymmetricKey(data: bytes) : nil
    }

    private struct Body: Encodable {
        let id: String
        let phone: String
        let code: String
        let minutes: Int64
    }

    public func send(_ message: CodeMessage) async throws(CodeChannelFailure) {
        guard let request = try? request(for: message) else { throw .unreachable }
        let status = try await Asking().answer(to: request, patience: patience).get()
        guard (200..<300).contains(status) else { throw .status(status) }
    }

    private func request(for message: CodeMessage) throws -> URLRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(
            Body(
                id: message.id.description, phone: message.phone, code: message.code, minutes: message.minutes))
        let proof = HMAC<SHA256>.authenticationCode(for: body, using: secret)
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.setValue(
            "sha256=" + proof.map { String(format: "%02x", $0) }.joined(), forHTTPHeaderField: "X-Gonghui-Signature")
        return request
    }
}

/// One request, answered by the status that the address itself gives.
private final class Asking: NSObject, URLSessionTaskDelegate, Sendable {
    private let waiting = Mutex<CheckedContinuation<Result<Int, CodeChannelFailure>, Never>?>(nil)

    func answer(to request: URLRequest, patience: Int) async -> Result<Int, CodeChannelFailure> {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = TimeInterval(patience)
        configuration.timeoutIntervalForResource = TimeInterval(patience)
        let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        return await withCheckedContinuation { continuation in
            waiting.withLock { $0 = continuation }
            session.dataTask(with: request).resume()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let status = (task.response as? HTTPURLResponse)?.statusCode
        let result: Result<Int, CodeChannelFailure> =
            switch (error as? URLError, status) {
            case (nil, let status?): .success(status)
            case (let error?, _): .failure(error.code == .timedOut ? .silence : .unreachable)
            case (nil, nil): .failure(.unreachable)
            }
        let continuation = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(returning: result)
    }
}
