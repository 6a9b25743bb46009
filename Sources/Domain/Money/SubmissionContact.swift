/// The person in charge of a district's submission (经办人; manual 2024, 4.5).
public struct SubmissionContact: Hashable, Sendable, Codable {
    public let name: String
    public let phone: PhoneNumber
    public let email: String

    /// What is wrong with one field.
    public enum Problem: Hashable, Sendable {
        case missing
        case malformed
    }

    /// What is wrong with what was typed; empty when a contact can be made of it.
    public static func problems(name: String, phone: String, email: String) -> [ContactField: Problem] {
        var problems: [ContactField: Problem] = [:]
        let name = trimmed(name)
        if name.isEmpty { problems[.name] = .missing } else if name.count > 30 { problems[.name] = .malformed }
        if trimmed(phone).isEmpty {
            problems[.phone] = .missing
        } else if case .failure = PhoneNumber.validate(phone) {
            problems[.phone] = .malformed
        }
        let email = trimmed(email)
        if email.isEmpty { problems[.email] = .missing } else if !isAddress(email) { problems[.email] = .malformed }
        return problems
    }

    /// - Throws: `Refusal.contactIncomplete` with the fields that are missing or malformed.
    public init(name: String, phone: String, email: String) throws(Refusal) {
        let problems = Self.problems(name: name, phone: phone, email: email)
        guard problems.isEmpty, case .success(let number) = PhoneNumber.validate(phone) else {
            throw .contactIncomplete(ContactField.allCases.filter { problems[$0] != nil })
        }
        self.name = Self.trimmed(name)
        self.phone = number
        self.email = Self.trimmed(email)
    }

    /// Something, an @, and a host with a dot; whether the post arrives only the post can tell.
    private static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 254, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return false }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { !$0.isEmpty }
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
