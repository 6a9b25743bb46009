public import Domain

/// Words that are no secret of an account, so that no password may contain them.
public enum PasswordContext {
    /// The account's name, its person, its union and whose platform this is.
    ///
    /// Of a union's name what it is called for short counts too: nobody types 工会委员会.
    public static func words(of actor: Actor) -> [String] {
        let short = endings.first { actor.unionName.hasSuffix($0) }.map { String(actor.unionName.dropLast($0.count)) }
        return [actor.name, actor.displayName, actor.unionName, short, "工会", "gonghui"].compactMap { $0 }
    }

    /// How names of unions end, the longer before those that they end with.
    private static let endings = ["工会委员会", "工会联合会", "联合工会", "总工会", "工会"]
}
