import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing
import UseCases
import Web

@Suite("One-time codes go to a gateway") struct WebhookChannelTests {
    private static let secret = SymmetricKey(data: Data(repeating: 7, count: 32))
    private static let message = CodeMessage(
        id: ID<OneTimeCode>(17), phone: "19900000001", code: "048213", minutes: 5)

    @Test("a message is one signed POST, and a status of success ends it")
    func sent() async throws {
        try await Gateway.run { gateway, channel in
            try await channel("ok").send(Self.message)
            let asked = gateway.requests
            #expect(asked.count == 1)
            let request = try #require(asked.first)
            #expect(request.body == #"{"code":"048213","id":"17","minutes":5,"phone":"19900000001"}"#)
            let proof = HMAC<SHA256>.authenticationCode(for: Data(request.body.utf8), using: Self.secret)
            #expect(request.signature == "sha256=" + proof.map { String(format: "%02x", $0) }.joined())
        }
    }

    @Test("the secret is the file's bytes without one line end, and of those 32 at least")
    func secret() {
        func bytes(_ contents: [UInt8]) -> [UInt8]? {
            WebhookChannel.secret(of: Data(contents))?.withUnsafeBytes { [UInt8]($0) }
        }
        let text = [UInt8]("0123456789abcdef0123456789abcdef".utf8)
        #expect(bytes(text) == text)
        #expect(bytes(text + [10]) == text)
        #expect(bytes(text + [13, 10]) == text)
        #expect(bytes(text + [10, 10]) == text + [10])
        #expect(bytes([32] + text + [32]) == [32] + text + [32])
        // No text at all, and not made one.
        let noText = [UInt8](repeating: 0xFF, count: 32)
        #expect(bytes(noText) == noText)
        #expect(bytes([]) == nil)
        #expect(bytes(Array(text.dropLast())) == nil)
        // The line end is not counted.
        #expect(bytes(text.dropLast() + [10]) == nil)
        #expect(bytes(text.dropLast(2) + [13, 10]) == nil)
    }

    @Test("an error, silence and a redirection are told apart, and nobody else gets the message")
    func refused() async throws {
        try await Gateway.run { gateway, channel in
            await #expect(throws: CodeChannelFailure.status(500)) { try await channel("fault").send(Self.message) }
            await #expect(throws: CodeChannelFailure.status(307)) { try await channel("turn").send(Self.message) }
            await #expect(throws: CodeChannelFailure.silence) { try await channel("hang").send(Self.message) }
            #expect(gateway.requests.map(\.path) == ["/fault", "/turn", "/hang"])
        }
        let closed = try #require(URL(string: "http://127.0.0.1:1/"))
        await #expect(throws: CodeChannelFailure.unreachable) {
            try await WebhookChannel(url: closed, secret: Self.secret).send(Self.message)
        }
    }

    /// A gateway on the loopback interface that does what each path says.
    private final class Gateway: Sendable {
        struct Asked: Sendable {
            let path: String
            let signature: String?
            let body: String
        }

        private let asked = Mutex<[Asked]>([])
        private let silence = AsyncStream<Void>.makeStream()

        var requests: [Asked] { asked.withLock { $0 } }

        static func run(
            _ body: @Sendable (Gateway, @Sendable (String) throws -> WebhookChannel) async throws -> Void
        ) async throws {
            let gateway = Gateway()
            let (ports, announce) = AsyncStream<Int>.makeStream()
            let application = Application(
                router: gateway.router,
                configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? 0) })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                guard let port = await ports.first(where: { _ in true }) else { return }
                try await body(gateway) { path in
                    let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
                    // Only the path that never answers is waited for in vain.
                    let patience = path == "hang" ? 1 : 60
                    return WebhookChannel(url: url, secret: secret, patience: patience)
                }
                gateway.silence.continuation.finish()
                group.cancelAll()
            }
        }

        private var router: Router<BasicRequestContext> {
            let router = Router()
            router.post("ok") { request, _ in try await self.note(request, .ok) }
            router.post("fault") { request, _ in try await self.note(request, .internalServerError) }
            router.post("turn") { request, _ in
                var response = try await self.note(request, .temporaryRedirect)
                response.headers[.location] = "/ok"
                return response
            }
            router.post("hang") { request, _ in
                let response = try await self.note(request, .ok)
                // Until the test is over.
                for await _ in self.silence.stream {}
                return response
            }
            return router
        }

        private func note(_ request: Request, _ status: HTTPResponse.Status) async throws -> Response {
            let body = try await request.body.collect(upTo: 10_000)
            let signature = HTTPField.Name("X-Gonghui-Signature").flatMap { request.headers[$0] }
            asked.withLock {
                $0.append(Asked(path: request.uri.path, signature: signature, body: String(buffer: body)))
            }
            return Response(status: status)
        }
    }
}
