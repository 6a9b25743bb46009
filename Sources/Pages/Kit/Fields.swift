public import Markup

/// Whether a field may stay empty.
public enum Need: Sendable {
    case required, optional
}

/// A label, a hint, the mistake if there is one, and the control, in this order.
struct FieldFrame {
    let name: String
    let label: String
    let hint: String?
    let need: Need
    let form: FormState

    var id: String { form.id(name) }
    var error: String? { form.errors[name] }

    /// What describes the control, and whether it is wrong.
    var description: Attribute {
        var ids: [String] = []
        if hint != nil { ids.append(id + "-hint") }
        if error != nil { ids.append(id + "-error") }
        return .all([
            ids.isEmpty ? .none : .aria("describedby", ids.joined(separator: " ")),
            .when(error != nil, .aria("invalid", "true")),
        ])
    }

    func controlClass(_ name: String, short: Bool = false) -> Attribute {
        .class(name, short ? "is-short" : nil, error == nil ? nil : "is-wrong")
    }

    @HTMLBuilder var labelText: HTML {
        label
        if need == .optional { span(.class("optional")) { "（选填）" } }
    }

    @HTMLBuilder var notes: HTML {
        if let hint { span(.class("hint"), .id(id + "-hint")) { hint } }
        if let error { span(.class("field-error"), .id(id + "-error")) { "错误：" + error } }
    }

    func single(_ control: HTML) -> HTML {
        div(.class("field")) {
            Markup.label(.class("form-label"), .for(id)) { labelText }
            notes
            control
        }
    }

    func group(_ controls: HTML) -> HTML {
        fieldset(.class("field"), .id(id), description) {
            legend(.class("form-label")) { labelText }
            notes
            controls
        }
    }
}

/// What kind of text is asked for; sets keyboard, browser memory and width.
public enum TextKind: Sendable {
    case text, password, newPassword, account, oneTimeCode, phone, email, number, documentNumber, search, day

    var attributes: [Attribute] {
        switch self {
        case .text: [.type(.text)]
        case .password: [.type(.password), .autocomplete("current-password")]
        case .newPassword: [.type(.password), .autocomplete("new-password")]
        case .account: [.type(.text), .autocomplete("username")]
        case .oneTimeCode: [.type(.text), .inputMode("numeric"), .autocomplete("one-time-code")]
        case .phone: [.type(.tel), .autocomplete("off"), .inputMode("numeric")]
        // Not type=email: the browser would refuse in its own language, before the error summary can.
        case .email: [.type(.text), .inputMode("email"), .autocomplete("off")]
        case .number: [.type(.text), .inputMode("decimal"), .autocomplete("off")]
        case .documentNumber: [.type(.text), .autocomplete("off")]
        case .search: [.type(.search), .autocomplete("off")]
        case .day: [.type(.date)]
        }
    }

    var isShort: Bool {
        switch self {
        case .oneTimeCode, .phone, .number, .day: true
        case .text, .password, .newPassword, .account, .email, .documentNumber, .search: false
        }
    }

    // A password is typed again; it never comes back in a page.
    var isKept: Bool {
        switch self {
        case .password, .newPassword, .oneTimeCode: false
        case .text, .account, .phone, .email, .number, .documentNumber, .search, .day: true
        }
    }
}

/// One line of text.
public struct TextField: Component, Sendable {
    let frame: FieldFrame
    let kind: TextKind
    let extra: Attribute

    public init(
        _ name: String, _ label: String, in form: FormState, _ kind: TextKind = .text, hint: String? = nil,
        need: Need = .required, attribute: Attribute = .none
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        (self.kind, extra) = (kind, attribute)
    }

    public var html: HTML {
        frame.single(
            input(
                frame.controlClass("form-control", short: kind.isShort), .id(frame.id), .name(frame.name),
                .all(kind.attributes), .when(kind.isKept, .value(frame.form[frame.name])), frame.description, extra))
    }
}

/// A day, by the browser's own calendar.
public struct DateField: Component, Sendable {
    let field: TextField

    public init(
        _ name: String, _ label: String, in form: FormState, hint: String? = nil, need: Need = .required
    ) {
        field = TextField(name, label, in: form, .day, hint: hint, need: need)
    }

    public var html: HTML { field.html }
}

/// Several lines of text.
public struct TextArea: Component, Sendable {
    let frame: FieldFrame
    let rows: Int

    public init(
        _ name: String, _ label: String, in form: FormState, rows: Int = 3, hint: String? = nil,
        need: Need = .required
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        self.rows = rows
    }

    public var html: HTML {
        frame.single(
            textarea(
                frame.controlClass("form-control"), .id(frame.id), .name(frame.name), .rows(rows), frame.description,
                text: frame.form[frame.name]))
    }
}
