public import DatabaseKit
public import Domain

extension ID: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(rawValue) }

    public init(sqlValue: SQLValue) throws {
        self.init(try Int64(sqlValue: sqlValue))
    }
}

extension CalendarDay: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(description) }

    public init(sqlValue: SQLValue) throws {
        let text = try String(sqlValue: sqlValue)
        guard let day = CalendarDay(text) else { throw DatabaseError.unexpectedValue(column: text) }
        self = day
    }
}

extension Instant: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(milliseconds) }

    public init(sqlValue: SQLValue) throws {
        self.init(milliseconds: try Int64(sqlValue: sqlValue))
    }
}

extension Money: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(fen) }

    public init(sqlValue: SQLValue) throws {
        self.init(fen: try Int64(sqlValue: sqlValue))
    }
}

extension UnionPath: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(text) }

    public init(sqlValue: SQLValue) throws {
        let text = try String(sqlValue: sqlValue)
        guard let path = UnionPath(text) else { throw DatabaseError.unexpectedValue(column: "path") }
        self = path
    }
}

extension UnionKind: SQLBindable, SQLReadable {}
extension Union.Standing: SQLBindable, SQLReadable {}
extension Role: SQLBindable, SQLReadable {}
extension Sex: SQLBindable, SQLReadable {}
extension DocumentType: SQLBindable, SQLReadable {}
extension SocialInsuranceStatus: SQLBindable, SQLReadable {}
extension MemberCategory: SQLBindable, SQLReadable {}
extension MemberSource: SQLBindable, SQLReadable {}
extension ImportOutcome: SQLBindable, SQLReadable {}
extension CardBatch.Status: SQLBindable, SQLReadable {}
extension ServiceCard.Status: SQLBindable, SQLReadable {}
extension Bucket: SQLBindable, SQLReadable {}
extension ExclusionReason: SQLBindable, SQLReadable {}
extension RetirementAnswer: SQLBindable, SQLReadable {}
extension PlanYear.Status: SQLBindable, SQLReadable {}
extension Activity: SQLBindable, SQLReadable {}
extension UnitEnrolment.Status: SQLBindable, SQLReadable {}
extension UnitEnrolment.Kind: SQLBindable, SQLReadable {}
extension InstantEntry: SQLBindable, SQLReadable {}
extension InstantStart: SQLBindable, SQLReadable {}
extension DistrictSubmission.Status: SQLBindable, SQLReadable {}
extension AddressRule: SQLBindable, SQLReadable {}

extension UnionScope {
    /// One range of text that an index answers: no LIKE, no recursion (architecture, Authority).
    public func covers(_ column: SQL) -> SQL {
        "\(column) >= \(path) AND \(column) < \(path.end)"
    }
}

/// Somebody changed the record after it was read; the caller shows both versions (409).
public struct StaleVersion: Error, Sendable {
    public init() {}
}

extension Transaction {
    /// An UPDATE that is guarded by `version`: exactly one row or `StaleVersion`.
    public func update(_ statement: SQL) throws {
        guard try execute(statement) == 1 else { throw StaleVersion() }
    }

    public func newID<Entity>(_ type: Entity.Type = Entity.self) throws -> ID<Entity> {
        ID(try newKey())
    }

    /// The next number of a named series, from 1, without gaps as long as transactions commit.
    public func nextNumber(in series: String) throws -> Int64 {
        let row = try first(
            """
            INSERT INTO number_series (name, next) VALUES (\(series), 2)
            ON CONFLICT (name) DO UPDATE SET next = number_series.next + 1
            RETURNING next - 1 AS number
            """)
        guard let row else { throw DatabaseError.unexpectedValue(column: "number_series.next") }
        return try row.get("number")
    }
}
