/// Tells whether a snapshot is still the one that was taken: FNV-1a over its people, cards and rates.
///
/// It finds changes made past the platform; it is no defence against somebody who recomputes it (the audit chain is).
public struct RosterFingerprint: Hashable, Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    public init(rates: Rates, planType: String) {
        for byte in planType.utf8 { add(UInt64(byte)) }
        add(rates.city.fen)
        add(rates.district.fen)
        add(rates.base.fen)
    }

    /// Adds one enrolled person; the caller goes through them by ascending person.
    public mutating func add(person: ID<Person>, card: ID<ServiceCard>?) {
        add(person.rawValue)
        add(card?.rawValue ?? 0)
    }

    /// Sixteen hexadecimal digits.
    public var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func add(_ value: Int64) {
        let bits = UInt64(bitPattern: value)
        for shift in stride(from: UInt64(0), to: 64, by: 8) { add((bits >> shift) & 0xff) }
    }

    private mutating func add(_ byte: UInt64) {
        state = (state ^ byte) &* 0x0000_0100_0000_01b3
    }
}
