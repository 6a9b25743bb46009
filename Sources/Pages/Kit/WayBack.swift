public import Markup

/// From where a page was opened, to which it leads back.
public struct WayBack: Sendable {
    public let words: String
    public let url: URLText
    public let query: [(name: String, value: String)]

    /// - Parameter query: with which the page's own form is sent, so that it leads back there.
    public init(_ words: String, _ url: URLText, query: [(name: String, value: String)]) {
        (self.words, self.url, self.query) = (words, url, query)
    }
}
