/// A row that has passed every rule that needs no look at the roll.
public struct MemberEntry: Hashable, Sendable {
    public let name: String
    public let sex: Sex
    public let document: IdentityDocument
    public let phone: PhoneNumber
    /// Empty when the row says nothing; then the enterprise's or the union's name is taken.
    public let workplace: String?
    /// Codes of the dictionaries.
    public let label: String?
    public let household: String?
    public let post: String?
    public let address: String?

    public init(
        name: String, sex: Sex, document: IdentityDocument, phone: PhoneNumber, workplace: String? = nil,
        label: String? = nil, household: String? = nil, post: String? = nil, address: String? = nil
    ) {
        self.name = name
        self.sex = sex
        self.document = document
        self.phone = phone
        self.workplace = workplace
        self.label = label
        self.household = household
        self.post = post
        self.address = address
    }

    /// The same under another name.
    public func named(_ name: String) -> MemberEntry {
        MemberEntry(
            name: name, sex: sex, document: document, phone: phone, workplace: workplace, label: label,
            household: household, post: post, address: address)
    }

    /// The days that raise the question of retirement.
    public var statutoryDays: StatutoryDays { statutoryDays(birth: document.birth) }

    /// The same for a caller who has read the birth in the document already.
    public func statutoryDays(birth: CalendarDay?) -> StatutoryDays { StatutoryDays(sex: sex, birth: birth) }
}

/// A row of a file with what the rules say of it.
///
/// A class, because it goes through many hands, and each copy would count some thirty references.
public final class JudgedRow: Sendable {
    public let row: MemberRow
    /// Nil exactly when a problem is an error.
    public let entry: MemberEntry?
    public let problems: [MemberProblem]
    /// What the row says where it is right by itself, whatever its file and the roll have against it.
    public let candidate: MemberEntry?

    public convenience init(row: MemberRow, entry: MemberEntry?, problems: [MemberProblem]) {
        let entry = problems.contains { $0.severity == .error } ? nil : entry
        self.init(row: row, entry: entry, problems: problems, candidate: entry)
    }

    private init(row: MemberRow, entry: MemberEntry?, problems: [MemberProblem], candidate: MemberEntry?) {
        self.row = row
        self.entry = entry
        self.problems = problems
        self.candidate = candidate
    }

    /// The same row with more said of it.
    public func with(_ more: [MemberProblem]) -> JudgedRow {
        guard !more.isEmpty else { return self }
        let isOut = more.contains { $0.severity == .error }
        return JudgedRow(row: row, entry: isOut ? nil : entry, problems: problems + more, candidate: candidate)
    }
}
