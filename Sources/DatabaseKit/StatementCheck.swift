extension SQL {
    /// Refuses text with U+0000, which PostgreSQL cannot keep and SQLite would cut short.
    package func checkText() throws(DatabaseError) {
        for case .text(let text) in values where text.utf8.contains(0) {
            throw .statement(code: "22021", message: "A bound text holds U+0000")
        }
    }
}
