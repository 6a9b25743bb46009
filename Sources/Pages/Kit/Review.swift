public import Markup

/// What happened to a batch and what is still to come.
public struct Milestones: Component, Sendable {
    /// Whether it is behind, at hand or ahead.
    public enum Phase: Sendable {
        case done, failed, now, next

        var name: String? {
            switch self {
            case .done: nil
            case .failed: "is-bad"
            case .now: "is-now"
            case .next: "is-next"
            }
        }
    }

    /// One point on the way.
    public struct Point: Sendable {
        let phase: Phase
        let title: String
        let when: HTML
        let text: HTML

        public init(
            _ phase: Phase, _ title: String, when: HTML = HTML(), @HTMLBuilder text: () -> HTML
        ) {
            (self.phase, self.title, self.when, self.text) = (phase, title, when, text())
        }
    }

    let points: [Point]

    public init(_ points: [Point]) { self.points = points }

    public var html: HTML {
        ol(.class("milestones")) {
            for point in points {
                li(.class(point.phase.name)) {
                    div {
                        strong { point.title }
                        if !point.when.isEmpty {
                            "　"
                            point.when
                        }
                        if !point.text.isEmpty { p { point.text } }
                    }
                }
            }
        }
    }
}

/// Two lists side by side; on a narrow screen one at a time.
public struct TwoPane: Component, Sendable {
    let left: (title: String, content: HTML)
    let right: (title: String, content: HTML)

    /// - Parameters:
    ///   - left: heading and content of the list that is gone through.
    ///   - right: heading and content of the list that is filled.
    public init(
        _ leftTitle: String, _ rightTitle: String, @HTMLBuilder left: () -> HTML, @HTMLBuilder right: () -> HTML
    ) {
        self.left = (leftTitle, left())
        self.right = (rightTitle, right())
    }

    public var html: HTML {
        nav(.class("pane-tabs"), .ariaLabel("列表")) {
            LinkButton(left.title, "#pane-left")
            LinkButton(right.title, "#pane-right")
        }
        div(.class("two-pane"), .id("panes")) {
            pane("pane-left", left.title, left.content)
            pane("pane-right", right.title, right.content)
        }
    }

    private func pane(_ id: String, _ title: String, _ content: HTML) -> HTML {
        section(.class("card"), .id(id), .ariaLabel(title)) { content }
    }
}
