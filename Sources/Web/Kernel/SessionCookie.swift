import HTTPTypes
import Hummingbird
import Synchronization

/// The session's cookie: host-only, secure, out of reach of scripts.
///
/// Browsers take a `__Host-` cookie over plain http from loopback only, which is where plain http is served.
enum SessionCookie {
    static let name = "__Host-sid"

    static func token(in request: Request) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let pair = String(pair).trimmed
                if pair.hasPrefix("\(name)=") { return String(pair.dropFirst(name.utf8.count + 1)) }
            }
        }
        return nil
    }

    static func field(_ token: String) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(name)=\(token); Path=/; Secure; HttpOnly; SameSite=Lax")
    }

    static var expired: HTTPField {
        HTTPField(name: .setCookie, value: "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
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
