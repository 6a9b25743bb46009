/// Lets a closure of elements, texts, conditions and loops be one piece of HTML.
@resultBuilder
public enum HTMLBuilder {
    public static func buildExpression(_ html: HTML) -> HTML { html }
    public static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }
    public static func buildExpression(_ text: String) -> HTML { HTML(text) }
    public static func buildExpression(_ text: String?) -> HTML { text.map { HTML($0) } ?? HTML() }
    public static func buildExpression(_ trusted: TrustedMarkup) -> HTML { HTML(trusted) }
    public static func buildExpression(_ component: some Component) -> HTML { component.html }
    public static func buildExpression(_ component: (some Component)?) -> HTML { component?.html ?? HTML() }
    public static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }

    public static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }
    public static func buildOptional(_ piece: HTML?) -> HTML { piece ?? HTML() }
    public static func buildEither(first piece: HTML) -> HTML { piece }
    public static func buildEither(second piece: HTML) -> HTML { piece }
    public static func buildLimitedAvailability(_ piece: HTML) -> HTML { piece }

    public static func buildArray(_ pieces: [HTML]) -> HTML {
        var whole = HTML()
        for piece in pieces { whole.append(piece) }
        return whole
    }
}
