/// Where the receiving union puts a person.
public enum TransferPlace: Hashable, Sendable {
    /// Among the union's own members (本级).
    case union
    case enterprise(ID<Enterprise>)

    /// As a form carries it.
    public init?(_ text: String) {
        if text == Self.unionText {
            self = .union
        } else if let id = ID<Enterprise>(text) {
            self = .enterprise(id)
        } else {
            return nil
        }
    }

    public var text: String {
        switch self {
        case .union: Self.unionText
        case .enterprise(let id): id.description
        }
    }

    private static let unionText = "union"
}
