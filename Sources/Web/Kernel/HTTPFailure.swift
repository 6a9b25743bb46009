/// What goes wrong before a use case is asked.
enum HTTPFailure: Error, Sendable {
    /// The path answers to other methods, or to none.
    case methodNotAllowed([Route.Method])
    case tooLarge
    case tooSlow
    case malformed
    /// The form comes from another site, or nothing says that it does not.
    case forgedForm
    /// A form of this site without this session's token; with what was typed.
    case staleForm(Form)
    /// Again after so many seconds.
    case tooOften(seconds: Int)
}
