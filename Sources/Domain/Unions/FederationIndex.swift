/// The unions of a subtree, found by number and by name.
public struct FederationIndex: Sendable {
    /// Where a name is unique.
    public struct Place: Hashable, Sendable {
        let superior: ID<Union>?
        let name: String

        public init(_ superior: ID<Union>?, _ name: String) { (self.superior, self.name) = (superior, name) }
    }

    private let byKey: [ID<Union>: Union]
    private let byCode: [String: Union]
    private let byPlace: [Place: Union]
    private let byName: [String: [Union]]
    /// The unions above the subtree, the root first.
    private let above: [Union]

    /// - Parameters:
    ///   - unions: those of the subtree that are not deleted.
    ///   - above: the ancestors of the union at its top, the root first.
    public init(_ unions: [Union], above: [Union]) {
        self.above = above
        byKey = Dictionary(unions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        byCode = Dictionary(unions.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        byPlace = Dictionary(
            unions.map { (Place($0.parent, $0.name), $0) }, uniquingKeysWith: { first, _ in first })
        byName = Dictionary(grouping: unions, by: \.name)
    }

    public func union(_ id: ID<Union>) -> Union? { byKey[id] }

    public func union(code: String) -> Union? { byCode[code] }

    public func union(at place: Place) -> Union? { byPlace[place] }

    /// 上级 of a union of the subtree, which its top has outside.
    func superior(of union: Union) -> Union? {
        union.parent.flatMap { parent in byKey[parent] ?? above.last { $0.id == parent } }
    }

    /// The six digits with which the numbers under a union begin; nil above the districts.
    func numberPrefix(under union: Union) -> String? {
        var place: Union? = union
        while let current = place {
            if current.kind.isDistrictLevel { return String(current.code.prefix(6)) }
            place = superior(of: current)
        }
        return nil
    }

    /// Who is meant by a number and a name of a superior; nil when neither is given.
    func superior(code: String, name: String) throws(OrganisationFault) -> Union? {
        let top = above.last
        if !code.isEmpty {
            guard let found = byCode[code] ?? top.flatMap({ $0.code == code ? $0 : nil }) else {
                throw .superiorUnknown
            }
            guard name.isEmpty || found.name == name else { throw .superiorNamesDiffer(found.name) }
            return found
        }
        guard !name.isEmpty else { return nil }
        let found = byName[name] ?? []
        guard found.count < 2 else { throw .superiorAmbiguous }
        guard let one = found.first ?? top.flatMap({ $0.name == name ? $0 : nil }) else { throw .superiorUnknown }
        return one
    }

    func contains(_ union: Union) -> Bool { byKey[union.id] != nil }
}

extension OrganisationFault: Error {}
