/// The three ages of retirement before the reform of 2025, by which the new ones are still computed.
public enum RetirementCategory: String, CaseIterable, Hashable, Sendable, Codable {
    case man60 = "man-60"

    /// Women in management or technical posts.
    case woman55 = "woman-55"

    /// Women in workers' posts.
    case woman50 = "woman-50"

    public var originalAge: Int {
        switch self {
        case .man60: 60
        case .woman55: 55
        case .woman50: 50
        }
    }

    public var sex: Sex {
        switch self {
        case .man60: .male
        case .woman55, .woman50: .female
        }
    }

    /// The categories a person may be in, the earlier age first.
    ///
    /// Nothing but the person's post tells a woman's, so she is asked about at both ages.
    public static func possible(for sex: Sex) -> [RetirementCategory] {
        switch sex {
        case .male: [.man60]
        case .female: [.woman50, .woman55]
        }
    }
}
