public import Markup

/// One thing that can be chosen.
public struct Choice: Sendable {
    let value: String
    let label: String
    let hint: String?

    public init(_ value: String, _ label: String, hint: String? = nil) {
        (self.value, self.label, self.hint) = (value, label, hint)
    }
}

/// One of a list that is too long for radio buttons.
public struct SelectField: Component, Sendable {
    let frame: FieldFrame
    let choices: [Choice]
    let blank: String?

    /// - Parameter blank: the words of the empty choice: 全部 in a filter, 请选择 in a form; nil for none.
    public init(
        _ name: String, _ label: String, in form: FormState, _ choices: [Choice], blank: String? = "请选择",
        hint: String? = nil, need: Need = .required
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        (self.choices, self.blank) = (choices, blank)
    }

    public var html: HTML {
        frame.single(
            select(frame.controlClass("form-select"), .id(frame.id), .name(frame.name), frame.description) {
                if let blank { option(.value("")) { blank } }
                for choice in choices {
                    option(.value(choice.value), .selected(if: frame.form[frame.name] == choice.value)) { choice.label }
                }
            })
    }
}

/// One of a few, all in sight.
public struct RadioField: Component, Sendable {
    /// Lines for short words, boxes where each choice needs an explanation, chips for words that are often chosen.
    public enum Shape: Sendable {
        case lines, boxes, chips

        /// The class of the group.
        var group: String? {
            switch self {
            case .lines: nil
            case .boxes: "choices"
            case .chips: "choice-chips"
            }
        }
    }

    let frame: FieldFrame
    let choices: [Choice]
    let shape: Shape

    public init(
        _ name: String, _ label: String, in form: FormState, _ choices: [Choice], shape: Shape = .lines,
        hint: String? = nil, need: Need = .required
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        (self.choices, self.shape) = (choices, shape)
    }

    public var html: HTML { frame.group(ChoiceBoxes(frame: frame, choices: choices, type: .radio, shape: shape).html) }
}

/// Any number of a few.
public struct CheckField: Component, Sendable {
    let frame: FieldFrame
    let choices: [Choice]

    public init(
        _ name: String, _ label: String, in form: FormState, _ choices: [Choice], hint: String? = nil,
        need: Need = .optional
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        self.choices = choices
    }

    public var html: HTML {
        frame.group(ChoiceBoxes(frame: frame, choices: choices, type: .checkbox, shape: .lines).html)
    }
}

/// The boxes of a group; the ids count up so that each label meets its own.
struct ChoiceBoxes: Component {
    let frame: FieldFrame
    let choices: [Choice]
    let type: InputType
    let shape: RadioField.Shape

    var html: HTML {
        div(.class(shape.group)) {
            for choice in choices {
                label(.class(shape == .boxes ? "choice" : "check")) {
                    input(
                        .class("form-check-input"), .type(type), .name(frame.name), .value(choice.value),
                        .checked(if: frame.form.has(choice.value, in: frame.name)))
                    span {
                        if shape == .boxes { strong { choice.label } } else { choice.label }
                        if let hint = choice.hint { span(.class("hint")) { hint } }
                    }
                }
            }
        }
    }
}

/// A statement to be ticked.
public struct ConfirmBox: Component, Sendable {
    let frame: FieldFrame
    let statement: HTML

    public init(_ name: String, in form: FormState, @HTMLBuilder statement: () -> HTML) {
        frame = FieldFrame(name: name, label: "", hint: nil, need: .required, form: form)
        self.statement = statement()
    }

    public var html: HTML {
        div(.class("field")) {
            frame.notes
            label(.class("check"), .for(frame.id)) {
                input(
                    .class("form-check-input"), .type(.checkbox), .id(frame.id), .name(frame.name), .value("yes"),
                    .checked(if: frame.form.has("yes", in: frame.name)), frame.description)
                span { statement }
            }
        }
    }
}

/// A file, with what is accepted said beforehand; the form must be `.multipart`.
public struct FileField: Component, Sendable {
    let frame: FieldFrame
    let accept: String
    let maxBytes: Int

    /// - Parameters:
    ///   - accept: extensions for the browser's dialogue, such as `.xlsx,.csv`.
    ///   - maxBytes: refused by the server beyond this; the page warns earlier.
    public init(
        _ name: String, _ label: String, in form: FormState, accept: String, maxBytes: Int, hint: String,
        need: Need = .required
    ) {
        frame = FieldFrame(name: name, label: label, hint: hint, need: need, form: form)
        (self.accept, self.maxBytes) = (accept, maxBytes)
    }

    public var html: HTML {
        frame.single(
            input(
                frame.controlClass("form-control"), .type(.file), .id(frame.id), .name(frame.name), .accept(accept),
                .data("max-bytes", String(maxBytes)), frame.description)
                + span(.class("hint"), .id(frame.id + "-chosen"), .aria("live", "polite")))
    }
}
