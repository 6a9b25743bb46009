/// One attribute of an element, escaped when it is made; it may be absent.
public struct Attribute: Sendable, Hashable {
    let bytes: [UInt8]

    private init(_ name: [UInt8], _ value: String) {
        var bytes: [UInt8] = [0x20] + name + [UInt8(ascii: "="), UInt8(ascii: "\"")]
        Escaping.attribute.append(value, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        self.bytes = bytes
    }

    private init(_ name: StaticString, _ value: String) { self.init(Array(name.buffer), value) }

    private init(_ name: StaticString, if isPresent: Bool) { bytes = isPresent ? [0x20] + name.buffer : [] }

    private init() { bytes = [] }

    private init(joined bytes: [UInt8]) { self.bytes = bytes }

    /// No attribute.
    public static let none = Attribute()

    /// The attribute if the condition holds.
    public static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute { condition ? attribute : none }

    /// Several attributes where one is asked for.
    public static func all(_ attributes: [Attribute]) -> Attribute { Attribute(joined: attributes.flatMap(\.bytes)) }

    /// Any other attribute, for SVG drawings and rare ones.
    ///
    /// Attributes that carry an address, a script or a style are refused: the result is empty.
    public static func attribute(_ name: StaticString, _ value: String) -> Attribute {
        let lowered = String(decoding: name.buffer, as: UTF8.self).lowercased()
        let refused = [
            "style", "href", "xlink:href", "src", "srcset", "srcdoc", "action", "formaction", "poster", "ping", "data",
        ]
        guard !lowered.hasPrefix("on"), !refused.contains(lowered) else { return none }
        return Attribute(name, value)
    }
}

// Addresses
extension Attribute {
    public static func href(_ url: URLText) -> Attribute { Attribute("href", url.description) }
    public static func src(_ url: URLText) -> Attribute { Attribute("src", url.description) }
    public static func action(_ url: URLText) -> Attribute { Attribute("action", url.description) }
    public static func formAction(_ url: URLText) -> Attribute { Attribute("formaction", url.description) }
}

// Global
extension Attribute {
    /// The class names that are not nil; absent if there are none.
    public static func `class`(_ names: String?...) -> Attribute {
        let present = names.compactMap(\.self).filter { !$0.isEmpty }
        return present.isEmpty ? none : Attribute("class", present.joined(separator: " "))
    }
    public static func id(_ value: String) -> Attribute { Attribute("id", value) }
    public static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    public static func title(_ value: String) -> Attribute { Attribute("title", value) }
    public static func role(_ value: String) -> Attribute { Attribute("role", value) }
    public static func hidden(if condition: Bool) -> Attribute { Attribute("hidden", if: condition) }
    public static func tabIndex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }

    /// `aria-` and the name.
    public static func aria(_ name: StaticString, _ value: String) -> Attribute {
        Attribute(Array("aria-".utf8) + name.buffer, value)
    }
    /// `data-` and the name.
    public static func data(_ name: StaticString, _ value: String) -> Attribute {
        Attribute(Array("data-".utf8) + name.buffer, value)
    }
    public static func ariaLabel(_ value: String) -> Attribute { aria("label", value) }
    public static var ariaHidden: Attribute { aria("hidden", "true") }
    /// The current item of a set: a page, a step.
    public static func ariaCurrent(_ kind: AriaCurrent, if condition: Bool = true) -> Attribute {
        when(condition, aria("current", kind.rawValue))
    }
}

public enum AriaCurrent: String, Sendable {
    case page, step, location, `true`
}

// Forms
extension Attribute {
    public static func method(_ method: FormMethod) -> Attribute { Attribute("method", method.rawValue) }
    public static func name(_ value: String) -> Attribute { Attribute("name", value) }
    public static func value(_ value: String) -> Attribute { Attribute("value", value) }
    public static func type(_ type: InputType) -> Attribute { Attribute("type", type.rawValue) }
    public static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    public static func form(_ id: String) -> Attribute { Attribute("form", id) }
    public static func placeholder(_ value: String) -> Attribute { Attribute("placeholder", value) }
    public static func autocomplete(_ value: String) -> Attribute { Attribute("autocomplete", value) }
    public static func list(_ id: String) -> Attribute { Attribute("list", id) }
    public static func inputMode(_ value: String) -> Attribute { Attribute("inputmode", value) }
    public static func pattern(_ value: String) -> Attribute { Attribute("pattern", value) }
    public static func accept(_ value: String) -> Attribute { Attribute("accept", value) }
    public static func rows(_ value: Int) -> Attribute { Attribute("rows", String(value)) }
    public static func size(_ value: Int) -> Attribute { Attribute("size", String(value)) }
    public static func maxLength(_ value: Int) -> Attribute { Attribute("maxlength", String(value)) }
    public static func min(_ value: String) -> Attribute { Attribute("min", value) }
    public static func max(_ value: String) -> Attribute { Attribute("max", value) }
    public static func step(_ value: String) -> Attribute { Attribute("step", value) }
    public static func checked(if condition: Bool) -> Attribute { Attribute("checked", if: condition) }
    public static func selected(if condition: Bool) -> Attribute { Attribute("selected", if: condition) }
    public static func disabled(if condition: Bool) -> Attribute { Attribute("disabled", if: condition) }
    public static func required(if condition: Bool) -> Attribute { Attribute("required", if: condition) }
    public static func readOnly(if condition: Bool) -> Attribute { Attribute("readonly", if: condition) }
    public static func multiple(if condition: Bool) -> Attribute { Attribute("multiple", if: condition) }
    public static var noValidate: Attribute { Attribute("novalidate", if: true) }
    /// A form that carries files.
    public static var multipart: Attribute { Attribute("enctype", "multipart/form-data") }
}

public enum FormMethod: String, Sendable {
    case get, post
}

public enum InputType: String, Sendable {
    case text, password, checkbox, radio, hidden, submit, button, date, month, file, number, search, tel, email, time
    case dateTimeLocal = "datetime-local"
}

// Tables, links, documents
extension Attribute {
    public static func scope(_ scope: HeaderScope) -> Attribute { Attribute("scope", scope.rawValue) }
    public static func colspan(_ count: Int) -> Attribute { Attribute("colspan", String(count)) }
    public static func rowspan(_ count: Int) -> Attribute { Attribute("rowspan", String(count)) }
    public static func headers(_ ids: String) -> Attribute { Attribute("headers", ids) }
    public static func dateTime(_ value: String) -> Attribute { Attribute("datetime", value) }
    public static func rel(_ value: String) -> Attribute { Attribute("rel", value) }
    public static func alt(_ value: String) -> Attribute { Attribute("alt", value) }
    public static func width(_ value: Int) -> Attribute { Attribute("width", String(value)) }
    public static func height(_ value: Int) -> Attribute { Attribute("height", String(value)) }
    public static func charset(_ value: String) -> Attribute { Attribute("charset", value) }
    public static func content(_ value: String) -> Attribute { Attribute("content", value) }
    public static func viewBox(_ value: String) -> Attribute { Attribute("viewBox", value) }
    public static func start(_ value: Int) -> Attribute { Attribute("start", String(value)) }
    public static func open(if condition: Bool) -> Attribute { Attribute("open", if: condition) }
    public static func download(if condition: Bool) -> Attribute { Attribute("download", if: condition) }
    public static func controls(if condition: Bool) -> Attribute { Attribute("controls", if: condition) }
    public static func `defer`(if condition: Bool) -> Attribute { Attribute("defer", if: condition) }
    /// Opens a new tab that cannot reach back.
    public static var newTab: Attribute {
        Attribute(Array("target=\"_blank\" rel".utf8), "noopener noreferrer")
    }
}

public enum HeaderScope: String, Sendable {
    case row, col, rowgroup, colgroup
}

// htmx, written as data-hx-…; every such element is a real link or form first
extension Attribute {
    public static func hxGet(_ url: URLText) -> Attribute { data("hx-get", url.description) }
    public static func hxPost(_ url: URLText) -> Attribute { data("hx-post", url.description) }
    /// The element to be replaced, as a CSS selector.
    public static func hxTarget(_ selector: StaticString) -> Attribute { data("hx-target", selector.description) }
    public static func hxTarget(id: String) -> Attribute { data("hx-target", "#" + id) }
    public static func hxSelect(_ selector: StaticString) -> Attribute { data("hx-select", selector.description) }
    /// Further elements of the answer that replace those with the same id.
    public static func hxSelectOutOfBand(_ selectors: StaticString) -> Attribute {
        data("hx-select-oob", selectors.description)
    }
    public static func hxSwap(_ swap: StaticString) -> Attribute { data("hx-swap", swap.description) }
    public static func hxTrigger(_ trigger: StaticString) -> Attribute { data("hx-trigger", trigger.description) }
    public static func hxInclude(_ selector: StaticString) -> Attribute { data("hx-include", selector.description) }
    public static func hxPushURL(if condition: Bool) -> Attribute { data("hx-push-url", condition ? "true" : "false") }
    /// Links and forms inside are fetched and swapped in place.
    public static var hxBoost: Attribute { data("hx-boost", "true") }
}
