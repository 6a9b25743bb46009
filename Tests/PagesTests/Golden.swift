import Foundation
import Markup
import Testing

/// A page as it was last looked at and found right, kept in `Golden/` beside the tests.
///
/// With `GONGHUI_RECORD=1` in the environment the files are written anew; look at the difference before committing it.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// How much of a page its file keeps.
    enum Extent {
        /// The title and what stands in `<main>`: a change of the frame touches no other page's file.
        case content
        /// With header, menu and foot.
        case whole
    }

    static func expect(
        _ html: HTML, _ name: String, _ extent: Extent = .content, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let text = extent == .whole ? lines(html.text) : content(lines(html.text))
        let file = folder.appending(path: name + ".html")
        if ProcessInfo.processInfo.environment["GONGHUI_RECORD"] == "1" {
            try? Data(text.utf8).write(to: file)
            return
        }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        guard let kept else {
            Issue.record("Golden/\(name).html is missing", sourceLocation: sourceLocation)
            return
        }
        guard kept != text else { return }
        let pair = zip(kept.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            "Golden/\(name).html differs: kept \(pair?.0 ?? "more or fewer lines"), now \(pair?.1 ?? "")",
            sourceLocation: sourceLocation)
    }

    // A part of a page has no frame and is kept as it is.
    private static func content(_ text: String) -> String {
        guard let start = text.range(of: "<main"), let end = text.range(of: "</main>") else { return text }
        let title = text.split(separator: "\n").first { $0.hasPrefix("<title") } ?? ""
        return title + "\n" + text[start.lowerBound..<end.upperBound] + "\n"
    }

    // One element of the flow per line, so that a difference can be read.
    static func lines(_ text: String) -> String {
        let breaks = [
            "<head", "<meta", "<title", "<link", "<script", "<body", "<header", "<div", "<main", "<nav", "<section",
            "<ul", "<ol", "<li", "<dl", "<dt", "<dd", "<table", "<thead", "<tbody", "<tfoot", "<tr", "<h1", "<h2",
            "<h3", "<p>", "<p ", "<form", "<fieldset", "<legend", "<label", "<input", "<select", "<textarea",
            "<button", "<footer", "<details", "<summary",
        ]
        var result = ""
        var rest = Substring(text)
        while let start = rest.dropFirst().firstIndex(of: "<") {
            result += rest[..<start]
            rest = rest[start...]
            if breaks.contains(where: rest.hasPrefix), result.last != "\n" { result += "\n" }
        }
        return result + rest + "\n"
    }
}
