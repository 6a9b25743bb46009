import DatabaseKit
import Domain
import Foundation

/// How unions read the headers of their own lists, so that the next file of the kind is read in the same way.
///
/// A list without a header begins with a person, so that not even the header stands in the database.
struct HeaderMemory {
    let transaction: any Transaction
    let seal: any FieldSealing

    init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        (self.transaction, self.seal) = (transaction, seal)
    }

    /// What is read, and why it is remembered.
    enum Kind: String {
        /// Members, as somebody has put the columns.
        case chosen
        /// Members, as the file was read whose rows come back.
        case returned
        case unions, enterprises
    }

    /// - Parameter columns: a word for each; empty for one that nothing is taken from.
    func keep(_ columns: [String], of headers: [String], _ kind: Kind, for union: ID<Union>) throws {
        try transaction.execute(
            """
            INSERT INTO import_layout (union_id, headers, columns)
            VALUES (\(union), \(key(headers, kind)), \(columns.joined(separator: ",")))
            ON CONFLICT (union_id, headers) DO UPDATE SET columns = excluded.columns
            """)
    }

    func columns(of headers: [String], _ kind: Kind, for union: ID<Union>) throws -> [String]? {
        let columns: String? = try transaction.value(
            "SELECT columns FROM import_layout WHERE union_id = \(union) AND headers = \(key(headers, kind))")
        return columns.map { $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } }
    }

    private func key(_ headers: [String], _ kind: Kind) -> String {
        let header = seal.index(headers.joined(separator: "\t"), for: .listHeader)
        return "\(kind.rawValue):\(Data(header).base64EncodedString())"
    }
}
