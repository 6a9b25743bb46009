public import DatabaseKit
public import Domain
import Foundation

/// The files of comparisons, and how their columns are read; they go with the lines, or as soon as nothing can be read
/// otherwise any more and no row is to be mended.
public struct ComparisonSourceStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public func insert(_ layout: ColumnLayout, _ bytes: [UInt8], of id: ID<MemberComparison>) throws {
        let text = String(decoding: try JSONEncoder().encode(layout), as: UTF8.self)
        try transaction.execute(
            """
            INSERT INTO comparison_source (comparison_id, layout_sealed, file_sealed)
            VALUES (\(id), \(try seal.seal(text, in: .comparedLayout, row: id.rawValue)),
                \(try seal.sealBytes(bytes, in: .comparedFile, row: id.rawValue)))
            """)
    }

    public func find(_ id: ID<MemberComparison>) throws -> ImportSourceStore.Source? {
        try transaction.first(
            "SELECT layout_sealed, file_sealed FROM comparison_source WHERE comparison_id = \(id)"
        ).map {
            ImportSourceStore.Source(
                layout: try layout(try $0.get(0), of: id),
                bytes: try seal.openBytes(try $0.get(1), in: .comparedFile, row: id.rawValue))
        }
    }

    public func layout(of id: ID<MemberComparison>) throws -> ColumnLayout? {
        let sealed: [UInt8]? = try transaction.value(
            "SELECT layout_sealed FROM comparison_source WHERE comparison_id = \(id)")
        return try sealed.map { try layout($0, of: id) }
    }

    public func delete(_ id: ID<MemberComparison>) throws {
        try transaction.execute("DELETE FROM comparison_source WHERE comparison_id = \(id)")
    }

    private func layout(_ sealed: [UInt8], of id: ID<MemberComparison>) throws -> ColumnLayout {
        let text = try seal.open(sealed, in: .comparedLayout, row: id.rawValue)
        return try JSONDecoder().decode(ColumnLayout.self, from: Data(text.utf8))
    }
}
