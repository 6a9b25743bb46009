public import Markup

/// Which columns a list shows, remembered for the account.
public struct ColumnChooser: Component, Sendable {
    /// A column that may be hidden, or one that is always there.
    public struct Item: Sendable {
        let key: String
        let title: String
        let isShown: Bool
        let isFixed: Bool

        public static func optional(_ key: String, _ title: String, isShown: Bool) -> Item {
            Item(key: key, title: title, isShown: isShown, isFixed: false)
        }

        /// The name of a row and its state are never hidden.
        public static func fixed(_ key: String, _ title: String) -> Item {
            Item(key: key, title: title, isShown: true, isFixed: true)
        }
    }

    let path: Path
    let tokens: FormTokens
    let items: [Item]
    let kept: [(name: String, value: String)]

    /// - Parameter kept: fields that travel along, such as the filter of the list.
    public init(
        to path: Path, _ tokens: FormTokens, _ items: [Item], keeping kept: [(name: String, value: String)] = []
    ) {
        (self.path, self.tokens, self.items, self.kept) = (path, tokens, items, kept)
    }

    public var html: HTML {
        PostForm(to: path, tokens, .class("columns-panel")) {
            for field in kept { HiddenField(field.name, field.value) }
            fieldset {
                legend { "显示的列（记在您的账号上；状态列始终显示）" }
                ul {
                    for item in items {
                        li {
                            label(.class("check")) {
                                input(
                                    .class("form-check-input"), .type(.checkbox), .name("column"), .value(item.key),
                                    .checked(if: item.isShown), .disabled(if: item.isFixed))
                                item.title
                            }
                        }
                    }
                    li(.class("push row-gap")) {
                        SubmitButton("应用", .plain, size: .small)
                        SubmitButton("恢复默认", .quiet, size: .small, .name("reset"), .value("yes"))
                    }
                }
            }
        }
    }
}
