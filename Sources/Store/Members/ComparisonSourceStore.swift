public import DatabaseKit
public import Domain
import Foundation

/// The files of comparisons that hold rows to be mended, and how their columns are read; they go with the lines.
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
            let text = try seal.open(try $0.get(0), in: .comparedLayout, row: id.rawValue)
            return ImportSourceStore.Source(
                layout: try JSONDecoder().decode(ColumnLayout.self, from: Data(text.utf8)),
                bytes: try seal.openBytes(try $0.get(1), in: .comparedFile, row: id.rawValue))
        }
    }

    public func isKept(_ id: ID<MemberComparison>) throws -> Bool {
        try transaction.value("SELECT 1 FROM comparison_source WHERE comparison_id = \(id)") == 1
    }
}
