import Foundation

@testable import Web

/// A form as a page shows it to somebody.
struct SeenForm {
    /// Where it goes, with what its address says.
    let action: String
    /// The names of all that it sends but its tokens.
    var names: Set<String>

    /// The route that it goes to.
    func route(in table: RouteTable) -> Route? {
        let path = action.prefix { $0 != "?" && $0 != "#" }
        guard case .route(let route, _) = table.match(.post, path: String(path)) else { return nil }
        return route
    }
}

extension Answered {
    /// The forms of the page that are sent by POST, also as buttons send them elsewhere.
    ///
    /// Read by tags, for thousands of pages are looked at.
    var seenForms: [SeenForm] {
        guard header("Content-Type")?.hasPrefix("text/html") == true else { return [] }
        var forms: [(form: SeenForm, isPost: Bool)] = []
        var open: Int?
        var byID: [String: Int] = [:]
        var names: [(form: String?, open: Int?, name: String)] = []
        var elsewhere: [(form: String?, open: Int?, action: String)] = []
        for tag in text.components(separatedBy: "<") {
            if tag.hasPrefix("form ") {
                open = forms.count
                if let id = Self.value("id", of: tag) { byID[id] = forms.count }
                let action = Self.value("action", of: tag) ?? ""
                forms.append((SeenForm(action: action, names: []), tag.contains("method=\"post\"")))
            } else if tag.hasPrefix("/form") {
                open = nil
            } else if tag.hasPrefix("input ") || tag.hasPrefix("select ") || tag.hasPrefix("textarea ")
                || tag.hasPrefix("button ")
            {
                let form = Self.value("form", of: tag)
                if let name = Self.value("name", of: tag) { names.append((form, open, name)) }
                if let action = Self.value("formaction", of: tag) { elsewhere.append((form, open, action)) }
            }
        }
        func place(_ form: String?, _ open: Int?) -> Int? { form.map { byID[$0] } ?? open }
        for (form, open, name) in names where name != "csrf" && name != "idempotency" {
            if let place = place(form, open) { forms[place].form.names.insert(name) }
        }
        let buttons = elsewhere.compactMap { form, open, action in
            place(form, open).map { SeenForm(action: action, names: forms[$0].form.names) }
        }
        return forms.filter(\.isPost).map(\.form) + buttons
    }

    private static func value(_ attribute: String, of tag: String) -> String? {
        guard let start = tag.range(of: " \(attribute)=\"") else { return nil }
        guard let end = tag.range(of: "\"", range: start.upperBound..<tag.endIndex) else { return nil }
        return tag[start.upperBound..<end.lowerBound].replacingOccurrences(of: "&amp;", with: "&")
    }
}
