import Foundation
import Testing

/// A rule of this house that a machine can see broken in the text of a file.
///
/// Every rule carries samples that break it and samples that keep it: a rule that could not find anything would pass for
/// ever, so the samples are tested before the sources are.
struct HouseRule: Sendable, CustomTestStringConvertible {
    /// A place where the rule is broken.
    struct Finding: Sendable {
        let line: Int
        let text: String
    }

    let name: String

    /// What to do instead; it ends the message.
    let advice: String

    /// Beginnings of the paths that the rule is about.
    let about: [String]

    /// Beginnings of paths that may break it, each with the reason.
    var exceptions: [String: String] = [:]

    let find: @Sendable (SwiftSource) throws -> [Finding]
    let broken: [String]
    let kept: [String]

    var testDescription: String { name }

    func concerns(_ path: String) -> Bool {
        about.contains { path.hasPrefix($0) } && !exceptions.keys.contains { path.hasPrefix($0) }
    }

    /// What a developer reads: where, what, and what to do instead.
    func complaints(about files: [SwiftSource]) throws -> [String] {
        try files.filter { concerns($0.path) }.flatMap { file in
            var seen: Set<Int> = []
            return try find(file).filter { seen.insert($0.line).inserted }.map {
                "\(file.path):\($0.line): \($0.text) — \(advice)"
            }
        }
    }
}

/// Ways to look through a file.
extension SwiftSource {
    /// Matches of a regular expression in the code alone, comments and literals left out.
    func code(matching pattern: String) throws -> [HouseRule.Finding] {
        let expression = try NSRegularExpression(pattern: pattern)
        let whole = NSRange(code.startIndex..., in: code)
        return expression.matches(in: code, range: whole).compactMap { match in
            guard let range = Range(match.range, in: code) else { return nil }
            let line = code[..<range.lowerBound].utf8.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
            return HouseRule.Finding(
                line: line, text: String(code[range]).trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Matches of a regular expression in those literals that match `given`.
    func literals(matching pattern: String, given condition: String = "") throws -> [HouseRule.Finding] {
        let expression = try NSRegularExpression(pattern: pattern)
        let given = try condition.isEmpty ? nil : NSRegularExpression(pattern: condition)
        return literals.flatMap { literal -> [HouseRule.Finding] in
            let whole = NSRange(literal.text.startIndex..., in: literal.text)
            if let given, given.firstMatch(in: literal.text, range: whole) == nil { return [] }
            return expression.matches(in: literal.text, range: whole).compactMap { match in
                guard let range = Range(match.range, in: literal.text) else { return nil }
                let above = literal.text[..<range.lowerBound].utf8.filter { $0 == UInt8(ascii: "\n") }.count
                return HouseRule.Finding(line: literal.line + above, text: "\"\(literal.text[range])\"")
            }
        }
    }
}
