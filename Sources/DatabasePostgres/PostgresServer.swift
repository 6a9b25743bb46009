import DatabaseKit

/// A server on which databases can be made and removed, for setting up and for tests.
public struct PostgresServer: Sendable {
    private let url: String

    /// - Parameter url: of a database that is there already, with a role that may create others.
    public init(url: String) {
        self.url = url
    }

    /// Makes an empty database that suits, or a copy of another one that nobody is connected to.
    ///
    /// - Parameter name: small letters, digits and `_`.
    /// - Returns: the url of the new database.
    public func create(_ name: String, from template: String = "template0") async throws -> String {
        try Self.checkName(name)
        try Self.checkName(template)
        try await run("CREATE DATABASE \(name) TEMPLATE \(template) ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        return url(of: name)
    }

    /// Removes a database and ends its connections.
    public func drop(_ name: String) async throws {
        try Self.checkName(name)
        try await run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    private func run(_ statement: String) async throws {
        let connection = Connection(url: url, number: 0)
        try await connection.perform { connection in
            defer { connection.disconnect() }
            try connection.connect()
            try connection.command("SET statement_timeout = 0")
            try connection.command(statement)
        }
    }

    private static func checkName(_ name: String) throws {
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
        guard isPlain, let first = name.first, first.isLetter, name.utf8.count <= 63 else {
            throw DatabaseError.statement(code: "42602", message: "\(name) is no name for a database")
        }
    }

    /// The same url with another database: what stands between the host and `?` is replaced.
    private func url(of name: String) -> String {
        guard let scheme = url.firstRange(of: "://") else { return "\(url) dbname=\(name)" }
        let rest = url[scheme.upperBound...]
        let question = rest.firstIndex(of: "?") ?? rest.endIndex
        let slash = rest[..<question].firstIndex(of: "/") ?? question
        return String(url[..<scheme.upperBound]) + String(rest[..<slash]) + "/\(name)" + String(rest[question...])
    }
}
