import CLibPQ
import DatabaseKit

/// Values as libpq wants them: all binary, one after the other in one piece of memory.
struct Parameters {
    private var bytes: [UInt8] = []
    private var places: [Range<Int>?] = []

    init(_ values: [SQLValue]) {
        places.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                places.append(nil)
                continue
            case .integer(let number): append(UInt64(bitPattern: number))
            case .real(let number): append(number.bitPattern)
            case .text(let text): bytes.append(contentsOf: text.utf8)
            case .blob(let blob): bytes.append(contentsOf: blob)
            }
            places.append(start..<bytes.count)
        }
        // An empty text at the end must have an address too: without one it would be NULL.
        bytes.append(0)
    }

    /// Calls `body` with the number of values, the addresses, lengths and formats.
    func with<T>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) throws -> T
    ) rethrows -> T {
        try bytes.withUnsafeBytes { buffer in
            let addresses = places.map { place -> UnsafePointer<CChar>? in
                guard let place, let base = buffer.baseAddress else { return nil }
                return (base + place.lowerBound).assumingMemoryBound(to: CChar.self)
            }
            let lengths = places.map { Int32(clamping: $0?.count ?? 0) }
            return try body(
                Int32(clamping: places.count), addresses, lengths, [Int32](repeating: 1, count: places.count))
        }
    }

    /// In network byte order.
    private mutating func append(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// The types that a statement's values are declared with.
///
/// A statement without declared types has them guessed from its text, and `SELECT ?` or a `VALUES` list guesses text.
struct ParameterTypes: Hashable {
    private(set) var types: [Oid]

    init(_ values: [SQLValue]) {
        types = values.map { value in
            switch value {
            case .null: 0
            case .integer: 20
            case .real: 701
            case .text: 25
            case .blob: 17
            }
        }
    }

    /// Whether a statement declared with these types takes values of `others`; NULL is taken everywhere.
    func takes(_ others: ParameterTypes) -> Bool {
        types.count == others.types.count
            && zip(types, others.types).allSatisfy { known, asked in asked == 0 || known == asked }
    }

    /// These types, and where one is not known, the one in `others`.
    func completed(by others: ParameterTypes) -> ParameterTypes {
        guard types.count == others.types.count else { return self }
        var all = self
        for (position, known) in types.enumerated() where known == 0 { all.types[position] = others.types[position] }
        return all
    }
}
