extension String {
    /// The text with asterisks in place of all characters but the first and the last ones; all asterisks when too few
    /// would be hidden.
    func masked(first: Int, last: Int) -> String {
        let count = self.count
        guard count > first + last else { return String(repeating: "*", count: count) }
        return prefix(first) + String(repeating: "*", count: count - first - last) + suffix(last)
    }
}
