/// Everything that is wrong with a new account, in the order of its form.
public struct AccountProblems: Error, Hashable, Sendable {
    public let problems: [AccountProblem]

    public init(_ problems: [AccountProblem]) { self.problems = problems }
}

/// What is wrong with a new account, or with the roles wished for one.
public enum AccountProblem: Error, Hashable, Sendable {
    case nameShape
    case nameTaken
    case displayNameMissing
    /// There is no such union, or it is outside the administrator's subtree; the two are not told apart.
    case unionUnknown
    case roleDoesNotFit(Role, UnionKind)
    case rolesExclude(Role, Role)
    /// The last day of a role comes before its first.
    case roleEndsBeforeItBegins(Role)
    /// The last day of a role has passed.
    case roleIsOver(Role, today: CalendarDay)

    /// Longest name of a person or duty, in characters.
    public static let displayNameLimit = 30

    /// What is wrong with the names of a new account.
    ///
    /// A login name has 3 to 32 small letters, digits, hyphens and underscores, and begins with a letter: it can be
    /// read out on the phone, and two never look alike.
    public static func problems(name: String, displayName: String) -> [AccountProblem] {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let others: Set<UInt8> = Set(UInt8(ascii: "0")...UInt8(ascii: "9")).union([
            UInt8(ascii: "-"), UInt8(ascii: "_"),
        ])
        var problems: [AccountProblem] = []
        let bytes = Array(name.utf8)
        let isWellFormed =
            (3...32).contains(bytes.count) && bytes.first.map(letters.contains) == true
            && bytes.allSatisfy { letters.contains($0) || others.contains($0) }
        if !isWellFormed { problems.append(.nameShape) }
        if displayName.isEmpty || displayName.count > displayNameLimit { problems.append(.displayNameMissing) }
        return problems
    }

    /// Why one account of a union of this kind cannot hold these roles together; no role at all is fine.
    ///
    /// Roles that exclude each other may follow one another, but never hold on the same day.
    public static func problem(of grants: [RoleGrant], at kind: UnionKind) -> AccountProblem? {
        if let odd = grants.first(where: { !$0.role.fits(kind) }) { return .roleDoesNotFit(odd.role, kind) }
        for grant in grants {
            let other = grants.first { grant.role.excludes($0.role) && grant.meets($0) }
            if let other { return .rolesExclude(grant.role, other.role) }
        }
        return nil
    }

    /// Everything that is wrong with roles that are to be given on this day.
    public static func problems(of grants: [RoleGrant], at kind: UnionKind, on today: CalendarDay) -> [AccountProblem] {
        let days = grants.compactMap { grant -> AccountProblem? in
            guard let until = grant.until else { return nil }
            if let from = grant.from, until < from { return .roleEndsBeforeItBegins(grant.role) }
            return until < today ? .roleIsOver(grant.role, today: today) : nil
        }
        return (problem(of: grants, at: kind).map { [$0] } ?? []) + days
    }
}
