/// Why a submitted form could not be read.
///
/// All of these mean that no page of ours sent it, or that it is too large.
enum FormProblem: Error, Hashable, Sendable {
    /// The content type names no usable boundary.
    case boundary

    /// Not built as RFC 7578 and RFC 2046 say.
    case malformed(Malformation)

    /// The input ended before the closing delimiter.
    case truncated

    /// A name or a value is not UTF-8, or contains a NUL character.
    case notText

    case tooManyParts(limit: Int)
    case headerTooLarge(limit: Int)
    case fieldTooLarge(name: String, limit: Int)
    case fileTooLarge(name: String, limit: Int)

    enum Malformation: Hashable, Sendable {
        case preamble
        case delimiter
        case headerLine
        case contentDisposition
        case transferEncoding
        case percentEncoding
    }
}
