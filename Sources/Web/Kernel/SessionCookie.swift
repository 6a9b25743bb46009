import HTTPTypes
import Hummingbird
import Synchronization

/// The session's cookie, one for each audience: host-only, secure, out of reach of scripts.
///
/// Browsers take a `__Host-` cookie over plain http from loopback only, which is where plain http is served.
enum SessionCookie {
    static func name(_ audience: Audience) -> String {
        switch audience {
        case .accounts: "__Host-sid"
        case .members: "__Host-own"
        }
    }

    static func token(of audience: Audience, in request: Request) -> String? {
        let name = name(audience)
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = String(pair).trimmed
                if pair.hasPrefix("\(name)=") { return String(pair.dropFirst(name.utf8.count + 1)) }
            }
        }
        return nil
    }

    static func field(_ token: String, for audience: Audience = .accounts) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(name(audience))=\(token); Path=/; Secure; HttpOnly; SameSite=Lax")
    }

    static func expired(_ audience: Audience = .accounts) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(name(audience))=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
    }
}

/// The cookies that an answer sets, and other header fields of one route only.
final class Cookies: Sendable {
    private let fields = Mutex<[HTTPField]>([])

    func set(_ field: HTTPField) {
        fields.withLock { $0.append(field) }
    }

    var all: [HTTPField] { fields.withLock { $0 } }
}
