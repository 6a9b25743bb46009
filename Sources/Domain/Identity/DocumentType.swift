/// The kind of paper by which a person is identified.
///
/// The raw values are stored and exchanged; they never change.
public enum DocumentType: String, CaseIterable, Hashable, Sendable, Codable {
    /// The resident identity card (GB 11643-1999), 18 characters.
    case residentIdentityCard = "resident-identity-card"

    /// The mainland travel permit of Hong Kong and Macau residents: H or M, then 8 or 10 digits.
    case hongKongMacauPermit = "hong-kong-macau-permit"

    /// The mainland travel permit of Taiwan residents: 8 digits; older ones 10 digits and a letter.
    case taiwanPermit = "taiwan-permit"

    /// The residence permit of Hong Kong, Macau and Taiwan residents: 18 characters beginning 81, 82 or 83.
    case residencePermit = "residence-permit"

    /// A passport: 5 to 17 letters and digits.
    case passport

    /// The permanent residence card of foreigners: 3 letters and 12 digits (2017), or 18 characters beginning 9 (2023).
    case foreignerPermit = "foreigner-permit"
}
