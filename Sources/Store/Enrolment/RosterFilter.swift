public import Domain

/// Which people of a basis are wanted.
public struct RosterFilter: Hashable, Sendable {
    public var selection: RosterSelection
    /// 会员编号, from its beginning.
    public var number: String?
    /// Part of the name.
    public var name: String?
    /// Blind indexes of a document number, one for each kind of document that it may be.
    public var documents: [[UInt8]]?

    public init(
        _ selection: RosterSelection = .everybody, number: String? = nil, name: String? = nil,
        documents: [[UInt8]]? = nil
    ) {
        self.selection = selection
        self.number = number
        self.name = name
        self.documents = documents
    }
}
