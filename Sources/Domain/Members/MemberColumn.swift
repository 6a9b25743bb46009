/// The columns of the import template, in its order (manual 2023, part 1, 三; the last two are ours).
public enum MemberColumn: Int, Hashable, Sendable, CaseIterable, Codable {
    case name, documentType, documentNumber, phone, sex, unionName, unionCode, workplace, label, household, address,
        documentExpiry, post

    public var isRequired: Bool {
        switch self {
        case .name, .documentType, .documentNumber, .phone, .sex, .unionName, .unionCode: true
        case .workplace, .label, .household, .address, .documentExpiry, .post: false
        }
    }

    /// The longest text that is taken, in characters.
    public var limit: Int {
        switch self {
        case .name: 50
        case .workplace, .unionName: 100
        case .address: 200
        case .documentType, .documentNumber, .phone, .sex, .unionCode, .label, .household, .documentExpiry, .post: 50
        }
    }
}
