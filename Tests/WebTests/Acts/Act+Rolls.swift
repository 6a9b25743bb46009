// Imports, comparisons, unions and enterprises.
extension Act {
    static let rolls: [Act] = rollImports + rollComparisons + rollUnions
}
