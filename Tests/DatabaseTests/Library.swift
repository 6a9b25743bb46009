import DatabaseKit

/// An invented schema with one of each constraint.
enum Library {
    static let migrations = [
        Migration(
            id: "0001-shelves",
            statements: [
                "CREATE TABLE shelf (id {key} PRIMARY KEY, name TEXT NOT NULL UNIQUE) {strict}",
                """
                CREATE TABLE book (
                    id {key} PRIMARY KEY, shelf_id {key} NOT NULL REFERENCES shelf (id), title TEXT NOT NULL,
                    pages {int} NOT NULL CONSTRAINT book_pages CHECK (pages > 0), weight {real}, cover {blob},
                    UNIQUE (shelf_id, title)
                ) {strict}
                """,
                "CREATE UNIQUE INDEX book_title_small ON book (lower(title)) WHERE pages > 1000",
                "CREATE TABLE visit (id {key} PRIMARY KEY, reader {int} NOT NULL, day TEXT NOT NULL) {strict}",
            ])
    ]

    static func addShelf(_ name: String, _ transaction: any Transaction) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute("INSERT INTO shelf (id, name) VALUES (\(id), \(name))")
        return id
    }

    static func addBook(
        _ title: String, pages: Int = 100, on shelf: Int64, _ transaction: any Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO book (id, shelf_id, title, pages)
            VALUES (\(try transaction.newKey()), \(shelf), \(title), \(pages))
            """)
    }
}
