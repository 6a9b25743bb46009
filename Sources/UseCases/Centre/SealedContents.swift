import Store

/// I12: what only the platform's keys can write is what was written.
enum SealedContents {
    static let sealed = "every sealed value opens in its own row"
    static let index = "an index is that of its number"
    static let file = "a file is the one that was recorded"
    static let row = "a row says what the platform last wrote"
    static let rules = [sealed, index, file, row]

    static func violations(_ store: VerificationStore, _ seal: any FieldSealing) throws -> [Violation] {
        func violations(_ records: [String], of rule: String) -> [Violation] {
            records.map { Violation(invariant: "I12", record: $0, rule: rule) }
        }
        return try violations(store.valuesThatDoNotOpen(seal), of: sealed)
            + violations(store.indexesThatDiffer(seal), of: index)
            + violations(store.filesThatDiffer(seal), of: file)
            + violations(store.rowsThatDiffer(seal), of: row)
    }
}
