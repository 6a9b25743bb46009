import Foundation
import HTTPTypes
import Hummingbird

/// A request with its whole answer.
struct Answered {
    let request: Request
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }

    var location: String? { headers[.location] }

    /// The page's title.
    var title: String? { text.firstMatch(of: /<title>(.*?)<\/title>/).map { String($0.1) } }

    /// Each form of the page with where it goes and its hidden fields.
    var forms: [PageForm] {
        text.matches(of: /<form\b([^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).map { match in
            let fields = String(match.2).matches(of: /<input\b[^>]*>/).compactMap { input -> PageForm.Field? in
                let tag = String(input.0)
                guard tag.contains("type=\"hidden\""), let name = attribute("name", of: tag) else { return nil }
                return PageForm.Field(name: name, value: attribute("value", of: tag) ?? "")
            }
            return PageForm(action: attribute("action", of: String(match.1)) ?? "", hidden: fields)
        }
    }

    private func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.range(of: " \(name)=\"") else { return nil }
        return String(tag[start.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }

    /// The exchange as text, with every secret, key and hash replaced, and of a page only its title.
    var exchange: String {
        var lines = ["\(request.method.rawValue) \(request.head.path ?? "")", "", "\(status)"]
        lines += headers.filter { $0.name != .contentLength }.map { "\($0.name.rawName.lowercased()): \($0.value)" }
        lines.append("")
        lines.append(title.map { "<title>\($0)</title>" } ?? text)
        return (lines.joined(separator: "\n") + "\n")
            .replacing(/[A-Za-z0-9_\-]{43}/, with: "TOKEN").replacing(/assets\/[0-9a-f]{12}/, with: "assets/HASH")
    }
}

/// A form as it stands in a page.
struct PageForm {
    struct Field {
        let name: String
        let value: String
    }

    let action: String
    let hidden: [Field]

    subscript(_ name: String) -> String? { hidden.first { $0.name == name }?.value }
}
