public import Markup

/// What is wrong with a form, in the order of its fields.
///
/// A message says what to do (请输入 18 位证件号码), not what is forbidden.
public struct FieldErrors: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        let field: String?
        let message: String
    }

    private(set) var entries: [Entry] = []

    public init() {}

    public static let none = FieldErrors()

    /// One message about the whole form.
    public static func general(_ message: String) -> FieldErrors {
        var errors = FieldErrors()
        errors.add(message)
        return errors
    }

    /// One message about one field.
    public static func one(_ field: String, _ message: String) -> FieldErrors {
        var errors = FieldErrors()
        errors.add(field, message)
        return errors
    }

    public var isEmpty: Bool { entries.isEmpty }

    /// A message about one field.
    public mutating func add(_ field: String, _ message: String) {
        entries.append(Entry(field: field, message: message))
    }

    /// A message about the form as a whole.
    public mutating func add(_ message: String) { entries.append(Entry(field: nil, message: message)) }

    /// The messages of one field, joined to one sentence.
    public subscript(field: String) -> String? {
        let messages = entries.filter { $0.field == field }.map(\.message)
        guard let last = messages.last else { return nil }
        let before = messages.dropLast().map { $0.hasSuffix("。") ? String($0.dropLast()) : $0 }
        return (before + [last]).joined(separator: "；")
    }
}

/// What a person has typed so far and what is wrong with it; a refused form is shown again from this.
public struct FormState: Sendable {
    public var values: [String: [String]]
    public var errors: FieldErrors
    /// Put before the names to make ids, for two forms on one page.
    public let prefix: String

    public init(_ values: [String: [String]] = [:], errors: FieldErrors = .none, prefix: String = "") {
        (self.values, self.errors, self.prefix) = (values, errors, prefix)
    }

    /// The only or first value of a field; empty if there is none.
    public subscript(name: String) -> String {
        get { values[name]?.first ?? "" }
        set { values[name] = [newValue] }
    }

    public func has(_ value: String, in name: String) -> Bool { values[name]?.contains(value) ?? false }

    func id(_ name: String) -> String { prefix + name }
}

/// All mistakes on top of the page, each a link to its field.
public struct ErrorSummary: Component, Sendable {
    let title: String?
    let errors: FieldErrors
    let prefix: String

    public init(_ errors: FieldErrors, title: String? = nil, prefix: String = "") {
        (self.errors, self.title, self.prefix) = (errors, title, prefix)
    }

    public var html: HTML {
        section(.class("error-summary"), .id("errors"), .aria("labelledby", "errors-title"), .tabIndex(-1)) {
            h2(.id("errors-title")) { title ?? "有 \(errors.entries.count.grouped) 处需要修改" }
            ul {
                for entry in errors.entries {
                    li {
                        if let field = entry.field {
                            a(.href(URLText(fragment: prefix + field))) { entry.message }
                        } else {
                            entry.message
                        }
                    }
                }
            }
        }
    }
}

/// The two hidden values of every form that changes something.
public struct FormTokens: Sendable, Hashable {
    /// Proves that the form was made for this session.
    public let csrf: String
    /// Makes a second submission of the same form answer with the effect of the first.
    public let once: String

    public init(csrf: String, once: String) { (self.csrf, self.once) = (csrf, once) }
}

/// A form that changes something.
public struct PostForm: Component, Sendable {
    let url: URLText
    let tokens: FormTokens
    let attributes: Attribute
    let content: HTML

    /// - Parameter attributes: such as `.multipart` or `.class`; several by `.all([…])`.
    public init(
        to path: Path, _ tokens: FormTokens, _ attributes: Attribute = .none, @HTMLBuilder content: () -> HTML
    ) {
        self.init(to: path.url, tokens, attributes, content: content)
    }

    public init(
        to url: URLText, _ tokens: FormTokens, _ attributes: Attribute = .none, @HTMLBuilder content: () -> HTML
    ) {
        (self.url, self.tokens, self.attributes, self.content) = (url, tokens, attributes, content())
    }

    public var html: HTML {
        form(.method(.post), .action(url), attributes) {
            HiddenField("csrf", tokens.csrf)
            HiddenField("idempotency", tokens.once)
            content
        }
    }
}

/// A value that travels with a form unseen.
public struct HiddenField: Component, Sendable {
    let name: String
    let value: String

    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }

    public var html: HTML { input(.type(.hidden), .name(name), .value(value)) }
}
