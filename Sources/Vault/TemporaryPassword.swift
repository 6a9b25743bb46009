/// A password given out once and changed at the first login: for the first administrator and after a reset.
public enum TemporaryPassword {
    /// Sixteen characters of all four kinds, without those that are easily mistaken for others (about 90 bits).
    public static func random() -> String {
        let kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "+-=?#%"].map { Array($0) }
        let all = kinds.flatMap { $0 }
        let any = (0..<12).compactMap { _ in all.randomElement() }
        let oneOfEach = kinds.compactMap { $0.randomElement() }
        return String((any + oneOfEach).shuffled())
    }
}
