/// Why a document number cannot be right, and so what the clerk has to look at.
///
/// Numbers are judged after normalisation: spaces, full-width characters and a lower-case x are never problems.
public enum IdentityNumberProblem: Error, Hashable, Sendable, Codable {
    case empty

    /// The first generation of identity cards; the person has a number of 18 characters by now.
    case fifteenDigits

    /// Not the number of characters that the document's numbers have.
    case wrongLength(Int)

    /// A character where only digits may stand (the last one may be an X).
    case notDigits

    /// The first two digits name no province.
    case unknownProvince(String)

    /// Digits 7 to 14 are no day of the calendar, or one before 1900.
    case invalidBirthDate

    /// The day of birth lies after today.
    case birthInFuture(CalendarDay)

    /// The last character does not fit the 17 before it; at least one of the 18 is mistyped.
    case wrongCheckDigit(expected: String)

    /// The number is a good one, but of another kind of document.
    case ofAnotherDocument(DocumentType)

    /// Not built as the numbers of this kind of document are.
    case malformed(DocumentType)
}
