public import DatabaseKit
public import Domain
import Foundation

/// The files of imports that wait for their confirmation, and how their columns are read.
///
/// A file goes when its import is confirmed, given up or too old.
public struct ImportSourceStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public struct Source: Sendable {
        public let layout: ColumnLayout
        public let bytes: [UInt8]
    }

    public func insert(_ layout: ColumnLayout, _ bytes: [UInt8], of id: ID<MemberImport>) throws {
        let text = String(decoding: try JSONEncoder().encode(layout), as: UTF8.self)
        try transaction.execute(
            """
            INSERT INTO import_source (import_id, layout_sealed, file_sealed)
            VALUES (\(id), \(try seal.seal(text, in: .importLayout, row: id.rawValue)),
                \(try seal.sealBytes(bytes, in: .importFile, row: id.rawValue)))
            """)
    }

    public func find(_ id: ID<MemberImport>) throws -> Source? {
        try transaction.first("SELECT layout_sealed, file_sealed FROM import_source WHERE import_id = \(id)").map {
            Source(
                layout: try layout(try $0.get(0), of: id),
                bytes: try seal.openBytes(try $0.get(1), in: .importFile, row: id.rawValue))
        }
    }

    public func layout(of id: ID<MemberImport>) throws -> ColumnLayout? {
        let sealed: [UInt8]? = try transaction.value(
            "SELECT layout_sealed FROM import_source WHERE import_id = \(id)")
        return try sealed.map { try layout($0, of: id) }
    }

    public func delete(_ id: ID<MemberImport>) throws {
        try transaction.execute("DELETE FROM import_source WHERE import_id = \(id)")
    }

    private func layout(_ sealed: [UInt8], of id: ID<MemberImport>) throws -> ColumnLayout {
        let text = try seal.open(sealed, in: .importLayout, row: id.rawValue)
        return try JSONDecoder().decode(ColumnLayout.self, from: Data(text.utf8))
    }

    // MARK: What a union has read before

    /// Remembers how the union reads a header, so that its next file of this kind is read in the same way.
    public func remember(_ layout: ColumnLayout, for union: ID<Union>) throws {
        let columns = layout.columns.map { $0.map { String($0.rawValue) } ?? "" }.joined(separator: ",")
        try transaction.execute(
            """
            INSERT INTO import_layout (union_id, headers, columns)
            VALUES (\(union), \(Self.key(layout)), \(columns))
            ON CONFLICT (union_id, headers) DO UPDATE SET columns = excluded.columns
            """)
    }

    /// The columns of a header as the union has put them before; nil for a header that it never changed.
    public func remembered(_ layout: ColumnLayout, of union: ID<Union>) throws -> [MemberColumn?]? {
        let columns: String? = try transaction.value(
            "SELECT columns FROM import_layout WHERE union_id = \(union) AND headers = \(Self.key(layout))")
        return columns.map { text in
            text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0).flatMap(MemberColumn.init) }
        }
    }

    // An index entry of PostgreSQL has its limit, so a very long header is told by its beginning and its length.
    private static func key(_ layout: ColumnLayout) -> String {
        let text = layout.headers.joined(separator: "\t")
        return "\(layout.headers.count):\(text.prefix(500))"
    }
}
