/// A number as it is judged and stored, and what had to be changed on the way from what was typed.
///
/// Only the writing is changed, never a digit: what a person meant is not guessed here (see `NumberDamage`).
public struct NormalisedNumber: Hashable, Sendable {
    public let text: String
    public let changes: Set<Change>

    /// What was changed, to be told to the person who typed it.
    public enum Change: String, CaseIterable, Hashable, Sendable, Codable {
        /// White space or invisible characters, outside or inside.
        case spaces
        case fullWidth
        case lowerCase
        /// The leading apostrophe by which spreadsheets mark text.
        case apostrophe
        /// Hyphens or brackets where the number has none.
        case separators
        /// The country code +86.
        case countryCode
    }

    /// What may be left out of a number besides white space.
    enum Separators {
        case none, hyphens, brackets
    }

    init(_ typed: String, without separators: Separators) {
        // Almost every number is written as it is stored; looking a sign up in the tables of Unicode takes its time.
        if typed.utf8.allSatisfy({ $0.isDigit || $0.isCapital }) {
            self.init(text: typed, changes: [])
            return
        }
        var changes: Set<Change> = []
        var scalars = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars {
            let narrow = Self.halfWidth(scalar)
            if narrow != scalar { changes.insert(narrow == " " ? .spaces : .fullWidth) }
            if narrow.properties.isWhitespace || Self.isInvisible(narrow) {
                changes.insert(.spaces)
            } else if separators.contain(narrow) {
                changes.insert(.separators)
            } else if ("a"..."z").contains(narrow), let capital = Unicode.Scalar(narrow.value - 32) {
                changes.insert(.lowerCase)
                scalars.append(capital)
            } else {
                scalars.append(narrow)
            }
        }
        if scalars.first == "'" || scalars.first == "\u{2019}" {
            scalars.removeFirst()
            changes.insert(.apostrophe)
        }
        self.init(text: String(scalars), changes: changes)
    }

    init(text: String, changes: Set<Change>) {
        self.text = text
        self.changes = changes
    }

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar == "\u{3000}" { return " " }
        guard ("\u{FF01}"..."\u{FF5E}").contains(scalar) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    /// Zero-width and direction marks, the byte order mark, the soft hyphen: they come along when text is copied.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control
    }
}

extension NormalisedNumber.Separators {
    fileprivate func contain(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .none: false
        case .hyphens: scalar == "-" || scalar == "\u{2010}" || scalar == "\u{2011}" || scalar == "\u{2013}"
        case .brackets: scalar == "(" || scalar == ")"
        }
    }
}
