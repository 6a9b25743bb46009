/// A unified social credit code (GB 32100-2015): 18 characters, the last of them a check character.
///
/// Real codes that fail the checks exist, so a value only promises length and characters; `checkProblems` tells what
/// deserves a warning.
public struct CreditCode: RawRepresentable, Hashable, Sendable, Codable {
    /// The 18 characters, in capitals.
    public let rawValue: String

    /// A code already normalised; nil unless it has 18 characters of the standard's alphabet.
    public init?(rawValue: String) {
        guard Self.formProblem(of: rawValue) == nil else { return nil }
        self.rawValue = rawValue
    }

    /// What is wrong with a code; the last two only warn.
    public enum Problem: Error, Hashable, Sendable, Codable {
        case empty
        case wrongLength(Int)
        /// A character outside the alphabet, which leaves out I, O, S, V and Z.
        case forbiddenCharacter(String)
        case wrongCheckCharacter(expected: String)
        /// The organisation code inside (characters 9 to 17) fails its own check (GB 11714).
        case wrongOrganisationCheck(expected: String)
    }

    /// Drops spaces, hyphens and full-width forms, and makes capitals.
    public static func normalise(_ typed: String) -> NormalisedNumber {
        NormalisedNumber(typed, without: .hyphens)
    }

    /// Normalises a typed code and judges its form; ask `checkProblems` besides.
    public static func validate(_ typed: String) -> Result<CreditCode, Problem> {
        let text = normalise(typed).text
        if let problem = formProblem(of: text) { return .failure(problem) }
        return CreditCode(rawValue: text).map(Result.success) ?? .failure(.empty)
    }

    private static func formProblem(of text: String) -> Problem? {
        guard !text.isEmpty else { return .empty }
        if let forbidden = text.first(where: { !$0.isASCII || !$0.utf8.allSatisfy(alphabet.contains) }) {
            return .forbiddenCharacter(String(forbidden))
        }
        return text.utf8.count == 18 ? nil : .wrongLength(text.count)
    }

    /// The checks that do not fit; empty for a sound code.
    public var checkProblems: [Problem] {
        let characters = Array(rawValue.utf8)
        var problems: [Problem] = []
        let expected = Self.checkCharacter(characters.prefix(17))
        if characters[17] != expected {
            problems.append(.wrongCheckCharacter(expected: String(decoding: [expected], as: UTF8.self)))
        }
        let organisation = Self.organisationCheck(characters[8..<16])
        if characters[16] != organisation {
            problems.append(.wrongOrganisationCheck(expected: String(decoding: [organisation], as: UTF8.self)))
        }
        return problems
    }

    /// Characters 9 to 17: the organisation code of GB 11714, its check character last.
    public var organisationCode: String { String(rawValue.dropFirst(8).prefix(9)) }

    /// Whom the registering department and kind (the first two characters) stand for.
    public enum Kind: Hashable, Sendable {
        /// 81: a base union.
        case baseUnion
        /// 91: an enterprise.
        case enterprise
        case other
    }

    public var kind: Kind {
        if rawValue.hasPrefix("81") { return .baseUnion }
        return rawValue.hasPrefix("91") ? .enterprise : .other
    }

    /// Builds a code with both check characters, for invented bodies.
    ///
    /// - Parameters:
    ///   - department: two characters, such as 91 or 81.
    ///   - area: six digits.
    ///   - organisation: the eight characters of the organisation code before its check character.
    /// - Returns: nil when a part has the wrong length or characters.
    public static func make(department: String, area: String, organisation: String) -> CreditCode? {
        guard department.utf8.count == 2, area.utf8.count == 6, organisation.utf8.count == 8 else { return nil }
        let body = Array((department + area + organisation).utf8) + [organisationCheck(Array(organisation.utf8)[...])]
        return CreditCode(rawValue: String(decoding: body + [checkCharacter(body[...])], as: UTF8.self))
    }
}

extension CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    private static func checkCharacter(_ body: ArraySlice<UInt8>) -> UInt8 {
        let sum = zip(body, weights).reduce(0) { $0 + (alphabet.firstIndex(of: $1.0) ?? 0) * $1.1 }
        return alphabet[(31 - sum % 31) % 31]
    }

    /// GB 11714 counts letters on from A = 10; 10 is written X and 11 is written 0.
    private static func organisationCheck(_ body: ArraySlice<UInt8>) -> UInt8 {
        let sum = zip(body, organisationWeights).reduce(0) { sum, pair in
            sum + (pair.0.isCapital ? Int(pair.0) - 55 : pair.0.digit) * pair.1
        }
        let check = 11 - sum % 11
        return check == 10 ? UInt8(ascii: "X") : UInt8(ascii: "0") + UInt8(check == 11 ? 0 : check)
    }
}
