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
    public static func problem(of roles: Set<Role>, at kind: UnionKind) -> AccountProblem? {
        let held = Role.allCases.filter(roles.contains)
        if let odd = held.first(where: { !$0.fits(kind) }) { return .roleDoesNotFit(odd, kind) }
        for role in held {
            if let other = held.first(where: role.excludes) { return .rolesExclude(role, other) }
        }
        return nil
    }
}
