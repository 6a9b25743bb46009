public import Store

/// Seals nothing: for tests of what is kept where the secrecy is not the point.
///
/// Field and row are still checked, so text sealed for one place does not open at another.
public struct PlainSeal: FieldSealing {
    public init() {}

    public struct WrongPlace: Error {}

    public func seal(_ plain: String, in field: SealedField, row: Int64) -> [UInt8] {
        Array("\(field.rawValue)/\(row)/\(plain)".utf8)
    }

    public func open(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> String {
        let text = String(decoding: sealed, as: UTF8.self)
        let place = "\(field.rawValue)/\(row)/"
        guard text.hasPrefix(place) else { throw WrongPlace() }
        return String(text.dropFirst(place.count))
    }

    public func sealBytes(_ plain: [UInt8], in field: SealedField, row: Int64) -> [UInt8] {
        Array("\(field.rawValue)/\(row)/".utf8) + plain
    }

    public func openBytes(_ sealed: [UInt8], in field: SealedField, row: Int64) throws -> [UInt8] {
        let place = Array("\(field.rawValue)/\(row)/".utf8)
        guard sealed.starts(with: place) else { throw WrongPlace() }
        return Array(sealed.dropFirst(place.count))
    }

    public func index(_ normalised: String, for purpose: IndexPurpose) -> [UInt8] {
        Array("\(purpose.rawValue)/\(normalised)".utf8)
    }

    public func rowSeal(over digest: [UInt8]) -> [UInt8] {
        Array("row/".utf8) + digest
    }
}
