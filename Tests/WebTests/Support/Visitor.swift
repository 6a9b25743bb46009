import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import Web

/// A browser without scripts: keeps cookies, sends a page's forms with their hidden fields, follows nothing by itself.
final class Visitor {
    let site: TestSite
    var cookies: [String: String] = [:]
    var peer = "127.0.0.1"
    private(set) var page: Answered?

    init(_ site: TestSite) {
        self.site = site
    }

    /// The same browser, with what it keeps, at another site.
    func moved(to site: TestSite) -> Visitor {
        let moved = Visitor(site)
        (moved.cookies, moved.peer, moved.page) = (cookies, peer, page)
        return moved
    }

    @discardableResult
    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answered {
        try await send("GET", path, headers)
    }

    /// Sends fields as they are: no token is added.
    @discardableResult
    func post(
        _ path: String, _ fields: KeyValuePairs<String, String> = [:], _ headers: [String: String] = [:]
    ) async throws -> Answered {
        let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await send("POST", path, headers, body: Array(body.utf8))
    }

    /// Sends fields with the token of this session, as a page's form would.
    @discardableResult
    func postForm(
        _ path: String, _ fields: KeyValuePairs<String, String> = [:], _ headers: [String: String] = [:]
    ) async throws -> Answered {
        try await postForm(path, fields.map { (name: $0.key, value: $0.value) }, headers)
    }

    @discardableResult
    func postForm(
        _ path: String, _ fields: [(name: String, value: String)], _ headers: [String: String] = [:]
    ) async throws -> Answered {
        let body = [(name: "csrf", value: try await csrf())] + fields
        let text = body.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await send("POST", path, headers, body: Array(text.utf8))
    }

    /// Sends fields and a file as a page's form for files would.
    @discardableResult
    func postFile(
        _ path: String, _ fields: [(name: String, value: String)], file: (field: String, name: String, bytes: [UInt8])
    ) async throws -> Answered {
        let mark = "----mark"
        func part(_ head: String, _ content: [UInt8]) -> [UInt8] {
            Array("--\(mark)\r\nContent-Disposition: form-data; \(head)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
        }
        var body: [UInt8] = []
        for field in [(name: "csrf", value: try await csrf())] + fields {
            body += part("name=\"\(field.name)\"", Array(field.value.utf8))
        }
        body += part("name=\"\(file.field)\"; filename=\"\(file.name)\"", file.bytes)
        body += Array("--\(mark)--\r\n".utf8)
        return try await send("POST", path, ["Content-Type": "multipart/form-data; boundary=\(mark)"], body: body)
    }

    /// The token that every form of this session carries, read from a page.
    func csrf() async throws -> String {
        if let known = page?.forms.compactMap({ $0["csrf"] }).first, !known.isEmpty { return known }
        // Each audience has forms of its own; a member's browser asks for a member's page.
        let (home, login) = cookies["__Host-own"] == nil ? ("/", "/login") : ("/self-service", "/self-service/login")
        let page = try await get(cookies.isEmpty ? login : home)
        if page.status == 303 {
            try await get(page.location?.hasSuffix("/consent") == true ? home + "/consent" : login)
        }
        return try #require(self.page?.forms.compactMap { $0["csrf"] }.first { !$0.isEmpty })
    }

    @discardableResult
    func send(
        _ method: String, _ path: String, _ headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Answered {
        var fields = HTTPFields()
        if !cookies.isEmpty {
            fields[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        }
        if method == "POST" { fields[.contentType] = "application/x-www-form-urlencoded" }
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let request = Request(
            head: HTTPRequest(
                method: try #require(HTTPRequest.Method(method)), scheme: "http", authority: "127.0.0.1:8080",
                path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let answer = try await site.answer(request, peer: peer)
        for cookie in answer.headers[values: .setCookie] { keep(cookie) }
        if answer.header("Content-Type")?.hasPrefix("text/html") == true, method == "GET" { page = answer }
        return answer
    }

    private func keep(_ cookie: String) {
        let parts = cookie.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        cookies[pair[0]] = parts.contains("Max-Age=0") ? nil : pair[1]
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                String(decoding: [byte], as: UTF8.self)
            default: String(format: "%%%02X", Int(byte))
            }
        }.joined()
    }
}

extension Visitor {
    /// Logs in as a person does, with the captcha that the picture shows.
    @discardableResult
    func logIn(
        _ account: String, password: String, captcha: String? = nil, returnTo: String? = nil
    ) async throws -> Answered {
        let login = try await get("/login")
        let shown = try await site.captcha(of: self)
        let csrf = try #require(login.forms.first { $0.action == "/login" }?["csrf"])
        return try await post(
            "/login",
            [
                "csrf": csrf, "account": account, "password": password, "captcha": captcha ?? shown,
                "return": returnTo ?? "",
            ])
    }
}
