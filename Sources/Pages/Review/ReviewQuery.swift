public import Domain
public import Markup

/// What the address of the desk says: the filter, and which part of the queue is shown.
///
/// Every form and link of the review carries it, so that a reviewer comes back to where he was.
public struct ReviewQuery: Sendable {
    /// Fields of the filter, in the order of the form.
    public static let filter = ["unit", "plan", "from", "through", "mark"]
    /// Fields of the place in the queue.
    public static let place = ["after", "before", "offset", "size"]

    let form: FormState
    let part: [(name: String, value: String)]

    /// - Parameters:
    ///   - form: the fields of ``filter``; its prefix keeps the names of their elements apart.
    ///   - part: the fields of ``place`` as the address has them; empty ones are left out.
    public init(_ form: FormState = FormState(), part: [(name: String, value: String)] = []) {
        self.form = form
        self.part = part.filter { !$0.value.isEmpty }
    }

    var isFiltered: Bool { !filters.isEmpty }

    private var filters: [(name: String, value: String)] {
        Self.filter.filter { !form[$0].isEmpty }.map { (name: $0, value: form[$0]) }
    }

    var size: Int { part.first { $0.name == "size" }.flatMap { Int($0.value) } ?? PageWindow.sizes[0] }

    var offset: Int { part.first { $0.name == "offset" }.flatMap { Int($0.value) } ?? 0 }

    /// The desk as it was shown.
    public var url: URLText { here([]) }

    /// One of its lists.
    public func url(of enrolment: ID<UnitEnrolment>) -> URLText { url(.reviewSheet(enrolment.rawValue)) }

    /// Another page of the review that keeps the filter.
    func url(_ path: Path, _ more: [(name: String, value: String)] = []) -> URLText {
        path.url(query: filters + more)
    }

    /// The desk as it is shown, with something more.
    func here(_ more: [(name: String, value: String)]) -> URLText { Path.review.url(query: filters + part + more) }

    /// The same, for a form to come back to.
    var hidden: HTML {
        HTML {
            for field in filters + part { HiddenField(field.name, field.value) }
        }
    }
}
