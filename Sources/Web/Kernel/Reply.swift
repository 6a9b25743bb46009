import HTTPTypes
import Hummingbird
import Markup
import NIOCore

/// An answer as status, headers and bytes.
struct Reply {
    var status: HTTPResponse.Status
    var headers = HTTPFields()
    var bytes: [UInt8] = []

    init(_ answer: Answer) {
        switch answer {
        case .page(let html, let code):
            status = .init(code: code)
            headers[.contentType] = "text/html; charset=utf-8"
            bytes = html.bytes
        case .fragment(let html):
            status = .ok
            headers[.contentType] = "text/html; charset=utf-8"
            bytes = html.bytes
        case .seeOther(let path):
            status = .seeOther
            headers[.location] = path.description
        case .download(let file):
            status = .ok
            headers[.contentType] = file.mediaType
            headers[.contentDisposition] = Self.disposition("attachment", file.name)
            bytes = file.bytes
        case .inline(let file):
            status = .ok
            headers[.contentType] = file.mediaType
            headers[.contentDisposition] = Self.disposition("inline", file.name)
            bytes = file.bytes
        }
    }

    private init(status: HTTPResponse.Status) {
        self.status = status
    }

    static func empty(_ status: HTTPResponse.Status) -> Reply {
        Reply(status: status)
    }

    static func redirect(_ path: String) -> Reply {
        var reply = Reply(status: .seeOther)
        reply.headers[.location] = path
        return reply
    }

    func response(_ common: HTTPFields) -> Response {
        var all = common
        for field in headers { all[field.name] = field.value }
        return Response(status: status, headers: all, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// RFC 6266: a plain name for old clients, the true one in UTF-8.
    static func disposition(_ kind: String, _ name: String) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._".utf8)
        let plain = String(decoding: name.utf8.map { allowed.contains($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
        let encoded = name.utf8.map { byte in
            allowed.contains(byte)
                ? String(decoding: [byte], as: UTF8.self)
                : "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
        }.joined()
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }
}
