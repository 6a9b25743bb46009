/// One step of the schema, in a text for both engines.
///
/// Each statement is one SQL statement. Words in braces stand for what the engines write differently:
///
/// | token | SQLite | PostgreSQL |
/// | --- | --- | --- |
/// | `{key}` | `INTEGER` | `BIGINT` |
/// | `{int}` | `INTEGER` | `BIGINT` |
/// | `{real}` | `REAL` | `DOUBLE PRECISION` |
/// | `{blob}` | `BLOB` | `BYTEA` |
/// | `{strict}` | `STRICT` | nothing |
///
/// Text is `TEXT` on both. `CHECK (word IN ('a', 'b'))` is written for SQLite as `CHECK ((word = 'a' OR word = 'b'))`:
/// it means the same, but for a list of more than two SQLite makes a table of its own with every row that is written,
/// which took an import a fifth of SQLite's time. A step that has been applied somewhere is never changed; a new one is added.
public struct Migration: Hashable, Sendable {
    /// A number and a word, in the order of application: `0001-unions`.
    public let id: String

    public let statements: [String]

    /// What follows the statements on one engine only, where the two have nothing in common: triggers.
    public let besides: [EngineKind: [String]]

    /// What follows all of these, in the same transaction; nil where SQL says everything.
    public let computation: Computation?

    /// A part of a step that SQL cannot say.
    ///
    /// Its name stands for it in the checksum, since no text does.
    public struct Computation: Hashable, Sendable {
        public let name: String
        let run: @Sendable (any Transaction) throws -> Void

        public init(_ name: String, _ run: @escaping @Sendable (any Transaction) throws -> Void) {
            (self.name, self.run) = (name, run)
        }

        public static func == (one: Computation, other: Computation) -> Bool { one.name == other.name }

        public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    }

    public init(
        id: String, statements: [String], besides: [EngineKind: [String]] = [:], computation: Computation? = nil
    ) {
        self.id = id
        self.statements = statements
        self.besides = besides
        self.computation = computation
    }

    /// FNV-1a over the id and the statements: guards against a slip, not against an attacker.
    var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let own = EngineKind.allCases.flatMap { besides[$0] ?? [] }
        let computed = computation.map { [$0.name] } ?? []
        for byte in ([id] + statements + own + computed).joined(separator: "\u{1F}").utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The statements as the engine reads them.
    func statements(for engine: EngineKind) -> [SQL] {
        let words: [(token: String, word: String)] =
            switch engine {
            case .sqlite:
                [
                    ("{key}", "INTEGER"), ("{int}", "INTEGER"), ("{real}", "REAL"), ("{blob}", "BLOB"),
                    ("{strict}", "STRICT"),
                ]
            case .postgres:
                [
                    ("{key}", "BIGINT"), ("{int}", "BIGINT"), ("{real}", "DOUBLE PRECISION"), ("{blob}", "BYTEA"),
                    ("{strict}", ""),
                ]
            }
        return (statements + (besides[engine] ?? [])).map { statement in
            let text = words.reduce(statement) { $0.replacing($1.token, with: $1.word) }
            return switch engine {
            case .sqlite: SQL(migration: Self.withoutLists(text))
            case .postgres: SQL(migration: text)
            }
        }
    }

    private static func withoutLists(_ statement: String) -> String {
        statement.replacing(/CHECK \((\w+) IN \(([^()]*)\)/) { check in
            let choices = check.2.split(separator: ",").map { value in
                "\(check.1) = \(value.trimmingPrefix(while: \.isWhitespace))"
            }
            return "CHECK ((\(choices.joined(separator: " OR ")))"
        }
    }
}

/// Why a database does not fit the program.
public enum MigrationError: Error, Hashable, Sendable {
    /// Two steps have the same id, or they are not in the order of their ids.
    case disordered(id: String)

    /// A step was changed after it had been applied.
    case changed(id: String)

    /// The database has a step that the program does not know: it was written by a newer program.
    case unknown(id: String)

    /// A step is missing before one that was applied.
    case skipped(id: String)
}
