public import DatabaseKit
public import Domain
import Foundation

/// The files of imports, and how their columns are read.
///
/// A file goes when its import is given up or too old, or confirmed without a row that was kept out: as long as there are
/// such rows they can be had in the file's own columns.
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

        public init(layout: ColumnLayout, bytes: [UInt8]) {
            self.layout = layout
            self.bytes = bytes
        }
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
        try put(layout, under: .chosen, for: union)
    }

    /// Remembers how a file was read, so that its failed rows are read in the same way when they come back: with ever so
    /// few rows the contents tell less than those of the whole file.
    public func rememberForReturn(_ layout: ColumnLayout, for union: ID<Union>) throws {
        try put(layout, under: .returned, for: union)
    }

    /// The columns of a header as the union has put them before; nil for a header that it never changed.
    public func remembered(_ layout: ColumnLayout, of union: ID<Union>) throws -> [MemberColumn?]? {
        try columns(layout, under: .chosen, of: union)
    }

    /// The columns in which the file was read whose rows have come back.
    public func rememberedForReturn(_ layout: ColumnLayout, of union: ID<Union>) throws -> [MemberColumn?]? {
        try columns(layout, under: .returned, of: union)
    }

    private func put(_ layout: ColumnLayout, under kind: HeaderMemory.Kind, for union: ID<Union>) throws {
        try HeaderMemory(transaction, seal).keep(
            layout.columns.map { $0.map { String($0.rawValue) } ?? "" }, of: layout.headers, kind, for: union)
    }

    private func columns(
        _ layout: ColumnLayout, under kind: HeaderMemory.Kind, of union: ID<Union>
    ) throws -> [MemberColumn?]? {
        try HeaderMemory(transaction, seal).columns(of: layout.headers, kind, for: union)?.map { word in
            Int(word).flatMap(MemberColumn.init)
        }
    }
}
