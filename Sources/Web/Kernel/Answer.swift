import HTTPTypes
public import Markup

/// What a route answers with; the kernel turns it into a response with every header.
public enum Answer: Sendable {
    /// A whole page; 422 for a refused form shown again.
    case page(HTML, status: Int = 200)
    /// A part of a page for htmx.
    case fragment(HTML)
    /// After a POST: look there (303).
    case seeOther(URLText)
    /// A file to keep.
    case download(File)
    /// A file to show in its place: a picture, a PDF voucher.
    case inline(File)

    public struct File: Sendable {
        public let name: String
        public let mediaType: String
        public let bytes: [UInt8]

        public init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }
}

/// Media types that the platform hands out.
public enum MediaType {
    public static let xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    public static let pdf = "application/pdf"
    public static let png = "image/png"
    public static let jpeg = "image/jpeg"
    public static let csv = "text/csv; charset=utf-8"
    public static let wav = "audio/wav"
    public static let svg = "image/svg+xml"
}
