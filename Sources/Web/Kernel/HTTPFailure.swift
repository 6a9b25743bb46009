/// What goes wrong before a use case is asked.
enum HTTPFailure: Error, Sendable {
    /// The path answers to other methods, or to none.
    case methodNotAllowed([Route.Method])
    case tooLarge
    case tooSlow
    case malformed
    /// The form is not one that this session was given, or it has grown old.
    case forgedForm
}
