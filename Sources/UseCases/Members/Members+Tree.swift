import DatabaseKit
public import Domain
import Store

extension Members {
    /// A union of the tree with how many members it has, with all under it.
    public struct Branch: Sendable {
        public let union: Union
        public let members: Int
    }

    /// The tree beside 会员信息, as far as it is open.
    public struct Tree: Sendable {
        /// From the actor's own union to the one that is listed.
        public let lineage: [Branch]
        public let children: [Branch]
        /// The unions that were looked for; nil when none were.
        public let found: [Branch]?
        /// Whether there are more children, or more that were found, than the tree shows.
        public let extent: Extent

        public enum Extent: Sendable {
            case whole, cut
        }
    }

    /// How many unions of a level the tree shows; further ones are found by searching.
    static let shownChildren = 200
    /// How many of those that were looked for.
    static let shownFound = ListPage()

    /// - Parameter sought: a part of a union's name or of its reading in pinyin, or the beginning of its number.
    func tree(
        _ top: Union, seeking sought: String?, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Tree {
        let unions = UnionStore(transaction)
        func branches(_ unions: [Union]) throws -> [Branch] {
            let members = try MemberTallyStore(transaction).members(ofEach: unions)
            return unions.map { Branch(union: $0, members: members[$0.id] ?? 0) }
        }
        let lineage = try branches(unions.lineage(of: top.path).filter { occasion.actor.path.contains($0.path) })
        if let sought {
            let directory = UnionDirectoryStore(transaction)
            let filter =
                if sought.allSatisfy(\.isWholeNumber) {
                    UnionFilter(code: sought)
                } else if let reading = ReadingCondition(sought) {
                    UnionFilter(reading: reading)
                } else {
                    UnionFilter(name: sought)
                }
            let scope = try occasion.actor.authority.scope(for: .viewMembers)
            let found = try directory.list(filter, .subtree(scope), page: Self.shownFound)
            return Tree(
                lineage: lineage, children: [], found: try branches(found.map(\.union)),
                extent: found.count < Self.shownFound.size ? .whole : .cut)
        }
        let children = try unions.children(of: top.id, limit: Self.shownChildren)
        return Tree(
            lineage: lineage, children: try branches(children), found: nil,
            extent: children.count < Self.shownChildren ? .whole : .cut)
    }
}
