public import DatabaseKit
public import Domain

/// Figures of a subtree for its home page.
public struct HomeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func members(in scope: UnionScope) throws -> Int {
        try MemberTallyStore(transaction).members(in: scope)
    }

    public func electronicCards(in scope: UnionScope) throws -> Int {
        try MemberTallyStore(transaction).electronicCards(in: scope)
    }

    /// Unions and enterprises by kind, without the members; the holding unions are no base unions of their own.
    public func unions(in scope: UnionScope) throws -> UnionCounts {
        try UnionTallyStore(transaction).counts(in: scope)
    }
}
