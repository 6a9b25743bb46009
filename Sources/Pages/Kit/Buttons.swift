public import Markup

/// How heavy a button is; one primary button per block.
public enum ButtonStyle: Sendable {
    case primary, plain, danger, quiet

    var name: String? {
        switch self {
        case .primary: "btn-primary"
        case .plain: nil
        case .danger: "btn-danger"
        case .quiet: "btn-quiet"
        }
    }
}

/// Large is for the main act of a journey, small for bars and rows.
public enum ButtonSize: Sendable {
    case small, normal, large

    var name: String? {
        switch self {
        case .small: "btn-small"
        case .normal: nil
        case .large: "btn-large"
        }
    }
}

/// A link that looks like a button: it goes somewhere and changes nothing.
public struct LinkButton: Component, Sendable {
    let words: String
    let url: URLText
    let style: ButtonStyle
    let size: ButtonSize
    let icon: Icon?
    let attributes: Attribute

    public init(
        _ words: String, _ url: URLText, _ style: ButtonStyle = .plain, size: ButtonSize = .normal, icon: Icon? = nil,
        attribute: Attribute = .none
    ) {
        (self.words, self.url, self.style, self.size, self.icon) = (words, url, style, size, icon)
        attributes = attribute
    }

    public init(
        _ words: String, _ path: Path, _ style: ButtonStyle = .plain, size: ButtonSize = .normal, icon: Icon? = nil,
        attribute: Attribute = .none
    ) {
        self.init(words, path.url, style, size: size, icon: icon, attribute: attribute)
    }

    public var html: HTML {
        a(.class("btn", style.name, size.name), .href(url), attributes) {
            icon
            words
        }
    }
}

/// A button that sends its form: verb, number, object, receiver; never 确定.
public struct SubmitButton: Component, Sendable {
    let words: String
    let style: ButtonStyle
    let size: ButtonSize
    let icon: Icon?
    let attributes: [Attribute]

    public init(
        _ words: String, _ style: ButtonStyle = .primary, size: ButtonSize = .normal, icon: Icon? = nil,
        _ attributes: Attribute...
    ) {
        (self.words, self.style, self.size, self.icon, self.attributes) = (words, style, size, icon, attributes)
    }

    /// Sends the form it stands in to another address than the form's own.
    public init(
        _ words: String, to path: Path, _ style: ButtonStyle = .plain, size: ButtonSize = .small, icon: Icon? = nil
    ) {
        (self.words, self.style, self.size, self.icon) = (words, style, size, icon)
        attributes = [.formAction(path)]
    }

    public var html: HTML {
        var more = HTML()
        if let icon { more.append(icon.html) }
        return button(.class("btn", style.name, size.name), .type(.submit), .all(attributes)) {
            more
            words
        }
    }
}

/// A menu that opens without a script.
public struct ActionMenu: Component, Sendable {
    let words: String
    let icon: Icon?
    let style: ButtonStyle
    let items: [(words: String, url: URLText)]

    public init(_ words: String, icon: Icon? = nil, _ style: ButtonStyle = .plain, items: [(String, URLText)]) {
        (self.words, self.icon, self.style) = (words, icon, style)
        self.items = items.map { (words: $0.0, url: $0.1) }
    }

    public var html: HTML {
        details(.class("menu")) {
            summary(.class("btn btn-small", style.name)) {
                icon
                words
                Icon.down
            }
            ul(.class("menu-items")) {
                for item in items { li { a(.href(item.url)) { item.words } } }
            }
        }
    }
}
