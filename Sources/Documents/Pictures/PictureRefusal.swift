/// Why an uploaded picture is not taken.
public enum PictureRefusal: Error, Hashable, Sendable {
    case empty
    /// Neither JPEG nor PNG by its first bytes, whatever its name says.
    case notAPicture
    /// Truncated, inconsistent, or made to waste time.
    case damaged
    /// More pixels than the limit, by the header; nothing was decoded.
    case tooManyPixels
    case outOfMemory
}
