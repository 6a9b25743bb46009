import CLibPQ
import DatabaseKit

/// What the server or the connection said, before it is decided whether to try again.
struct PostgresFailure: Error, Sendable {
    enum Remedy {
        case none
        case tryOnceMore
        case tryAgain
    }

    let code: String
    let error: DatabaseError

    init(code: String, error: DatabaseError) {
        self.code = code
        self.error = error
    }

    /// Reads the fields of an answer that is an error.
    init(_ answer: OpaquePointer) {
        code = Self.field("C", of: answer)
        error = Self.error(code, answer)
    }

    static func connection(_ message: String) -> PostgresFailure {
        PostgresFailure(code: "08006", error: .unavailable(message))
    }

    var remedy: Remedy {
        switch code {
        case "40001", "40P01": .tryAgain
        case "23505": .tryOnceMore
        // A kept plan no longer fits the schema; the connection has forgotten it by now.
        case "0A000" where isStalePlan: .tryOnceMore
        default: .none
        }
    }

    var isStalePlan: Bool {
        guard case .statement("0A000", let message) = error else { return false }
        return message.contains("cached plan")
    }

    private static func error(_ code: String, _ answer: OpaquePointer) -> DatabaseError {
        switch code {
        case "23505": .unique(constraint: key(answer))
        case "23503", "23001": .foreignKey
        case "23514": .check(constraint: field("n", of: answer))
        case "23502": .notNull
        // Lost to another transaction; waited too long for a lock; ran too long.
        case "40001", "40P01", "55P03", "57014": .busy
        case "53100": .full
        case "25006": .readOnly
        case "58030": .inputOutput
        case "XX001", "XX002": .corrupt
        case "53300", "57P01", "57P02", "57P03": .unavailable(field("M", of: answer))
        case _ where code.hasPrefix("08"): .unavailable(field("M", of: answer))
        default: .statement(code: code, message: field("M", of: answer))
        }
    }

    /// `Key (union_id, person_id)=(1, 2) …` of table member as `member(union_id, person_id)`.
    ///
    /// Only the parentheses are read: the words are in the server's language.
    private static func key(_ answer: OpaquePointer) -> String {
        let name = field("n", of: answer)
        guard let columns = field("D", of: answer).split(separator: ")=(", maxSplits: 1).first,
            let opening = columns.firstIndex(of: "(")
        else { return name }
        let list = columns[columns.index(after: opening)...]
        return list.contains("(") ? name : "\(field("t", of: answer))(\(list))"
    }

    /// A field by the letter that the protocol gives it ("Error and Notice Message Fields").
    private static func field(_ letter: Unicode.Scalar, of answer: OpaquePointer) -> String {
        PQresultErrorField(answer, Int32(letter.value)).map { String(cString: $0) } ?? ""
    }
}
