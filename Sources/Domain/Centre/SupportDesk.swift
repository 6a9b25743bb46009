/// 技术支持: whom people call, and when (manual 2024, 技术支持); the centre keeps it.
public struct SupportDesk: Hashable, Sendable {
    /// Stands on every page.
    public var hotline: String
    public var hours: String
    /// Further contacts, on the page 技术支持 only.
    public var contacts: [Contact]

    public struct Contact: Hashable, Sendable {
        public let name: String
        public let telephone: String
        public let hours: String

        public init(name: String, telephone: String, hours: String) {
            (self.name, self.telephone, self.hours) = (name, telephone, hours)
        }
    }

    public init(hotline: String, hours: String, contacts: [Contact] = []) {
        (self.hotline, self.hours, self.contacts) = (hotline, hours, contacts)
    }

    /// Characters of one value.
    public static let valueLimit = 60
    public static let contactLimit = 20

    public var problems: [SupportProblem] {
        var problems: [SupportProblem] = []
        if Self.isUnfit(hotline) { problems.append(.hotline(limit: Self.valueLimit)) }
        if Self.isUnfit(hours) { problems.append(.hours(limit: Self.valueLimit)) }
        if contacts.count > Self.contactLimit {
            problems.append(.tooManyContacts(limit: Self.contactLimit))
        }
        for (index, contact) in contacts.enumerated()
        where [contact.name, contact.telephone, contact.hours].contains(where: Self.isUnfit) {
            problems.append(.contact(line: index + 1, limit: Self.valueLimit))
        }
        return problems
    }

    private static func isUnfit(_ text: String) -> Bool {
        text.allSatisfy(\.isWhitespace) || text.count > valueLimit || text.contains(where: \.isNewline)
    }

    // MARK: Text

    /// The contacts one to a line, name, telephone and hours with bars between.
    public var contactText: String {
        contacts.map { "\($0.name) | \($0.telephone) | \($0.hours)" }.joined(separator: "\n")
    }

    /// Reads what `contactText` wrote; a line that lacks a part has it empty, which is a problem.
    public static func contacts(in text: String) -> [Contact] {
        text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.map { line in
            let parts = line.split(maxSplits: 2, omittingEmptySubsequences: false) { "|｜".contains($0) }
                .map { trimmed($0) }
            return Contact(
                name: parts.first ?? "", telephone: parts.count > 1 ? parts[1] : "",
                hours: parts.count > 2 ? parts[2] : "")
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}

/// One mistake of the form.
public enum SupportProblem: Hashable, Sendable {
    /// Empty, too long, or more than one line.
    case hotline(limit: Int)
    case hours(limit: Int)
    case contact(line: Int, limit: Int)
    case tooManyContacts(limit: Int)
}

/// Why the desk is not kept.
public struct SupportRefusal: Error, Hashable, Sendable {
    public let problems: [SupportProblem]

    public init(_ problems: [SupportProblem]) { self.problems = problems }
}
