public import Domain

/// Rows that would give a member another name: nobody is renamed without the clerk's consent.
extension MemberImports {
    /// Says of some rows whether they rename their members; those that would rename nobody stay as they are.
    ///
    /// - Throws: `Refusal.notFound` when one of the rows is not there, or when they are more than a page shows.
    @discardableResult
    public func choose(
        _ choice: NameChoice, for numbers: [Int], of id: ID<MemberImport>, _ occasion: Occasion
    ) async throws -> Edited {
        try await put(numbers, of: id, .chooseName(choice), "choose-import-names", occasion) { row, problems in
            guard problems.contains(where: \.renames), row.nameChoice != choice else { return .untouched }
            var chosen = row
            chosen.nameChoice = choice
            return .judged(chosen)
        }
    }

    /// Says the same of all rows that go in and of which nobody has said anything yet.
    public func choose(
        forAll choice: NameChoice, of id: ID<MemberImport>, waiting patience: Patience = .whole,
        _ occasion: Occasion
    ) async throws {
        try await change(.chooseName(choice), of: id, patience, occasion)
    }
}
