import CLibPQ
import DatabaseKit

/// A result of libpq, freed with this object.
final class Answer {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var isGood: Bool {
        let status = PQresultStatus(pointer)
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
    }

    /// The statement that the server carried out: `COMMIT`, `INSERT 0 1`.
    var command: String {
        String(cString: PQcmdStatus(pointer))
    }

    /// How many rows the statement inserted, updated or deleted.
    var changes: Int {
        let status = command
        guard ["INSERT", "UPDATE", "DELETE", "MERGE"].contains(where: status.hasPrefix) else { return 0 }
        return Int(String(cString: PQcmdTuples(pointer))) ?? 0
    }

    /// All rows, decoded.
    func rows() -> [Row] {
        let count = PQntuples(pointer)
        guard count > 0 else { return [] }
        let shape = Shape(pointer)
        return (0..<count).map { shape.row($0, of: pointer) }
    }
}

/// The names and types of a result's columns.
private struct Shape {
    private enum Kind {
        case integer, real, numeric, boolean, bytes, text

        /// From the type's number in the server's catalogue (pg_type.dat).
        init(_ type: Oid) {
            self =
                switch type {
                case 20, 21, 23, 26: .integer
                case 700, 701: .real
                case 1700: .numeric
                case 16: .boolean
                case 17: .bytes
                default: .text
                }
        }
    }

    private let columns: Columns
    private let kinds: [Kind]

    init(_ result: OpaquePointer) {
        let positions = 0..<PQnfields(result)
        columns = Columns(positions.map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        kinds = positions.map { Kind(PQftype(result, $0)) }
    }

    func row(_ number: Int32, of result: OpaquePointer) -> Row {
        let values = kinds.enumerated().map { position, kind -> SQLValue in
            let column = Int32(position)
            if PQgetisnull(result, number, column) == 1 { return .null }
            guard let start = PQgetvalue(result, number, column) else { return .null }
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, number, column)))
            return Self.value(kind, bytes)
        }
        return Row(columns: columns, values: values)
    }

    private static func value(_ kind: Kind, _ bytes: UnsafeRawBufferPointer) -> SQLValue {
        switch kind {
        case .integer: integer(bytes).map(SQLValue.integer) ?? .text(text(bytes))
        case .real: Double(text(bytes)).map(SQLValue.real) ?? .text(text(bytes))
        // A sum of integers is numeric without a fraction: on SQLite it is an integer.
        case .numeric: integer(bytes).map(SQLValue.integer) ?? Double(text(bytes)).map(SQLValue.real) ?? .null
        case .boolean: .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case .bytes: .blob(unhex(bytes))
        case .text: .text(text(bytes))
        }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Decimal digits with an optional sign; nil for anything else and for what does not fit.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes[...]
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (next, isTooSmall) = tenfold.subtractingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            if isTooLarge || isTooSmall { return nil }
            value = next
        }
        // Gathered as a negative number, of which there is one more.
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// The bytes of `\x0aff…`.
    private static func unhex(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard bytes.count >= 2 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: (bytes.count - 2) / 2) { buffer, count in
            count = buffer.count
            for position in 0..<buffer.count {
                buffer[position] = nibble(bytes[2 + position * 2]) << 4 | nibble(bytes[3 + position * 2])
            }
        }
    }

    /// Of a hexadecimal digit of the server, which writes small letters.
    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit < UInt8(ascii: "a") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "a") &+ 10
    }
}
