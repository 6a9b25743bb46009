/// How long a resident identity card holds good, by the age at which it is issued.
///
/// Source: Law on Resident Identity Cards, article 5 (domain.md 8.1): under 16 five years, 16 to 25 ten, 26 to 45
/// twenty, from 46 on without end.
public enum DocumentValidity: Hashable, Sendable, CaseIterable {
    case fiveYears
    case tenYears
    case twentyYears
    case longTerm

    /// The term of a card issued at an age in whole years.
    public static func issued(atAge age: Int) -> DocumentValidity {
        if age < 16 { return .fiveYears }
        if age < 26 { return .tenYears }
        return age < 46 ? .twentyYears : .longTerm
    }

    /// The term in years; nil without end.
    public var years: Int? {
        switch self {
        case .fiveYears: 5
        case .tenYears: 10
        case .twentyYears: 20
        case .longTerm: nil
        }
    }
}

/// What is odd about the expiry of a card, beside what its number says.
public enum ExpiryProblem: String, Hashable, Sendable, Codable, CaseIterable {
    /// The last day of validity lies before today.
    case expired

    /// Without end, though the person is younger than 46.
    case longTermTooEarly

    /// No day of issue up to today gives this expiry at the person's age then.
    case againstAge
}

extension IdentityDocument {
    /// What is odd about the expiry on a given day; nil when nothing is, or when nothing is known.
    ///
    /// The term is judged for resident identity cards only. One day of tolerance on either side covers cards issued on
    /// a birthday and on 29 February.
    public func expiryProblem(on today: CalendarDay) -> ExpiryProblem? {
        switch expiry {
        case .none: return nil
        case .longTerm: return longTermProblem(on: today)
        case .date(let last):
            if last < today { return .expired }
            return hasFittingIssue(before: last, today: today) ? nil : .againstAge
        }
    }

    private func longTermProblem(on today: CalendarDay) -> ExpiryProblem? {
        guard type == .residentIdentityCard, let birth else { return nil }
        return DocumentValidity.issued(atAge: birth.years(until: today)) == .longTerm ? nil : .longTermTooEarly
    }

    private func hasFittingIssue(before last: CalendarDay, today: CalendarDay) -> Bool {
        guard type == .residentIdentityCard, let birth else { return true }
        return DocumentValidity.allCases.contains { term in
            guard let years = term.years else { return false }
            let issue = last.adding(years: -years)
            guard issue <= today.adding(days: 1), issue >= birth.adding(days: -1) else { return false }
            return (-1...1).contains { slack in
                DocumentValidity.issued(atAge: birth.years(until: issue.adding(days: slack))) == term
            }
        }
    }
}
