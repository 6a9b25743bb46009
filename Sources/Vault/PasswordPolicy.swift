import Foundation

/// Which passwords may be set.
///
/// Length counts characters as a person sees them, after compatibility normalisation. That the last few passwords are
/// not used again needs their hashes and is asked elsewhere (`remembered`).
public struct PasswordPolicy: Hashable, Sendable {
    public let mode: Mode

    /// Fewest characters.
    public let minimumLength: Int

    /// Most characters.
    public let maximumLength = 128

    /// The two schools of thought between which an installation chooses.
    public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
        /// GB/T 22239-2019, level 3: three of four kinds of characters, 90 days, the last five not again.
        case gradedProtection = "graded-protection"

        /// OWASP ASVS 5.0, 6.2: neither composition nor rotation.
        case verificationStandard = "verification-standard"
    }

    /// Whom the password lets in.
    public enum Reach: Hashable, Sendable {
        /// One base or second-level union.
        case union

        /// A district, the city, the centre, an administrator.
        case districtAndAbove
    }

    public init(mode: Mode = .gradedProtection, reach: Reach) {
        self.mode = mode
        switch reach {
        case .union: minimumLength = 8
        case .districtAndAbove: minimumLength = 12
        }
    }

    /// Days after which a password has to be changed; nil for never.
    public var maximumAge: Int? {
        switch mode {
        case .gradedProtection: 90
        case .verificationStandard: nil
        }
    }

    /// How many of the last passwords, the present one included, may not be set again.
    public var remembered: Int {
        switch mode {
        case .gradedProtection: 5
        case .verificationStandard: 0
        }
    }

    /// Kinds of characters that a password must contain: capitals, small letters, digits, others.
    public var requiredKinds: Int {
        switch mode {
        case .gradedProtection: 3
        case .verificationStandard: 1
        }
    }
}

/// Why a password may not be set; all that applies is told at once.
public enum PasswordProblem: Error, Hashable, Sendable {
    case tooShort(minimum: Int)
    case tooLong(maximum: Int)
    case tooFewKinds(required: Int)

    /// Among the passwords that are tried first, perhaps with digits around it or in place of letters.
    case common

    /// Contains the account, the union's name or another word that is no secret.
    case containsContext(String)
}

extension PasswordPolicy {
    /// Everything that is wrong with a password; empty when it may be set.
    ///
    /// - Parameter contextWords: account, name, phone, names of the union and of the platform; those of fewer than three
    ///   characters (two for other than Latin letters) are left out.
    public func problems(of password: String, contextWords: [String] = []) -> [PasswordProblem] {
        let text = password.precomposedStringWithCompatibilityMapping
        var problems: [PasswordProblem] = []
        if text.count < minimumLength { problems.append(.tooShort(minimum: minimumLength)) }
        if text.count > maximumLength { problems.append(.tooLong(maximum: maximumLength)) }
        guard text.count <= maximumLength else { return problems }
        if Self.kinds(in: text) < requiredKinds { problems.append(.tooFewKinds(required: requiredKinds)) }
        if CommonPasswords.contains(text) { problems.append(.common) }
        let lowered = text.lowercased()
        let context = contextWords.first { word in
            let plain = word.precomposedStringWithCompatibilityMapping.lowercased()
            return plain.count >= (plain.allSatisfy(\.isASCII) ? 3 : 2) && lowered.contains(plain)
        }
        if let context { problems.append(.containsContext(context)) }
        return problems
    }

    private static func kinds(in text: String) -> Int {
        var (capital, small, digit, other) = (0, 0, 0, 0)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "A"..."Z": capital = 1
            case "a"..."z": small = 1
            case "0"..."9": digit = 1
            default: other = 1
            }
        }
        return capital + small + digit + other
    }
}
