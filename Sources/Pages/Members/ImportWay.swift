public import Domain
public import Markup

/// Where somebody goes from the preview of an import: to other rows of it, or to the form of one row.
public struct ImportTarget: Sendable {
    private let back: ImportRowPage.Back
    /// The row whose form is meant.
    private let row: Int?

    init(_ back: ImportRowPage.Back, row: Int? = nil) { (self.back, self.row) = (back, row) }

    /// As a button sends it: rows, group, the row behind which they begin, and the row whose form is meant.
    var text: String {
        [
            back.rows?.rawValue ?? "", back.group?.rawValue ?? "", String(back.after), row.map { String($0) } ?? "",
        ].joined(separator: "/")
    }

    /// Nil for a text that no button sends.
    public init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let rows = ImportRows(rawValue: parts[0]) else { return nil }
        back = ImportRowPage.Back(
            rows: rows, group: MemberProblem.Repair(rawValue: parts[1]), after: max(0, Int(parts[2]) ?? 0))
        row = Int(parts[3])
    }

    public func url(_ id: ID<MemberImport>) -> URLText { row.map { back.url(id, row: $0) } ?? back.url(id) }
}

/// A way from the preview.
///
/// Where cells can be typed anew it is a button of the page's form, so that what has been typed and not yet saved is
/// kept on the way; elsewhere it is a link.
struct ImportWay: Component {
    private let words: String
    private let model: ImportRunPage.Model
    private let target: ImportTarget
    private let look: Look
    private let attribute: Attribute

    enum Look {
        case button, quietButton, words
    }

    init(
        _ words: String, _ model: ImportRunPage.Model, _ target: ImportTarget, _ look: Look = .button,
        attribute: Attribute = .none
    ) {
        (self.words, self.model, self.target, self.look, self.attribute) = (words, model, target, look, attribute)
    }

    /// To rows of the preview.
    init(
        _ words: String, _ model: ImportRunPage.Model, _ rows: ImportRows, _ group: MemberProblem.Repair? = nil,
        after: Int = 0, _ look: Look = .button, attribute: Attribute = .none
    ) {
        self.init(
            words, model, ImportTarget(ImportRowPage.Back(rows: rows, group: group, after: after)), look,
            attribute: attribute)
    }

    @HTMLBuilder var html: HTML {
        if model.hasFields {
            button(
                classes, .type(.submit), .name(ImportRunPage.Field.target), .value(target.text),
                .form(ImportCellField.form), attribute
            ) { words }
        } else {
            a(classes, .href(target.url(model.memberImport.id)), attribute) { words }
        }
    }

    private var classes: Attribute {
        switch look {
        case .button: .class("btn", "btn-small")
        case .quietButton: .class("btn", "btn-quiet", "btn-small")
        case .words: model.hasFields ? .class("linkish") : .none
        }
    }
}
