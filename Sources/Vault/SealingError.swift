/// Why a sealed value could not be opened; never contains a plain text.
public enum SealingError: Error, Hashable, Sendable {
    /// Shorter than a header, a nonce and a tag.
    case tooShort

    /// Written by a layout that this version does not know.
    case unknownLayout(UInt8)

    /// Sealed with a key that the ring does not hold.
    case missingKey(KeyID)

    /// Changed, or moved here from another row, column or table.
    case notAuthentic(context: String, row: Int64)

    /// Authentic, but no text.
    case notText(context: String, row: Int64)
}

extension SealingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooShort: "the sealed value is too short to be one"
        case .unknownLayout(let layout): "the sealed value has the unknown layout \(layout)"
        case .missingKey(let id): "the key ring does not hold the key \(id)"
        case .notAuthentic(let context, let row): "\(context) of row \(row) was changed or moved"
        case .notText(let context, let row): "\(context) of row \(row) is not text"
        }
    }
}
